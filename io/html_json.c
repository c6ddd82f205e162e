/* JSON-LD: headline, date, authors, publisher of an article. */
#include <string.h>

#include <cjson/cJSON.h>

#include "io/html_values.h"

enum { LARGEST = 1 << 20, DEEPEST = 6, MOST_AUTHORS = 20 };

/* A script of JSON-LD. */
struct ld {
	struct html_page *p;
	const cJSON *root;
};

static const cJSON *member(const cJSON *object, const char *name)
{
	return cJSON_GetObjectItemCaseSensitive(object, name);
}

static int ends_with(const cJSON *type, const char *end)
{
	size_t len = cJSON_IsString(type) ? strlen(type->valuestring) : 0;
	size_t n = strlen(end);

	return len >= n && !strcmp(type->valuestring + len - n, end);
}

/* Whether a type of the object ends so: "NewsMediaOrganization". */
static int has_type(const cJSON *object, const char *end)
{
	const cJSON *type = member(object, "@type"), *one;

	if (!cJSON_IsArray(type))
		return ends_with(type, end);
	cJSON_ArrayForEach(one, type)
		if (ends_with(one, end))
			return 1;
	return 0;
}

static int is_article(const cJSON *object)
{
	return has_type(object, "Article") || has_type(object, "Posting") ||
	       has_type(object, "Report") || has_type(object, "Review") ||
	       has_type(object, "Recipe");
}

static void take(struct html_page *p, enum html_fact fact, const cJSON *value)
{
	if (cJSON_IsString(value))
		html_fact_set(p, fact, value->valuestring,
			      strlen(value->valuestring), 0);
}

/* What an {"@id": ...} stands for: the object of that id that has a name. */
static const cJSON *find_id(const cJSON *value, const char *id, int depth)
{
	const cJSON *one, *found = NULL;

	if (depth > DEEPEST)
		return NULL;
	if (cJSON_IsObject(value)) {
		one = member(value, "@id");
		if (cJSON_IsString(one) && !strcmp(one->valuestring, id) &&
		    member(value, "name"))
			return value;
	}
	if (cJSON_IsObject(value) || cJSON_IsArray(value))
		cJSON_ArrayForEach(one, value)
			if ((found = find_id(one, id, depth + 1)))
				break;
	return found;
}

/* An object by itself, or by the id that it is given by. */
static const cJSON *resolve(const struct ld *ld, const cJSON *value)
{
	const cJSON *id = member(value, "@id");

	if (!cJSON_IsObject(value) || member(value, "name") ||
	    !cJSON_IsString(id))
		return value;
	return find_id(ld->root, id->valuestring, 0);
}

/* The string, or the name of the object. */
static const char *name_of(const struct ld *ld, const cJSON *value)
{
	if (cJSON_IsArray(value))
		value = value->child;
	value = resolve(ld, value);
	if (cJSON_IsObject(value))
		value = member(value, "name");
	if (cJSON_IsArray(value))
		value = value->child;
	return cJSON_IsString(value) ? value->valuestring : NULL;
}

static void take_author(const struct ld *ld, const cJSON *author)
{
	const char *name = name_of(ld, author);
	int group = has_type(resolve(ld, author), "Organization");

	if (name && strncmp(name, "http", 4) != 0)
		html_fact_add(ld->p, group ? HTML_FACT_JSON_GROUPS :
					     HTML_FACT_JSON_AUTHORS,
			      name, strlen(name), 0);
}

static void take_authors(const struct ld *ld, const cJSON *author)
{
	const cJSON *one;
	int n = 0;

	if (ld->p->facts[HTML_FACT_JSON_AUTHORS].len)
		return;
	if (!cJSON_IsArray(author)) {
		take_author(ld, author);
		return;
	}
	cJSON_ArrayForEach(one, author)
		if (n++ < MOST_AUTHORS)
			take_author(ld, one);
}

static void take_article(const struct ld *ld, const cJSON *o)
{
	const char *site = name_of(ld, member(o, "publisher"));

	take(ld->p, HTML_FACT_HEADLINE, member(o, "headline"));
	take(ld->p, HTML_FACT_JSON_DATE, member(o, "datePublished"));
	take(ld->p, HTML_FACT_JSON_MODIFIED, member(o, "dateModified"));
	take(ld->p, HTML_FACT_JSON_DESCRIPTION, member(o, "description"));
	take_authors(ld, member(o, "author"));
	take_authors(ld, member(o, "creator"));
	if (site)
		html_fact_set(ld->p, HTML_FACT_JSON_SITE, site, strlen(site),
			      0);
}

static void walk(const struct ld *ld, const cJSON *value, int depth)
{
	static const char *const inner[] = { "@graph", "mainEntity",
					     "mainEntityOfPage", "hasPart" };
	const cJSON *one;

	if (depth > DEEPEST)
		return;
	if (cJSON_IsArray(value)) {
		cJSON_ArrayForEach(one, value)
			walk(ld, one, depth + 1);
	} else if (cJSON_IsObject(value)) {
		if (is_article(value))
			take_article(ld, value);
		for (int i = 0; i < 4; i++)
			walk(ld, member(value, inner[i]), depth + 1);
	}
}

void html_fact_json(struct html_page *p, const char *s, size_t len)
{
	struct ncl_buffer fixed = { 0 };
	struct ld ld = { p, NULL };
	cJSON *value;

	if (len > LARGEST)
		return;
	value = cJSON_ParseWithLength(s, len);
	if (!value && html_json_repair(&fixed, s, len))
		p->status = NCL_NOMEM;
	if (!value && fixed.len)
		value = cJSON_ParseWithLength(fixed.data, fixed.len);
	ld.root = value;
	if (value)
		walk(&ld, value, 0);
	cJSON_Delete(value);
	ncl_buffer_release(&fixed);
}
