/* Decoding of chains: forward-backward with numbers kept near 1. */
#include "sequence.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Least logarithm of a factor against the best one of its item: no product of
 * a step can vanish then (see SEQUENCE_MOST). */
#define LEAST_EMISSION (-40.0f)

static float bounded_exp(float x)
{
	return expf(fminf(fmaxf(x, -SEQUENCE_MOST), SEQUENCE_MOST));
}

/* Two rows: the factors of the labels' own decisions, and biases. */
static void fill_flat(struct decoder *c, const ncl_model *m)
{
	for (uint32_t y = 0; y < c->labels; y++) {
		c->emission[y] = m->emission[2 * y];
		c->emission[c->pad + y] = m->emission[2 * y + 1];
		c->start[y] = c->end[y] = 1;
	}
}

static void fill(struct decoder *c, const ncl_model *m)
{
	uint32_t k = c->labels, o = c->outputs, pad = c->pad;

	for (uint32_t y = 0; y < k; y++) {
		for (uint32_t i = 0; i <= o; i++)
			c->emission[i * pad + y] = m->emission[y * (o + 1) + i];
		for (uint32_t z = 0; z < k; z++) {
			float t = bounded_exp(m->transitions[y * k + z]);

			c->forward[y * pad + z] = t;
			c->backward[z * pad + y] = t;
		}
		c->start[y] = bounded_exp(m->ends[y]);
		c->end[y] = bounded_exp(m->ends[k + y]);
	}
}

enum ncl_status decoder_init(struct decoder *c, const ncl_model *m)
{
	uint32_t k = m->shape.labels, o = m->shape.outputs;
	uint32_t pad = (k + 7) / 8 * 8;
	int flat = (m->shape.flags & MODEL_FLAT) != 0;
	size_t rows = flat ? 2 : (size_t)o + 1, jumps = flat ? 0 : k;
	size_t n = (size_t)pad * (rows + 2 * jumps + 2);

	*c = (struct decoder){ .labels = k, .outputs = o, .pad = pad,
			     .flat = flat, .kernels = kernels_get(0) };
	c->emission = calloc(n, sizeof(float));
	if (!c->emission)
		return NCL_NOMEM;
	c->forward = c->emission + (size_t)pad * rows;
	c->backward = c->forward + (size_t)pad * jumps;
	c->start = c->backward + (size_t)pad * jumps;
	c->end = c->start + pad;
	if (flat)
		fill_flat(c, m);
	else
		fill(c, m);
	return NCL_OK;
}

void decoder_release(struct decoder *c)
{
	free(c->emission);
	c->emission = NULL;
}

size_t decoder_work(const struct decoder *c, size_t n)
{
	return (2 * n + 3) * c->pad;
}

/* e = exp(emission), the largest 1, what is padding 0 */
static void emit(const struct decoder *c, const float *decision, float *e)
{
	struct kernel_matrix m = { c->emission, c->pad, 32, c->pad * 4 };
	uint32_t rows = c->flat ? 1 : c->outputs;

	memcpy(e, c->emission + (size_t)rows * c->pad,
	       c->pad * sizeof(*e));
	for (uint32_t y = 0; c->flat && y < c->labels; y++)
		e[y] += c->emission[y] * decision[c->outputs > 1 ? y : 0];
	if (!c->flat)
		c->kernels->dense(e, &m, decision, c->outputs);
	for (uint32_t y = c->labels; y < c->pad; y++)
		e[y] = -INFINITY;
	c->kernels->shares(e, LEAST_EMISSION, c->pad);
	for (uint32_t y = c->labels; y < c->pad; y++)
		e[y] = 0;
}

/* x[i] *= by[i]; then divided by the sum. What is padding is 0. */
static void times(const struct decoder *c, float *x, const float *by)
{
	c->kernels->times(x, by, c->pad);
}

/* out = x * matrix */
static void step(const struct decoder *c, const float *matrix, const float *x,
		 float *out)
{
	struct kernel_matrix m = { matrix, c->pad, 32, c->pad * 4 };

	memset(out, 0, c->pad * sizeof(*out));
	c->kernels->dense(out, &m, x, c->labels);
}

static void forward(const struct decoder *c, const float *e, uint32_t n,
		    float *alpha)
{
	memcpy(alpha, c->start, c->pad * sizeof(*alpha));
	times(c, alpha, e);
	for (uint32_t i = 1; i < n; i++) {
		float *next = alpha + c->pad;

		step(c, c->forward, alpha, next);
		times(c, next, e + (size_t)i * c->pad);
		alpha = next;
	}
}

/* Turns alpha's rows into posteriors, from the last to the first. */
static void backward(const struct decoder *c, const float *e, uint32_t n,
		     const float *alpha, float *p, float *work)
{
	float *beta = work, *ahead = work + c->pad, *both = ahead + c->pad;

	memcpy(beta, c->end, c->pad * sizeof(*beta));
	for (uint32_t i = n; i-- > 0;) {
		memcpy(both, alpha + (size_t)i * c->pad,
		       c->pad * sizeof(*both));
		times(c, both, beta);
		memcpy(p + (size_t)i * c->labels, both,
		       c->labels * sizeof(*p));
		if (!i)
			break;
		memcpy(ahead, e + (size_t)i * c->pad,
		       c->pad * sizeof(*ahead));
		times(c, ahead, beta);
		step(c, c->backward, ahead, beta);
	}
}

void decoder_run(const struct decoder *c, const float *decisions,
		  uint32_t stride, uint32_t n, float *p, float *work)
{
	float *e = work, *alpha = e + (size_t)n * c->pad;

	if (!n)
		return;
	for (uint32_t i = 0; i < n; i++)
		emit(c, decisions + (size_t)i * stride,
		     e + (size_t)i * c->pad);
	forward(c, e, n, alpha);
	backward(c, e, n, alpha, p, alpha + (size_t)n * c->pad);
}
