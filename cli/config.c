#include "config.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <ini.h>

struct reader {
	struct config *config;
	FILE *file;
	unsigned line; /* being read, from 1 */
	const struct opt *table;
	void *values;
	struct ncl_error err; /* of the first wrong line */
};

static int blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* A line for inih, as fgets gives it, but without the white space before it,
 * which would make it a continuation of the line above. */
static char *next_line(char *to, int size, void *data)
{
	struct reader *r = data;
	size_t len, skip = 0;

	if (r->err.code || !fgets(to, size, r->file))
		return NULL;
	r->line++;
	len = strlen(to);
	if (len + 1 == (size_t)size && to[len - 1] != '\n') {
		ncl_error_set(&r->err, NCL_USAGE,
			      "%s, line %u: longer than %d bytes",
			      r->config->path, r->line, size - 2);
		return NULL;
	}
	while (blank(to[skip]))
		skip++;
	memmove(to, to + skip, len - skip + 1);
	return to;
}

/* Keep a text with its line; NULL: no memory. */
static const char *keep(struct config *c, unsigned line, const char *plugin,
			const char *key, const char *value)
{
	struct config_line *lines =
		realloc(c->lines, (c->count + 1) * sizeof(*lines));
	size_t len = strlen(plugin) + strlen(key) + strlen(value) + 3;
	char *text = lines ? malloc(len) : NULL;

	if (lines)
		c->lines = lines;
	if (!text)
		return NULL;
	if (*plugin)
		snprintf(text, len, "%s.%s=%s", plugin, key, value);
	else
		snprintf(text, len, "%s", value);
	lines[c->count++] = (struct config_line){ text, line };
	return text;
}

static enum ncl_status set_option(struct reader *r, const char *key,
				  const char *value, struct ncl_error *err)
{
	const char *text;

	if (strcmp(key, "config") == 0)
		return ncl_error_set(err, NCL_USAGE,
				     "a configuration file cannot name "
				     "another");
	text = keep(r->config, r->line, "", key, value);
	if (!text)
		return ncl_error_set(err, NCL_NOMEM, "out of memory");
	return opts_set(r->table, r->values, key, text, err);
}

static enum ncl_status set_plugin(struct reader *r, const char *section,
				  const char *key, const char *value,
				  struct ncl_error *err)
{
	const char *text, *plugin = section;

	if (strncmp(section, "plugin ", 7) == 0)
		plugin = section + 7 + strspn(section + 7, " \t");
	text = keep(r->config, r->line, plugin, key, value);
	if (!text)
		return ncl_error_set(err, NCL_NOMEM, "out of memory");
	return opts_set(r->table, r->values, "set", text, err);
}

static int take(void *data, const char *section, const char *key,
		const char *value)
{
	struct reader *r = data;
	struct ncl_error why = { 0 };
	enum ncl_status status;

	if (r->err.code)
		return 0;
	if (!*section)
		status = ncl_error_set(&why, NCL_USAGE,
				       "'%s' stands above all sections; "
				       "[run] is missing", key);
	else if (strcmp(section, "run") == 0)
		status = set_option(r, key, value, &why);
	else
		status = set_plugin(r, section, key, value, &why);
	if (status)
		ncl_error_set(&r->err, status, "%s, line %u: %s",
			      r->config->path, r->line, why.text);
	return status == NCL_OK;
}

enum ncl_status config_read(struct config *c, const char *path,
			    const struct opt *table, void *values,
			    struct ncl_error *err)
{
	struct reader r = { .config = c, .table = table, .values = values };
	int wrong;

	c->path = path;
	r.file = fopen(path, "re");
	if (!r.file)
		return ncl_error_set(err, NCL_READ, "%s: cannot be read: %s",
				     path, strerror(errno));
	wrong = ini_parse_stream(next_line, &r, take, &r);
	if (!r.err.code && ferror(r.file))
		ncl_error_set(&r.err, NCL_READ, "%s: cannot be read: %s", path,
			      strerror(errno));
	fclose(r.file);
	if (!r.err.code && wrong)
		ncl_error_set(&r.err, NCL_USAGE,
			      "%s, line %d: neither [section] nor key = value",
			      path, wrong);
	return r.err.code ? ncl_error_set(err, r.err.code, "%s", r.err.text) :
			    NCL_OK;
}

unsigned config_blamed(const struct config *c, const char *text)
{
	char setting[128];

	for (size_t i = c->count; i-- > 0;) {
		const char *line = c->lines[i].text;
		size_t len = strcspn(line, "=");

		if (!line[len] || len >= sizeof(setting))
			continue;
		memcpy(setting, line, len);
		setting[len] = 0;
		if (strchr(setting, '.') && strstr(text, setting))
			return c->lines[i].line;
	}
	return 0;
}

void config_release(struct config *c)
{
	for (size_t i = 0; i < c->count; i++)
		free(c->lines[i].text);
	free(c->lines);
	*c = (struct config){ 0 };
}
