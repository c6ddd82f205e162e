/*
 * The document: text, blocks, tokens, values, and what plugins laid over it.
 *
 *	struct ncl_doc
 *	  arena ----------- everything that dies with the text
 *	  text, blocks ---- set by a reader, then immutable
 *	  tokens ---------- made on first demand (tokens.h)
 *	  layers[handle-1]  one for each layer of the pipeline's table;
 *	                    visible once the run of its plugin was OK
 */
#ifndef CORE_DOCUMENT_H
#define CORE_DOCUMENT_H

#include "arena.h"
#include "held.h"
#include "layers.h"

struct instance; /* pipeline.h: a plugin's instance in a worker */

struct doc_value {
	const char *name, *text;
	size_t len;
};

/* What one plugin said; arrays live in the arena. */
struct doc_layer {
	int visible;
	int spans_sorted;
	ncl_label *block_labels; /* a block each, or NULL: none yet */
	float *block_scores;
	struct ncl_mark *marks;
	struct ncl_span *spans;
	struct doc_value *values;
	uint32_t mark_count, mark_size, span_count, span_size, value_count,
		value_size;
};

struct doc_cache {
	struct doc_cache *next;
	uint64_t key;
	size_t size;
	void *memory;
};

struct ncl_doc {
	struct arena arena;
	const char *text;
	uint32_t len;

	struct ncl_block *blocks; /* malloc, kept over clear */
	uint32_t block_count, block_size;
	struct ncl_token *tokens; /* malloc, kept over clear */
	uint32_t token_count, token_size;
	int tokens_made;

	struct ncl_origin origin;
	struct ncl_carried carried;
	const struct ncl_run *runs;
	size_t run_count;
	const char *page; /* that the text was read from, or NULL */
	size_t page_len;
	struct doc_value *values; /* the input's own, in the arena */
	uint32_t value_count, value_size;

	const struct layer_table *table; /* of the pipeline, or NULL */
	struct doc_layer *layers;        /* table->count of them */
	struct doc_cache *cache;
	const volatile int *stop; /* not 0 there: give up; NULL: never */
	/* Where what is scored is noted for somebody who asks why; or NULL. */
	struct ncl_explanation *explanation;
	/* In training: models that saw this one stand back (held.h). */
	struct held_key held;
	/* Scores that were found on the way, for a model (tandem.h). */
	const struct ncl_scores *ahead;
	const ncl_model *ahead_of;
	/* The plugin whose run or features is being called, or NULL. */
	struct instance *speaker;
};

/* Ready the document for a pipeline's table: no layer visible. NCL_NOMEM. */
enum ncl_status doc_attach(ncl_doc *doc, const struct layer_table *table);

/* The layer of a handle, or NULL; `kind` must fit. */
struct doc_layer *doc_layer_of(const ncl_doc *doc, ncl_layer handle,
			       enum ncl_layer_kind kind);
/* Show a layer (its plugin ran), or drop what it said. */
void doc_layer_show(ncl_doc *doc, ncl_layer handle);
void doc_layer_drop(ncl_doc *doc, ncl_layer handle);

/* Adding to a layer; everything is checked (plugin.h) and the error says what
 * is wrong. `doc->speaker` is not looked at: the host has checked that the
 * layer is the caller's. */
enum ncl_status doc_add_block_label(ncl_doc *doc, ncl_layer layer,
				    uint32_t block,
				    const struct ncl_mark *mark,
				    struct ncl_error *err);
enum ncl_status doc_add_label(ncl_doc *doc, ncl_layer layer,
			      const struct ncl_mark *mark,
			      struct ncl_error *err);
enum ncl_status doc_add_span(ncl_doc *doc, ncl_layer layer,
			     const struct ncl_span *span,
			     struct ncl_error *err);
enum ncl_status doc_add_layer_value(ncl_doc *doc, ncl_layer layer,
				    const struct doc_value *value,
				    struct ncl_error *err);

/* The i-th of n values that has the name, or NULL with *i less by how many
 * have it. */
const struct doc_value *doc_value_pick(const struct doc_value *values,
				       uint32_t n, const char *name,
				       uint32_t *i);

/* The memory under a key (plugin.h, cache). */
void *doc_cache(ncl_doc *doc, uint64_t key, size_t size, int *fresh);

#endif
