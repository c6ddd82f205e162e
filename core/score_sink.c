/* The sink that scores; the hot path of nclass is push and flush. */
#include "scratch.h"

#include <math.h>
#include <string.h>

/* --------------------------------------------------------------- look-ups */

static inline void touch(struct scratch *s, uint32_t row, uint32_t group,
			 float value)
{
	uint32_t at = s->where[row];

	if (!at) {
		s->touched[s->touched_count] =
			(struct touched){ row, group, value };
		s->where[row] = ++s->touched_count;
	} else if (s->model->groups[group].kind == NCL_COUNTS) {
		s->touched[at - 1].value += value;
	} else {
		s->touched[at - 1].value = value;
	}
}

/* A row's first use in an item may come from far away in memory. */
static inline void fetch_row(const struct scratch *s, uint32_t row)
{
	const ncl_model *m = s->model;

	__builtin_prefetch(&s->where[row], 1);
	__builtin_prefetch(&m->rows[row]);
	__builtin_prefetch((const char *)m->weights +
			   (size_t)row * m->shape.stride *
			   (m->shape.weight_bits / 8));
}

/* Look up what is pending, each row on its way before the first is used. */
static void flush(struct scratch *s)
{
	uint32_t rows[PENDING_MOST], n = s->pending_count;

	for (uint32_t i = 0; i < n; i++) {
		rows[i] = model_find(s->model->table, s->mask,
				     s->pending[i].key);
		if (rows[i] != MODEL_NO_ROW)
			fetch_row(s, rows[i]);
	}
	for (uint32_t i = 0; i < n; i++)
		if (rows[i] != MODEL_NO_ROW)
			touch(s, rows[i], s->pending[i].group,
			      s->pending[i].value);
	s->pending_count = 0;
}

static inline void push(struct scratch *s, uint32_t group, uint64_t hash,
			float value)
{
	uint64_t key = model_key(group, hash);

	__builtin_prefetch(&s->model->table[(uint32_t)key & s->mask]);
	s->pending[s->pending_count++] = (struct pending){ key, group, value };
	if (s->pending_count == PENDING_MOST)
		flush(s);
}

/* --------------------------------------------------------- end of an item */

float score_damp(float count)
{
	return count > 1 ? 1 + logf(count) : count;
}

/* What the values of each group of counts are divided by. */
static void group_norms(const struct scratch *s, float *norms)
{
	const ncl_model *m = s->model;

	memset(norms, 0, m->shape.groups * sizeof(*norms));
	for (uint32_t i = 0; i < s->touched_count; i++) {
		const struct touched *t = &s->touched[i];
		float x = t->value * m->rows[t->row].idf;

		norms[t->group] += x * x;
	}
	for (uint32_t g = 0; g < m->shape.groups; g++)
		norms[g] = m->groups[g].kind == NCL_COUNTS && norms[g] > 0 ?
			   1 / sqrtf(norms[g]) : 1;
}

static void norm_counts(struct scratch *s)
{
	const ncl_model *m = s->model;
	float norms[MODEL_GROUPS_MAX];

	for (uint32_t i = 0; i < s->touched_count; i++) {
		struct touched *t = &s->touched[i];

		if (m->groups[t->group].kind == NCL_COUNTS)
			t->value = score_damp(t->value);
	}
	group_norms(s, norms);
	for (uint32_t i = 0; i < s->touched_count; i++)
		s->touched[i].value *= norms[s->touched[i].group];
}

static void take_touched(struct scratch *s)
{
	const struct model_row *rows = s->model->rows;

	if (s->has_counts)
		norm_counts(s);
	for (uint32_t i = 0; i < s->touched_count; i++) {
		const struct touched *t = &s->touched[i];

		s->entries[i] = (struct kernel_entry){
			t->row, t->value * rows[t->row].scale
		};
		s->where[t->row] = 0;
	}
}

/* Sums of what a plugin may hand in can overflow; their use must not. */
static void bound(float *acc, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++)
		acc[i] = acc[i] > 1e4f ? 1e4f : acc[i] > -1e4f ? acc[i] :
								 -1e4f;
}

void scratch_end_item(struct scratch *s, uint32_t item)
{
	const struct model_shape *shape = &s->model->shape;
	struct kernel_matrix rows = { s->model->weights, shape->stride,
				      shape->weight_bits };
	struct kernel_matrix dense = { s->model->dense, shape->stride, 32 };
	float *acc = s->decisions + (size_t)item * shape->stride;

	flush(s);
	if (s->touched_count)
		take_touched(s);
	if (s->use)
		explain_item(s, item);
	memcpy(acc, s->model->bias, shape->stride * sizeof(*acc));
	if (s->dense_set) {
		s->kernels->dense(acc, &dense, s->dense, shape->dense);
		memset(s->dense, 0, shape->dense * sizeof(*s->dense));
		s->dense_set = 0;
	}
	if (s->touched_count) {
		s->kernels->rows(acc, &rows, s->entries, s->touched_count);
		s->touched_count = 0;
	}
	bound(acc, shape->stride);
}

/* ------------------------------------------------------------------- sink */

static struct scratch *scratch_of(struct ncl_sink *api)
{
	return (struct scratch *)((char *)sink_of(api) -
				  offsetof(struct scratch, sink));
}

static void score_item(struct ncl_sink *api, uint32_t block)
{
	struct scratch *s = scratch_of(api);
	uint32_t next = s->sink.item == SINK_NO_ITEM ? 0 : s->sink.item;

	if (!sink_check_item(&s->sink, block))
		return;
	while (next < block)
		scratch_end_item(s, next++);
	s->sink.item = block;
}

static void score_dense(struct ncl_sink *api, uint32_t first,
			const float *values, uint32_t n)
{
	struct scratch *s = scratch_of(api);

	if (!sink_check_dense(&s->sink, first, values, n))
		return;
	memcpy(s->dense + first, values, n * sizeof(*values));
	s->dense_set = 1;
}

/* Flags are there or not: their value is 1, or the call means nothing. */
static inline int take_value(const struct scratch *s, uint32_t group,
			     float *value)
{
	if (s->model->groups[group].kind == NCL_NUMBERS)
		return 1;
	if (s->model->groups[group].kind == NCL_FLAGS && *value != 0)
		*value = 1;
	return *value != 0;
}

static void score_add(struct ncl_sink *api, uint32_t group, uint64_t hash,
		      float value)
{
	struct scratch *s = scratch_of(api);

	if (sink_check_add(&s->sink, group, value) &&
	    take_value(s, group, &value))
		push(s, group, hash, value);
}

static void score_tokens(struct ncl_sink *api, uint32_t group,
			 uint32_t first, uint32_t n, float value)
{
	struct scratch *s = scratch_of(api);
	const struct ncl_token *t;

	if (!sink_check_tokens(&s->sink, group, first, n, value) ||
	    !take_value(s, group, &value))
		return;
	t = s->sink.tokens + first;
	for (uint32_t i = 0; i < n; i++)
		push(s, group, t[i].hash, value);
}

static void score_pairs(struct ncl_sink *api, uint32_t group, uint32_t first,
			uint32_t n, float value)
{
	struct scratch *s = scratch_of(api);
	const struct ncl_token *t;

	if (!sink_check_tokens(&s->sink, group, first, n, value) ||
	    !take_value(s, group, &value))
		return;
	t = s->sink.tokens + first;
	for (uint32_t i = 0; i + 1 < n; i++)
		push(s, group, ncl_hash_pair(t[i].hash, t[i + 1].hash),
		     value);
}

void scratch_begin(struct scratch *s, ncl_doc *doc,
		   const struct ncl_features *features)
{
	/* what a document that failed left behind */
	for (uint32_t i = 0; i < s->touched_count; i++)
		s->where[s->touched[i].row] = 0;
	s->touched_count = 0;
	s->pending_count = 0;
	memset(s->dense, 0, s->model->shape.dense * sizeof(*s->dense));
	s->dense_set = 0;
	s->use = NULL;
	sink_init(&s->sink, features, doc);
	s->sink.api.item = score_item;
	s->sink.api.dense = score_dense;
	s->sink.api.add = score_add;
	s->sink.api.add_tokens = score_tokens;
	s->sink.api.add_pairs = score_pairs;
}
