/*
 * Scoring: a plugin's features against a model, without a name, a string or
 * a malloc a token.
 *
 *	add(hash) -> row -> where -> touched[n++] = { row, value }
 *	end of the item: sums of touched rows and of dense features
 *	end of the document: decisions -> probabilities
 *
 * A feature that stands in an item twice is found again by where[], a small
 * hash table of the item's rows, so an item costs what it touches. Counts are
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

/* How a count is taken. Training uses the same. */
float score_damp(float count);

#endif
