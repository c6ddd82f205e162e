/* The section "kernel", and decisions by it. */
#include "vectors.h"

#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "solve.h"

/* ---------------------------------------------------------------- reading */

static int in_range(const float *x, size_t n)
{
	int good = 1;

	for (size_t i = 0; i < n; i++)
		good &= x[i] > -1e18f && x[i] < 1e18f;
	return good;
}

static uint64_t size_of(const struct model_shape *s,
			const struct vectors_head *h)
{
	return sizeof(*h) + 8 * (uint64_t)s->dense +
	       4 * (uint64_t)h->count * s->outputs + 4 * (uint64_t)h->count +
	       sizeof(struct kernel_entry) * (uint64_t)h->nodes;
}

static int check_head(const struct model_shape *s,
		      const struct vectors_head *h, size_t len)
{
	return !h->reserved && h->gamma > 0 && h->gamma <= VECTORS_GAMMA_MAX &&
	       s->outputs <= SOLVER_OUTPUTS_MAX && h->count <= INT32_MAX &&
	       size_of(s, h) == len;
}

static int check_vectors(const struct vectors *v, uint32_t columns)
{
	uint32_t at = 0;

	for (uint32_t i = 0; i < v->head.count; i++) {
		uint32_t next = 0; /* the least column that may follow */

		if (v->ends[i] < at || v->ends[i] > v->head.nodes)
			return 0;
		for (; at < v->ends[i]; at++) {
			const struct kernel_entry *e = &v->nodes[at];

			if (e->row < next || e->row >= columns ||
			    !in_range(&e->value, 1))
				return 0;
			next = e->row + 1;
		}
	}
	return at == v->head.nodes;
}

enum ncl_status vectors_take(ncl_model *m, const void *bytes, size_t len)
{
	const struct model_shape *s = &m->shape;
	struct vectors *v = arena_alloc(&m->arena, sizeof(*v));

	if (!v)
		return NCL_NOMEM;
	*v = (struct vectors){ 0 };
	if (len < sizeof(v->head))
		return NCL_FORMAT;
	memcpy(&v->head, bytes, sizeof(v->head));
	if (!check_head(s, &v->head, len))
		return NCL_FORMAT;
	v->mean = (const void *)((const char *)bytes + sizeof(v->head));
	v->scale = v->mean + s->dense;
	v->coefs = v->scale + s->dense;
	v->ends = (const void *)(v->coefs + (size_t)v->head.count *
				 s->outputs);
	v->nodes = (const void *)(v->ends + v->head.count);
	if (!in_range(v->mean, 2 * (size_t)s->dense +
		      (size_t)v->head.count * s->outputs) ||
	    !check_vectors(v, s->dense + s->features))
		return NCL_FORMAT;
	m->vectors = v;
	return NCL_OK;
}

/* ---------------------------------------------------------------- loading */

static struct solver_node **make_rows(const struct vectors *v,
				      struct arena *arena)
{
	size_t count = v->head.count, n = v->head.nodes + count;
	struct solver_node **rows = arena_alloc(arena, (count + 1) *
						sizeof(*rows));
	struct solver_node *x = arena_alloc(arena, (n + 1) * sizeof(*x));
	uint32_t at = 0;

	if (!rows || !x)
		return NULL;
	for (size_t i = 0; i < count; i++) {
		rows[i] = x;
		for (; at < v->ends[i]; at++)
			*x++ = (struct solver_node){
				(int)v->nodes[at].row + 1,
				(double)v->nodes[at].value
			};
		*x++ = (struct solver_node){ -1, 0 };
	}
	return rows;
}

static double **make_coefs(const struct vectors *v, uint32_t outputs,
			   struct arena *arena)
{
	size_t n = v->head.count;
	double **rows = arena_alloc(arena, (outputs + (size_t)1) *
				    sizeof(*rows));
	double *coefs = arena_alloc(arena, (n * outputs + 1) *
				    sizeof(*coefs));

	if (!rows || !coefs)
		return NULL;
	for (size_t i = 0; i < n * outputs; i++)
		coefs[i] = (double)v->coefs[i];
	for (uint32_t o = 0; o < outputs; o++)
		rows[o] = coefs + n * o;
	return rows;
}

static enum ncl_status open_decider(ncl_model *m)
{
	struct vectors *v = m->vectors;
	struct solver_vectors all = {
		.count = v->head.count, .outputs = m->shape.outputs,
		.rows = make_rows(v, &m->arena),
		.coefs = make_coefs(v, m->shape.outputs, &m->arena),
		.bias = m->bias, .gamma = (double)v->head.gamma,
	};

	if (all.rows && all.coefs)
		v->decider = v->table->open(&all);
	return v->decider ? NCL_OK : NCL_NOMEM;
}

enum ncl_status vectors_load(ncl_model *m, const char *path,
			     struct ncl_error *err)
{
	struct ncl_error why = { 0 };
	enum ncl_status ret;

	if (!m->vectors || m->vectors->decider)
		return NCL_OK;
	ret = solvers_load(&m->vectors->table, &why);
	if (ret != NCL_OK)
		return ncl_error_set(err, ret, "%s: has a kernel: %s", path,
				     why.text);
	return open_decider(m) == NCL_OK ? NCL_OK :
	       ncl_error_set(err, NCL_NOMEM, "%s: no memory for its support "
			     "vectors", path);
}

void vectors_release(struct vectors *v)
{
	if (v && v->decider)
		v->table->close(v->decider);
}

/* --------------------------------------------------------------- deciding */

int vectors_item_make(struct vectors_item *x, const ncl_model *m)
{
	size_t n = m->shape.dense + (size_t)m->shape.features + 1;

	*x = (struct vectors_item){
		malloc(n * sizeof(*x->nodes)),
		malloc((solver_room(m->shape.outputs) + 1) *
		       sizeof(*x->said)),
	};
	return x->nodes && x->said;
}

void vectors_item_release(struct vectors_item *x)
{
	free(x->nodes);
	free(x->said);
}

static int by_index(const void *left, const void *right)
{
	const struct solver_node *a = left, *b = right;

	return a->index < b->index ? -1 : a->index > b->index;
}

void vectors_decide(const ncl_model *m, struct vectors_item *x,
		    const float *dense, const struct kernel_entry *entries,
		    uint32_t n, float *decisions)
{
	const struct vectors *v = m->vectors;
	struct solver_node *at = x->nodes, *hashed;

	for (uint32_t i = 0; i < m->shape.dense; i++) {
		float value = (dense[i] - v->mean[i]) * v->scale[i];

		if (value != 0)
			*at++ = (struct solver_node){ (int)i + 1,
						      (double)value };
	}
	hashed = at;
	for (uint32_t i = 0; i < n; i++)
		*at++ = (struct solver_node){
			(int)(m->shape.dense +
			      index_row(&m->index, entries[i].row)) + 1,
			(double)entries[i].value
		};
	qsort(hashed, n, sizeof(*hashed), by_index);
	*at = (struct solver_node){ -1, 0 };
	v->table->decide(v->decider, x->nodes, x->said);
	for (uint32_t o = 0; o < m->shape.stride; o++)
		decisions[o] = o < m->shape.outputs ? (float)x->said[o] : 0;
}
