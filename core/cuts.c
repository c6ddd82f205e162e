#include "cuts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define STEPS 100 /* thresholds that are tried: 1/STEPS apart */
/* For F1: the share of probabilities in what is taken for true. */
#define SOFT 0.8
/* Of F1, what is no difference. */
#define NEAR 0.002
/* For precision: as many examples as the mean probability counts for. */
#define PRIOR 10.0

enum ncl_status cut_goal_parse(struct cut_goal *goal, const char *text,
			       struct ncl_error *err)
{
	size_t len = text ? strcspn(text, "=") : 0;
	char *end = NULL;
	double value;

	*goal = (struct cut_goal){ CUT_MACRO, 0 };
	if (!text || !strcmp(text, "macro-f1"))
		return NCL_OK;
	goal->kind = !strcmp(text, "micro-f1") ? CUT_MICRO :
		     !strncmp(text, "precision=", 10) ? CUT_PRECISION :
		     !strncmp(text, "recall=", 7) ? CUT_RECALL : CUT_MACRO;
	if (goal->kind == CUT_MICRO)
		return NCL_OK;
	value = text[len] ? strtod(text + len + 1, &end) : 0;
	if (goal->kind == CUT_MACRO || !end || *end || end == text + len + 1 ||
	    !(value > 0 && value < 1))
		return ncl_error_set(err, NCL_USAGE,
				     "cannot optimise \"%s\": there are "
				     "macro-f1, micro-f1, precision=P and "
				     "recall=R, P and R between 0 and 1",
				     text);
	goal->value = value;
	return NCL_OK;
}

/* What a label's pairs at a probability are: how many, how many right, and
 * the sum of probabilities. */
struct curve {
	double n[STEPS + 1], right[STEPS + 1], sum[STEPS + 1];
};

static void curve_add(struct curve *c, const struct cut_data *d,
		      uint32_t label)
{
	const signed char *is = d->is[label];

	for (uint32_t i = 0; i < d->items; i++) {
		float p = d->p[(size_t)i * d->labels + label];
		int at = (int)(p * STEPS);

		if (d->left_out[i] || !is[i])
			continue;
		c->n[at] += 1;
		c->right[at] += is[i] > 0;
		c->sum[at] += p;
	}
}

/* From pairs at a probability to pairs at it and above. */
static void curve_cumulate(struct curve *c)
{
	for (int i = STEPS - 1; i >= 0; i--) {
		c->n[i] += c->n[i + 1];
		c->right[i] += c->right[i + 1];
		c->sum[i] += c->sum[i + 1];
	}
}

static double softly(const struct curve *c, int i)
{
	return (1 - SOFT) * c->right[i] + SOFT * c->sum[i];
}

static double soft_f1(const struct curve *c, int i)
{
	return 2 * softly(c, i) / (c->n[i] + softly(c, 0) + 1e-9);
}

/* Of the thresholds whose F1 is as good as the best, the nearest to half of
 * it: where probabilities are honest, the best is there (Lipton, Elkan,
 * Narayanaswamy, 2014). */
static int best_f1(const struct curve *c)
{
	double best = 0;
	int at = 0;

	for (int i = STEPS; i > 0; i--)
		best = fmax(best, soft_f1(c, i));
	for (int i = STEPS; i > 0; i--)
		if (soft_f1(c, i) >= best * (1 - NEAR) &&
		    (!at || fabs((double)i / STEPS - best / 2) <
			    fabs((double)at / STEPS - best / 2)))
			at = i;
	return at ? at : STEPS / 2;
}

/* 0: at no threshold. */
static int keeps_precision(const struct curve *c, double wanted)
{
	int at = 0;

	for (int i = STEPS; i > 0; i--) {
		double mean = c->n[i] > 0 ? c->sum[i] / c->n[i] : 0;

		if (c->n[i] > 0 && c->right[i] + PRIOR * mean >=
				   wanted * (c->n[i] + PRIOR))
			at = i;
	}
	return at;
}

static int keeps_recall(const struct curve *c, double wanted)
{
	for (int i = STEPS; i > 0; i--)
		if (softly(c, i) >= wanted * softly(c, 0))
			return i;
	return 1;
}

static float find(const struct curve *c, struct cut_goal goal,
		  uint8_t *missed)
{
	int at = goal.kind == CUT_PRECISION ? keeps_precision(c, goal.value) :
		 goal.kind == CUT_RECALL ? keeps_recall(c, goal.value) :
					   best_f1(c);

	*missed = !at;
	return at ? (float)at / STEPS : 1;
}

enum ncl_status cuts_find(const struct cut_data *d, struct cut_goal goal,
			  float *thresholds, uint8_t *missed)
{
	struct curve *c = calloc(1, sizeof(*c));

	if (!c)
		return NCL_NOMEM;
	for (uint32_t y = 0; y < d->labels; y++) {
		curve_add(c, d, y);
		if (goal.kind == CUT_MICRO && y + 1 < d->labels)
			continue;
		curve_cumulate(c);
		thresholds[y] = find(c, goal, &missed[y]);
		memset(c, 0, sizeof(*c));
	}
	for (uint32_t y = 0; goal.kind == CUT_MICRO && y < d->labels; y++)
		thresholds[y] = thresholds[d->labels - 1];
	free(c);
	return NCL_OK;
}
