#include "sequence_train.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lbfgs.h"

#define RIDGE 1.0       /* of transitions and of what is not on the diagonal */
#define RIDGE_OWN 0.01  /* of the diagonal, biases and ends */

/* A pass over sequences; rows of `k` numbers for each item of the longest. */
struct pass {
	const struct sequence_data *d;
	const double *x;
	uint32_t k, o;
	const double *ends;
	double *jumps;    /* exp of transitions */
	double *score;    /* linear emission scores, an item each */
	double *e, *alpha; /* as in sequence.c */
	double *beta, *ahead, *gamma;
	double *pairs;    /* what transitions are to be multiplied with */
	double *gradient; /* or NULL */
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
	uint32_t k = d->labels, longest = 0;
	size_t n;

	for (uint32_t i = 0; i < d->count; i++)
		if (d->sequences[i].count > longest)
			longest = d->sequences[i].count;
	n = (size_t)k * (3 * (size_t)longest + 2 * (size_t)k + 3);
	*p = (struct pass){ .d = d, .x = x, .k = k, .o = d->outputs,
			    .gradient = gradient };
	p->memory = p->jumps = calloc(n + 1, sizeof(double));
	if (!p->memory)
		return 0;
	p->pairs = p->jumps + (size_t)k * k;
	p->score = p->pairs + (size_t)k * k;
	p->e = p->score + (size_t)k * longest;
	p->alpha = p->e + (size_t)k * longest;
	p->beta = p->alpha + (size_t)k * longest;
	p->ahead = p->beta + k;
	p->gamma = p->ahead + k;
	p->ends = x + (size_t)k * (p->o + 1 + k);
	for (uint32_t i = 0; i < k * k; i++)
		p->jumps[i] = exp(x[k * (p->o + 1) + i]);
	return 1;
}

static const float *decision(const struct pass *p, uint32_t item)
{
	return p->d->decisions + (size_t)item * p->o;
}

static void emissions(struct pass *p, const struct data_sequence *q)
{
	for (uint32_t t = 0; t < q->count; t++) {
		const float *f = decision(p, q->first + t);

		for (uint32_t y = 0; y < p->k; y++) {
			const double *w = p->x + (size_t)y * (p->o + 1);
			double sum = w[p->o];

			for (uint32_t o = 0; o < p->o; o++)
				sum += w[o] * f[o];
			p->score[(size_t)t * p->k + y] = sum;
		}
	}
}

/* Factors of the labels that are allowed, the best 1; the log of what they
 * were divided by. */
static double factors(struct pass *p, const struct data_sequence *q,
		      uint32_t t, int free_labels)
{
	const double *score = p->score + (size_t)t * p->k;
	double *e = p->e + (size_t)t * p->k, most = -INFINITY;
	int32_t gold = free_labels ? -1 : p->d->gold[q->first + t];

	for (uint32_t y = 0; y < p->k; y++)
		if ((gold < 0 || (uint32_t)gold == y) && score[y] > most)
			most = score[y];
	for (uint32_t y = 0; y < p->k; y++)
		e[y] = gold < 0 || (uint32_t)gold == y ?
		       exp(score[y] - most) : 0;
	return most;
}

/* a[y] *= by[y], divided by their sum, which is given back */
static double times(double *a, const double *by, uint32_t k)
{
	double sum = 0;

	for (uint32_t y = 0; y < k; y++)
		sum += a[y] *= by[y];
	for (uint32_t y = 0; y < k; y++)
		a[y] /= sum;
	return sum;
}

static double forward(struct pass *p, const struct data_sequence *q,
		      int free_labels)
{
	double log_sum = 0, end = 0;
	uint32_t k = p->k;

	for (uint32_t t = 0; t < q->count; t++) {
		double *a = p->alpha + (size_t)t * k;

		log_sum += factors(p, q, t, free_labels);
		for (uint32_t y = 0; y < k; y++)
			a[y] = t ? 0 : exp(p->ends[y]);
		for (uint32_t z = 0; t && z < k; z++)
			for (uint32_t y = 0; y < k; y++)
				a[y] += a[(ptrdiff_t)z - k] *
					p->jumps[(size_t)z * k + y];
		log_sum += log(times(a, p->e + (size_t)t * k, k));
	}
	for (uint32_t y = 0; y < k; y++)
		end += p->alpha[(size_t)(q->count - 1) * k + y] *
		       exp(p->ends[k + y]);
	return log_sum + log(end);
}

/* The gradient of an item's emission, by its posterior in gamma. */
static void add_item(struct pass *p, uint32_t item, double sign)
{
	const float *f = decision(p, item);

	for (uint32_t y = 0; y < p->k; y++) {
		double g = sign * p->gamma[y];
		double *to = p->gradient + (size_t)y * (p->o + 1);

		if (g == 0)
			continue;
		for (uint32_t o = 0; o < p->o; o++)
			to[o] += g * f[o];
		to[p->o] += g;
	}
}

static void add_ends(struct pass *p, uint32_t which, double sign)
{
	double *to = p->gradient + (p->ends - p->x) + (size_t)which * p->k;

	for (uint32_t y = 0; y < p->k; y++)
		to[y] += sign * p->gamma[y];
}

/* Expectations of the pairs (t-1, t); ahead holds factor * beta of t. */
static void add_pairs(struct pass *p, const double *before, double sign)
{
	uint32_t k = p->k;
	double sum = 0;

	for (uint32_t z = 0; z < k; z++) {
		p->beta[z] = 0;
		for (uint32_t y = 0; y < k; y++)
			p->beta[z] += p->jumps[(size_t)z * k + y] *
				      p->ahead[y];
		sum += before[z] * p->beta[z];
	}
	for (uint32_t z = 0; z < k; z++) {
		double by = sign * before[z] / sum;

		for (uint32_t y = 0; by != 0 && y < k; y++)
			p->pairs[(size_t)z * k + y] += by * p->ahead[y];
	}
}

static void backward(struct pass *p, const struct data_sequence *q,
		     double sign)
{
	uint32_t k = p->k;

	for (uint32_t y = 0; y < k; y++)
		p->beta[y] = exp(p->ends[k + y]);
	for (uint32_t t = q->count; t-- > 0;) {
		const double *a = p->alpha + (size_t)t * k;

		memcpy(p->gamma, a, k * sizeof(double));
		times(p->gamma, p->beta, k);
		add_item(p, q->first + t, sign);
		if (t + 1 == q->count)
			add_ends(p, 1, sign);
		if (t == 0) {
			add_ends(p, 0, sign);
			break;
		}
		memcpy(p->ahead, p->e + (size_t)t * k, k * sizeof(double));
		times(p->ahead, p->beta, k);
		add_pairs(p, a - k, sign);
	}
}

/* log of the sum over all labellings that agree with what is known, or over
 * all; its gradient is added `sign` times. */
static double log_sum(struct pass *p, const struct data_sequence *q,
		      int free_labels, double sign)
{
	double sum = forward(p, q, free_labels);

	if (p->gradient)
		backward(p, q, sign);
	return sum;
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
		double by = jump || other ? RIDGE : RIDGE_OWN;

		sum += 0.5 * by * p->x[i] * p->x[i];
		if (!p->gradient)
			continue;
		p->gradient[i] += by * p->x[i];
		if (other && p->d->diagonal)
			p->gradient[i] = 0;
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

		if (!q->count ||
		    (part != SEQUENCE_ALL && d->part[i] != part))
			continue;
		emissions(&p, q);
		loss += log_sum(&p, q, 1, 1) - log_sum(&p, q, 0, -1);
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
