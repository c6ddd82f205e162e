/* Named values: the input's own, and those of layers. */
#include "document.h"

#include <string.h>

#include "utf8.h"

const struct doc_value *doc_value_pick(const struct doc_value *values,
				       uint32_t n, const char *name,
				       uint32_t *i)
{
	for (uint32_t k = 0; k < n; k++)
		if (!strcmp(values[k].name, name) && (*i)-- == 0)
			return &values[k];
	return NULL;
}

static enum ncl_status check_value(const struct doc_value *value,
				   struct ncl_error *err)
{
	size_t valid;

	if (!value->name || !value->name[0] ||
	    utf8_valid(value->name, strlen(value->name)) <
	    strlen(value->name))
		return ncl_error_set(err, NCL_INVALID,
				     "a value without a valid name");
	if (!value->text)
		return ncl_error_set(err, NCL_INVALID,
				     "value \"%s\" has no text", value->name);
	valid = utf8_valid(value->text, value->len);
	if (valid < value->len)
		return ncl_error_set(err, NCL_INVALID, "value \"%s\": byte "
				     "%zu is not valid UTF-8", value->name,
				     valid);
	return NCL_OK;
}

/* Room for one more in an array that doubles, in the arena. */
static struct doc_value *room(ncl_doc *doc, struct doc_value *values,
			      uint32_t count, uint32_t *size)
{
	uint32_t want = *size ? *size * 2 : 4;
	struct doc_value *more;

	if (count < *size)
		return values;
	more = want > *size ?
	       arena_alloc(&doc->arena, want * sizeof(*more)) : NULL;
	if (!more)
		return NULL;
	if (count)
		memcpy(more, values, count * sizeof(*more));
	*size = want;
	return more;
}

/* Append a copy of a value to a list. */
static enum ncl_status append(ncl_doc *doc, struct doc_value **values,
			      uint32_t counts[2], const struct doc_value *v,
			      struct ncl_error *err)
{
	enum ncl_status ret = check_value(v, err);
	struct doc_value *more, copy = { .len = v->len };

	if (ret != NCL_OK)
		return ret;
	copy.name = arena_copy(&doc->arena, v->name, strlen(v->name));
	copy.text = arena_copy(&doc->arena, v->text, v->len);
	more = room(doc, *values, counts[0], &counts[1]);
	if (!copy.name || !copy.text || !more)
		return ncl_error_set(err, NCL_NOMEM,
				     "no memory for value \"%s\"", v->name);
	more[counts[0]++] = copy;
	*values = more;
	return NCL_OK;
}

enum ncl_status ncl_doc_add_value(ncl_doc *doc, const char *name,
				  const char *text, size_t len,
				  struct ncl_error *err)
{
	const struct doc_value value = { name, text, len };
	uint32_t counts[2] = { doc->value_count, doc->value_size };
	enum ncl_status ret = append(doc, &doc->values, counts, &value, err);

	if (ret == NCL_OK) {
		doc->value_count = counts[0];
		doc->value_size = counts[1];
	}
	return ret;
}

enum ncl_status doc_add_layer_value(ncl_doc *doc, ncl_layer handle,
				    const struct doc_value *value,
				    struct ncl_error *err)
{
	struct doc_layer *layer = doc_layer_of(doc, handle,
					       NCL_LAYER_VALUES);
	enum ncl_status ret;
	uint32_t counts[2];

	if (!layer)
		return ncl_error_set(err, NCL_INVALID,
				     "layer %u has no values", handle);
	counts[0] = layer->value_count;
	counts[1] = layer->value_size;
	ret = append(doc, &layer->values, counts, value, err);
	if (ret == NCL_OK) {
		layer->value_count = counts[0];
		layer->value_size = counts[1];
	}
	return ret;
}

/* List k of values: the input's own, then a visible layer each; NULL past
 * the last. */
static const struct doc_value *list(const ncl_doc *doc, uint32_t k,
				    uint32_t *n)
{
	static const struct doc_value none;
	const struct doc_layer *layer;

	*n = 0;
	if (k == 0) {
		*n = doc->value_count;
		return doc->values ? doc->values : &none;
	}
	if (!doc->table || k > doc->table->count)
		return NULL;
	layer = &doc->layers[k - 1];
	if (!layer->visible || !layer->values)
		return &none;
	*n = layer->value_count;
	return layer->values;
}

const char *ncl_doc_value(const ncl_doc *doc, const char *name, uint32_t i,
			  size_t *len)
{
	const struct doc_value *values, *found = NULL;
	uint32_t n;

	for (uint32_t k = 0; !found && (values = list(doc, k, &n)); k++)
		found = doc_value_pick(values, n, name, &i);
	if (len)
		*len = found ? found->len : 0;
	return found ? found->text : NULL;
}

/* Whether this is the first value of its name: it is the one found by it. */
static int is_first(const ncl_doc *doc, const struct doc_value *value)
{
	return ncl_doc_value(doc, value->name, 0, NULL) == value->text;
}

const char *ncl_doc_value_name(const ncl_doc *doc, uint32_t i)
{
	const struct doc_value *values;
	uint32_t n;

	for (uint32_t k = 0; (values = list(doc, k, &n)); k++)
		for (uint32_t j = 0; j < n; j++)
			if (is_first(doc, &values[j]) && i-- == 0)
				return values[j].name;
	return NULL;
}
