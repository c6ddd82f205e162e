/* The memory of scoring: a document's sums on their way. See score.h. */
#ifndef CORE_SCRATCH_H
#define CORE_SCRATCH_H

#include "explain.h"
#include "score.h"
#include "sequence.h"
#include "sink.h"
#include "vectors.h"

struct touched {
	uint32_t line, group; /* line: of the model's index */
	float value;
	uint32_t at; /* its place in where */
};

/* A feature on its way: its tags in the index are being fetched. */
struct pending {
	uint64_t key;
	uint32_t group;
	float value;
};

#define PENDING_MOST 64
#define WHERE_LEAST 1024u  /* places of an item of few features */
#define DAMPED_MOST 64u    /* counts whose damped form is kept */

struct scratch {
	struct scratch *next; /* of the same instance, for another model */
	const ncl_model *model;
	const struct kernels *kernels;
	struct sink sink;
	struct decoder decoder;
	int has_counts;     /* a group of it holds counts */
	/* where[a line's hash, or behind]: its place in touched, from 1; or 0.
	 * An item of few features uses only the beginning. */
	uint32_t *where;
	uint32_t where_mask;
	float damped[DAMPED_MOST]; /* what a whole count is taken for */
	struct touched *touched;
	uint32_t touched_count;
	struct pending pending[PENDING_MOST];
	uint32_t pending_count;
	uint32_t found[PENDING_MOST]; /* to each: matches in its bucket */
	struct kernel_entry *entries;
	float *dense;       /* of the item */
	int dense_set;
	float *decisions;   /* an item each, rows of stride */
	uint32_t item_size; /* items there is room for */
	struct explain_use *use; /* somebody asks why; or NULL */
	struct vectors_item item; /* where the model has a kernel */
	float *work;        /* for decoding */
	size_t work_size;
};

/* The memory for a model, made on first use; NULL when memory is short. */
struct scratch *scratch_get(struct instance *instance, const ncl_model *m);
/* Room for a document of `items`; 0 when memory is short. */
int scratch_room(struct scratch *s, uint32_t items);

/* Ready the sink for a document. */
void scratch_begin(struct scratch *s, ncl_doc *doc,
		   const struct ncl_features *features);
/* What was told of an item becomes its decisions. */
void scratch_end_item(struct scratch *s, uint32_t item);

#endif
