#include "lbfgs.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define KEPT 8 /* steps that are remembered */

struct state {
	uint32_t n, count; /* steps made */
	double *x, *gradient, *direction, *new_x, *new_gradient;
	double *s[KEPT], *y[KEPT], rho[KEPT];
	double value;
};

static double dot(const double *a, const double *b, uint32_t n)
{
	double sum = 0;

	for (uint32_t i = 0; i < n; i++)
		sum += a[i] * b[i];
	return sum;
}

static void add(double *a, double by, const double *b, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++)
		a[i] += by * b[i];
}

/* direction = - (inverse Hessian, as the kept steps show it) * gradient */
static void find_direction(struct state *st)
{
	double alpha[KEPT], *d = st->direction;
	uint32_t kept = st->count < KEPT ? st->count : KEPT, n = st->n;

	for (uint32_t i = 0; i < n; i++)
		d[i] = -st->gradient[i];
	for (uint32_t j = 0; j < kept; j++) {
		uint32_t i = (st->count - 1 - j) % KEPT;

		alpha[i] = st->rho[i] * dot(st->s[i], d, n);
		add(d, -alpha[i], st->y[i], n);
	}
	if (kept) {
		uint32_t i = (st->count - 1) % KEPT;
		double by = 1 / (st->rho[i] * dot(st->y[i], st->y[i], n));

		for (uint32_t k = 0; k < n; k++)
			d[k] *= by;
	}
	for (uint32_t j = kept; j-- > 0;) {
		uint32_t i = (st->count - 1 - j) % KEPT;

		add(d, alpha[i] - st->rho[i] * dot(st->y[i], d, n), st->s[i],
		    n);
	}
}

/* Halve the step until the value falls enough; 0 where it never does. */
static int find_step(struct state *st, lbfgs_function *f, void *data,
		     double *value)
{
	double slope = dot(st->direction, st->gradient, st->n);
	double size = sqrt(dot(st->direction, st->direction, st->n));
	double step = st->count || size < 1 ? 1 : 1 / size;

	if (!(slope < 0))
		return 0;
	for (int tries = 0; tries < 30; tries++, step /= 2) {
		memcpy(st->new_x, st->x, st->n * sizeof(double));
		add(st->new_x, step, st->direction, st->n);
		*value = f(data, st->new_x, st->new_gradient);
		if (*value <= st->value + 1e-4 * step * slope)
			return 1;
	}
	return 0;
}

/* Take the step, and remember what it showed of the curvature. */
static void keep_step(struct state *st, double value)
{
	uint32_t i = st->count % KEPT, n = st->n;
	double sy;

	for (uint32_t k = 0; k < n; k++) {
		st->s[i][k] = st->new_x[k] - st->x[k];
		st->y[i][k] = st->new_gradient[k] - st->gradient[k];
	}
	sy = dot(st->s[i], st->y[i], n);
	if (sy > 1e-12 * dot(st->y[i], st->y[i], n)) {
		st->rho[i] = 1 / sy;
		st->count++;
	}
	memcpy(st->x, st->new_x, n * sizeof(double));
	memcpy(st->gradient, st->new_gradient, n * sizeof(double));
	st->value = value;
}

enum ncl_status lbfgs(double *x, uint32_t n, lbfgs_function *f, void *data,
		      uint32_t most, double small)
{
	struct state st = { .n = n, .x = x };
	double *memory = calloc((size_t)n * (2 * KEPT + 4) + 1,
				sizeof(*memory));
	double value;

	if (!memory)
		return NCL_NOMEM;
	st.gradient = memory;
	st.direction = memory + n;
	st.new_x = memory + 2 * (size_t)n;
	st.new_gradient = memory + 3 * (size_t)n;
	for (uint32_t i = 0; i < KEPT; i++) {
		st.s[i] = memory + (size_t)n * (4 + i);
		st.y[i] = memory + (size_t)n * (4 + KEPT + i);
	}
	st.value = f(data, x, st.gradient);
	while (most-- > 0) {
		double size = dot(x, x, n);

		if (sqrt(dot(st.gradient, st.gradient, n)) <=
		    small * (size > 1 ? sqrt(size) : 1))
			break;
		find_direction(&st);
		if (!find_step(&st, f, data, &value))
			break;
		keep_step(&st, value);
	}
	free(memory);
	return NCL_OK;
}
