/*
 * A labels file: a taxonomy as JSON lines, CSV or TSV.
 *
 *	{"id":"02","parent":"01","labels":{"en":"film","de":"Film"}}
 *	id,parent,name            or, with languages,  id,parent,name.en,name.de
 *	02,01,film
 */
#include "train.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "io/csv.h"
#include "io/json_in.h"
#include "io/source.h"

#define TAXONOMY_MAX ((uint64_t)256 << 20)
#define COLUMNS_MAX 256u

/* Concepts, and what their texts stand in. */
struct list {
	struct ncl_concept *concepts;
	void **memory; /* to be freed */
	cJSON **objects;
	size_t n, size, blocks, blocks_size;
	const char *path;
	struct ncl_error *err;
};

static void list_free(struct list *l)
{
	for (size_t i = 0; i < l->blocks; i++)
		free(l->memory[i]);
	for (size_t i = 0; i < l->n; i++)
		cJSON_Delete(l->objects[i]);
	free(l->memory);
	free(l->objects);
	free(l->concepts);
}

static enum ncl_status no_memory(struct list *l)
{
	return ncl_error_set(l->err, NCL_NOMEM, "out of memory");
}

static enum ncl_status wrong(struct list *l, uint64_t line, const char *what)
{
	return ncl_error_set(l->err, NCL_FORMAT, "%s, line %" PRIu64 ": %s",
			     l->path, line, what);
}

/* Zeroed memory that goes with the list. */
static void *list_alloc(struct list *l, size_t n, size_t element)
{
	size_t size = l->blocks_size ? 2 * l->blocks_size : 64;
	void **more;

	if (l->blocks == l->blocks_size) {
		more = realloc(l->memory, size * sizeof(*more));
		if (!more)
			return NULL;
		l->memory = more;
		l->blocks_size = size;
	}
	l->memory[l->blocks] = calloc(n + 1, element);
	return l->memory[l->blocks] ? l->memory[l->blocks++] : NULL;
}

/* Takes `object` over (NULL is fine). */
static struct ncl_concept *list_add(struct list *l, cJSON *object,
				    uint32_t names)
{
	size_t size = l->size ? 2 * l->size : 256;
	struct ncl_concept *c = l->concepts;
	cJSON **objects = l->objects;

	if (l->n == l->size) {
		c = realloc(c, size * sizeof(*c));
		l->concepts = c ? c : l->concepts;
		objects = realloc(objects, size * sizeof(*objects));
		l->objects = objects ? objects : l->objects;
		l->size = c && objects ? size : l->size;
	}
	if (l->n == l->size) {
		cJSON_Delete(object);
		return NULL;
	}
	l->objects[l->n] = object;
	c = &l->concepts[l->n++];
	*c = (struct ncl_concept){ 0 };
	c->languages = list_alloc(l, names, sizeof(char *));
	c->names = list_alloc(l, names, sizeof(char *));
	return c->languages && c->names ? c : NULL;
}

static void add_name(struct ncl_concept *c, const char *language,
		     const char *name)
{
	((const char **)c->languages)[c->n] = language;
	((const char **)c->names)[c->n++] = name;
}

/* ------------------------------------------------------------- JSON lines */

static enum ncl_status json_names(struct list *l, struct ncl_concept *c,
				  const cJSON *names)
{
	const cJSON *item;

	cJSON_ArrayForEach(item, names) {
		if (cJSON_IsNull(item))
			continue;
		if (!cJSON_IsString(item))
			return wrong(l, c->line, "a name is not a string");
		add_name(c, item->string, item->valuestring);
	}
	return NCL_OK;
}

static enum ncl_status json_concept(struct list *l, const char *line,
				    size_t len, uint64_t number)
{
	struct ncl_error why = { 0 };
	const char *name = NULL;
	struct ncl_concept *c;
	const cJSON *names;
	cJSON *object = NULL;

	if (json_open(&object, line, len, &why))
		return wrong(l, number, why.text);
	names = cJSON_GetObjectItemCaseSensitive(object, "labels");
	if (!names)
		names = cJSON_GetObjectItemCaseSensitive(object, "names");
	c = list_add(l, object, 1 + (uint32_t)cJSON_GetArraySize(names));
	if (!c)
		return no_memory(l);
	c->line = number;
	if (names && !cJSON_IsObject(names))
		return wrong(l, number, "\"labels\" is not an object of "
					"languages and names");
	if (json_check_keys(names, &why) ||
	    json_string(object, "id", &c->id, &why) ||
	    json_string(object, "parent", &c->parent, &why) ||
	    json_string(object, "name", &name, &why))
		return wrong(l, number, why.text);
	if (!c->id)
		return wrong(l, number, "there is no \"id\"");
	if (name)
		add_name(c, "", name);
	return json_names(l, c, names);
}

static enum ncl_status read_json(struct list *l, const char *text, size_t len)
{
	enum ncl_status ret = NCL_OK;
	uint64_t number = 1;

	for (size_t at = 0; at < len && ret == NCL_OK; number++) {
		const char *end = memchr(text + at, '\n', len - at);
		size_t n = end ? (size_t)(end - text) - at : len - at;

		if (strspn(text + at, " \t\r") < n)
			ret = json_concept(l, text + at, n, number);
		at += n + 1;
	}
	return ret;
}

/* -------------------------------------------------------------------- CSV */

struct columns {
	uint32_t count, id, parent; /* UINT32_MAX: none */
	const char *language[COLUMNS_MAX]; /* of names; NULL: no name */
};

static char *field(struct list *l, const char *row, const struct csv *c,
		   uint32_t i)
{
	const struct csv_field *f = &c->fields[i];
	char *text = list_alloc(l, f->end - f->begin, 1);

	if (text)
		text[csv_copy(text, row, f)] = 0;
	return text;
}

static enum ncl_status read_head(struct list *l, const char *row,
				 const struct csv *c, struct columns *cols)
{
	*cols = (struct columns){ c->count, UINT32_MAX, UINT32_MAX, { NULL } };
	if (c->count > COLUMNS_MAX)
		return wrong(l, 1, "more than 256 columns");
	for (uint32_t i = 0; i < c->count; i++) {
		const char *name = field(l, row, c, i);

		if (!name)
			return no_memory(l);
		if (!strcmp(name, "id"))
			cols->id = i;
		else if (!strcmp(name, "parent"))
			cols->parent = i;
		else if (!strcmp(name, "name"))
			cols->language[i] = "";
		else if (!strncmp(name, "name.", 5))
			cols->language[i] = name + 5;
	}
	return cols->id == UINT32_MAX ?
	       wrong(l, 1, "no column \"id\": the first line names the "
			   "columns, as id,parent,name or "
			   "id,parent,name.en,name.de") : NCL_OK;
}

static enum ncl_status read_row(struct list *l, const char *row,
				const struct csv *c,
				const struct columns *cols, uint64_t line)
{
	struct ncl_concept *concept;

	if (c->count == 1 && c->fields[0].begin == c->fields[0].end)
		return NCL_OK; /* an empty line */
	if (c->count != cols->count)
		return wrong(l, line, "it has other columns than the first "
				      "line");
	concept = list_add(l, NULL, c->count);
	if (!concept)
		return no_memory(l);
	concept->line = line;
	for (uint32_t i = 0; i < c->count; i++) {
		char *text = field(l, row, c, i);

		if (!text)
			return no_memory(l);
		if (memchr(row + c->fields[i].begin, 0,
			   c->fields[i].end - c->fields[i].begin))
			return wrong(l, line, "it has a NUL in it");
		if (i == cols->id)
			concept->id = text;
		else if (i == cols->parent)
			concept->parent = text;
		else if (cols->language[i])
			add_name(concept, cols->language[i], text);
	}
	return NCL_OK;
}

static enum ncl_status read_csv(struct list *l, const char *text, size_t len)
{
	struct csv c = { .separator = ',' };
	struct columns cols = { 0 };
	enum ncl_status ret = NCL_OK;
	uint64_t line = 1;

	if (memchr(text, '\t', strcspn(text, "\r\n")))
		c.separator = '\t';
	for (size_t at = 0; at < len && ret == NCL_OK;) {
		enum csv_result got = csv_scan(&c, text + at, len - at, 1);

		if (got == CSV_BROKEN)
			ret = wrong(l, line + c.broken_line, c.what);
		else if (got != CSV_ROW)
			ret = no_memory(l);
		else
			ret = line == 1 ?
			      read_head(l, text + at, &c, &cols) :
			      read_row(l, text + at, &c, &cols, line);
		at += c.size;
		line += c.lines;
		csv_next(&c);
	}
	csv_release(&c);
	return ret;
}

/* ------------------------------------------------------------------------ */

static enum ncl_status give(struct train *t, struct list *l)
{
	struct ncl_error why = { 0 };
	enum ncl_status ret;

	if (!l->n)
		return ncl_error_set(l->err, NCL_FORMAT,
				     "%s: there is no label in it", l->path);
	if (l->n > UINT32_MAX / 2)
		return no_memory(l);
	ret = ncl_trainer_taxonomy(t->trainer, l->concepts, (uint32_t)l->n,
				   &why);
	return ret == NCL_OK ? NCL_OK :
	       ncl_error_set(l->err, ret, why.at ? "%s, %s" : "%s: %s",
			     l->path, why.text);
}

enum ncl_status train_taxonomy(struct train *t, const char *path,
			       struct ncl_error *err)
{
	struct list l = { .path = path, .err = err };
	struct source s = { 0 };
	struct ncl_error why = { 0 };
	struct piece all = { 0 };
	enum ncl_status ret = source_open(&s, path, &why);
	size_t skip;

	if (ret == NCL_OK)
		ret = source_rest(&s, TAXONOMY_MAX, &all, &why);
	if (ret != NCL_OK) {
		ncl_error_set(err, ret, "%s: %s", path, why.text);
	} else {
		skip = all.len >= 3 && !memcmp(all.bytes, "\xef\xbb\xbf", 3) ?
		       3 : 0;
		all.bytes = all.bytes ? all.bytes + skip : "";
		all.len -= skip;
		ret = all.bytes[strspn(all.bytes, " \t\r\n")] == '{' ?
		      read_json(&l, all.bytes, all.len) :
		      read_csv(&l, all.bytes, all.len);
	}
	if (ret == NCL_OK)
		ret = give(t, &l);
	list_free(&l);
	source_close(&s);
	source_release(&s);
	return ret;
}
