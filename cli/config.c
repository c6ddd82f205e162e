#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "uses.h"

struct setter {
	struct config *config;
	const struct opt *table;
	void *values;
};

/* Keep a text with its line; NULL: no memory. */
static const char *keep(struct config *c, unsigned line, const char *plugin,
			const char *key, const char *value)
{
	struct config_line *lines =
		realloc(c->lines, (c->count + 1) * sizeof(*lines));
	size_t len = strlen(plugin) + strlen(key) + strlen(value) + 3;
	char *text = lines ? malloc(len) : NULL;
	char *name = text ? strdup(*plugin ? "" : key) : NULL;

	if (lines)
		c->lines = lines;
	if (!name) {
		free(text);
		return NULL;
	}
	if (*plugin)
		snprintf(text, len, "%s.%s=%s", plugin, key, value);
	else
		snprintf(text, len, "%s", value);
	lines[c->count++] = (struct config_line){ name, text, line };
	return text;
}

static enum ncl_status set(struct setter *s, unsigned line,
			   const char *plugin, const char *key,
			   const char *value, struct ncl_error *err)
{
	const char *text = keep(s->config, line, plugin, key, value);

	if (!text)
		return ncl_error_set(err, NCL_NOMEM, "out of memory");
	return opts_set(s->table, s->values, *plugin ? "set" : key, text, err);
}

static int is_option(const struct opt *table, const char *name)
{
	for (; table->name; table++)
		if (strcmp(table->name, name) == 0)
			return 1;
	return 0;
}

static enum ncl_status take(void *data, unsigned line, const char *section,
			    const char *key, const char *value,
			    struct ncl_error *err)
{
	static const char *const names[] = { "run", NULL };
	struct setter *s = data;
	const char *plugin = section;

	if (!*section)
		return ncl_error_set(err, NCL_USAGE,
				     "'%s' stands above all sections; [run] "
				     "is missing", key);
	if (strcmp(section, "run") == 0)
		return set(s, line, "", key, value, err);
	if (is_option(s->table, key) && ncl_nearest(section, names))
		return ncl_error_set(err, NCL_USAGE,
				     "no section [%s]; did you mean [run]? "
				     "(a plugin of this name: [plugin %s])",
				     section, section);
	if (strncmp(section, "plugin ", 7) == 0)
		plugin = section + 7 + strspn(section + 7, " \t");
	return set(s, line, plugin, key, value, err);
}

enum ncl_status config_read(struct config *c, const char *path,
			    const struct opt *table, void *values,
			    struct ncl_error *err)
{
	struct setter s = { c, table, values };

	c->path = path;
	return config_lines(path, take, &s, err);
}

/* What the file says of --plugins, or NULL. */
static const char *own_plugins(const struct config *c)
{
	const char *plugins = NULL;

	for (size_t i = 0; i < c->count; i++)
		if (strcmp(c->lines[i].key, "plugins") == 0)
			plugins = c->lines[i].text;
	return plugins;
}

static int is_ours(const struct config *c, const char *text)
{
	for (size_t i = 0; i < c->count; i++)
		if (c->lines[i].text == text)
			return 1;
	return 0;
}

void config_narrow(const struct config *c, struct opt_list *list,
		   const char *given)
{
	const char *own = own_plugins(c);
	size_t kept = 0;

	if (!own || !given || own == given)
		return;
	for (size_t i = 0; i < list->count; i++) {
		const char *text = list->items[i];
		size_t len = strcspn(text, ".=");

		if (!is_ours(c, text) || !use_is_there(own, text, len) ||
		    use_is_there(given, text, len))
			list->items[kept++] = text;
	}
	list->count = kept;
	if (list->items)
		list->items[kept] = NULL;
}

void config_release(struct config *c)
{
	for (size_t i = 0; i < c->count; i++) {
		free(c->lines[i].key);
		free(c->lines[i].text);
	}
	free(c->lines);
	*c = (struct config){ 0 };
}
