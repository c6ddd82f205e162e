/*
 * Scoring: a plugin's features against a model, without a name, a string or
 * a malloc a token.
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

#endif
