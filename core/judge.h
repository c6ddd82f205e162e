/*
 * One side of an evaluation: a chain, what its plugin gives a document, and
 * the measures of it.
 */
#ifndef CORE_JUDGE_H
#define CORE_JUDGE_H

#include "gold.h"
#include "measure.h"
#include "mistakes.h"
#include "pipeline.h"

struct judge {
	ncl_pipeline *pipeline;
	ncl_worker *worker;
	struct instance *it; /* the plugin's */
	const ncl_model *model;
	ncl_layer verdict;   /* nclass.boiler/1, where it is written; else 0 */
	struct measure measure;
	struct gold names;   /* what labels of data mean to the model */
	struct mistakes mistakes;
	/* of the document at hand */
	uint32_t *gold, *gold_at;   /* labels of its items, one after the
				     * other; items + 1 */
	uint32_t *given, *given_at;
	uint16_t *score;            /* items * labels of the model */
	unsigned char *right;       /* of items: given is gold */
	struct arena arena;         /* of these six */
	uint32_t items;
	int unserved; /* nothing given to a document in a language that the
		       * model does not name */
};

/* Open the chain. The error says what cannot be measured, and why. */
enum ncl_status judge_open(struct judge *j, const struct ncl_config *config,
			   const char *plugin, uint32_t mistakes,
			   struct ncl_error *err);
/* Run the chain over a document; nothing is counted yet. */
enum ncl_status judge_look(struct judge *j, ncl_doc *doc,
			   const char *const *labels, uint32_t n,
			   struct ncl_error *err);
/* Count what was seen of it; labels[i] NULL: block i is passed over; of a
 * document that is not `served` only that it is not. NCL_NOMEM. */
enum ncl_status judge_count(struct judge *j, const ncl_doc *doc,
			    const char *const *labels, const char *group,
			    int served);
void judge_release(struct judge *j);

#endif
