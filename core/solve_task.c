/* One task of solving, in a child of its own. */
#include "solve_task.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "descent.h"

size_t solve_task_size(const struct solve *s, struct solve_task t)
{
	size_t n = s->keep || t.fold == s->folds ? solve_rows(s) : 0;

	if (s->sums_only)
		return solve_rows(s);
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
	uint32_t *item; /* of each row */
	double *y, *weights;
	/* of kernels: coefficients of the rows; what is held out, and the
	 * decisions on it, of the output at hand and of all of the task */
	double *coefs, *said;
	struct solver_node **tests;
	uint32_t test_count;
	float *decisions;
};

static struct solver_node *row(const struct solve *s, uint32_t item)
{
	return s->nodes + s->problem->rows[item] + item;
}

static struct side collect(const struct solve *s, uint32_t output,
			   uint32_t fold, struct sample *x)
{
	const signed char *is = s->is[output];
	struct side n = { 0, 0 };

	for (uint32_t i = 0; i < s->problem->items; i++) {
		uint32_t at = n.positive + n.negative;

		if (!is[i] || s->fold[i] == fold)
			continue;
		x->rows[at] = row(s, i);
		x->item[at] = i;
		x->y[at] = is[i];
		n.positive += is[i] > 0;
		n.negative += is[i] < 0;
	}
	return n;
}

/* All on one side: a decision that says so. */
static void one_sided(const struct solve *s, struct side n, struct sample *x)
{
	double is = n.positive ? 1 : -1;

	memset(x->weights, 0, solve_rows(s) * sizeof(*x->weights));
	x->weights[solve_rows(s) - 1] = is;
	for (uint32_t i = 0; i < x->test_count; i++)
		x->said[i] = is;
}

/* Coefficients of the rows become those of all items. */
static int train_kernel(const struct solve *s, struct solver_problem *p,
			struct sample *x)
{
	p->gamma = s->gamma;
	p->tests = x->tests;
	p->test_count = x->test_count;
	if (s->kernel(p, x->coefs, x->said))
		return -1;
	memset(x->weights, 0, solve_rows(s) * sizeof(*x->weights));
	for (uint32_t i = 0; i < p->items; i++)
		x->weights[x->item[i]] = x->coefs[i];
	x->weights[s->problem->items] = x->coefs[p->items];
	return 0;
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
		one_sided(s, n, x);
		return 0;
	}
	p.positive_weight = pow((double)n.negative / n.positive, s->balance);
	return s->gamma > 0 ? train_kernel(s, &p, x) :
			      s->function(&p, x->weights);
}

static void sample_release(struct sample *x)
{
	free(x->rows);
	free(x->item);
	free(x->y);
	free(x->weights);
	free(x->coefs);
	free(x->said);
	free(x->tests);
}

static int sample_make(struct sample *x, const struct solve *s,
		       struct solve_task t)
{
	size_t items = (size_t)s->problem->items + 1;
	size_t stride = solve_task_stride(t);

	*x = (struct sample){
		.rows = malloc(items * sizeof(*x->rows)),
		.item = malloc(items * sizeof(*x->item)),
		.y = malloc(items * sizeof(*x->y)),
		.weights = malloc(solve_rows(s) * sizeof(*x->weights)),
	};
	if (!x->rows || !x->item || !x->y || !x->weights)
		return -1;
	if (!(s->gamma > 0))
		return 0;
	x->coefs = malloc(items * sizeof(*x->coefs));
	x->said = malloc(items * sizeof(*x->said));
	x->tests = malloc(items * sizeof(*x->tests));
	if (!x->coefs || !x->said || !x->tests)
		return -1;
	for (uint32_t i = 0; t.fold < s->folds && i < items - 1; i++)
		if (s->fold[i] == t.fold)
			x->tests[x->test_count++] = row(s, i);
	x->decisions = calloc(x->test_count * stride + 1, sizeof(float));
	return x->decisions ? 0 : -1;
}

/* The task's outputs, one by one; *decisions: of a kernel, on the fold. */
static int train_each(struct descent *d, const struct solve *s,
		      struct solve_task t, float **decisions)
{
	struct sample x;
	int ret = sample_make(&x, s, t);

	d->stride = (uint32_t)solve_task_stride(t);
	d->weights = calloc(solve_rows(s) * d->stride, sizeof(float));
	if (!d->weights)
		ret = -1;
	for (uint32_t o = 0; o < t.count && !ret; o++) {
		ret = train_one(s, t.first + o, t.fold, &x);
		for (size_t c = 0; c < solve_rows(s) && !ret; c++)
			d->weights[c * d->stride + o] = (float)x.weights[c];
		for (size_t i = 0; i < x.test_count && !ret; i++)
			x.decisions[i * d->stride + o] = (float)x.said[i];
	}
	*decisions = x.decisions;
	sample_release(&x);
	return ret;
}

/* ------------------------------------------------------------------ results */

static float *decide_fold(const struct solve *s, struct solve_task t,
			  const struct descent *d, const float *decisions)
{
	float *out = malloc((solve_task_size(s, t) + 1) * sizeof(*out));
	size_t at = 0;

	for (uint32_t i = 0; out && i < s->problem->items; i++) {
		if (s->fold[i] != t.fold)
			continue;
		if (decisions)
			memcpy(out + d->stride * at,
			       decisions + d->stride * at,
			       d->stride * sizeof(*out));
		else
			descent_decide(d, i, out + d->stride * at);
		at++;
	}
	if (out && s->keep)
		memcpy(out + d->stride * at, d->weights,
		       d->stride * solve_rows(s) * sizeof(*out));
	return out;
}

static float *sum_squares(const struct solve *s, const struct descent *d)
{
	float *out = malloc(solve_rows(s) * sizeof(*out));

	for (size_t c = 0; out && c < solve_rows(s); c++) {
		const float *w = d->weights + c * d->stride;
		double sum = 0;

		for (uint32_t o = 0; o < d->stride; o++)
			sum += (double)w[o] * (double)w[o];
		out[c] = (float)sum;
	}
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
	float *out = NULL, *decisions = NULL;
	int bad = s->solver == SOLVE_DUAL ? descent_run(&d) :
					    train_each(&d, s, t, &decisions);

	if (!bad && s->sums_only) {
		out = sum_squares(s, &d);
	} else if (!bad && t.fold == s->folds) {
		out = d.weights;
		d.weights = NULL;
	} else if (!bad) {
		out = decide_fold(s, t, &d, decisions);
	}
	descent_release(&d);
	free(decisions);
	return out;
}
