/* The plugin with each option at its ends. */
#include "check.h"

#include <stdio.h>
#include <string.h>

static void try_option(ncl_checked *c, const char *plugin, const char *name,
		       const char *value)
{
	char setting[400];
	struct opened o;

	snprintf(setting, sizeof(setting), "%s.%s=%s", plugin, name, value);
	check_at(c, setting);
	if (check_open(c, &o, setting)) {
		check_run_some(c, &o);
		check_close(&o);
	}
}

static void try_choices(ncl_checked *c, const char *plugin,
			const struct ncl_option *o)
{
	const char *at = o->choices;
	char word[200];

	while (*at) {
		size_t n = strcspn(at, ",");

		snprintf(word, sizeof(word), "%.*s", (int)n, at);
		try_option(c, plugin, o->name, word);
		at += n + (at[n] == ',');
	}
}

static void try_values(ncl_checked *c, const char *plugin,
		       const struct ncl_option *o)
{
	char number[40];

	try_choices(c, plugin, o);
	if (o->type == NCL_FLAG) {
		try_option(c, plugin, o->name, "yes");
		try_option(c, plugin, o->name, "no");
	} else if (o->type == NCL_INTEGER || o->type == NCL_NUMBER) {
		snprintf(number, sizeof(number), "%.15g", o->min);
		try_option(c, plugin, o->name, number);
		snprintf(number, sizeof(number), "%.15g", o->max);
		try_option(c, plugin, o->name, number);
	} else if (o->type == NCL_FILE) {
		try_option(c, plugin, o->name, "/is/not/there");
	} else if (o->type == NCL_TEXT) {
		try_option(c, plugin, o->name, "x");
	}
}

/* Of a declared plugin: which program it is, and another is another plugin. */
static int is_program(const struct stage *s, const struct ncl_option *o)
{
	return s->declaration && !strcmp(o->name, "command");
}

void check_options(ncl_checked *c)
{
	const struct stage *s;
	struct opened o;

	if (!check_open(c, &o, NULL))
		return;
	s = &o.pipeline->stages[o.use];
	for (uint32_t i = 0; i < s->plugin.option_count; i++)
		if (!is_program(s, &s->plugin.options[i]))
			try_values(c, s->name, &s->plugin.options[i]);
	check_close(&o);
}
