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

	for (uint32_t y = k; y < pad; y++)
		c->emission[o * pad + y] = -INFINITY;
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

/* May what the decisions say stand where they are? Kernels read all of them
 * before they write, if it is one part. */
static int has_room(const struct decoder *c, uint32_t stride)
{
	return !c->flat && c->pad <= stride && c->pad <= KERNELS_PART;
}

size_t decoder_work(const struct decoder *c, size_t n, uint32_t stride)
{
	return ((has_room(c, stride) ? n : 2 * n) + 3) * c->pad;
}

/* The same of documents: to = bias + factor * decision. */
static void emit_flat(const struct decoder *c, const float *decision,
		      float *to)
{
	for (uint32_t y = 0; y < c->labels; y++)
		to[y] = c->emission[c->pad + y] +
			c->emission[y] * decision[c->outputs > 1 ? y : 0];
	for (uint32_t y = c->labels; y < c->pad; y++)
		to[y] = -INFINITY;
}

/* e = exp(emission), the largest 1, what is padding 0 */
static void emit(const struct decoder *c, const float *decision, float *e)
{
	struct kernel_matrix m = { c->emission, c->pad, 32, c->pad * 4 };

	if (c->flat)
		emit_flat(c, decision, e);
	else
		c->kernels->dense(e, c->emission + (size_t)c->outputs * c->pad,
				  &m, decision, c->outputs);
	c->kernels->shares(e, LEAST_EMISSION, c->labels, c->pad);
}

/* out = x * matrix */
static void step(const struct decoder *c, const float *matrix, const float *x,
		 float *out)
{
	struct kernel_matrix m = { matrix, c->pad, 32, c->pad * 4 };

	c->kernels->dense(out, NULL, &m, x, c->labels);
}

/* A row of p from or to one of whole lanes; n of its numbers. Most are few, for
 * which a call would take longer. */
static void copy_row(float *to, const float *from, uint32_t n)
{
	uint32_t i = 0;

	for (; i + 4 <= n; i += 4)
		memcpy(to + i, from + i, 4 * sizeof(*to));
	for (; i < n; i++)
		to[i] = from[i];
}

/* What items' own decisions say: rows of `stride`. */
struct emitted {
	const float *e;
	uint32_t stride;
};

/* Fills alpha's rows from the first to the last and those of p with betas from
 * the last to the first: each step waits for the one before it, so the
 * processor can do with both at once. */
static void both_ways(const struct decoder *c, const struct emitted *x,
		      uint32_t n, float *alpha, float *p, float *work)
{
	const float *e = x->e;
	float *beta = work, *ahead = work + c->pad;

	c->kernels->times(alpha, c->start, e, c->pad);
	memcpy(beta, c->end, c->pad * sizeof(*beta));
	for (uint32_t i = 1; i < n; i++) {
		float *next = alpha + c->pad;
		size_t back = n - i;

		step(c, c->forward, alpha, next);
		copy_row(p + back * c->labels, beta, c->labels);
		c->kernels->times(ahead, e + back * x->stride, beta, c->pad);
		c->kernels->times(next, next, e + (size_t)i * x->stride,
				  c->pad);
		step(c, c->backward, ahead, beta);
		alpha = next;
	}
	copy_row(p, beta, c->labels);
}

/* Betas become posteriors. */
static void join_ways(const struct decoder *c, uint32_t n, const float *alpha,
		      float *p, float *work)
{
	memset(work, 0, c->pad * sizeof(*work));
	for (uint32_t i = 0; i < n; i++, p += c->labels, alpha += c->pad) {
		copy_row(work, p, c->labels);
		c->kernels->times(work, alpha, work, c->pad);
		copy_row(p, work, c->labels);
	}
}

/* From what was emitted to posteriors; `alpha`: n rows of pad, then work. */
static void run(const struct decoder *c, const struct emitted *x, uint32_t n,
		float *alpha, float *p)
{
	float *work = alpha + (size_t)n * c->pad;

	both_ways(c, x, n, alpha, p, work);
	join_ways(c, n, alpha, p, work);
}

void decoder_run(const struct decoder *c, const float *decisions,
		  uint32_t stride, uint32_t n, float *p, float *work)
{
	struct emitted x = { work, c->pad };

	for (uint32_t i = 0; i < n; i++)
		emit(c, decisions + (size_t)i * stride,
		     work + (size_t)i * c->pad);
	if (n)
		run(c, &x, n, work + (size_t)n * c->pad, p);
}

void decoder_run_over(const struct decoder *c, float *decisions,
		      uint32_t stride, uint32_t n, float *p, float *work)
{
	struct emitted x = { decisions, stride };

	if (!has_room(c, stride)) {
		decoder_run(c, decisions, stride, n, p, work);
		return;
	}
	for (uint32_t i = 0; i < n; i++)
		emit(c, decisions + (size_t)i * stride,
		     decisions + (size_t)i * stride);
	if (n)
		run(c, &x, n, work, p);
}
