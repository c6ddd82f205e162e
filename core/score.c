/* Scoring; the hot path of nclass is add_tokens and add_pairs here. */
#include "score.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sequence.h"
#include "sink.h"

#define AHEAD 8 /* features that are fetched before they are needed */

struct touched {
	uint32_t row, group;
	float value;
};

struct scratch {
	struct scratch *next; /* of the same instance, for another model */
	const ncl_model *model;
	const struct kernels *kernels;
	struct sink sink;
	struct decoder decoder;
	uint32_t mask;      /* of the model's table */
	uint32_t *where;    /* a row: its place in touched, from 1; or 0 */
	struct touched *touched;
	uint32_t touched_count;
	struct kernel_entry *entries;
	float *dense;       /* of the item */
	int dense_set;
	float *decisions;   /* an item each, rows of stride */
	uint32_t item_size; /* items there is room for */
	float *work;        /* for decoding */
	size_t work_size;
};

void scratch_free(struct scratch *s)
{
	while (s) {
		struct scratch *next = s->next;

		decoder_release(&s->decoder);
		free(s->where);
		free(s->touched);
		free(s->entries);
		free(s->dense);
		free(s->decisions);
		free(s->work);
		free(s);
		s = next;
	}
}

static struct scratch *scratch_new(const ncl_model *m)
{
	struct scratch *s = calloc(1, sizeof(*s));
	size_t rows = m->shape.features;
	enum ncl_status ret = NCL_OK;

	if (!s)
		return NULL;
	s->model = m;
	s->kernels = kernels_get(0);
	s->mask = (uint32_t)(((uint64_t)1 << m->shape.table_bits) - 1);
	s->where = calloc(rows + 1, sizeof(*s->where));
	s->touched = malloc((rows + 1) * sizeof(*s->touched));
	s->entries = malloc((rows + 1) * sizeof(*s->entries));
	s->dense = calloc(m->shape.dense + 1, sizeof(*s->dense));
	if (m->shape.decoder == MODEL_CHAIN)
		ret = decoder_init(&s->decoder, m);
	if (s->where && s->touched && s->entries && s->dense && ret == NCL_OK)
		return s;
	scratch_free(s);
	return NULL;
}

static struct scratch *scratch_get(struct instance *instance,
				   const ncl_model *m)
{
	struct scratch *s = instance->scratch;

	while (s && s->model != m)
		s = s->next;
	if (s)
		return s;
	s = scratch_new(m);
	if (s) {
		s->next = instance->scratch;
		instance->scratch = s;
	}
	return s;
}

static int grow(float **memory, size_t n)
{
	float *more = realloc(*memory, n * sizeof(*more));

	if (!more)
		return 0;
	*memory = more;
	return 1;
}

static int scratch_room(struct scratch *s, uint32_t items)
{
	uint32_t stride = s->model->shape.stride;
	size_t work = s->model->shape.decoder == MODEL_CHAIN ?
		      decoder_work(&s->decoder, items) : 0;

	if (items > s->item_size) {
		if (!grow(&s->decisions, (size_t)items * stride))
			return 0;
		s->item_size = items;
	}
	if (work > s->work_size) {
		if (!grow(&s->work, work))
			return 0;
		s->work_size = work;
	}
	return 1;
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

static void take_touched(struct scratch *s)
{
	const ncl_model *m = s->model;
	float norms[MODEL_GROUPS_MAX];

	for (uint32_t i = 0; i < s->touched_count; i++) {
		struct touched *t = &s->touched[i];

		if (m->groups[t->group].kind == NCL_COUNTS)
			t->value = score_damp(t->value);
	}
	group_norms(s, norms);
	for (uint32_t i = 0; i < s->touched_count; i++) {
		const struct touched *t = &s->touched[i];

		s->entries[i].row = t->row;
		s->entries[i].value = t->value * norms[t->group] *
				      m->rows[t->row].scale;
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

static void end_item(struct scratch *s, uint32_t item)
{
	const struct model_shape *shape = &s->model->shape;
	struct kernel_matrix rows = { s->model->weights, shape->stride,
				      shape->weight_bits };
	struct kernel_matrix dense = { s->model->dense, shape->stride, 32 };
	float *acc = s->decisions + (size_t)item * shape->stride;

	memcpy(acc, s->model->bias, shape->stride * sizeof(*acc));
	if (s->dense_set) {
		s->kernels->dense(acc, &dense, s->dense, shape->dense);
		memset(s->dense, 0, shape->dense * sizeof(*s->dense));
		s->dense_set = 0;
	}
	if (s->touched_count) {
		take_touched(s);
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
		end_item(s, next++);
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

static inline void touch_key(struct scratch *s, uint32_t group, uint64_t key,
			     float value)
{
	uint32_t row = model_find(s->model->table, s->mask, key);

	if (row != MODEL_NO_ROW) {
		fetch_row(s, row);
		touch(s, row, group, value);
	}
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
		touch_key(s, group, model_key(group, hash), value);
}

static inline void fetch_slot(const struct scratch *s, uint64_t key)
{
	__builtin_prefetch(&s->model->table[(uint32_t)key & s->mask]);
}

/* The keys of up to AHEAD features, their slots on the way. */
static void touch_all(struct scratch *s, uint32_t group, const uint64_t *keys,
		      uint32_t n, float value)
{
	uint32_t rows[AHEAD];

	for (uint32_t i = 0; i < n; i++) {
		rows[i] = model_find(s->model->table, s->mask, keys[i]);
		if (rows[i] != MODEL_NO_ROW)
			fetch_row(s, rows[i]);
	}
	for (uint32_t i = 0; i < n; i++)
		if (rows[i] != MODEL_NO_ROW)
			touch(s, rows[i], group, value);
}

static void score_tokens(struct ncl_sink *api, uint32_t group,
			 uint32_t first, uint32_t n, float value)
{
	struct scratch *s = scratch_of(api);
	uint64_t keys[AHEAD];
	const struct ncl_token *t;

	if (!sink_check_tokens(&s->sink, group, first, n, value) ||
	    !take_value(s, group, &value))
		return;
	t = s->sink.tokens + first;
	for (uint32_t i = 0; i < n; i += AHEAD) {
		uint32_t m = n - i < AHEAD ? n - i : AHEAD;

		for (uint32_t j = 0; j < m; j++) {
			keys[j] = model_key(group, t[i + j].hash);
			fetch_slot(s, keys[j]);
		}
		touch_all(s, group, keys, m, value);
	}
}

static void score_pairs(struct ncl_sink *api, uint32_t group, uint32_t first,
			uint32_t n, float value)
{
	struct scratch *s = scratch_of(api);
	uint64_t keys[AHEAD];
	const struct ncl_token *t;

	if (!sink_check_tokens(&s->sink, group, first, n, value) ||
	    !take_value(s, group, &value))
		return;
	t = s->sink.tokens + first;
	for (uint32_t i = 0; i + 1 < n; i += AHEAD) {
		uint32_t m = n - 1 - i < AHEAD ? n - 1 - i : AHEAD;

		for (uint32_t j = 0; j < m; j++) {
			uint64_t h = ncl_hash_pair(t[i + j].hash,
						   t[i + j + 1].hash);

			keys[j] = model_key(group, h);
			fetch_slot(s, keys[j]);
		}
		touch_all(s, group, keys, m, value);
	}
}

static void score_begin(struct scratch *s, ncl_doc *doc,
			const struct ncl_features *features)
{
	/* what a document that failed left behind */
	for (uint32_t i = 0; i < s->touched_count; i++)
		s->where[s->touched[i].row] = 0;
	s->touched_count = 0;
	memset(s->dense, 0, s->model->shape.dense * sizeof(*s->dense));
	s->dense_set = 0;
	sink_init(&s->sink, features, doc);
	s->sink.api.item = score_item;
	s->sink.api.dense = score_dense;
	s->sink.api.add = score_add;
	s->sink.api.add_tokens = score_tokens;
	s->sink.api.add_pairs = score_pairs;
}

/* ---------------------------------------------------------- probabilities */

static void sigmoids(const ncl_model *m, const float *decisions, float *p)
{
	for (uint32_t i = 0; i < m->shape.labels; i++) {
		float x = m->sigmoid[2 * i] * decisions[i] +
			  m->sigmoid[2 * i + 1];

		p[i] = 1 / (1 + expf(x < 80 ? x : 80));
	}
}

static enum ncl_status finish(struct scratch *s, struct ncl_scores *scores)
{
	const struct model_shape *shape = &s->model->shape;
	size_t n = (size_t)scores->items * scores->labels;
	uint32_t next = s->sink.item == SINK_NO_ITEM ? 0 : s->sink.item;
	float *p = arena_alloc(&s->sink.doc->arena, n * sizeof(*p) + 1);

	if (!p)
		return NCL_NOMEM;
	while (next < scores->items)
		end_item(s, next++);
	if (shape->decoder == MODEL_CHAIN)
		decoder_run(&s->decoder, s->decisions, shape->stride,
			     scores->items, p, s->work);
	else
		for (uint32_t i = 0; i < scores->items; i++)
			sigmoids(s->model, s->decisions +
				 (size_t)i * shape->stride,
				 p + (size_t)i * shape->labels);
	scores->p = p;
	return NCL_OK;
}

static enum ncl_status no_memory(struct instance *instance)
{
	return ncl_error_set(&instance->error, NCL_NOMEM,
			     "no memory for scoring");
}

enum ncl_status score_predict(ncl_doc *doc, const ncl_model *model,
			      const struct ncl_scores **out)
{
	struct instance *instance = doc->speaker;
	const struct ncl_features *features = &instance->stage->features;
	struct ncl_scores *scores;
	struct scratch *s;
	enum ncl_status ret;

	*out = NULL;
	if (!features->size || !features->features || !model ||
	    !model->shape.labels)
		return ncl_error_set(&instance->error, NCL_INVALID,
				     "predict without features or model");
	s = scratch_get(instance, model);
	scores = arena_alloc(&doc->arena, sizeof(*scores));
	if (!s || !scores)
		return no_memory(instance);
	scores->items = features->unit == NCL_UNIT_BLOCK ? doc->block_count :
							   1;
	scores->labels = model->shape.labels;
	if (!scratch_room(s, scores->items))
		return no_memory(instance);
	score_begin(s, doc, features);
	ret = sink_run(&s->sink, instance);
	if (ret == NCL_OK && finish(s, scores) != NCL_OK)
		ret = no_memory(instance);
	if (ret == NCL_OK)
		*out = scores;
	return ret;
}
