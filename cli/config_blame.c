#include "config.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

/* Does the text have the word, with `before` right before it and `behind`, or
 * what is no part of a name, behind it? */
static int has(const char *text, const char *before, const char *word,
	       size_t len, char behind)
{
	char wanted[300];
	const char *at;
	size_t all;

	if (!len || len > 250)
		return 0;
	all = (size_t)snprintf(wanted, sizeof(wanted), "%s%.*s", before,
			       (int)len, word);
	for (at = text; (at = strstr(at, wanted)); at++)
		if (behind ? at[all] == behind :
			     !isalnum((unsigned char)at[all]) && at[all] != '-')
			return 1;
	return 0;
}

/* "sectoin" of section,mine=sectoin is in the text, with quotes; or a path is
 * as it is. */
static int has_part(const char *text, const char *value)
{
	while (*value) {
		size_t len = strcspn(value, ",");
		const char *equals = memchr(value, '=', len);
		size_t skip = equals ? (size_t)(equals - value) + 1 : 0;

		if (has(text, "\"", value + skip, len - skip, '"') ||
		    (memchr(value + skip, '/', len - skip) &&
		     has(text, "", value + skip, len - skip, 0)))
			return 1;
		value += len;
		value += *value == ',';
	}
	return 0;
}

/* An option's text is what is in force: the command line has not said another
 * one. */
static int in_force(const struct config_line *l, const struct opt *table,
		    const void *values)
{
	const void *at;
	const struct opt_list *list;

	while (table->name && strcmp(table->name, l->key) != 0)
		table++;
	at = (const char *)values + table->at;
	if (!table->name ||
	    (table->kind != OPT_TEXT && table->kind != OPT_LIST))
		return 0;
	if (table->kind == OPT_TEXT)
		return *(const char *const *)at == l->text;
	list = at;
	for (size_t i = 0; i < list->count; i++)
		if (list->items[i] == l->text)
			return 1;
	return 0;
}

static int about_option(const struct config_line *l, const char *text)
{
	size_t len = strlen(l->text);
	const char *file = strchr(l->text, '=');

	if (has(text, "--", l->key, strlen(l->key), 0) ||
	    has(text, "\"", l->text, len, '"') || has_part(text, l->text))
		return 1;
	/* model = topic=mine.ncm */
	return file && strchr(file, '.') &&
	       has(text, "", file + 1, strlen(file + 1), 0);
}

unsigned config_blamed(const struct config *c, const struct opt *table,
		       const void *values, const char *text)
{
	for (size_t i = c->count; i-- > 0;) {
		const struct config_line *l = &c->lines[i];
		size_t len = strcspn(l->text, "=");

		if (*l->key ? in_force(l, table, values) &&
				      about_option(l, text) :
			      strchr(l->text, '.') < l->text + len &&
				      has(text, "", l->text, len, 0))
			return l->line;
	}
	return 0;
}
