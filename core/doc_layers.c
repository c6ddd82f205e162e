/* What plugins laid over a document. */
#include "document.h"

#include <stdlib.h>
#include <string.h>

#include "utf8.h"

enum ncl_status doc_attach(ncl_doc *doc, const struct layer_table *table)
{
	doc->table = NULL;
	doc->ahead_of = NULL;
	doc->layers = arena_alloc(&doc->arena,
				  table->count * sizeof(*doc->layers));
	if (!doc->layers)
		return NCL_NOMEM;
	doc->table = table;
	return NCL_OK;
}

static struct doc_layer *layer_at(const ncl_doc *doc, ncl_layer handle)
{
	if (!doc->table || handle == 0 || handle > doc->table->count)
		return NULL;
	return &doc->layers[handle - 1];
}

struct doc_layer *doc_layer_of(const ncl_doc *doc, ncl_layer handle,
			       enum ncl_layer_kind kind)
{
	struct doc_layer *layer = layer_at(doc, handle);

	if (!layer || doc->table->layers[handle - 1].kind != kind)
		return NULL;
	return layer;
}

static int compare_u32(uint32_t a, uint32_t b)
{
	return (a > b) - (a < b);
}

/* Equal ones are equal in every byte that matters, so any sort will do. */
static int compare_spans(const void *first, const void *second)
{
	const struct ncl_span *a = first, *b = second;
	int ret = compare_u32(a->begin, b->begin);

	if (ret == 0)
		ret = compare_u32(a->end, b->end);
	if (ret == 0)
		ret = compare_u32(a->label, b->label);
	if (ret == 0)
		ret = (a->score < b->score) - (a->score > b->score);
	return ret;
}

void doc_layer_show(ncl_doc *doc, ncl_layer handle)
{
	struct doc_layer *layer = layer_at(doc, handle);

	if (!layer)
		return;
	if (!layer->spans_sorted && layer->span_count > 1)
		qsort(layer->spans, layer->span_count, sizeof(*layer->spans),
		      compare_spans);
	layer->spans_sorted = 1;
	layer->visible = 1;
}

void doc_layer_drop(ncl_doc *doc, ncl_layer handle)
{
	struct doc_layer *layer = layer_at(doc, handle);

	if (layer)
		*layer = (struct doc_layer){ 0 };
}

/* ---------------------------------------------------------------- adding */

static const char *const kinds[] = {
	[NCL_LAYER_BLOCKS] = "blocks",
	[NCL_LAYER_DOCUMENT] = "the document",
	[NCL_LAYER_SPANS] = "spans",
};

/* The layer to add to, or NULL when one of the arguments is wrong. */
static struct doc_layer *check(ncl_doc *doc, ncl_layer handle,
			       enum ncl_layer_kind kind,
			       const struct ncl_mark *mark,
			       struct ncl_error *err)
{
	struct doc_layer *layer = doc_layer_of(doc, handle, kind);

	if (!layer) {
		ncl_error_set(err, NCL_INVALID,
			      "layer %u has no labels on %s", handle,
			      kinds[kind]);
		return NULL;
	}
	if (!layers_label_get(doc->table, handle, mark->label)) {
		ncl_error_set(err, NCL_INVALID, "%u is no label of layer %s",
			      mark->label, doc->table->layers[handle - 1].name);
		return NULL;
	}
	if (!(mark->score >= 0.0f && mark->score <= 1.0f)) {
		ncl_error_set(err, NCL_INVALID,
			      "a score of %g: scores run from 0 to 1",
			      (double)mark->score);
		return NULL;
	}
	return layer;
}

static enum ncl_status no_memory(struct ncl_error *err)
{
	return ncl_error_set(err, NCL_NOMEM, "no memory for labels");
}

static int make_block_labels(ncl_doc *doc, struct doc_layer *layer)
{
	size_t n = doc->block_count;
	ncl_label *labels = arena_alloc(&doc->arena, n * sizeof(*labels));
	float *scores = arena_alloc(&doc->arena, n * sizeof(*scores));

	if (!labels || !scores)
		return 0;
	layer->block_labels = labels;
	layer->block_scores = scores;
	return 1;
}

enum ncl_status doc_add_block_label(ncl_doc *doc, ncl_layer handle,
				    uint32_t block,
				    const struct ncl_mark *mark,
				    struct ncl_error *err)
{
	struct doc_layer *layer = check(doc, handle, NCL_LAYER_BLOCKS, mark,
					err);

	if (!layer)
		return NCL_INVALID;
	if (block >= doc->block_count)
		return ncl_error_set(err, NCL_INVALID,
				     "block %u of a document with %u of them",
				     block, doc->block_count);
	if (!layer->block_labels && !make_block_labels(doc, layer))
		return no_memory(err);
	layer->block_labels[block] = mark->label;
	layer->block_scores[block] = mark->score;
	return NCL_OK;
}

/* Room for one more in an array of the arena that doubles, or NULL. */
static void *room(ncl_doc *doc, void *array, uint32_t count, uint32_t *size,
		  size_t element)
{
	uint32_t want = *size ? *size * 2 : 8;
	void *more;

	if (count < *size)
		return array;
	if (want <= *size)
		return NULL;
	more = arena_alloc(&doc->arena, want * element);
	if (!more)
		return NULL;
	if (count)
		memcpy(more, array, count * element);
	*size = want;
	return more;
}

enum ncl_status doc_add_label(ncl_doc *doc, ncl_layer handle,
			      const struct ncl_mark *mark,
			      struct ncl_error *err)
{
	struct doc_layer *layer = check(doc, handle, NCL_LAYER_DOCUMENT, mark,
					err);
	struct ncl_mark *marks;

	if (!layer)
		return NCL_INVALID;
	marks = room(doc, layer->marks, layer->mark_count, &layer->mark_size,
		     sizeof(*marks));
	if (!marks)
		return no_memory(err);
	layer->marks = marks;
	marks[layer->mark_count++] = *mark;
	return NCL_OK;
}

static enum ncl_status check_range(const ncl_doc *doc,
				   const struct ncl_span *span,
				   struct ncl_error *err)
{
	if (span->begin >= span->end || span->end > doc->len)
		return ncl_error_set(err, NCL_INVALID,
				     "span [%u, %u) in a text of %u bytes",
				     span->begin, span->end, doc->len);
	if (!utf8_starts(doc->text + span->begin) ||
	    (span->end < doc->len && !utf8_starts(doc->text + span->end)))
		return ncl_error_set(err, NCL_INVALID,
				     "span [%u, %u) cuts a character",
				     span->begin, span->end);
	return NCL_OK;
}

enum ncl_status doc_add_span(ncl_doc *doc, ncl_layer handle,
			     const struct ncl_span *span,
			     struct ncl_error *err)
{
	const struct ncl_mark mark = { span->label, span->score };
	struct doc_layer *layer = check(doc, handle, NCL_LAYER_SPANS, &mark,
					err);
	struct ncl_span *spans;

	if (!layer || check_range(doc, span, err) != NCL_OK)
		return NCL_INVALID;
	spans = room(doc, layer->spans, layer->span_count, &layer->span_size,
		     sizeof(*spans));
	if (!spans)
		return no_memory(err);
	layer->spans = spans;
	layer->spans_sorted = 0;
	spans[layer->span_count++] = *span;
	return NCL_OK;
}
