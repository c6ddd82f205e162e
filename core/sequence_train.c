#include "sequence_train.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lbfgs.h"

/* The ridge, for each item with a known label: a chain of free transitions, or
 * of emissions off the diagonal, learns a few hundred documents by heart. */
#define RIDGE_OTHER 0.1   /* of emissions that are not on the diagonal */
#define RIDGE_JUMP 0.001  /* of transitions */
#define RIDGE_OWN 1       /* in all: of the diagonal, biases and ends */

/* A pass over sequences; rows of `k` numbers for each item of the longest. */
struct pass {
	const struct sequence_data *d;
	const double *x;
	uint32_t k, o;
	const double *ends;
	double *weights; /* of emissions, a row an output, then biases */
	double *jumps; /* exp of transitions */
	double *jumps_to; /* the same by the label that is jumped to */
	double *pairs; /* what transitions are to be multiplied with */
	double *row, *all; /* k numbers for the moment */
	double *e;     /* factors of the items' emissions, the best 1 */
	double *ahead_sum, *behind_sum; /* sums that a and b were made of */
	double *a, *b; /* forward and backward, each row summing to 1 */
	double *ga, *gb; /* gradients of log a, log b */
	double *gradient; /* or NULL */
	double known;     /* items with a label */
	double *memory;
};

static int is_own(const struct sequence_data *d, uint32_t y, uint32_t o)
{
	return d->outputs == 1 || y == o;
}

void sequence_start(double *x, uint32_t labels, uint32_t outputs)
{
	memset(x, 0, sequence_size(labels, outputs) * sizeof(*x));
	if (outputs == 1) {
		x[0] = -1;
		x[2] = 1;
		return;
	}
	for (uint32_t y = 0; y < labels; y++)
		x[y * (outputs + 1) + y] = 2;
}

static int pass_init(struct pass *p, const double *x,
		     const struct sequence_data *d, double *gradient)
{
	uint32_t k = d->labels;
	size_t longest = 0, row, square = (size_t)k * k;

	for (uint32_t i = 0; i < d->count; i++)
		if (d->sequences[i].count > longest)
			longest = d->sequences[i].count;
	row = longest * k;
	*p = (struct pass){ .d = d, .x = x, .k = k, .o = d->outputs,
			    .gradient = gradient };
	p->memory = p->jumps = calloc(7 * row + 3 * square +
					      (size_t)k * (p->o + 3) + 1,
				      sizeof(double));
	if (!p->memory)
		return 0;
	p->jumps_to = p->jumps + square;
	p->pairs = p->jumps_to + square;
	p->weights = p->pairs + square;
	p->row = p->weights + (size_t)k * (p->o + 1);
	p->all = p->row + k;
	p->e = p->all + k;
	p->ahead_sum = p->e + row;
	p->behind_sum = p->ahead_sum + row;
	p->a = p->behind_sum + row;
	p->b = p->a + row;
	p->ga = p->b + row;
	p->gb = p->ga + row;
	p->ends = x + (size_t)k * (p->o + 1 + k);
	for (uint32_t y = 0; y < k; y++) {
		for (uint32_t o = 0; o <= p->o; o++)
			p->weights[o * k + y] = x[y * (p->o + 1) + o];
		for (uint32_t z = 0; z < k; z++) {
			double jump = exp(x[k * (p->o + 1) + y * k + z]);

			p->jumps[y * k + z] = p->jumps_to[z * k + y] = jump;
		}
	}
	return 1;
}

static const float *decision(const struct pass *p, uint32_t item)
{
	return p->d->decisions + (size_t)item * p->o;
}

/* to += by * row. The loops over labels are the time of a training: they run
 * along rows, so that compilers make them wide. */
static inline void add_row(double *restrict to, double by,
			   const double *restrict row, uint32_t k)
{
	for (uint32_t y = 0; y < k; y++)
		to[y] += by * row[y];
}

static void emissions(struct pass *p, const struct data_sequence *q)
{
	uint32_t k = p->k;

	for (uint32_t t = 0; t < q->count; t++) {
		const float *f = decision(p, q->first + t);
		double *e = p->e + (size_t)t * k, most = -INFINITY;

		memcpy(e, p->weights + (size_t)p->o * k, k * sizeof(*e));
		for (uint32_t o = 0; o < p->o; o++)
			add_row(e, f[o], p->weights + (size_t)o * k, k);
		for (uint32_t y = 0; y < k; y++)
			most = e[y] > most ? e[y] : most;
		for (uint32_t y = 0; y < k; y++) { /* none ever becomes 0 */
			double below = e[y] - most;

			e[y] = exp(below > -200 ? below : -200);
		}
	}
}

/* to[y] = by[y] * of[y], divided by their sum; by may be NULL */
static void times(double *to, const double *of, const double *by, uint32_t k)
{
	double sum = 0;

	for (uint32_t y = 0; y < k; y++)
		sum += to[y] = by ? of[y] * by[y] : of[y];
	sum = 1 / sum;
	for (uint32_t y = 0; y < k; y++)
		to[y] = to[y] * sum > 1e-100 ? to[y] * sum : 1e-100;
}

static void forward(struct pass *p, uint32_t n)
{
	uint32_t k = p->k;

	for (uint32_t t = 0; t < n; t++) {
		double *sum = p->ahead_sum + (size_t)t * k;
		const double *last = p->a + (size_t)t * k - k;

		for (uint32_t y = 0; y < k; y++)
			sum[y] = t ? 0 : exp(p->ends[y]);
		for (uint32_t z = 0; t && z < k; z++)
			add_row(sum, last[z], p->jumps + (size_t)z * k, k);
		times(p->a + (size_t)t * k, sum, p->e + (size_t)t * k, k);
	}
}

/* What each label passes on, in p->row: its emission and all behind it. */
static void behind(struct pass *p, uint32_t t)
{
	const double *e = p->e + (size_t)t * p->k, *b = p->b + (size_t)t * p->k;

	for (uint32_t y = 0; y < p->k; y++)
		p->row[y] = e[y] * b[y];
}

static void backward(struct pass *p, uint32_t n)
{
	uint32_t k = p->k;

	for (uint32_t t = n; t-- > 0;) {
		double *sum = p->behind_sum + (size_t)t * k;
		int last = t + 1 == n;

		for (uint32_t y = 0; y < k; y++)
			sum[y] = last ? exp(p->ends[k + y]) : 0;
		if (!last)
			behind(p, t + 1);
		for (uint32_t z = 0; !last && z < k; z++)
			add_row(sum, p->row[z], p->jumps_to + (size_t)z * k, k);
		times(p->b + (size_t)t * k, sum, NULL, k);
	}
}

/* Minus the log of what is known; its gradients by log a and log b. */
static double posterior(struct pass *p, const struct data_sequence *q)
{
	uint32_t k = p->k;
	double loss = 0;

	for (uint32_t t = 0; t < q->count; t++) {
		int32_t gold = p->d->gold[q->first + t];
		double *g = p->ga + (size_t)t * k;

		if (gold < 0) {
			memset(g, 0, k * sizeof(*g));
		} else {
			times(g, p->a + (size_t)t * k, p->b + (size_t)t * k,
			      k);
			loss -= log(g[gold]);
			g[gold] -= 1;
			p->known++;
		}
		memcpy(p->gb + (size_t)t * k, g, k * sizeof(*g));
	}
	return loss;
}

/* The gradient of an item's emission. */
static void add_item(struct pass *p, uint32_t item, const double *g)
{
	const float *restrict f = decision(p, item);

	for (uint32_t y = 0; y < p->k; y++) {
		double *restrict to = p->gradient + (size_t)y * (p->o + 1);
		double by = g[y];

		for (uint32_t o = 0; o < p->o; o++)
			to[o] += by * f[o];
		to[p->o] += by;
	}
}

static void add_end(struct pass *p, uint32_t which, const double *g)
{
	double *to = p->gradient + (p->ends - p->x) + (size_t)which * p->k;

	for (uint32_t y = 0; y < p->k; y++)
		to[y] += g[y];
}

/* Back through forward: from log a of t to that of t - 1. */
static void back_forward(struct pass *p, const struct data_sequence *q)
{
	uint32_t k = p->k;
	double *by = p->row, *all = p->all;

	for (uint32_t t = q->count; t-- > 0;) {
		size_t at = (size_t)t * k;
		const double *g = p->ga + at, *sum = p->ahead_sum + at;
		const double *last = p->a + at - k;

		add_item(p, q->first + t, g);
		if (!t)
			break;
		memset(all, 0, k * sizeof(*all));
		for (uint32_t y = 0; y < k; y++) {
			by[y] = g[y] / sum[y];
			add_row(all, by[y], p->jumps_to + (size_t)y * k, k);
		}
		for (uint32_t z = 0; z < k; z++) {
			add_row(p->pairs + (size_t)z * k, last[z], by, k);
			p->ga[at - k + z] += last[z] * all[z];
		}
	}
	add_end(p, 0, p->ga);
}

/* Back through backward: from log b of t to e and log b of t + 1. */
static void back_backward(struct pass *p, const struct data_sequence *q)
{
	uint32_t k = p->k;
	double *all = p->all;

	for (uint32_t t = 0; t + 1 < q->count; t++) {
		size_t at = (size_t)t * k;
		const double *g = p->gb + at, *sum = p->behind_sum + at;

		behind(p, t + 1);
		memset(all, 0, k * sizeof(*all));
		for (uint32_t y = 0; y < k; y++) {
			double r = g[y] / sum[y];

			add_row(p->pairs + (size_t)y * k, r, p->row, k);
			add_row(all, r, p->jumps + (size_t)y * k, k);
		}
		for (uint32_t z = 0; z < k; z++) {
			all[z] *= p->row[z];
			p->gb[at + k + z] += all[z];
		}
		add_item(p, q->first + t + 1, all);
	}
	add_end(p, 1, p->gb + (size_t)(q->count - 1) * k);
}

static double add_sequence(struct pass *p, const struct data_sequence *q)
{
	double loss;

	emissions(p, q);
	forward(p, q->count);
	backward(p, q->count);
	loss = posterior(p, q);
	if (p->gradient) {
		back_forward(p, q);
		back_backward(p, q);
	}
	return loss;
}

static double add_ridge(const struct pass *p)
{
	uint32_t k = p->k, o = p->o, size = sequence_size(k, o);
	double sum = 0;

	for (uint32_t i = 0; i < size; i++) {
		uint32_t y = i / (o + 1), at = i % (o + 1);
		int emission = i < k * (o + 1);
		int jump = !emission && i < k * (o + 1 + k);
		int other = emission && at < o && !is_own(p->d, y, at);
		double by = other ? RIDGE_OTHER * p->known :
			    jump ? RIDGE_JUMP * p->known : RIDGE_OWN;

		sum += 0.5 * by * p->x[i] * p->x[i];
		if (p->gradient)
			p->gradient[i] += by * p->x[i];
	}
	return sum;
}

static void finish_pairs(struct pass *p)
{
	double *to = p->gradient + (size_t)p->k * (p->o + 1);

	for (uint32_t i = 0; i < p->k * p->k; i++)
		to[i] += p->pairs[i] * p->jumps[i];
}

double sequence_loss(const double *x, double *gradient,
		     const struct sequence_data *d, uint32_t part, int ridge)
{
	struct pass p;
	double loss = 0;

	if (gradient)
		memset(gradient, 0, sequence_size(d->labels, d->outputs) *
		       sizeof(*gradient));
	if (!pass_init(&p, x, d, gradient))
		return NAN;
	for (uint32_t i = 0; i < d->count; i++) {
		const struct data_sequence *q = &d->sequences[i];

		if (q->count && (part == SEQUENCE_ALL || d->part[i] == part))
			loss += add_sequence(&p, q);
	}
	if (gradient)
		finish_pairs(&p);
	if (ridge)
		loss += add_ridge(&p);
	free(p.memory);
	return loss;
}

struct problem_at {
	const struct sequence_data *d;
	uint32_t part;
};

static double loss_of(void *data, const double *x, double *gradient)
{
	struct problem_at *at = data;

	return sequence_loss(x, gradient, at->d, at->part, 1);
}

enum ncl_status sequence_train(double *x, const struct sequence_data *d,
			       uint32_t part, uint32_t steps)
{
	struct problem_at at = { d, part };

	return lbfgs(x, sequence_size(d->labels, d->outputs), loss_of, &at,
		     steps, 1e-3);
}
