/* One task of solving, in a child of its own. */
#include "solve_task.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "descent.h"

size_t solve_task_size(const struct solve *s, struct solve_task t)
{
	size_t n = s->keep || t.fold == s->folds ? s->problem->columns : 0;

	if (t.fold == s->folds)
		return n * solve_task_stride(t);
	for (uint32_t i = 0; i < s->problem->items; i++)
		n += s->fold[i] == t.fold;
	return n * solve_task_stride(t);
}

/* ---------------------------------------------------- a library, one output */

struct side {
	uint32_t positive, negative;
};

struct sample {
	struct solver_node **rows;
	double *y, *weights;
};

static struct side collect(const struct solve *s, uint32_t output,
			   uint32_t fold, struct sample *x)
{
	const signed char *is = s->is[output];
	struct side n = { 0, 0 };

	for (uint32_t i = 0; i < s->problem->items; i++) {
		uint32_t at = n.positive + n.negative;

		if (!is[i] || s->fold[i] == fold)
			continue;
		x->rows[at] = s->nodes + s->problem->rows[i] + i;
		x->y[at] = is[i];
		n.positive += is[i] > 0;
		n.negative += is[i] < 0;
	}
	return n;
}

/* All on one side: a decision that says so. */
static void one_sided(const struct solve *s, struct side n, double *weights)
{
	memset(weights, 0, s->problem->columns * sizeof(*weights));
	weights[s->problem->columns - 1] = n.positive ? 1 : -1;
}

static int train_one(const struct solve *s, uint32_t output, uint32_t fold,
		     struct sample *x)
{
	struct side n = collect(s, output, fold, x);
	struct solver_problem p = {
		.items = n.positive + n.negative,
		.columns = s->problem->columns, .rows = x->rows, .y = x->y,
		.cost = s->cost, .loss = s->loss,
		.seed = (unsigned)(s->seed * 2654435761u + output * 64 +
				   fold),
	};

	if (!n.positive || !n.negative) {
		one_sided(s, n, x->weights);
		return 0;
	}
	p.positive_weight = pow((double)n.negative / n.positive, s->balance);
	return s->function(&p, x->weights);
}

static int train_each(struct descent *d, const struct solve *s,
		      struct solve_task t)
{
	size_t items = (size_t)s->problem->items + 1;
	uint32_t columns = s->problem->columns;
	struct sample x = {
		malloc(items * sizeof(*x.rows)), malloc(items * sizeof(*x.y)),
		malloc(columns * sizeof(*x.weights)),
	};
	int ret = 0;

	d->stride = (uint32_t)solve_task_stride(t);
	d->weights = calloc((size_t)columns * d->stride, sizeof(float));
	if (!x.rows || !x.y || !x.weights || !d->weights)
		ret = -1;
	for (uint32_t o = 0; o < t.count && !ret; o++) {
		ret = train_one(s, t.first + o, t.fold, &x);
		for (uint32_t c = 0; c < columns && !ret; c++)
			d->weights[(size_t)c * d->stride + o] =
				(float)x.weights[c];
	}
	free(x.rows);
	free(x.y);
	free(x.weights);
	return ret;
}

/* ------------------------------------------------------------------ results */

static float *decide_fold(const struct solve *s, struct solve_task t,
			  const struct descent *d)
{
	float *out = malloc((solve_task_size(s, t) + 1) * sizeof(*out));
	size_t at = 0;

	for (uint32_t i = 0; out && i < s->problem->items; i++)
		if (s->fold[i] == t.fold)
			descent_decide(d, i, out + d->stride * at++);
	if (out && s->keep)
		memcpy(out + d->stride * at, d->weights,
		       (size_t)d->stride * s->problem->columns *
		       sizeof(*out));
	return out;
}

float *solve_task(const struct solve *s, struct solve_task t)
{
	struct descent d = {
		.problem = s->problem, .is = s->is + t.first,
		.outputs = t.count, .fold = s->fold, .without = t.fold,
		.cost = s->cost, .balance = s->balance,
		.seed = s->seed * 2654435761u + t.first * 64 + t.fold,
	};
	int bad = s->solver == SOLVE_DUAL ? descent_run(&d) :
					    train_each(&d, s, t);
	float *out = NULL;

	if (!bad && t.fold == s->folds)
		return d.weights;
	if (!bad)
		out = decide_fold(s, t, &d);
	descent_release(&d);
	return out;
}
