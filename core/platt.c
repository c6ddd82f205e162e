#include "platt.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "crew.h"

#define STEP 32u /* labels of a task */

struct platt {
	float *f;              /* of one label */
	const signed char *is;
	const uint8_t *brief;
	uint32_t n;
	double high, low;      /* what 1 and -1 are taken for */
};

/* Loss, gradient and Hessian in out[0], out[1..2], out[3..5]. */
static void platt_sums(const struct platt *x, double a, double b, double *out)
{
	memset(out, 0, 6 * sizeof(*out));
	for (uint32_t i = 0; i < x->n; i++) {
		double f = x->f[i], z = a * f + b;
		double t = x->is[i] > 0 ? x->high : x->low, p, q;

		if (!x->is[i] || x->brief[i])
			continue;
		out[0] += z >= 0 ? t * z + log1p(exp(-z)) :
				   (t - 1) * z + log1p(exp(z));
		p = z >= 0 ? exp(-z) / (1 + exp(-z)) : 1 / (1 + exp(z));
		q = p * (1 - p);
		out[1] += f * (t - p);
		out[2] += t - p;
		out[3] += f * f * q;
		out[4] += q;
		out[5] += f * q;
	}
}

static void platt_fit(const struct platt *x, double *a, double *b)
{
	double now[6], next[6];

	platt_sums(x, *a, *b, now);
	for (int step = 0; step < 100; step++) {
		double aa = now[3] + 1e-9, bb = now[4] + 1e-9;
		double det = aa * bb - now[5] * now[5];
		double da = -(bb * now[1] - now[5] * now[2]) / det;
		double db = -(aa * now[2] - now[5] * now[1]) / det;
		double slope = now[1] * da + now[2] * db, by = 1;

		if (fabs(now[1]) < 1e-6 && fabs(now[2]) < 1e-6)
			break;
		for (; by > 1e-10; by /= 2) {
			platt_sums(x, *a + by * da, *b + by * db, next);
			if (next[0] < now[0] + 1e-4 * by * slope)
				break;
		}
		if (by <= 1e-10)
			break;
		*a += by * da;
		*b += by * db;
		memcpy(now, next, sizeof(now));
	}
}

/* `f`: room for the items. */
static void fit_label(const struct platt_data *d, uint32_t label, float *f,
		      double *found)
{
	struct platt x = { .f = f, .is = d->is[label], .brief = d->brief,
			   .n = d->items };
	double yes = 0, no = 0, a = 0, b;

	for (uint32_t i = 0; i < x.n; i++) {
		f[i] = d->decisions[(size_t)i * d->labels + label];
		yes += x.is[i] > 0 && !x.brief[i];
		no += x.is[i] < 0 && !x.brief[i];
	}
	x.high = (yes + 1) / (yes + 2);
	x.low = 1 / (no + 2);
	b = log((no + 1) / (yes + 1));
	platt_fit(&x, &a, &b);
	/* more decision is never less likely, however few the examples */
	found[0] = a < 0 ? a : 0;
	found[1] = b;
}

/* ------------------------------------------------------------------ tasks */

static uint32_t count_of(const struct platt_data *d, uint32_t task)
{
	uint32_t left = d->labels - task * STEP;

	return left < STEP ? left : STEP;
}

/* A double is two of the crew's numbers. */
static size_t size(void *data, uint32_t task)
{
	return 2 * count_of(data, task) * sizeof(double) / sizeof(float);
}

static float *work(void *data, uint32_t task)
{
	const struct platt_data *d = data;
	double *found = malloc(2 * STEP * sizeof(*found));
	float *f = malloc((d->items + (size_t)1) * sizeof(*f));

	for (uint32_t i = 0; found && f && i < count_of(d, task); i++)
		fit_label(d, task * STEP + i, f, found + 2 * i);
	if (!f) {
		free(found);
		found = NULL;
	}
	free(f);
	return (float *)(void *)found;
}

static int take(void *data, uint32_t task, float *numbers)
{
	const struct platt_data *d = data;

	memcpy(d->found + 2 * (size_t)task * STEP, numbers,
	       size(data, task) * sizeof(*numbers));
	return 0;
}

static const char *name(void *data, uint32_t task)
{
	(void)data;
	(void)task;
	return "scores";
}

static int tell(void *data, uint32_t done, uint32_t all)
{
	const struct platt_data *d = data;

	(void)done;
	(void)all;
	return solve_tell(d->solve, SOLVE_SCORES);
}

enum ncl_status platt_run(struct platt_data *d, struct ncl_error *err)
{
	struct crew crew = {
		.tasks = (d->labels + STEP - 1) / STEP,
		.jobs = d->solve->jobs, .size = size, .work = work,
		.take = take, .name = name, .tell = tell, .data = d,
	};

	return crew_run(&crew, err);
}
