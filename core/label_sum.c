#include "label_sum.h"

#include <math.h>

#include "sequence.h"

static double bounded(float x)
{
	return fmin(fmax(x, -SEQUENCE_MOST), SEQUENCE_MOST);
}

/* What a label's emission is, with its place in a chain of one item. */
static double emission(const ncl_model *m, uint32_t label, uint32_t o)
{
	uint32_t n = m->shape.outputs + 1, k = m->shape.labels;
	double x;

	if (m->shape.flags & MODEL_FLAT)
		return o == n - 1 ? m->emission[2 * label + 1] :
		       n == 2 || o == label ? m->emission[2 * label] : 0;
	x = m->emission[label * n + o];
	if (o == n - 1 && m->shape.unit == NCL_UNIT_DOCUMENT)
		x += bounded(m->ends[label]) + bounded(m->ends[k + label]);
	return x;
}

void label_sum_map(const ncl_model *m, uint32_t label,
		   enum label_sum_kind kind, double *map)
{
	uint32_t n = m->shape.outputs + 1, k = m->shape.labels;
	int flat = (m->shape.flags & MODEL_FLAT) && n > 2;

	for (uint32_t o = 0; o < n; o++) {
		/* the labels that it speaks for */
		uint32_t from = flat && o < k ? o : 0;
		uint32_t to = flat && o < k ? o + 1 : k;
		double sum = 0;

		if (m->shape.decoder != MODEL_CHAIN) {
			map[o] = o == label && o < n - 1;
			continue;
		}
		map[o] = emission(m, label, o);
		if (kind == LABEL_SUM_PLAIN)
			continue;
		for (uint32_t y = from; y < to; y++)
			sum += y == label ? 0 : emission(m, y, o);
		map[o] -= sum / (k - 1);
	}
}

double label_sum_decision(const ncl_model *m, const double *map,
			  const float *outputs)
{
	double sum = map[m->shape.outputs];

	for (uint32_t o = 0; o < m->shape.outputs; o++)
		sum += map[o] * (double)outputs[o];
	return sum;
}

double label_sum_bias(const ncl_model *m, const double *map)
{
	return label_sum_decision(m, map, m->bias);
}

double label_sum_row(const ncl_model *m, const double *map, uint32_t row)
{
	double sum = 0;

	for (uint32_t o = 0; o < m->shape.outputs; o++)
		sum += map[o] * model_weight(m, row, o);
	return sum * (double)model_scale(m, row);
}

double label_sum_dense(const ncl_model *m, const double *map, uint32_t i)
{
	const float *w = m->dense + (size_t)i * m->shape.stride;
	double sum = 0;

	for (uint32_t o = 0; o < m->shape.outputs; o++)
		sum += map[o] * (double)w[o];
	return sum;
}
