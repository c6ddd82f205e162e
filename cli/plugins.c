#include "command.h"

#include <stdlib.h>
#include <string.h>

#include "help.h"
#include "io/json_out.h"
#include "message.h"
#include "plugin_page.h"

struct plugins_options {
	const char *plugin_path;
};

#define AT(field) offsetof(struct plugins_options, field)

static const struct opt options[] = {
	{ 0, "plugin-path", OPT_TEXT, AT(plugin_path), "FOLDERS", NULL,
	  "look in these folders first, colon-separated" },
	{ 0 },
};

static void write_fine(struct out *o, const struct ncl_found *f)
{
	out_format(o, "%-10s %-7s ", f->plugin->name,
		   f->plugin->version ? f->plugin->version : "");
	help_wrap(o, f->plugin->summary ? f->plugin->summary : "", 19, 19);
	if (f->shadowed)
		OUT(o, "           (not used: one of this name comes before "
		       "it)\n");
	for (uint32_t i = 0; i < f->plugin->layer_count; i++)
		plugin_layer_line(o, f->plugin, i, 11);
	out_format(o, "           %s\n\n", f->path);
}

static void write_refused(struct out *o, const struct ncl_found *f)
{
	out_format(o, "%-10s refused: ", f->name);
	help_wrap(o, f->refused, 20, 11);
	out_format(o, "           %s\n\n", f->path);
}

static void write_list(struct out *o, const ncl_catalogue *c)
{
	const struct ncl_found *f;
	const char *folder;

	for (uint32_t i = 0; (f = ncl_catalogue_entry(c, i)); i++)
		if (f->plugin)
			write_fine(o, f);
	for (uint32_t i = 0; (f = ncl_catalogue_entry(c, i)); i++)
		if (!f->plugin)
			write_refused(o, f);
	OUT(o, "looked in:\n");
	for (uint32_t i = 0; (folder = ncl_catalogue_folder(c, i)); i++)
		out_format(o, "  %s\n", folder);
}

/* One plugin, by name or path, on a page. */
static enum ncl_status write_one(struct out *o, const ncl_catalogue *c,
				 const char *name, struct ncl_error *err)
{
	const struct ncl_found *f = NULL;
	enum ncl_status status = ncl_catalogue_find(c, name, &f, err);

	if (status)
		return status;
	if (!f->plugin)
		return ncl_error_set(err, NCL_REFUSED, "%s: refused: %s",
				     f->path, f->refused);
	plugin_page(o, f);
	return NCL_OK;
}

static int show(const struct command *self, const struct plugins_options *p,
		const struct operands *names)
{
	struct ncl_buffer text = { 0 };
	struct ncl_error err = { 0 };
	ncl_catalogue *c = NULL;
	enum ncl_status status = ncl_catalogue_new(&c, p->plugin_path, &err);
	struct out o;
	int printed;

	out_start(&o, &text);
	for (size_t i = 0; i < names->count && !status; i++)
		status = write_one(&o, c, names->items[i], &err);
	if (!status && !names->count)
		write_list(&o, c);
	if (out_end(&o) && !status)
		status = ncl_error_set(&err, NCL_NOMEM, "out of memory");
	ncl_catalogue_free(c);
	printed = message_print(&text);
	return status ? command_failed(self, &err) : printed;
}

static int plugins_main(const struct command *self, int argc, char **argv)
{
	struct plugins_options o = { 0 };
	struct operands names = { 0 };
	int status = CLI_OK;

	if (command_parse(self, &o, argc, argv, &names, &status))
		status = show(self, &o, &names);
	opts_release(options, &o);
	free(names.items);
	return status;
}

static const char *const usage[] = { "[options] [PLUGIN...]", NULL };

static const char *const examples[] = { "nclass plugins",
					"nclass plugins topic",
					"nclass plugins ./mine.so", NULL };

const struct command plugins_command = {
	.name = "plugins",
	.summary = "list plugins, their options and layers",
	.usage = usage,
	.about = "Without a name, list the plugins that are found, and beside "
		 "each file that was refused the reason. With PLUGINs (names, "
		 "or paths, with a slash), tell all about each: options with "
		 "types and defaults, layers read and written, features.",
	.opts = options,
	.examples = examples,
	.statuses = "0 done; 2 wrong usage; 3 no such plugin, or it is "
		    "refused.",
	.run = plugins_main,
};
