#include "complete.h"

#include "plugin_page.h"
#include "uses.h"

/* What is found, each fine plugin once; NULL past the last. */
static const struct ncl_plugin *plugin_at(struct complete *c, uint32_t *i)
{
	const struct ncl_found *f;
	struct ncl_error err;

	if (!c->catalogue &&
	    ncl_catalogue_new(&c->catalogue, c->plugin_path, &err))
		return NULL;
	while ((f = ncl_catalogue_entry(c->catalogue, (*i)++)))
		if (f->plugin && !f->shadowed)
			return f->plugin;
	return NULL;
}

void complete_plugins(struct complete *c, const char *prefix,
		      size_t prefix_len, const char *end)
{
	const struct ncl_plugin *p;

	for (uint32_t i = 0; (p = plugin_at(c, &i));)
		complete_add(c, prefix, prefix_len, p->name, strlen(p->name),
			     end, p->summary);
}

void complete_models(struct complete *c, const char *prefix,
		     size_t prefix_len)
{
	struct ncl_buffer path = { 0 };
	const struct ncl_plugin *p;
	struct ncl_error err;

	for (uint32_t i = 0; (p = plugin_at(c, &i));) {
		path.len = 0;
		if (!ncl_model_find(&path, p->name, &err))
			complete_add(c, prefix, prefix_len, p->name,
				     strlen(p->name), "", path.data);
	}
	ncl_buffer_release(&path);
	complete_files(c, "files", prefix, prefix_len);
}

/* Names that a setting or model can be for: the chain's, or all. */
static void add_uses(struct complete *c, const char *prefix,
		     size_t prefix_len, const char *end)
{
	const char *use, *of;
	size_t len, of_len;

	if (!c->plugins)
		complete_plugins(c, prefix, prefix_len, end);
	else
		for (size_t i = 0;
		     (use = use_at(c->plugins, i, &len, &of, &of_len)); i++)
			complete_add(c, prefix, prefix_len, use, len, end,
				     NULL);
}

/* The plugin that a name of the chain is a use of. */
static const struct ncl_plugin *find_use(struct complete *c, const char *name,
					 size_t name_len)
{
	const char *use, *of;
	const struct ncl_plugin *p;
	size_t len, of_len;

	for (size_t i = 0; c->plugins && (use = use_at(c->plugins, i, &len,
						       &of, &of_len)); i++)
		if (len == name_len && !memcmp(use, name, len)) {
			name = of;
			name_len = of_len;
			break;
		}
	for (uint32_t i = 0; (p = plugin_at(c, &i));)
		if (strlen(p->name) == name_len &&
		    !memcmp(p->name, name, name_len))
			return p;
	return NULL;
}

/* The value of a plugin's option. */
static void add_setting_value(struct complete *c, const char *start,
			      const struct ncl_option *option,
			      const char *value)
{
	const char *comma = strrchr(value, ',');

	if (option->type == NCL_LIST && comma)
		value = comma + 1;
	if (option->type == NCL_FLAG)
		complete_choices(c, start, (size_t)(value - start), "yes|no",
				 "|");
	else if (option->type == NCL_FILE)
		complete_files(c, "files", start, (size_t)(value - start));
	else if (option->choices)
		complete_choices(c, start, (size_t)(value - start),
				 option->choices, ",");
}

/* NAME.KEY=VALUE; `start` is where the last word begins. */
static void add_setting(struct complete *c, const char *start,
			const char *setting)
{
	const char *dot = strchr(setting, '.');
	const char *equals = dot ? strchr(dot, '=') : NULL;
	const struct ncl_plugin *p;
	struct ncl_option o;

	if (!dot) {
		add_uses(c, start, (size_t)(setting - start), ".");
		return;
	}
	p = find_use(c, setting, (size_t)(dot++ - setting));
	for (uint32_t i = 0; p && i < p->option_count; i++) {
		plugin_option(&o, p, i);
		if (!equals)
			complete_add(c, start, (size_t)(dot - start), o.name,
				     strlen(o.name), "=", o.help);
		else if (strlen(o.name) == (size_t)(equals - dot) &&
			 !memcmp(o.name, dot, strlen(o.name)))
			add_setting_value(c, start, &o, equals + 1);
	}
}

static void add_model(struct complete *c, const char *start, const char *value)
{
	const char *equals = strchr(value, '=');

	if (equals)
		complete_models(c, start, (size_t)(equals + 1 - start));
	else
		add_uses(c, start, (size_t)(value - start), "=");
}

static void add_chain(struct complete *c, const char *start, const char *value)
{
	const char *comma = strrchr(value, ',');
	const char *name = comma ? comma + 1 : value;
	const char *equals = strchr(name, '=');

	if (equals)
		name = equals + 1;
	if (strchr(name, '/'))
		complete_files(c, "files", start, (size_t)(name - start));
	else
		complete_plugins(c, start, (size_t)(name - start), "");
}

void complete_value(struct complete *c, const struct opt *opt,
		    const char *value)
{
	const char *start = c->words[c->count - 1];
	size_t before = (size_t)(value - start);

	if (opt->kind == OPT_CHOICE)
		complete_choices(c, start, before, opt->value, "|");
	else if (opt->kind == OPT_FLAG)
		complete_choices(c, start, before, "yes|no", "|");
	else if (!strcmp(opt->name, "plugins"))
		add_chain(c, start, value);
	else if (!strcmp(opt->name, "plugin"))
		complete_plugins(c, start, before, "");
	else if (!strcmp(opt->name, "set"))
		add_setting(c, start, value);
	else if (!strcmp(opt->value, "NAME=FILE"))
		add_model(c, start, value);
	else if (strstr(opt->value, "FOLDER") || !strcmp(opt->value, "DIR"))
		complete_files(c, "folders", start, before);
	else if (strstr(opt->value, "FILE"))
		complete_files(c, "files", start, before);
}
