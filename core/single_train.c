#include "single_train.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "kernels.h"
#include "lbfgs.h"

#define RIDGE 0.01
#define STEPS 150
#define LEAST (-40.0f) /* of the log of a probability, against the best */

struct single_pass {
	const struct single_data *d;
	const struct kernels *kernels;
	uint32_t part;
	uint32_t each; /* of the items that are known, every so many-th */
	float *x;      /* 2 * labels */
	float *p;      /* labels, in whole lanes */
};

static int is_known(const struct single_data *d, uint32_t item, uint32_t part)
{
	return d->gold[item] >= 0 &&
	       (part == SINGLE_ALL || d->part[item] == part);
}

/* p: probabilities of an item. Minus the log of the right one. */
static double probabilities(const struct single_pass *s, const float *f,
			    uint32_t gold)
{
	uint32_t k = s->d->labels, o = s->d->outputs;
	float *p = s->p, most = -INFINITY, right;
	double sum = 0;

	for (uint32_t y = 0; y < k; y++) {
		p[y] = s->x[2 * y] * f[single_output(o, y)] + s->x[2 * y + 1];
		most = p[y] > most ? p[y] : most;
	}
	for (uint32_t y = 0; y < k; y++) {
		p[y] -= most;
		p[y] = p[y] > LEAST ? p[y] : LEAST;
	}
	right = p[gold];
	s->kernels->exp(p, (k + 7) / 8 * 8);
	for (uint32_t y = 0; y < k; y++)
		sum += (double)p[y];
	for (uint32_t y = 0; y < k; y++)
		p[y] /= (float)sum;
	return log(sum) - (double)right;
}

static void add_gradient(const struct single_pass *s, const float *f,
			 uint32_t gold, double *gradient)
{
	uint32_t k = s->d->labels, o = s->d->outputs;

	s->p[gold] -= 1;
	for (uint32_t y = 0; y < k; y++) {
		double g = (double)s->p[y];

		gradient[2 * y] += g * (double)f[single_output(o, y)];
		gradient[2 * y + 1] += g;
	}
}

static double loss_of(void *data, const double *x, double *gradient)
{
	struct single_pass *s = data;
	const struct single_data *d = s->d;
	uint32_t n = 2 * d->labels, at = 0;
	double loss = 0;

	for (uint32_t i = 0; i < n; i++) {
		s->x[i] = (float)x[i];
		gradient[i] = RIDGE * x[i];
		loss += RIDGE / 2 * x[i] * x[i];
	}
	for (uint32_t i = 0; i < d->items; i++) {
		const float *f = d->decisions + (size_t)i * d->outputs;

		if (!is_known(d, i, s->part) || at++ % s->each)
			continue;
		loss += probabilities(s, f, (uint32_t)d->gold[i]);
		add_gradient(s, f, (uint32_t)d->gold[i], gradient);
	}
	return loss;
}

static int pass_init(struct single_pass *s, const struct single_data *d,
		     uint32_t part)
{
	uint32_t known = 0, n = 2 * d->labels;

	for (uint32_t i = 0; i < d->items; i++)
		known += is_known(d, i, part) != 0;
	*s = (struct single_pass){ d, kernels_get(0), part,
				   (known + SINGLE_MOST - 1) / SINGLE_MOST,
				   NULL, NULL };
	s->each += !s->each;
	s->x = calloc(n + d->labels + (size_t)8, sizeof(*s->x));
	if (s->x)
		s->p = s->x + n;
	return s->x != NULL;
}

double single_loss(const double *x, double *gradient,
		   const struct single_data *d, uint32_t part)
{
	struct single_pass s;
	double loss = NAN;

	if (pass_init(&s, d, part))
		loss = loss_of(&s, x, gradient);
	free(s.x);
	return loss;
}

/* From decisions at twice their value on. */
enum ncl_status single_train(double *x, const struct single_data *d,
			     uint32_t part)
{
	struct single_pass s;
	enum ncl_status ret = NCL_NOMEM;

	for (uint32_t y = 0; y < d->labels; y++) {
		x[2 * y] = d->outputs > 1 ? 2 : y ? 1 : -1;
		x[2 * y + 1] = 0;
	}
	if (pass_init(&s, d, part))
		ret = lbfgs(x, 2 * d->labels, loss_of, &s, STEPS, 1e-3);
	free(s.x);
	return ret;
}
