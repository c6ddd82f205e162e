/* The section "kernel" of a training: items with a coefficient that is not 0
 * for an output or more. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "training.h"
#include "vectors.h"

/* What is being made; `item` of each vector. */
struct maker {
	const struct training *t;
	ncl_model *m;
	uint32_t *item;
	struct vectors_head head;
	struct kernel_entry *nodes; /* of one vector */
	struct ncl_buffer out;
};

static int supports(const struct solve *s, uint32_t item)
{
	for (uint32_t o = 0; o < s->outputs; o++)
		if (solve_weight(s, o, item) != 0)
			return 1;
	return 0;
}

/* All rows end with the bias, which no vector has. */
static size_t length(const struct problem *p, uint32_t item)
{
	return p->rows[item + 1] - p->rows[item] - 1;
}

static enum ncl_status choose(struct maker *x)
{
	const struct problem *p = &x->t->problem;
	size_t nodes = 0;

	for (uint32_t i = 0; i < p->items; i++) {
		if (!supports(&x->t->solve, i))
			continue;
		x->item[x->head.count++] = i;
		nodes += length(p, i);
	}
	x->head.nodes = (uint32_t)nodes;
	x->head.gamma = (float)x->t->solve.gamma;
	return nodes <= UINT32_MAX ? NCL_OK : NCL_NOMEM;
}

static enum ncl_status put(struct maker *x, const void *bytes, size_t len)
{
	return ncl_buffer_add(&x->out, bytes, len);
}

static enum ncl_status put_float(struct maker *x, double value)
{
	float f = (float)value;

	return put(x, &f, sizeof(f));
}

static enum ncl_status put_numbers(struct maker *x)
{
	const struct problem *p = &x->t->problem;
	enum ncl_status ret = put(x, &x->head, sizeof(x->head));
	uint32_t end = 0;

	for (uint32_t i = 0; i < p->dense && ret == NCL_OK; i++)
		ret = put_float(x, p->mean[i]);
	for (uint32_t i = 0; i < p->dense && ret == NCL_OK; i++)
		ret = put_float(x, p->scale[i]);
	for (uint32_t o = 0; o < x->t->outputs; o++)
		for (uint32_t i = 0; i < x->head.count && ret == NCL_OK; i++)
			ret = put_float(x, solve_weight(&x->t->solve, o,
							x->item[i]));
	for (uint32_t i = 0; i < x->head.count && ret == NCL_OK; i++) {
		end += (uint32_t)length(p, x->item[i]);
		ret = put(x, &end, sizeof(end));
	}
	return ret;
}

static int by_row(const void *left, const void *right)
{
	const struct kernel_entry *a = left, *b = right;

	return a->row < b->row ? -1 : a->row > b->row;
}

/* Columns of the problem become those of the model, whose rows stand in
 * another order. */
static enum ncl_status put_vector(struct maker *x, uint32_t item)
{
	const struct problem *p = &x->t->problem;
	const struct kernel_entry *from = p->nodes + p->rows[item];
	size_t n = length(p, item);

	for (size_t i = 0; i < n; i++) {
		uint32_t feature = from[i].row - p->dense;

		x->nodes[i] = from[i];
		if (from[i].row >= p->dense)
			x->nodes[i].row = p->dense + index_find(&x->m->index,
				x->t->data.known[p->known[feature]].key);
	}
	qsort(x->nodes, n, sizeof(*x->nodes), by_row);
	return put(x, x->nodes, n * sizeof(*x->nodes));
}

static enum ncl_status add_facts(const struct maker *x)
{
	char gamma[32], count[16];

	snprintf(gamma, sizeof(gamma), "%.6g", x->t->solve.gamma);
	snprintf(count, sizeof(count), "%u", x->head.count);
	return model_add_fact(x->m, "kernel", "rbf") ||
	       model_add_fact(x->m, "gamma", gamma) ||
	       model_add_fact(x->m, "support-vectors", count) ? NCL_NOMEM :
								NCL_OK;
}

enum ncl_status vectors_add(const struct training *t, ncl_model *m)
{
	struct maker x = {
		.t = t, .m = m,
		.item = malloc((t->problem.items + (size_t)1) *
			       sizeof(*x.item)),
		.nodes = malloc((size_t)t->problem.columns *
				sizeof(*x.nodes)),
	};
	enum ncl_status ret = x.item && x.nodes ? choose(&x) : NCL_NOMEM;

	if (ret == NCL_OK)
		ret = put_numbers(&x);
	for (uint32_t i = 0; i < x.head.count && ret == NCL_OK; i++)
		ret = put_vector(&x, x.item[i]);
	if (ret == NCL_OK)
		ret = model_add_section(m, VECTORS_SECTION, MODEL_NEEDED,
					x.out.data, x.out.len);
	if (ret == NCL_OK)
		ret = add_facts(&x);
	free(x.item);
	free(x.nodes);
	ncl_buffer_release(&x.out);
	return ret;
}
