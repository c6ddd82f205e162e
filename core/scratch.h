/* The memory of scoring: a document's sums on their way. See score.h. */
#ifndef CORE_SCRATCH_H
#define CORE_SCRATCH_H

#include "explain.h"
#include "score.h"
#include "sequence.h"
#include "sink.h"
#include "tandem.h"
#include "vectors.h"

/* A line of the model's index that an item's features meet. */
struct touched {
	uint32_t line, group;
	float value; /* when the item ended */
};

/* What a line's features come to in the item whose mark it has. */
struct tally {
	float value;
	uint32_t mark;
};

/* A count and what it is taken for. */
struct damped {
	uint32_t bits;
	float value;
};

/* Features that the model may know: they are looked up many at once, so that no
 * one waits for memory alone. */
#define PENDING_MOST 128
struct pending {
	uint64_t key[PENDING_MOST];
	float value[PENDING_MOST];
	unsigned char group[PENDING_MOST];
};

/* Features of a document that come again are put together before they are
 * looked up: a table in the near caches, until it is full. */
#define GATHERED_MOST 4096u
#define GATHERED_POWER 13u /* two to it: slots */
struct gathered {
	struct feature {
		uint64_t key;
		float value;
		uint32_t group;
	} feature[GATHERED_MOST + 1]; /* from 1 on, in the order they came */
	uint16_t slots[1 << GATHERED_POWER]; /* their places; 0: free */
	uint32_t count;
};

/* An item that ended: its features are those before `pending`. */
struct item_end {
	uint32_t item, pending;
};

#define SCRATCH_KEPT ((size_t)1 << 20) /* bytes, for a next document */
#define ENDS_MOST 64       /* items */
#define DAMPED_POWER 7     /* two to it: counts whose damped form is kept */

struct scratch {
	struct scratch *next; /* of the same instance, for another model */
	const ncl_model *model;
	const struct kernels *kernels;
	struct sink sink;
	struct decoder decoder;
	/* Two models at once, or NULL: then `model` is of both. */
	const struct tandem *tandem;
	struct decoder second; /* of the second of them */
	float *seconds;        /* its values, beside the entries */
	int has_counts; /* a group of it holds counts */
	int flags_only; /* all groups are flags */
	/* To each group: all bits where its values are added up, else none. */
	uint32_t adds[MODEL_GROUPS_MAX];
	/* To each line: its tally, or where all groups are flags, the mark of
	 * the last item it was in. */
	struct tally *tallies;
	uint16_t *marks, mark;
	struct touched *touched;
	uint32_t touched_count;
	struct damped damped[1 << DAMPED_POWER];
	struct pending pending;
	uint32_t pending_count;
	struct gathered *gathered; /* NULL: the model has no counts */
	int gathers;               /* of this document, and none is full */
	uint32_t lines[PENDING_MOST]; /* of the pending; their buckets before */
	struct item_end ends[ENDS_MOST];
	uint32_t end_count;
	struct kernel_entry *entries;
	uint32_t entry_count;
	float *dense;       /* of the item; what is behind means nothing */
	uint32_t dense_end; /* behind the last that was set; 0: none was */
	float *decisions;   /* an item each, rows of stride */
	uint32_t item_size; /* items there is room for */
	struct explain_use *use; /* somebody asks why; or NULL */
	struct vectors_item item; /* where the model has a kernel */
	float *work;        /* for decoding */
	size_t work_size;
};

/* The memory for a model (or two, then m is of both), made on first use; NULL
 * when memory is short. */
struct scratch *scratch_get(struct instance *instance, const ncl_model *m,
			    const struct tandem *tandem);
/* Room for a document of `items`, whose decisions are to be kept or not; 0 when
 * memory is short. */
int scratch_room(struct scratch *s, uint32_t items, int keep);

/* Ready the sink for a document. */
void scratch_begin(struct scratch *s, ncl_doc *doc,
		   const struct ncl_features *features);
/* Forget what was told. */
void scratch_clear(struct scratch *s);
/* No more is told of an item. */
void scratch_end_item(struct scratch *s, uint32_t item);
/* Look up all that is pending; the decisions of the items that ended are there
 * then. */
void scratch_flush(struct scratch *s);

#endif
