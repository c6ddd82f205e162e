#include "export_boundary.h"

#include <math.h>

#define MOST 60.0 /* of log-odds, as joint.c bounds them */

/* -ln(1 - p) from log-odds */
static double softplus(double x)
{
	return x > 0 ? x + log1p(exp(-x)) : log1p(exp(x));
}

static double bounded(double x)
{
	return x < -MOST ? -MOST : x > MOST ? MOST : x;
}

/* Log-odds by the label's own sigmoid. */
static double own_odds(const ncl_model *m, uint32_t label, double decision)
{
	return -((double)m->sigmoid[2 * label] * decision +
		 (double)m->sigmoid[2 * label + 1]);
}

static double joint_odds(const float *w, double own, double others)
{
	double z = bounded(own), no = softplus(z);

	return (double)w[0] * (z - no) + (double)w[1] * no +
	       (double)w[2] * others + (double)w[3];
}

/* The log-odds by the own sigmoid that are as good as `odds` in the end. */
static double own_for(const ncl_model *m, double odds, double others)
{
	double low = -MOST, high = MOST;

	if (!m->joint)
		return odds;
	if (joint_odds(m->joint, low, others) >= odds)
		return -INFINITY;
	if (joint_odds(m->joint, high, others) < odds)
		return INFINITY;
	for (int i = 0; i < 100; i++) {
		double middle = (low + high) / 2;

		if (joint_odds(m->joint, middle, others) >= odds)
			high = middle;
		else
			low = middle;
	}
	return high;
}

static double in_bounds(double f)
{
	return f > -EXPORT_NEVER ? f < EXPORT_NEVER ? f : EXPORT_NEVER :
				   -EXPORT_NEVER;
}

double export_boundary(const ncl_model *m, uint32_t label, double others)
{
	double a = (double)m->sigmoid[2 * label];
	double b = (double)m->sigmoid[2 * label + 1];
	double p = (double)m->labels[label].threshold, own;

	if (p <= 0)
		return -EXPORT_NEVER;
	if (p >= 1)
		return EXPORT_NEVER;
	own = own_for(m, log(p / (1 - p)), others);
	if (!(a < 0)) /* as likely whatever the decision */
		return own_odds(m, label, 0) >= own ? -EXPORT_NEVER :
						      EXPORT_NEVER;
	return in_bounds((-own - b) / a);
}

double export_others(const ncl_model *m, uint32_t label, const float *outputs)
{
	double sum = 0;

	for (uint32_t y = 0; y < m->shape.labels; y++)
		if (y != label)
			sum += softplus(bounded(own_odds(m, y,
						(double)outputs[y])));
	return exp(-sum);
}
