#include "joint.h"

#include <math.h>
#include <string.h>

#define STEPS 50
#define RIDGE 1.0
/* Pairs of item and label that are looked at; four numbers need no more. */
#define PAIRS 4000000u

static const double start[JOINT_SIZE] = { 1, 1, 0, 0 };

/* -ln(1 - p) */
static float softplus(float x)
{
	if (x > 0)
		return x + log1pf(expf(-x));
	/* below: their difference is lost in a float */
	return x > -16 ? log1pf(expf(x)) : expf(x);
}

static float bounded(float x)
{
	return x < -60 ? -60 : x > 60 ? 60 : x;
}

/* -ln of the probability that the item has none of the labels */
static float sum_softplus(const float *x, uint32_t labels)
{
	float sum = 0;

	for (uint32_t y = 0; y < labels; y++)
		sum += softplus(bounded(x[y]));
	return sum;
}

void joint_apply(const float w[JOINT_SIZE], float *x, uint32_t labels)
{
	float sum = sum_softplus(x, labels);

	for (uint32_t y = 0; y < labels; y++) {
		float z = bounded(x[y]), no = softplus(z);
		float odds = w[0] * (z - no) + w[1] * no +
			     w[2] * expf(no - sum) + w[3];

		x[y] = 1 / (1 + expf(-bounded(odds)));
	}
}

/* ---------------------------------------------------------------- fitting */

struct sums {
	double loss, gradient[JOINT_SIZE], hessian[JOINT_SIZE][JOINT_SIZE];
};

static void add_pair(struct sums *s, const double w[JOINT_SIZE],
		     const double f[JOINT_SIZE], int is)
{
	double z = 0, p, q;

	for (int i = 0; i < JOINT_SIZE; i++)
		z += w[i] * f[i];
	p = 1 / (1 + exp(-z));
	q = p * (1 - p);
	s->loss += (z > 0 ? z : 0) + log1p(exp(-fabs(z))) - (is ? z : 0);
	for (int i = 0; i < JOINT_SIZE; i++) {
		s->gradient[i] += f[i] * (p - is);
		for (int k = 0; k <= i; k++)
			s->hessian[i][k] += f[i] * f[k] * q;
	}
}

static void add_item(struct sums *s, const struct joint_data *d,
		     const double w[JOINT_SIZE], uint32_t item)
{
	const float *x = d->x + (size_t)item * d->labels;
	float sum = sum_softplus(x, d->labels);

	for (uint32_t y = 0; y < d->labels; y++) {
		float z = bounded(x[y]), no = softplus(z);
		double f[JOINT_SIZE] = { (double)z - no, no,
					 expf(no - sum), 1 };

		if (d->is[y][item])
			add_pair(s, w, f, d->is[y][item] > 0);
	}
}

static void sum_all(struct sums *s, const struct joint_data *d,
		    const double w[JOINT_SIZE])
{
	uint64_t pairs = (uint64_t)d->items * d->labels;
	uint32_t step = (uint32_t)(pairs / PAIRS) + 1;

	memset(s, 0, sizeof(*s));
	for (uint32_t i = 0; i < JOINT_SIZE; i++) {
		s->loss += RIDGE / 2 * (w[i] - start[i]) * (w[i] - start[i]);
		s->gradient[i] = RIDGE * (w[i] - start[i]);
		s->hessian[i][i] = RIDGE;
	}
	for (uint32_t i = 0; i < d->items; i += step)
		if (!d->left_out[i])
			add_item(s, d, w, i);
}

/* Solves hessian * x = gradient in place, by Cholesky's factors: the ridge
 * makes the matrix positive. */
static void solve(struct sums *s)
{
	double (*a)[JOINT_SIZE] = s->hessian, *x = s->gradient;

	for (int i = 0; i < JOINT_SIZE; i++)
		for (int k = 0; k <= i; k++) {
			double sum = a[i][k];

			for (int j = 0; j < k; j++)
				sum -= a[i][j] * a[k][j];
			a[i][k] = i == k ? sqrt(sum > 1e-12 ? sum : 1e-12) :
					   sum / a[k][k];
		}
	for (int i = 0; i < JOINT_SIZE; i++) {
		for (int j = 0; j < i; j++)
			x[i] -= a[i][j] * x[j];
		x[i] /= a[i][i];
	}
	for (int i = JOINT_SIZE - 1; i >= 0; i--) {
		for (int j = i + 1; j < JOINT_SIZE; j++)
			x[i] -= a[j][i] * x[j];
		x[i] /= a[i][i];
	}
}

/* A step that lowers the loss, or 0 where there is none. */
static int newton(const struct joint_data *d, double w[JOINT_SIZE],
		  struct sums *now)
{
	struct sums step = *now, next;
	double by = 1;

	solve(&step);
	for (; by > 1e-4; by /= 2) {
		double v[JOINT_SIZE];

		for (int i = 0; i < JOINT_SIZE; i++)
			v[i] = w[i] - by * step.gradient[i];
		sum_all(&next, d, v);
		if (next.loss < now->loss) {
			int more = now->loss - next.loss > 1e-7 * now->loss;

			memcpy(w, v, sizeof(v));
			*now = next;
			return more;
		}
	}
	return 0;
}

void joint_fit(const struct joint_data *d, float w[JOINT_SIZE])
{
	double x[JOINT_SIZE];
	struct sums now;
	int rises;

	memcpy(x, start, sizeof(x));
	sum_all(&now, d, x);
	for (int i = 0; i < STEPS && newton(d, x, &now); i++)
		;
	rises = x[0] >= 0 && x[1] >= 0 && x[0] + x[1] > 0;
	for (int i = 0; i < JOINT_SIZE; i++)
		w[i] = (float)(rises ? x[i] : start[i]);
}
