/* JSON-LD: headline, date, authors, publisher of an article. */
#include <string.h>

#include <cjson/cJSON.h>

#include "io/html_values.h"

enum { LARGEST = 1 << 20, DEEPEST = 6, MOST_AUTHORS = 20 };

static int is_article_type(const cJSON *type)
{
	static const char *const ends[] = { "Article", "Posting", "Report" };
	size_t len;

	if (!cJSON_IsString(type))
		return 0;
	len = strlen(type->valuestring);
	for (int i = 0; i < 3; i++) {
		size_t n = strlen(ends[i]);

		if (len >= n && !strcmp(type->valuestring + len - n, ends[i]))
			return 1;
	}
	return 0;
}

static int is_article(const cJSON *object)
{
	const cJSON *type = cJSON_GetObjectItemCaseSensitive(object, "@type");
	const cJSON *one;

	if (!cJSON_IsArray(type))
		return is_article_type(type);
	cJSON_ArrayForEach(one, type)
		if (is_article_type(one))
			return 1;
	return 0;
}

static void take(struct html_page *p, enum html_fact fact, const cJSON *value)
{
	if (cJSON_IsString(value))
		html_fact_set(p, fact, value->valuestring,
			      strlen(value->valuestring), 0);
}

/* The string, or the name of the object. */
static const char *name_of(const cJSON *value)
{
	if (cJSON_IsObject(value))
		value = cJSON_GetObjectItemCaseSensitive(value, "name");
	return cJSON_IsString(value) ? value->valuestring : NULL;
}

/* Add a name as a line: html_fact_set takes one fact alone. */
static void take_author(struct html_page *p, const char *name,
			struct ncl_buffer *all)
{
	struct ncl_buffer *one = &p->facts[HTML_FACT_JSON_AUTHORS];

	if (!name || !strncmp(name, "http", 4))
		return;
	html_fact_set(p, HTML_FACT_JSON_AUTHORS, name, strlen(name), 0);
	if (one->len && ((all->len && ncl_buffer_add(all, "\n", 1)) ||
			 ncl_buffer_add(all, one->data, one->len)))
		p->status = NCL_NOMEM;
	one->len = 0;
}

static void take_authors(struct html_page *p, const cJSON *author)
{
	struct ncl_buffer all = { 0 };
	const cJSON *one;
	int n = 0;

	if (p->facts[HTML_FACT_JSON_AUTHORS].len)
		return;
	if (cJSON_IsArray(author)) {
		cJSON_ArrayForEach(one, author)
			if (n++ < MOST_AUTHORS)
				take_author(p, name_of(one), &all);
	} else {
		take_author(p, name_of(author), &all);
	}
	ncl_buffer_release(&p->facts[HTML_FACT_JSON_AUTHORS]);
	p->facts[HTML_FACT_JSON_AUTHORS] = all;
}

static void take_date(struct html_page *p, const cJSON *date)
{
	const char *s = cJSON_IsString(date) ? date->valuestring : "";

	if (strlen(s) >= 10 && strspn(s, "0123456789") == 4 && s[4] == '-' &&
	    strspn(s + 5, "0123456789") == 2 && s[7] == '-')
		take(p, HTML_FACT_JSON_DATE, date);
}

static void take_article(struct html_page *p, const cJSON *o)
{
	const char *site;

	take(p, HTML_FACT_HEADLINE,
	     cJSON_GetObjectItemCaseSensitive(o, "headline"));
	take_date(p, cJSON_GetObjectItemCaseSensitive(o, "datePublished"));
	take_authors(p, cJSON_GetObjectItemCaseSensitive(o, "author"));
	site = name_of(cJSON_GetObjectItemCaseSensitive(o, "publisher"));
	if (site)
		html_fact_set(p, HTML_FACT_JSON_SITE, site, strlen(site), 0);
}

static void walk(struct html_page *p, const cJSON *value, int depth)
{
	const cJSON *one;

	if (depth > DEEPEST)
		return;
	if (cJSON_IsArray(value)) {
		cJSON_ArrayForEach(one, value)
			walk(p, one, depth + 1);
	} else if (cJSON_IsObject(value)) {
		if (is_article(value))
			take_article(p, value);
		walk(p, cJSON_GetObjectItemCaseSensitive(value, "@graph"),
		     depth + 1);
		walk(p, cJSON_GetObjectItemCaseSensitive(value, "mainEntity"),
		     depth + 1);
	}
}

void html_fact_json(struct html_page *p, const char *s, size_t len)
{
	cJSON *value = len <= LARGEST ? cJSON_ParseWithLength(s, len) : NULL;

	if (value)
		walk(p, value, 0);
	cJSON_Delete(value);
}
