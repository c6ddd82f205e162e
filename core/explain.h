/*
 * What is noted while a document is scored for somebody who asks why
 * (nclass.h). Scoring is the same code; a sink in front of its own takes
 * down where features came from, and the end of each item what they were.
 *
 *	plugin -> explain sink -> scoring sink -> touched rows
 *	            |                               |
 *	          calls (group, tokens or hash)   entries (row, value)
 *
 * Names and places are looked up afterwards, for the features that are asked
 * for: the calls of an item are gone through again. All memory is the
 * document's.
 */
#ifndef CORE_EXPLAIN_H
#define CORE_EXPLAIN_H

#include "pipeline.h"

enum explain_source { EXPLAIN_HASH, EXPLAIN_TOKENS, EXPLAIN_PAIRS };

/* A call of the plugin's. */
struct explain_call {
	uint64_t hash;
	uint32_t source; /* of enum explain_source */
	uint32_t group;
	uint32_t first, n; /* tokens */
};

/* A hashed feature of an item: as scoring took it. */
struct explain_entry {
	uint32_t row, group;
	float value; /* damped, normed */
};

struct explain_item {
	const struct explain_call *calls;
	const struct explain_entry *entries;
	uint32_t call_count, entry_count;
	const float *dense; /* NULL: none was set */
};

struct explain_use {
	struct explain_use *next;
	ncl_doc *doc;
	const struct stage *stage;
	const ncl_model *model;
	struct ncl_sink under; /* the scoring sink's functions */
	uint32_t items;
	struct explain_item *item;
	struct explain_call *calls; /* of the item being told of */
	uint32_t call_count, call_size;
	const char **names; /* of rows, as the plugin told; NULL: none */
	uint32_t *wanted;   /* of rows: 1 + place in a list; else 0 */
	/* found at the end */
	const float *outputs; /* items * outputs of the model */
	const float *p;       /* items * labels */
	const float *own;     /* the same for each item alone; or NULL */
	const float *above;   /* the same with what stands above; or NULL */
};

struct explain_note {
	struct explain_note *next;
	const struct stage *stage;
	const char *what;
	float odds;
};

/* The notes of a block, or of the document. */
struct explain_notes {
	struct explain_note *first, **last; /* last NULL: none yet */
};

struct ncl_explanation {
	ncl_doc *doc;
	struct explain_use *uses, **last_use;
	struct explain_notes *notes; /* blocks + 1; or NULL */
};

struct scratch;

/* From score.c, around the plugin's features: stand before the sink that is
 * ready; keep what was found. 0 when memory is short. */
int explain_begin(ncl_explanation *x, struct scratch *s,
		  const struct stage *stage);
int explain_end(struct scratch *s, const struct ncl_scores *scores);
/* An item is whole, its values normed. */
void explain_item(struct scratch *s, uint32_t item);

/* The host's side of nclass.explain/1. */
extern const struct ncl_explain explain_host;

/* Use i, or NULL. */
struct explain_use *explain_use(const ncl_explanation *x, uint32_t i);

#endif
