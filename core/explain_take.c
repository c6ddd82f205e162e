/* The features that an item has, and what each does in a kernel. */
#include "explain_cause.h"

#include <stdlib.h>
#include <string.h>

#include "label_sum.h"
#include "vectors.h"

static int by_row(const void *left, const void *right)
{
	const struct cause *a = left, *b = right;

	if (a->dense != b->dense)
		return a->dense > b->dense ? -1 : 1;
	return a->row < b->row ? -1 : a->row > b->row;
}

/* As vectors_decide takes them; an item without dense features has them all,
 * 0 each. */
static float dense_value(const ncl_model *m, const float *dense, uint32_t i)
{
	float x = dense ? dense[i] : 0;

	return m->vectors ? (x - m->vectors->mean[i]) * m->vectors->scale[i] :
			    x;
}

int causes_take(struct causes *c)
{
	const struct explain_item *it = c->item;
	const ncl_model *m = c->use->model;
	uint32_t dense = it->dense || m->vectors ? m->shape.dense : 0;

	c->list = calloc(it->entry_count + dense + (size_t)1, sizeof(*c->list));
	if (!c->list)
		return 0;
	for (uint32_t i = 0; i < dense; i++) {
		struct cause one = { .row = i, .dense = 1 };

		one.value = (double)dense_value(m, it->dense, i);
		if (one.value != 0)
			c->list[c->count++] = one;
	}
	for (size_t i = 0; i < it->entry_count; i++) {
		const struct explain_entry *e = &it->entries[i];
		struct cause one = { .row = e->row, .group = e->group };

		one.value = (double)(m->vectors ?
				     e->value * model_scale(m, e->row) :
				     e->value);
		if (one.value != 0)
			c->list[c->count++] = one;
	}
	qsort(c->list, c->count, sizeof(*c->list), by_row);
	return 1;
}

/* ----------------------------------------------------------------- kernels */

static double decide(const ncl_model *m, const struct vectors_item *x,
		     const double *map)
{
	double sum = map[m->shape.outputs];

	m->vectors->table->decide(m->vectors->decider, x->nodes, x->said);
	for (uint32_t o = 0; o < m->shape.outputs; o++)
		sum += map[o] * x->said[o];
	return sum;
}

static struct solver_node node_of(const ncl_model *m, const struct cause *c)
{
	return (struct solver_node){
		(int)(c->row + (c->dense ? 0 : m->shape.dense)) + 1, c->value
	};
}

int causes_drop(struct causes *c, const double *map)
{
	const ncl_model *m = c->use->model;
	struct vectors_item x;
	int ok = vectors_item_make(&x, m);
	double all;

	for (uint32_t i = 0; ok && i < c->count; i++)
		x.nodes[i] = node_of(m, &c->list[i]);
	if (ok && c->count) {
		x.nodes[c->count] = (struct solver_node){ -1, 0 };
		all = decide(m, &x, map);
		/* the first is left out, then in its place the next, ... */
		memmove(x.nodes, x.nodes + 1, c->count * sizeof(*x.nodes));
		for (uint32_t i = 0; i < c->count; i++) {
			struct cause *one = &c->list[i];

			one->weight = (all - decide(m, &x, map)) / one->value;
			if (i + 1 < c->count)
				x.nodes[i] = node_of(m, one);
		}
	}
	vectors_item_release(&x);
	return ok;
}
