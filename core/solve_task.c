/* One solver run, in a child of its own. */
#include "solve_task.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct side {
	uint32_t positive, negative;
};

static struct side collect(const struct solve *s, struct solve_task t,
			   struct solver_node **rows, double *y)
{
	const signed char *is = s->is[t.output];
	struct side n = { 0, 0 };

	for (uint32_t i = 0; i < s->problem->items; i++) {
		uint32_t at = n.positive + n.negative;

		if (!is[i] || s->fold[i] == t.fold)
			continue;
		rows[at] = s->problem->rows[i];
		y[at] = is[i];
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

static int train(const struct solve *s, solver_function *solver,
		 struct solve_task t, double *weights)
{
	size_t items = (size_t)s->problem->items + 1;
	struct solver_node **rows = malloc(items * sizeof(*rows));
	double *y = malloc(items * sizeof(*y));
	struct solver_problem p = {
		.columns = s->problem->columns, .rows = rows, .y = y,
		.cost = s->cost, .loss = s->loss,
		.seed = (unsigned)(s->seed * 2654435761u + t.output * 64 +
				   t.fold),
	};
	struct side n;

	if (!rows || !y)
		return -1;
	n = collect(s, t, rows, y);
	p.items = n.positive + n.negative;
	if (!n.positive || !n.negative) {
		one_sided(s, n, weights);
		return 0;
	}
	p.positive_weight = pow((double)n.negative / n.positive, s->balance);
	return solver(&p, weights);
}

static double decide(const struct solver_node *node, const double *weights)
{
	double sum = 0;

	for (; node->index > 0; node++)
		sum += node->value * weights[node->index - 1];
	return sum;
}

/* Keeps only decisions in `numbers`, which held the weights. */
static int decide_fold(const struct solve *s, struct solve_task t,
		       double *numbers)
{
	const struct problem *p = s->problem;
	double *weights = malloc(p->columns * sizeof(*weights));
	size_t at = 0;

	if (!weights)
		return -1;
	memcpy(weights, numbers, p->columns * sizeof(*weights));
	for (uint32_t i = 0; i < p->items; i++)
		if (s->fold[i] == t.fold)
			numbers[at++] = decide(p->rows[i], weights);
	free(weights);
	return 0;
}

int solve_task(const struct solve *s, solver_function *solver,
	       struct solve_task t, double *numbers)
{
	if (train(s, solver, t, numbers))
		return -1;
	return t.fold < s->folds ? decide_fold(s, t, numbers) : 0;
}
