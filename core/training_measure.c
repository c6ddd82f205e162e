/* Measures of what was held out. */
#include "training.h"

#include <stdio.h>
#include <stdlib.h>

static const float *row(const struct training *t, uint32_t item)
{
	return t->p + (size_t)item * t->labels;
}

/* The labels as a plugin assigns them: the best one where an item has one
 * label; else those that reach their thresholds, or the best one where none
 * does (but not where it is precision that was asked for). */
static uint32_t given(const struct training *t, uint32_t item, uint32_t *out)
{
	const float *p = row(t, item);
	uint32_t best = 0, n = 0;

	for (uint32_t y = 1; y < t->labels; y++)
		if (p[y] > p[best])
			best = y;
	if (t->decoder == MODEL_CHAIN || p[best] >= t->threshold[best])
		out[n++] = best;
	if (t->decoder == MODEL_CHAIN)
		return n;
	for (uint32_t y = 0; y < t->labels; y++)
		if (y != best && p[y] >= t->threshold[y])
			out[n++] = y;
	if (!n && t->goal.kind != CUT_PRECISION)
		out[n++] = best;
	return n;
}

static enum ncl_status count_item(const struct training *t, uint32_t i,
				  uint32_t group, struct measure *m,
				  struct mistakes *mistakes)
{
	const struct mistake_text *text = excerpts_of(&t->excerpts, i);
	uint32_t *said = malloc(t->labels * sizeof(*said));
	uint16_t *score = malloc(t->labels * sizeof(*score));
	struct measure_item item = {
		.gold = t->data.label_ids + t->data.items[i].label,
		.gold_count = dataset_label_count(&t->data, i),
		.given = said, .score = score, .words = 1,
	};
	enum ncl_status ret = NCL_NOMEM;

	for (uint32_t y = 0; score && y < t->labels; y++)
		score[y] = measure_score(row(t, i)[y]);
	if (said && score) {
		item.given_count = given(t, i, said);
		ret = measure_item(m, group, &item);
	}
	if (ret == NCL_OK && text)
		ret = mistakes_take(mistakes, m, &item, text);
	free(said);
	free(score);
	return ret;
}

static enum ncl_status count_sequence(const struct training *t, uint32_t at,
				      struct measure *m,
				      struct mistakes *mistakes)
{
	const struct data_sequence *q = &t->data.sequences[at];
	char name[24];
	uint32_t group = NAMES_NONE;
	enum ncl_status ret = NCL_OK;

	snprintf(name, sizeof(name), "%016llx", (unsigned long long)q->group);
	for (uint32_t i = q->first; i < q->first + q->count && !ret; i++) {
		if (!t->data.items[i].known || t->brief[i])
			continue;
		if (group == NAMES_NONE)
			group = measure_group(m, name);
		ret = group == NAMES_NONE ? NCL_NOMEM :
		      count_item(t, i, group, m, mistakes);
	}
	if (group != NAMES_NONE)
		measure_document(m);
	return ret;
}

/* The level of a label in the taxonomy; 0: there is none. */
static uint32_t level_of(const struct training *t, uint32_t y)
{
	const struct taxonomy *x = &t->taxonomy;

	return y < x->label_count ? x->concepts[x->of_label[y]].level : 0;
}

static enum ncl_status start(const struct training *t, struct measure *m)
{
	struct ncl_model_label *labels = calloc(t->labels, sizeof(*labels));
	enum ncl_status ret = NCL_NOMEM;

	for (uint32_t y = 0; labels && y < t->labels; y++) {
		labels[y].name = t->data.labels[y];
		labels[y].threshold = t->threshold[y];
		labels[y].level = level_of(t, y);
	}
	if (labels)
		ret = measure_start(m, t->data.features->unit ==
				    NCL_UNIT_BLOCK, labels, t->labels);
	/* words of blocks are not kept in training */
	m->verdict = NAMES_NONE;
	free(labels);
	return ret;
}

enum ncl_status training_measure(const struct training *t, struct measure *m,
				 struct mistakes *mistakes)
{
	enum ncl_status ret = start(t, m);

	for (uint32_t i = 0; i < t->data.sequence_count && !ret; i++)
		ret = count_sequence(t, i, m, mistakes);
	if (ret == NCL_OK)
		ret = measure_finish(m, TRAINING_ROUNDS, 0);
	return ret == NCL_OK ? mistakes_fill(mistakes, m) : ret;
}

enum ncl_status training_summary(const struct training *t,
				 struct ncl_buffer *out)
{
	int blocks = t->data.features->unit == NCL_UNIT_BLOCK;
	char text[256], more[64] = "";
	int n;

	if (t->brief_count)
		snprintf(more, sizeof(more), " (and %u brief ones, trained "
			 "on only)", t->brief_count);
	n = snprintf(text, sizeof(text), "documents %u%s, %slabels %u, "
		     "features %u, folds %u, solver %s",
		     t->data.sequence_count - t->brief_count, more,
		     blocks ? "blocks with " : "", t->labels,
		     t->problem.features + t->problem.dense, t->solve.folds,
		     solve_name(t->solve.solver));
	return ncl_buffer_add(out, text, (size_t)n);
}
