/* The sink that scores; the hot path of nclass is push and flush. */
#include "scratch.h"

#include <math.h>
#include <string.h>

/* --------------------------------------------------------------- look-ups */

/* Where a line stands in where[], or where it is to be put. */
static inline uint32_t place(const struct scratch *s, uint32_t line)
{
	uint32_t at = line * 0x9e3779b1u >> 7 & s->where_mask;

	while (s->where[at] && s->touched[s->where[at] - 1].line != line)
		at = (at + 1) & s->where_mask;
	return at;
}

/* No line is in where[] any more. */
static void forget(struct scratch *s)
{
	for (uint32_t i = 0; i < s->touched_count; i++)
		s->where[s->touched[i].at] = 0;
}

/* There is room for twice as many lines as the model has. */
static void widen(struct scratch *s)
{
	forget(s);
	s->where_mask = s->where_mask * 2 + 1;
	for (uint32_t i = 0; i < s->touched_count; i++) {
		uint32_t at = place(s, s->touched[i].line);

		s->touched[i].at = at;
		s->where[at] = i + 1;
	}
}

static inline void touch(struct scratch *s, uint32_t line, uint32_t group,
			 float value)
{
	uint32_t at = place(s, line), i = s->where[at];

	if (!i) {
		s->touched[s->touched_count] =
			(struct touched){ line, group, value, at };
		s->where[at] = ++s->touched_count;
		if (2 * s->touched_count > s->where_mask)
			widen(s);
	} else if (s->model->groups[group].kind == NCL_COUNTS) {
		s->touched[i - 1].value += value;
	} else {
		s->touched[i - 1].value = value;
	}
}

/*
 * Those of the pending that may be known come first, in their order; how many.
 * Their buckets were fetched since push; now their lines are.
 */
static uint32_t find_tags(struct scratch *s, const struct model_index *x)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < s->pending_count; i++) {
		struct pending p = s->pending[i];
		const struct index_bucket *b = &x->buckets[index_bucket(
			x, p.key)];
		uint32_t found = index_match(b, index_tag(p.key));
		uint32_t way = found ? (uint32_t)__builtin_ctz(found) : 0;

		__builtin_prefetch(index_line(x, b->first + way));
		s->pending[n] = p;
		s->found[n] = found;
		n += (found != 0) | index_is_full(b);
	}
	return n;
}

/* Look up what is pending, step by step for all of it, so that what the next
 * step reads is on its way. */
static void flush(struct scratch *s)
{
	const struct model_index *x = &s->model->index;
	uint32_t n = find_tags(s, x);

	for (uint32_t i = 0; i < n; i++) {
		struct pending p = s->pending[i];
		uint32_t line = index_find_in(x, p.key, index_bucket(x, p.key),
					      s->found[i]);

		if (line != MODEL_NO_ROW)
			touch(s, line, p.group, p.value);
	}
	s->pending_count = 0;
}

static inline void push(struct scratch *s, uint32_t group, uint64_t hash,
			float value)
{
	uint64_t key = model_key(group, hash);

	__builtin_prefetch(s->model->index.buckets +
			   index_bucket(&s->model->index, key));
	s->pending[s->pending_count++] = (struct pending){ key, group, value };
	if (s->pending_count == PENDING_MOST)
		flush(s);
}

/* --------------------------------------------------------- end of an item */

float score_damp(float count)
{
	return count > 1 ? 1 + logf(count) : count;
}

static inline float damp(const struct scratch *s, float count)
{
	int32_t whole = count < DAMPED_MOST ? (int32_t)count : 0;

	return (float)whole == count ? s->damped[whole] : score_damp(count);
}

/* Damps counts; what the values of each group are multiplied by. */
static void group_norms(struct scratch *s, float *norms)
{
	const ncl_model *m = s->model;

	for (uint32_t g = 0; g < m->shape.groups; g++)
		norms[g] = 0;
	for (uint32_t i = 0; s->has_counts && i < s->touched_count; i++) {
		struct touched *t = &s->touched[i];
		float x;

		if (m->groups[t->group].kind != NCL_COUNTS)
			continue;
		t->value = damp(s, t->value);
		x = t->value * model_float(index_line(&m->index,
						      t->line)->idf);
		norms[t->group] += x * x;
	}
	for (uint32_t g = 0; g < m->shape.groups; g++)
		norms[g] = norms[g] > 0 ? 1 / sqrtf(norms[g]) : 1;
}

static void clear_touched(struct scratch *s)
{
	forget(s);
	s->touched_count = 0;
	s->where_mask = WHERE_LEAST - 1;
}

/* Touched lines become entries. */
static void take_touched(struct scratch *s)
{
	const struct model_index *x = &s->model->index;
	float norms[MODEL_GROUPS_MAX];

	group_norms(s, norms);
	for (uint32_t i = 0; i < s->touched_count; i++) {
		struct touched *t = &s->touched[i];

		t->value *= norms[t->group];
		s->entries[i] = (struct kernel_entry){
			t->line,
			t->value * model_float(index_line(x, t->line)->scale)
		};
	}
}

/* Sums of what a plugin may hand in can overflow; their use must not. */
static void bound(float *acc, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++)
		acc[i] = acc[i] > 1e4f ? 1e4f : acc[i] > -1e4f ? acc[i] :
								 -1e4f;
}

static void decide(struct scratch *s, float *acc)
{
	const struct model_shape *shape = &s->model->shape;
	struct kernel_matrix rows = { s->model->index.lines + INDEX_HEAD,
				      shape->stride, shape->weight_bits,
				      s->model->index.step };
	struct kernel_matrix dense = { s->model->dense, shape->stride, 32,
				       shape->stride * 4 };

	memcpy(acc, s->model->bias, shape->stride * sizeof(*acc));
	if (s->dense_set)
		s->kernels->dense(acc, &dense, s->dense, shape->dense);
	if (s->touched_count)
		s->kernels->rows(acc, &rows, s->entries, s->touched_count);
}

void scratch_end_item(struct scratch *s, uint32_t item)
{
	const struct model_shape *shape = &s->model->shape;
	float *acc = s->decisions + (size_t)item * shape->stride;

	flush(s);
	if (s->touched_count)
		take_touched(s);
	if (s->use)
		explain_item(s, item);
	if (s->model->vectors)
		vectors_decide(s->model, &s->item, s->dense, s->entries,
			       s->touched_count, acc);
	else
		decide(s, acc);
	if (s->dense_set)
		memset(s->dense, 0, shape->dense * sizeof(*s->dense));
	s->dense_set = 0;
	if (s->touched_count)
		clear_touched(s);
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
	clear_touched(s);
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
