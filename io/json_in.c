#include "io/json_in.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "io/json_parse.h"
#include "io/text.h"

static enum ncl_status no_memory(struct ncl_error *err)
{
	return ncl_error_set(err, NCL_NOMEM, "no memory for a JSON line");
}

static int compare_keys(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

enum ncl_status json_check_keys(const cJSON *object, struct ncl_error *err)
{
	size_t n = 0, size = (size_t)cJSON_GetArraySize(object);
	enum ncl_status ret = NCL_OK;
	const cJSON *member;
	const char **keys;

	if (size < 2)
		return NCL_OK;
	keys = malloc(size * sizeof(*keys));
	if (!keys)
		return no_memory(err);
	cJSON_ArrayForEach(member, object)
		keys[n++] = member->string;
	qsort(keys, n, sizeof(*keys), compare_keys);
	for (size_t i = 1; i < n && ret == NCL_OK; i++)
		if (!strcmp(keys[i - 1], keys[i]))
			ret = ncl_error_set(err, NCL_FORMAT,
					    "the key \"%.60s\" stands twice",
					    keys[i]);
	free(keys);
	return ret;
}

enum ncl_status json_open(cJSON **out, const char *line, size_t len,
			  struct ncl_error *err)
{
	struct json_longs longs = { 0 };
	enum ncl_status ret = json_check(line, len, &longs, err);

	*out = NULL;
	if (ret != NCL_OK)
		return ret;
	*out = json_parse(line, len, &longs);
	if (!*out) /* for its form it cannot be */
		return no_memory(err);
	ret = json_check_keys(*out, err);
	if (ret != NCL_OK) {
		cJSON_Delete(*out);
		*out = NULL;
	}
	return ret;
}

static const char *type_name(const cJSON *value)
{
	switch (value->type & 0xff) {
	case cJSON_False:
	case cJSON_True:
		return "true or false";
	case cJSON_NULL:
		return "null";
	case cJSON_Number:
		return "a number";
	case cJSON_String:
		return "a string";
	case cJSON_Array:
		return "an array";
	default:
		return "an object";
	}
}

enum ncl_status json_string(const cJSON *object, const char *name,
			    const char **out, struct ncl_error *err)
{
	const cJSON *value = cJSON_GetObjectItemCaseSensitive(object, name);

	*out = NULL;
	if (!value || cJSON_IsNull(value))
		return NCL_OK;
	if (!cJSON_IsString(value))
		return ncl_error_set(err, NCL_FORMAT,
				     "\"%s\" is %s; it has to be a string",
				     name, type_name(value));
	*out = value->valuestring;
	return NCL_OK;
}

/* -------------------------------------------------------------------- id */

/* A copy of bytes in the document, with a NUL behind. */
static char *keep(ncl_doc *doc, const char *bytes, size_t len)
{
	char *copy = ncl_doc_alloc(doc, len + 1);

	if (copy)
		memcpy(copy, bytes, len);
	return copy;
}

static enum ncl_status set_id(ncl_doc *doc, const cJSON *value,
			      const char *raw, size_t raw_len,
			      struct ncl_error *err)
{
	struct ncl_origin origin = *ncl_doc_origin(doc);

	origin.id_json = keep(doc, raw, raw_len);
	if (!origin.id_json)
		return no_memory(err);
	origin.id = cJSON_IsString(value) ? value->valuestring
					  : origin.id_json;
	return ncl_doc_set_origin(doc, &origin, err);
}

/* The bytes of the id are taken from the line: cJSON turns
 * 12345678901234567890 into 1.2345678901234567e+19. */
static enum ncl_status take_id(ncl_doc *doc, const cJSON *object,
			       const char *line, size_t len,
			       const char *name, struct ncl_error *err)
{
	const cJSON *value;
	const char *raw;
	size_t i = 0, raw_len;

	cJSON_ArrayForEach(value, object) {
		if (!strcmp(value->string, name))
			break;
		i++;
	}
	if (!value || cJSON_IsNull(value))
		return NCL_OK;
	if (!cJSON_IsString(value) && !cJSON_IsNumber(value))
		return ncl_error_set(err, NCL_FORMAT,
				     "\"%s\" is %s; it has to be a string or "
				     "a number", name, type_name(value));
	if (!json_member(line, len, i, &raw, &raw_len))
		return ncl_error_set(err, NCL_FORMAT, "\"%s\" is not there",
				     name);
	return set_id(doc, value, raw, raw_len, err);
}

static const char *usual(const char *given, const char *name)
{
	return given ? given : name;
}

enum ncl_status json_facts(ncl_doc *doc, const cJSON *object,
			   const char *line, size_t len,
			   const struct ncl_fields *fields,
			   struct ncl_error *err)
{
	const char *const from[] = {
		usual(fields->title, "title"), usual(fields->url, "url"),
		usual(fields->lang, "lang"), usual(fields->date, "date")
	};
	static const char *const to[] = { "title", "url", "lang", "date" };
	enum ncl_status ret = take_id(doc, object, line, len,
				      usual(fields->id, "id"), err);
	const char *text;

	for (size_t i = 0; i < 4 && ret == NCL_OK; i++) {
		ret = json_string(object, from[i], &text, err);
		if (ret == NCL_OK && text)
			ret = ncl_doc_add_value(doc, to[i], text,
						strlen(text), err);
	}
	return ret;
}

/* ------------------------------------------------------------------ text */

/* "it has no "text"; it has "id", "body"": what it might be called. */
static enum ncl_status say_missing(const cJSON *object, const char *wanted,
				   struct ncl_error *err)
{
	const cJSON *member;
	char text[120] = "";
	size_t at = 0;

	cJSON_ArrayForEach(member, object) {
		size_t n = strlen(member->string);

		if (at + n + 10 > sizeof(text)) {
			snprintf(text + at, sizeof(text) - at, ", ...");
			break;
		}
		at += (size_t)snprintf(text + at, sizeof(text) - at,
				       "%s\"%s\"", at ? ", " : "; it has ",
				       member->string);
	}
	return ncl_error_set(err, NCL_FORMAT, "it has no \"%s\"%s", wanted,
			     text);
}

/* It is UTF-8, as all of the line, whatever it says. */
enum ncl_status json_html(ncl_doc *doc, const cJSON *object,
			  const struct ncl_fields *fields,
			  const char *wanted, struct ncl_error *err)
{
	const char *html;
	enum ncl_status ret = json_string(object, usual(fields->html, "html"),
					  &html, err);

	if (ret != NCL_OK)
		return ret;
	if (!html)
		return say_missing(object, wanted, err);
	html = keep(doc, html, strlen(html));
	if (!html)
		return no_memory(err);
	return ncl_read_html(doc, html, strlen(html), "utf-8", err);
}

enum ncl_status json_text(ncl_doc *doc, const cJSON *object,
			  const struct ncl_fields *fields,
			  struct ncl_error *err)
{
	const char *text;
	enum ncl_status ret = json_string(object, usual(fields->text, "text"),
					  &text, err);
	size_t len;

	if (ret != NCL_OK)
		return ret;
	if (!text)
		return json_html(doc, object, fields,
				 usual(fields->text, usual(fields->html,
							   "text")), err);
	len = strlen(text);
	text = keep(doc, text, len);
	if (!text)
		return no_memory(err);
	ret = ncl_doc_set_text(doc, text, len, err);
	return ret == NCL_OK ? text_blocks(doc, err) : ret;
}

enum ncl_status json_read(ncl_doc *doc, const char *line, size_t len,
			  const struct ncl_fields *fields,
			  struct ncl_error *err)
{
	cJSON *object = NULL;
	enum ncl_status ret = json_open(&object, line, len, err);

	if (ret == NCL_OK)
		ret = json_carry(doc, object, line, len, fields, err);
	if (ret == NCL_OK)
		ret = json_facts(doc, object, line, len, fields, err);
	if (ret == NCL_OK)
		ret = json_text(doc, object, fields, err);
	cJSON_Delete(object);
	return ret;
}

enum ncl_status ncl_read_json(ncl_doc *doc, const char *line, size_t len,
			      struct ncl_error *err)
{
	static const struct ncl_fields fields = { 0 };

	return json_read(doc, line, len, &fields, err);
}
