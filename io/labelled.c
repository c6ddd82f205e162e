#include "io/labelled.h"

#include <stdio.h>
#include <string.h>

#include "io/labelled_names.h"
#include "io/labelled_record.h"

enum ncl_status record_no_memory(struct ncl_error *err)
{
	return ncl_error_set(err, NCL_NOMEM, "no memory for a record");
}

char *record_keep(ncl_doc *doc, const char *s, size_t len)
{
	char *copy = ncl_doc_alloc(doc, len + 1);

	if (copy)
		memcpy(copy, s, len);
	return copy;
}

/* The first name of a role that is a key of the record; NULL: none is. */
static const char *find_name(const struct record *r, enum labelled_role role)
{
	const char *name;

	for (uint32_t i = 0; (name = labelled_name(r->how, role, i)); i++)
		if (cJSON_GetObjectItemCaseSensitive(r->object, name))
			return name;
	return NULL;
}

/* ---------------------------------------------------------------- labels */

/* A whole number as it would be typed; NULL where it is none, or when memory
 * is short (*none is 0 then). */
static char *number_label(ncl_doc *doc, double value, int *none)
{
	char text[32];
	int len;

	*none = !(value > -1e15 && value < 1e15) ||
		value != (double)(int64_t)value;
	if (*none)
		return NULL;
	len = snprintf(text, sizeof(text), "%lld", (long long)value);
	return record_keep(doc, text, (size_t)len);
}

enum ncl_status record_label(struct record *r, const cJSON *value,
			     const char **out, struct ncl_error *err)
{
	const char *text = NULL;
	int none = 0;

	*out = NULL;
	if (!value || cJSON_IsNull(value))
		return NCL_OK;
	if (cJSON_IsString(value))
		text = labelled_trim(value->valuestring,
				     strlen(value->valuestring));
	if (text && *text)
		*out = record_keep(r->doc, text, strlen(text));
	else if (cJSON_IsNumber(value))
		*out = number_label(r->doc, value->valuedouble, &none);
	else if (cJSON_IsBool(value))
		*out = record_keep(r->doc, cJSON_IsTrue(value) ? "1" : "0", 1);
	else
		none = 1;
	if (none)
		return ncl_error_set(err, NCL_FORMAT,
				     "\"%s\" holds no label: a string, a "
				     "whole number, true or false is wanted",
				     r->gold);
	return *out ? NCL_OK : record_no_memory(err);
}

/* The labels of a document: an array of them, or one alone. */
static enum ncl_status take_labels(struct record *r, struct ncl_error *err)
{
	const cJSON *gold = r->gold ? cJSON_GetObjectItemCaseSensitive(
					      r->object, r->gold) : NULL;
	int many = cJSON_IsArray(gold);
	size_t n = many ? (size_t)cJSON_GetArraySize(gold) : 1;
	enum ncl_status ret = NCL_OK;
	const char **labels;

	if (!gold || cJSON_IsNull(gold))
		return NCL_OK;
	labels = ncl_doc_alloc(r->doc, (n + 1) * sizeof(*labels));
	if (!labels)
		return record_no_memory(err);
	r->out->labels = labels;
	r->out->known = 1;
	if (many)
		gold = gold->child;
	for (; gold && ret == NCL_OK; gold = many ? gold->next : NULL) {
		ret = record_label(r, gold, &labels[r->out->n], err);
		r->out->n += labels[r->out->n] != NULL;
	}
	return ret;
}

/* ---------------------------------------------------------------- groups */

/* The host of a URL, without what a site's pages may differ in. */
static char *host_of(ncl_doc *doc, const char *url)
{
	const char *start = strstr(url, "://"), *at;
	size_t len;
	char *host;

	start = start ? start + 3 : url;
	at = memchr(start, '@', strcspn(start, "/?#"));
	if (at)
		start = at + 1;
	if (!strncmp(start, "www.", 4))
		start += 4;
	len = strcspn(start, "/?#:");
	host = record_keep(doc, start, len);
	for (size_t i = 0; host && i < len; i++)
		if (host[i] >= 'A' && host[i] <= 'Z')
			host[i] += 'a' - 'A';
	return host;
}

enum ncl_status labelled_group(ncl_doc *doc, const char *name,
			       const char *value, struct labelled *out,
			       struct ncl_error *err)
{
	out->group = strcmp(name, "url") ?
			     record_keep(doc, value, strlen(value)) :
			     host_of(doc, value);
	return out->group ? NCL_OK : record_no_memory(err);
}

/* Where nclass run writes what a document has beside its text. */
static const cJSON *values_of(const struct record *r)
{
	return cJSON_GetObjectItemCaseSensitive(r->run, "values");
}

/* Where things stand in a record that nclass run wrote. */
static void find_parts(struct record *r, const cJSON *object)
{
	const cJSON *merged =
		cJSON_GetObjectItemCaseSensitive(object, "nclass");
	const cJSON *fields =
		cJSON_GetObjectItemCaseSensitive(object, "fields");

	r->object = r->run = r->page = object;
	if (cJSON_IsObject(merged) &&
	    !cJSON_GetObjectItemCaseSensitive(object, "blocks"))
		r->run = merged;
	if (cJSON_GetObjectItemCaseSensitive(fields, "html") &&
	    !cJSON_GetObjectItemCaseSensitive(object, "html"))
		r->page = fields;
}

/* The text of a group's field, a number in `room`; *out is NULL for null. */
static enum ncl_status group_text(const struct record *r, const char *name,
				  char *room, size_t size, const char **out,
				  struct ncl_error *err)
{
	const cJSON *value = cJSON_GetObjectItemCaseSensitive(r->object, name);
	int url = !strcmp(name, "url");

	if (!value && url)
		return json_string(values_of(r), name, out, err);
	if (!cJSON_IsNumber(value) || url)
		return json_string(r->object, name, out, err);
	snprintf(room, size, "%.17g", value->valuedouble);
	*out = room;
	return NCL_OK;
}

/* The first field of groups that says something. */
static enum ncl_status take_group(struct record *r, struct ncl_error *err)
{
	const char *value, *name;
	char room[32];

	for (uint32_t i = 0;
	     (name = labelled_name(r->how, LABELLED_GROUP, i)); i++) {
		enum ncl_status ret = group_text(r, name, room, sizeof(room),
						 &value, err);

		if (ret != NCL_OK)
			return ret;
		if (value && *value)
			return labelled_group(r->doc, name, value, r->out,
					      err);
	}
	return NCL_OK;
}

/* ---------------------------------------------------------------- records */

static enum ncl_status take_document(struct record *r, struct ncl_error *err)
{
	const char *name = find_name(r, LABELLED_TEXT);
	struct ncl_fields fields = { 0 };
	int joined = !name && cJSON_GetObjectItemCaseSensitive(r->object,
							       "blocks");
	enum ncl_status ret;
	const char *group = r->out->group;
	uint32_t found = r->out->found;

	if (!name)
		name = labelled_name(r->how, LABELLED_TEXT, 0);
	fields.text = name;
	ret = joined ? record_blocks(r, err)
		     : json_text(r->doc, r->object, &fields, err);
	*r->out = (struct labelled){ .group = group, .found = found };
	return ret == NCL_OK ? take_labels(r, err) : ret;
}

/* A value as nclass run writes it, where the record has none of its own. Not
 * the title, authors and date: these a plugin may have found in the text. */
static enum ncl_status take_value(struct record *r, const char *name,
				  struct ncl_error *err)
{
	enum ncl_status ret;
	const char *text;

	if (ncl_doc_value(r->doc, name, 0, NULL))
		return NCL_OK;
	ret = json_string(values_of(r), name, &text, err);
	return ret == NCL_OK && text ?
		       ncl_doc_add_value(r->doc, name, text, strlen(text),
					 err) : ret;
}

static enum ncl_status take_facts(struct record *r, struct ncl_error *err)
{
	const char *title = find_name(r, LABELLED_TITLE);
	const struct ncl_fields fields = {
		.id = labelled_name(r->how, LABELLED_ID, 0),
		.title = title ? title : "title",
	};

	enum ncl_status ret = json_facts(r->doc, r->object, r->line, r->len,
					 &fields, err);

	if (ret == NCL_OK)
		ret = take_value(r, "url", err);
	return ret == NCL_OK ? take_value(r, "lang", err) : ret;
}

/* The record is masked: all its blocks are, or the document. */
static void mask_all(struct record *r)
{
	struct labelled *out = r->out;

	out->masked = r->how->unit == NCL_UNIT_BLOCK ? out->n : 1;
	if (r->how->unit == NCL_UNIT_BLOCK && out->n)
		memset((void *)out->labels, 0, out->n * sizeof(*out->labels));
	out->known = 0;
}

/* Which of the fields that options name it has. */
static uint32_t found_names(const struct record *r)
{
	const struct labelled_format *how = r->how;
	const cJSON *o = r->object;
	uint32_t found = 0;

	if (how->title && cJSON_GetObjectItemCaseSensitive(o, how->title))
		found |= LABELLED_FOUND_TITLE;
	if (how->id && cJSON_GetObjectItemCaseSensitive(o, how->id))
		found |= LABELLED_FOUND_ID;
	return found;
}

enum ncl_status labelled_read(ncl_doc *doc, const char *line, size_t len,
			      const struct labelled_format *how,
			      struct labelled *out, struct ncl_error *err)
{
	struct record r = { .doc = doc, .line = line, .len = len,
			    .how = how, .out = out };
	int blocks = how->unit == NCL_UNIT_BLOCK;
	cJSON *object = NULL;
	enum ncl_status ret;

	*out = (struct labelled){ 0 };
	ncl_doc_clear(doc);
	ret = json_open(&object, line, len, err);
	find_parts(&r, object);
	if (ret == NCL_OK) {
		out->found = found_names(&r);
		ret = take_facts(&r, err);
	}
	if (ret == NCL_OK)
		ret = take_group(&r, err);
	if (ret == NCL_OK)
		ret = record_values(&r, err);
	if (ret == NCL_OK) {
		r.gold = blocks ? labelled_name(how, LABELLED_LABEL, 0)
				: find_name(&r, LABELLED_LABEL);
		ret = blocks ? record_blocks(&r, err) : take_document(&r, err);
	}
	if (ret == NCL_OK && record_is_masked(&r, object))
		mask_all(&r);
	cJSON_Delete(object);
	return ret;
}
