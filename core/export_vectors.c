#include "export_vectors.h"

#include "vectors.h"

static double coefficient(const ncl_model *m, const double *map, uint32_t i)
{
	const struct vectors *v = m->vectors;
	double sum = 0;

	for (uint32_t o = 0; o < m->shape.outputs; o++)
		sum += map[o] *
		       (double)v->coefs[(size_t)o * v->head.count + i];
	return sum;
}

uint32_t export_vectors_count(const ncl_model *m, const double *map)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < m->vectors->head.count; i++)
		n += coefficient(m, map, i) != 0;
	return n;
}

void export_vectors(struct export_text *w, const ncl_model *m,
		    const double *map, uint32_t y, uint32_t k)
{
	const struct vectors *v = m->vectors;
	uint32_t at = 0;

	for (uint32_t i = 0; i < v->head.count; at = v->ends[i++]) {
		double x = coefficient(m, map, i);

		if (x == 0)
			continue;
		export_coefficients(w, x, y, k);
		for (uint32_t n = at; n < v->ends[i]; n++) {
			export_count(w, " ", v->nodes[n].row + 1);
			export_number(w, ":", (double)v->nodes[n].value);
		}
		export_put(w, "\n");
	}
}
