#include "io/labelled.h"

#include <stdio.h>
#include <string.h>

#include "io/json_in.h"
#include "io/labelled_names.h"

/* A record while it is read. */
struct record {
	ncl_doc *doc;
	const cJSON *object;
	const char *line;
	size_t len;
	const struct labelled_format *how;
	struct labelled *out;
	const char *gold; /* the field of labels, or NULL: there is none */
};

static enum ncl_status no_memory(struct ncl_error *err)
{
	return ncl_error_set(err, NCL_NOMEM, "no memory for a record");
}

/* A copy of a string in the document; NULL when memory is short. */
static char *keep(ncl_doc *doc, const char *s, size_t len)
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
	return keep(doc, text, (size_t)len);
}

/* A value as a label: *out is NULL for null. */
static enum ncl_status take_label(struct record *r, const cJSON *value,
				  const char **out, struct ncl_error *err)
{
	int none = 0;

	*out = NULL;
	if (!value || cJSON_IsNull(value))
		return NCL_OK;
	if (cJSON_IsString(value) && value->valuestring[0])
		*out = keep(r->doc, value->valuestring,
			    strlen(value->valuestring));
	else if (cJSON_IsNumber(value))
		*out = number_label(r->doc, value->valuedouble, &none);
	else if (cJSON_IsBool(value))
		*out = keep(r->doc, cJSON_IsTrue(value) ? "1" : "0", 1);
	else
		none = 1;
	if (none)
		return ncl_error_set(err, NCL_FORMAT,
				     "\"%s\" holds no label: a string, a "
				     "whole number, true or false is wanted",
				     r->gold);
	return *out ? NCL_OK : no_memory(err);
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
		return no_memory(err);
	r->out->labels = labels;
	r->out->known = 1;
	if (many)
		gold = gold->child;
	for (; gold && ret == NCL_OK; gold = many ? gold->next : NULL) {
		ret = take_label(r, gold, &labels[r->out->n], err);
		r->out->n += labels[r->out->n] != NULL;
	}
	return ret;
}

/* ---------------------------------------------------------------- blocks */

static enum ncl_status in_block(struct ncl_error *err, enum ncl_status ret,
				size_t i)
{
	char text[sizeof(err->text)];

	if (!err)
		return ret;
	memcpy(text, err->text, sizeof(text));
	return ncl_error_set(err, ret, "block %zu: %s", i, text);
}

/* The text of a block; it has to have one. */
static enum ncl_status block_text(const cJSON *block, const char **text,
				  struct ncl_error *err)
{
	enum ncl_status ret;

	if (!cJSON_IsObject(block))
		return ncl_error_set(err, NCL_FORMAT, "no object");
	ret = json_check_keys(block, err);
	if (ret == NCL_OK)
		ret = json_string(block, "text", text, err);
	if (ret == NCL_OK && !*text)
		ret = ncl_error_set(err, NCL_FORMAT, "it has no \"text\"");
	return ret;
}

/* How large the text of all blocks is, with a newline behind each. */
static enum ncl_status joined_size(const cJSON *blocks, size_t *size,
				   struct ncl_error *err)
{
	const cJSON *block;
	const char *text;
	size_t i = 0;

	*size = 0;
	cJSON_ArrayForEach(block, blocks) {
		enum ncl_status ret = block_text(block, &text, err);

		if (ret != NCL_OK)
			return in_block(err, ret, i);
		*size += strlen(text) + 1;
		i++;
	}
	return NCL_OK;
}

/* Copy a block's text; what ends a line becomes a space. */
static size_t copy_text(char *to, const char *from)
{
	size_t len = strlen(from);

	memcpy(to, from, len);
	for (size_t i = 0; i < len; i++)
		if (to[i] >= '\n' && to[i] <= '\r')
			to[i] = ' ';
	return len;
}

/* Join the texts of the blocks and set them as the document's. */
static enum ncl_status join_blocks(struct record *r, const cJSON *blocks,
				   struct ncl_error *err)
{
	const cJSON *block;
	enum ncl_status ret;
	size_t size, at = 0;
	char *text;

	ret = joined_size(blocks, &size, err);
	if (ret != NCL_OK)
		return ret;
	text = ncl_doc_alloc(r->doc, size + 1);
	if (!text)
		return no_memory(err);
	cJSON_ArrayForEach(block, blocks) {
		at += copy_text(text + at,
				cJSON_GetObjectItemCaseSensitive(block, "text")
					->valuestring);
		text[at++] = '\n';
	}
	if (size)
		text[--size] = 0;
	return ncl_doc_set_text(r->doc, text, size, err);
}

/* Add a block for [begin, end), and its label. */
static enum ncl_status add_block(struct record *r, const cJSON *block,
				 size_t begin, size_t end,
				 struct ncl_error *err)
{
	const struct ncl_block b = { .begin = (uint32_t)begin,
				     .end = (uint32_t)end };
	const char **labels = (const char **)r->out->labels;
	enum ncl_status ret = ncl_doc_add_block(r->doc, &b, err);

	if (ret != NCL_OK || ncl_doc_block_count(r->doc) == r->out->n)
		return ret;
	if (r->how->unit == NCL_UNIT_BLOCK) {
		ret = take_label(r,
				 cJSON_GetObjectItemCaseSensitive(
					 block, r->gold),
				 &labels[r->out->n], err);
		r->out->known += labels[r->out->n] != NULL;
	}
	r->out->n++;
	return ret;
}

static enum ncl_status add_blocks(struct record *r, const cJSON *blocks,
				  struct ncl_error *err)
{
	size_t n = (size_t)cJSON_GetArraySize(blocks), at = 0, i = 0;
	enum ncl_status ret = NCL_OK;
	const cJSON *block;

	r->out->labels = ncl_doc_alloc(r->doc,
				       (n + 1) * sizeof(*r->out->labels));
	if (!r->out->labels)
		return no_memory(err);
	cJSON_ArrayForEach(block, blocks) {
		size_t len = strlen(
			cJSON_GetObjectItemCaseSensitive(block, "text")
				->valuestring);

		ret = add_block(r, block, at, at + len, err);
		if (ret != NCL_OK)
			return in_block(err, ret, i);
		at += len + 1;
		i++;
	}
	return NCL_OK;
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
	host = keep(doc, start, len);
	for (size_t i = 0; host && i < len; i++)
		if (host[i] >= 'A' && host[i] <= 'Z')
			host[i] += 'a' - 'A';
	return host;
}

enum ncl_status labelled_group(ncl_doc *doc, const char *name,
			       const char *value, struct labelled *out,
			       struct ncl_error *err)
{
	out->group = strcmp(name, "url") ? keep(doc, value, strlen(value))
					 : host_of(doc, value);
	return out->group ? NCL_OK : no_memory(err);
}

/* The text of a group's field, a number in `room`; *out is NULL for null. */
static enum ncl_status group_text(const struct record *r, const char *name,
				  char *room, size_t size, const char **out,
				  struct ncl_error *err)
{
	const cJSON *value = cJSON_GetObjectItemCaseSensitive(r->object, name);

	if (!cJSON_IsNumber(value) || !strcmp(name, "url"))
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

static enum ncl_status take_blocks(struct record *r, struct ncl_error *err)
{
	const cJSON *blocks =
		cJSON_GetObjectItemCaseSensitive(r->object, "blocks");
	enum ncl_status ret;

	if (!cJSON_IsArray(blocks))
		return ncl_error_set(err, NCL_FORMAT,
				     blocks ? "\"blocks\" is no array"
					    : "it has no \"blocks\"");
	ret = join_blocks(r, blocks, err);
	return ret == NCL_OK ? add_blocks(r, blocks, err) : ret;
}

static enum ncl_status take_document(struct record *r, struct ncl_error *err)
{
	const char *name = find_name(r, LABELLED_TEXT);
	int joined = !name && cJSON_GetObjectItemCaseSensitive(r->object,
							       "blocks");
	enum ncl_status ret;
	const char *group = r->out->group;

	if (!name)
		name = labelled_name(r->how, LABELLED_TEXT, 0);
	ret = joined ? take_blocks(r, err)
		     : json_text(r->doc, r->object, name, err);
	*r->out = (struct labelled){ .group = group };
	return ret == NCL_OK ? take_labels(r, err) : ret;
}

static enum ncl_status take_facts(struct record *r, struct ncl_error *err)
{
	const char *title = find_name(r, LABELLED_TITLE);
	const struct json_names names = {
		.id = labelled_name(r->how, LABELLED_ID, 0),
		.title = title ? title : "title",
	};

	return json_facts(r->doc, r->object, r->line, r->len, &names, err);
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
	r.object = object;
	if (ret == NCL_OK)
		ret = take_facts(&r, err);
	if (ret == NCL_OK)
		ret = take_group(&r, err);
	if (ret == NCL_OK) {
		r.gold = blocks ? labelled_name(how, LABELLED_LABEL, 0)
				: find_name(&r, LABELLED_LABEL);
		ret = blocks ? take_blocks(&r, err) : take_document(&r, err);
	}
	cJSON_Delete(object);
	return ret;
}
