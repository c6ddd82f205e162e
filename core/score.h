/*
 * Scoring: a plugin's features against a model, without a name, a string or
 * a malloc a token.
 *
 *	add(hash) -> pending -> line -> tallies[line], touched[n++]
 *	end of the item: sums of touched lines and of dense features
 *	end of the document: decisions -> probabilities
 *
 * A feature that stands in an item twice is known again by the mark of its
 * line, so an item costs what it touches. Counts are
 * damped (1 + log, below 1 as they are), and the counts of a group are divided
 * by the length of their vector.
 */
#ifndef CORE_SCORE_H
#define CORE_SCORE_H

#include "model.h"
#include "pipeline.h"

/* A worker's memory for one instance: made on first use, kept. */
struct scratch;
void scratch_free(struct scratch *s);

/* host->predict: features of the speaking instance, scored. */
enum ncl_status score_predict(ncl_doc *doc, const ncl_model *model,
			      const struct ncl_scores **out);

/* The same for parts of the document: a row of p each. */
enum ncl_status score_parts(ncl_doc *doc, const ncl_model *model,
			    const struct ncl_parts_call *call, float *p);

/* How a count is taken. Training uses the same. */
float score_damp(float count);

#endif
