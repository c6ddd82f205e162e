#include "tune.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "training.h"
#include "vectors.h"

#define COST_LEAST 1e-6
#define COST_MOST 1e6
#define GAMMA_LEAST 1e-6

/* ---------------------------------------------------------------- measure */

struct tune_tally {
	uint32_t right, wrong, missed;
};

struct scored {
	float f;
	int is;
};

/* Items of folds 0 to folds - 1 that are measured. */
static int counts(const struct training *t, uint32_t item, uint32_t folds)
{
	return t->fold[item] < folds && !t->brief[item];
}

static double f1(struct tune_tally c)
{
	double all = 2.0 * c.right + c.wrong + c.missed;

	return all > 0 ? 2.0 * c.right / all : 0;
}

/* The label of the largest decision. */
static uint32_t best_label(const struct training *t, const float *f)
{
	uint32_t best = 0;

	if (t->outputs < t->labels)
		return f[0] > 0;
	for (uint32_t y = 1; y < t->labels; y++)
		if (f[y] > f[best])
			best = y;
	return best;
}

/* The item's one label against the best decision. */
static void tally_single(const struct training *t, const float *decisions,
			 uint32_t folds, struct tune_tally *c)
{
	for (uint32_t i = 0; i < t->data.item_count; i++) {
		uint32_t said;

		if (t->gold[i] < 0 || !counts(t, i, folds))
			continue;
		said = best_label(t, decisions + (size_t)i * t->outputs);
		if (said == (uint32_t)t->gold[i]) {
			c[said].right++;
			continue;
		}
		c[said].wrong++;
		c[t->gold[i]].missed++;
	}
}

/* The largest first; of equal ones, those that are wrong. */
static int by_decision(const void *left, const void *right)
{
	const struct scored *a = left, *b = right;

	if (a->f != b->f)
		return a->f > b->f ? -1 : 1;
	return a->is - b->is;
}

/* One label at its break-even point. */
static struct tune_tally break_even(const struct training *t,
				    const float *decisions, uint32_t folds,
				    uint32_t y, struct scored *room)
{
	struct tune_tally c = { 0, 0, 0 };
	uint32_t n = 0, has = 0;

	for (uint32_t i = 0; i < t->data.item_count; i++) {
		if (!t->is[y][i] || !counts(t, i, folds))
			continue;
		room[n].is = t->is[y][i] > 0;
		room[n].f = decisions[(size_t)i * t->outputs + y];
		has += room[n++].is != 0;
	}
	qsort(room, n, sizeof(*room), by_decision);
	for (uint32_t i = 0; i < has; i++)
		c.right += room[i].is != 0;
	c.wrong = c.missed = has - c.right;
	return c;
}

/* From the labels' tallies; macro over those that stand in these folds. */
static double sum_up(const struct training *t, const struct tune_tally *c)
{
	struct tune_tally all = { 0, 0, 0 };
	double macro = 0, n = 0;

	for (uint32_t y = 0; y < t->labels; y++) {
		all.right += c[y].right;
		all.wrong += c[y].wrong;
		all.missed += c[y].missed;
		macro += f1(c[y]);
		n += c[y].right + c[y].missed > 0;
	}
	if (training_is_flat(t) || t->goal.kind == CUT_MICRO || n < 1)
		return f1(all);
	return (f1(all) + macro / n) / 2;
}

/* Minus 1: no memory. */
static double measure(const struct training *t, const float *decisions,
		      uint32_t folds)
{
	struct tune_tally *c = calloc(t->labels, sizeof(*c));
	struct scored *room = malloc((t->data.item_count + (size_t)1) *
				     sizeof(*room));
	double value = -1;

	if (c && room && t->decoder == MODEL_CHAIN)
		tally_single(t, decisions, folds, c);
	for (uint32_t y = 0; c && room && t->decoder != MODEL_CHAIN &&
			     y < t->labels; y++)
		c[y] = break_even(t, decisions, folds, y, room);
	if (c && room)
		value = sum_up(t, c);
	free(room);
	free(c);
	return value;
}

const char *tune_measure(const struct training *t)
{
	return training_is_flat(t) ? "accuracy" :
	       t->goal.kind == CUT_MICRO ? "micro F1" :
					   "mean of micro and macro F1";
}

/* ------------------------------------------------------------------ tries */

struct tuner {
	struct training *t;
	struct solve solve; /* its copy, with decisions of its own */
	uint32_t runs;      /* folds that may still be solved */
	struct ncl_error *err;
};

static enum ncl_status solve_some(struct tuner *u, uint32_t first,
				  uint32_t end, double *value)
{
	enum ncl_status ret = solve_folds(&u->solve, first, end, u->err);

	u->runs -= end - first;
	*value = ret == NCL_OK ? measure(u->t, u->solve.decisions, end) : 0;
	return *value < 0 ? ncl_error_set(u->err, NCL_NOMEM,
					  "no memory for tuning") : ret;
}

/* Behind the best one on the first fold by more than a standard error. */
static int is_behind(const struct tuner *u, const struct tune_try *x)
{
	const struct tune *all = &u->t->tune;
	double best = all->tries[all->best].first, n = 0;

	for (uint32_t i = 0; i < u->t->data.item_count; i++)
		n += counts(u->t, i, 1);
	return n > 0 && x->first < best - sqrt(best * (1 - best) / n);
}

static int is_in_range(struct tune_point at)
{
	return at.cost >= COST_LEAST && at.cost <= COST_MOST &&
	       (at.gamma == 0 || (at.gamma >= GAMMA_LEAST &&
				  at.gamma <= (double)VECTORS_GAMMA_MAX));
}

/* Try a point, if it was not yet and the budget is there; *better: it is the
 * best now. */
static enum ncl_status try_point(struct tuner *u, struct tune_point at,
				 int *better)
{
	struct tune *all = &u->t->tune;
	struct tune_try *x = &all->tries[all->count];
	uint32_t folds = u->solve.folds;
	enum ncl_status ret;

	*better = 0;
	for (uint32_t i = 0; i < all->count; i++)
		if (all->tries[i].at.cost == at.cost &&
		    all->tries[i].at.gamma == at.gamma)
			return NCL_OK;
	if (u->runs < folds || !is_in_range(at) || all->count == TUNE_MOST)
		return NCL_OK;
	*x = (struct tune_try){ .at = at, .folds = 1 };
	u->solve.cost = at.cost;
	u->solve.gamma = at.gamma;
	ret = solve_some(u, 0, 1, &x->first);
	x->value = x->first;
	if (ret == NCL_OK && (!all->count || !is_behind(u, x))) {
		x->folds = folds;
		ret = solve_some(u, 1, folds, &x->value);
		*better = !all->count ||
			  x->value > all->tries[all->best].value;
	}
	if (*better)
		all->best = all->count;
	all->count++;
	return ret;
}

/* The best point, its cost and gamma times these. */
static struct tune_point near_best(const struct tuner *u, double cost,
				   double gamma)
{
	struct tune_point at = u->t->tune.tries[u->t->tune.best].at;

	return (struct tune_point){ at.cost * cost, at.gamma * gamma };
}

/* As far as it gets better. */
static enum ncl_status climb(struct tuner *u, double cost, double gamma)
{
	enum ncl_status ret;
	int better;

	do
		ret = try_point(u, near_best(u, cost, gamma), &better);
	while (ret == NCL_OK && better);
	return ret;
}

static enum ncl_status search(struct tuner *u, struct tune_point from)
{
	static const double coarse[] = { 1, 0.125, 8 }, wide[] = { 0.25, 4 },
			    fine[] = { 2, 0.5 };
	enum ncl_status ret = NCL_OK;
	struct tune_point best;
	int better;

	for (int i = 0; i < 3 && ret == NCL_OK; i++)
		ret = try_point(u, (struct tune_point){
			from.cost * coarse[i], from.gamma }, &better);
	if (ret != NCL_OK)
		return ret;
	best = near_best(u, 1, 1);
	for (int i = 0; i < 2 && ret == NCL_OK; i++)
		ret = try_point(u, (struct tune_point){
			best.cost, best.gamma * wide[i] }, &better);
	for (int i = 0; i < 2 && ret == NCL_OK; i++)
		ret = climb(u, fine[i], 1);
	for (int i = 0; i < 2 && ret == NCL_OK && from.gamma > 0; i++)
		ret = climb(u, 1, fine[i]);
	return ret;
}

static int on_progress(void *data, const char *what, uint32_t done,
		       uint32_t all)
{
	const struct tuner *u = data;
	char text[64];

	(void)what;
	if (u->solve.gamma > 0)
		snprintf(text, sizeof(text), "trying cost %g, gamma %g",
			 u->solve.cost, u->solve.gamma);
	else
		snprintf(text, sizeof(text), "trying cost %g", u->solve.cost);
	return u->t->solve.progress(u->t->solve.data, text, done, all);
}

enum ncl_status tune_run(struct training *t, struct ncl_error *err)
{
	int kernel = t->solve.gamma > 0;
	struct tuner u = { .t = t, .solve = t->solve, .err = err,
			   .runs = (kernel ? 2 : 1) * TUNE_RUNS *
				   t->solve.folds };
	enum ncl_status ret;

	u.solve.keep = 0;
	if (t->solve.progress) {
		u.solve.progress = on_progress;
		u.solve.data = &u;
	}
	ret = search(&u, (struct tune_point){ t->solve.cost, t->solve.gamma });
	t->solve.cost = near_best(&u, 1, 1).cost;
	t->solve.gamma = near_best(&u, 1, 1).gamma;
	solve_release(&u.solve);
	return ret;
}

enum ncl_status tune_list(const struct tune *t, struct ncl_buffer *out)
{
	enum ncl_status ret = NCL_OK;
	char text[96];

	for (uint32_t i = 0; i < t->count && ret == NCL_OK; i++) {
		const struct tune_try *x = &t->tries[i];
		char gamma[32] = "";
		int n;

		if (x->at.gamma > 0)
			snprintf(gamma, sizeof(gamma), "/%g", x->at.gamma);
		n = snprintf(text, sizeof(text), "%s%g%s %.4f%s",
			     i ? "; " : "", x->at.cost, gamma, x->value,
			     x->folds > 1 ? "" : " given up");

		ret = ncl_buffer_add(out, text, (size_t)n);
	}
	return ret;
}
