#include "run_config.h"

#include "help.h"
#include "io/json_out.h"
#include "opts_value.h"
#include "plugin_page.h"

/* Help as comments of at most 80 columns. */
static void comment(struct out *o, const char *text)
{
	struct ncl_buffer lines = { 0 };
	struct out wrapped;
	const char *line, *end;

	out_start(&wrapped, &lines);
	help_wrap(&wrapped, text, 2, 2);
	if (out_end(&wrapped))
		o->failed = 1;
	for (line = lines.data; line && (end = strchr(line, '\n'));
	     line = end + 1) {
		line += strspn(line, " ");
		OUT(o, "# ");
		out_bytes(o, line, (size_t)(end - line) + 1);
	}
	ncl_buffer_release(&lines);
}

/* Why a value would be read as another one; NULL: it would not. */
static const char *unfit(const char *value)
{
	size_t len = strlen(value);

	if (value[strcspn(value, "\r\n")])
		return "a line ends in it";
	if (*value == ';' || strstr(value, " ;") || strstr(value, "\t;"))
		return "a comment would begin at the ;";
	if (len && (strchr(" \t", value[0]) || strchr(" \t", value[len - 1])))
		return "white space at its ends is lost";
	return NULL;
}

/* A line; one that says nothing but the default is a comment. */
static enum ncl_status assign(struct out *o, const char *key,
			      const char *value, int is_default,
			      struct ncl_error *err)
{
	const char *why = is_default ? NULL : unfit(value);

	if (why)
		return ncl_error_set(err, NCL_USAGE,
				     "%s: '%.200s' cannot stand in a "
				     "configuration file: %s", key, value, why);
	out_format(o, "%s%s =%s", is_default ? "#" : "", key,
		   *value ? " " : "");
	out_text(o, value);
	OUT(o, "\n");
	return NCL_OK;
}

static enum ncl_status write_list(struct out *o, const struct opt *opt,
				  const struct opt_list *list,
				  struct ncl_error *err)
{
	enum ncl_status status = NCL_OK;

	if (!list->count)
		out_format(o, "#%s = %s\n", opt->name, opt->value);
	for (size_t i = 0; i < list->count && !status; i++)
		status = assign(o, opt->name, list->items[i], 0, err);
	return status;
}

/* The chain, where nobody named one. */
static void write_chain(struct out *o, const ncl_pipeline *p)
{
	const char *use;

	OUT(o, "plugins = ");
	for (uint32_t i = 0; (use = ncl_pipeline_use(p, i)); i++)
		out_format(o, "%s%s", i ? "," : "", use);
	OUT(o, "\n");
}

static enum ncl_status write_value(struct out *o, const struct opt *opt,
				   const struct run_options *options,
				   const struct run_options *defaults,
				   struct ncl_error *err)
{
	struct ncl_buffer text = { 0 }, usual = { 0 };
	enum ncl_status status = NCL_OK;

	if (ncl_buffer_add(&text, "", 0) || ncl_buffer_add(&usual, "", 0) ||
	    opt_value_text(opt, options, &text) ||
	    opt_value_text(opt, defaults, &usual))
		status = ncl_error_set(err, NCL_NOMEM, "out of memory");
	else
		status = assign(o, opt->name, text.data,
				!strcmp(text.data, usual.data), err);
	ncl_buffer_release(&text);
	ncl_buffer_release(&usual);
	return status;
}

static enum ncl_status write_option(struct out *o, const struct run *r,
				    const struct opt *opt,
				    const struct run_options *defaults,
				    struct ncl_error *err)
{
	const void *at = (const char *)r->options + opt->at;

	OUT(o, "\n");
	comment(o, opt->help);
	if (opt->kind == OPT_LIST)
		return write_list(o, opt, at, err);
	if (opt->kind != OPT_TEXT || *(const char *const *)at)
		return write_value(o, opt, r->options, defaults, err);
	if (strcmp(opt->name, "plugins") == 0)
		write_chain(o, r->pipeline);
	else
		out_format(o, "#%s = %s\n", opt->name, opt->value);
	return NCL_OK;
}

/* What stands in the plugins' sections, or makes no sense in a file. */
static int left_out(const struct opt *opt)
{
	return !strcmp(opt->name, "set") || !opts_in_file(opt->name);
}

static enum ncl_status write_plugin(struct out *o, const struct run *r,
				    uint32_t i, struct ncl_error *err)
{
	const struct ncl_plugin *p;
	const char *path, *value;
	struct ncl_option option;
	struct ncl_buffer help = { 0 };
	struct out line;
	enum ncl_status status = NCL_OK;

	p = ncl_pipeline_plugin(r->pipeline, i, &path);
	out_format(o, "\n\n[plugin %s]\n", ncl_pipeline_use(r->pipeline, i));
	out_format(o, "# %s %s, ", p->name, p->version ? p->version : "");
	out_text(o, path);
	OUT(o, "\n");
	for (uint32_t j = 0; !status && (value = ncl_pipeline_setting(
						 r->pipeline, i, j)); j++) {
		plugin_option(&option, p, j);
		OUT(o, "\n");
		help.len = 0;
		out_start(&line, &help);
		plugin_option_help(&line, &option);
		if (out_end(&line))
			o->failed = 1;
		else
			comment(o, help.data);
		status = assign(o, option.name, value,
				!strcmp(value, option.value ? option.value :
							      ""), err);
	}
	ncl_buffer_release(&help);
	return status;
}

enum ncl_status run_config(struct ncl_buffer *to, const struct run *r,
			   struct ncl_error *err)
{
	struct run_options defaults = { 0 };
	enum ncl_status status = opts_defaults(r->table, &defaults, err);
	struct out o;

	out_start(&o, to);
	out_format(&o, "# What is in force, of nclass %s; for nclass run "
		   "--config FILE.\n# Lines like #key = value are "
		   "defaults, or options that are not set.\n\n[run]\n",
		   ncl_version());
	for (const struct opt *opt = r->table; opt->name && !status; opt++)
		if (!left_out(opt))
			status = write_option(&o, r, opt, &defaults, err);
	for (uint32_t i = 0; !status && ncl_pipeline_use(r->pipeline, i); i++)
		status = write_plugin(&o, r, i, err);
	if (out_end(&o) && !status)
		status = ncl_error_set(err, NCL_NOMEM, "out of memory");
	return status;
}
