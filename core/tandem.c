#include "tandem.h"

#include "pipeline.h"
#include "sink.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------ who goes together */

/* One linear model of flags in 8 bits, for blocks. */
static int is_simple(const struct stage *s)
{
	const ncl_model *m = s->model_count == 1 ? s->models[0] : NULL;

	if (!m || s->features.size == 0 || !s->features.same || m->vectors ||
	    m->held_count || m->shape.weight_bits != 8 ||
	    m->shape.unit != NCL_UNIT_BLOCK ||
	    m->shape.decoder != MODEL_CHAIN)
		return 0;
	for (uint32_t g = 0; g < m->shape.groups; g++)
		if (m->groups[g].kind != NCL_FLAGS)
			return 0;
	return m->shape.groups > 0;
}

static int go_together(const struct stage *a, const struct stage *b)
{
	const struct model_shape *x, *y;

	if (!is_simple(a) || !is_simple(b) ||
	    strcmp(a->features.same, b->features.same) != 0)
		return 0;
	x = &a->models[0]->shape;
	y = &b->models[0]->shape;
	return y->outputs <= TANDEM_SECONDS && x->revision == y->revision &&
	       x->dense == y->dense &&
	       x->groups == y->groups &&
	       x->features + y->features < MODEL_FEATURES_MAX;
}

/* ----------------------------------------------------- one model of two */

/* What the vocabularies are put together in. */
struct rows {
	uint32_t *keys;
	uint8_t *tails;
	uint16_t *scales, *idfs;
	int8_t *weights;
	uint32_t count, outputs;
};

static void *take(ncl_model *m, size_t n, size_t element)
{
	return arena_alloc(&m->arena, n * element + 1);
}

/* The row of the first that has the key of the second's row i, or a new one. */
static uint32_t row_for(const struct tandem *t, struct rows *r, uint32_t i)
{
	const ncl_model *m = t->second;
	uint64_t key = (uint64_t)m->keys[i] << 32 |
		       (uint64_t)m->tails[i] << 24;
	uint32_t row = index_find(&t->first->index, key);

	if (row != MODEL_NO_ROW && r->keys[row] == m->keys[i] &&
	    r->tails[row] == m->tails[i])
		return row;
	r->keys[r->count] = m->keys[i];
	r->tails[r->count] = m->tails[i];
	return r->count++;
}

static void add_first(const struct tandem *t, struct rows *r)
{
	const ncl_model *m = t->first;
	uint32_t n = m->shape.features, o = m->shape.outputs;

	memcpy(r->keys, m->keys, n * sizeof(*r->keys));
	memcpy(r->tails, m->tails, n * sizeof(*r->tails));
	memcpy(r->scales, m->scales, n * sizeof(*r->scales));
	for (uint32_t i = 0; i < n; i++)
		memcpy(r->weights + (size_t)i * r->outputs,
		       (const int8_t *)m->weights + (size_t)i * o, o);
	r->count = n;
}

static void add_second(const struct tandem *t, struct rows *r)
{
	const ncl_model *m = t->second;
	uint32_t o = m->shape.outputs;

	for (uint32_t i = 0; i < m->shape.features; i++) {
		uint32_t row = row_for(t, r, i);

		r->idfs[row] = m->scales[i];
		memcpy(r->weights + (size_t)row * r->outputs + t->split,
		       (const int8_t *)m->weights + (size_t)i * o, o);
	}
}

static enum ncl_status join_rows(const struct tandem *t, ncl_model *m)
{
	uint32_t most = t->first->shape.features + t->second->shape.features;
	struct rows r = {
		.keys = take(m, most, sizeof(*r.keys)),
		.tails = take(m, most, sizeof(*r.tails)),
		.scales = take(m, most, sizeof(*r.scales)),
		.idfs = take(m, most, sizeof(*r.idfs)),
		.weights = take(m, most, m->shape.outputs),
		.outputs = m->shape.outputs,
	};

	if (!r.keys || !r.tails || !r.scales || !r.idfs || !r.weights)
		return NCL_NOMEM;
	add_first(t, &r);
	add_second(t, &r);
	m->keys = r.keys;
	m->tails = r.tails;
	m->scales = r.scales;
	m->idfs = r.idfs;
	m->weights = r.weights;
	m->shape.features = r.count;
	return model_index(m);
}

/* One matrix of floats from two, row by row. */
static void join_floats(const struct tandem *t, float *to, const float *a,
			const float *b, uint32_t rows)
{
	const struct model_shape *x = &t->first->shape, *y = &t->second->shape;

	for (uint32_t i = 0; i < rows; i++) {
		float *row = to + (size_t)i * t->both->shape.stride;

		memcpy(row, a + (size_t)i * x->stride,
		       x->outputs * sizeof(*row));
		memcpy(row + t->split, b + (size_t)i * y->stride,
		       y->outputs * sizeof(*row));
	}
}

static enum ncl_status join(struct tandem *t)
{
	const ncl_model *a = t->first, *b = t->second;
	ncl_model *m = t->both;
	float *dense, *bias;

	m->shape = a->shape;
	m->shape.decoder = 0;
	m->shape.labels = 0;
	m->shape.outputs = a->shape.outputs + b->shape.outputs;
	m->shape.stride = (m->shape.outputs + 7) / 8 * 8;
	m->groups = a->groups;
	dense = take(m, (size_t)m->shape.dense * m->shape.stride,
		     sizeof(*dense));
	bias = take(m, m->shape.stride, sizeof(*bias));
	if (!dense || !bias)
		return NCL_NOMEM;
	join_floats(t, dense, a->dense, b->dense, m->shape.dense);
	join_floats(t, bias, a->bias, b->bias, 1);
	m->dense = dense;
	m->bias = bias;
	return join_rows(t, m);
}

static enum ncl_status make(struct stage *a, struct stage *b)
{
	struct tandem *t = calloc(1, sizeof(*t));
	enum ncl_status ret;

	if (!t)
		return NCL_NOMEM;
	t->first = a->models[0];
	t->second = b->models[0];
	t->split = t->first->shape.outputs;
	ret = model_new(&t->both, NULL);
	if (ret == NCL_OK)
		ret = join(t);
	if (ret != NCL_OK)
		tandem_free(t);
	else
		a->tandem = t;
	return ret;
}

enum ncl_status tandem_find(struct ncl_pipeline *p)
{
	/* documents in training are scored by models of folds, too */
	for (uint32_t i = 0; !p->for_training && i < p->count; i++)
		for (uint32_t k = i + 1; k < p->count; k++)
			if (go_together(&p->stages[i], &p->stages[k]))
				return make(&p->stages[i], &p->stages[k]);
	return NCL_OK;
}

void tandem_free(struct tandem *t)
{
	if (t)
		ncl_model_free(t->both);
	free(t);
}
