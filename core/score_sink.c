/* The sink that scores: features become pending (score_items.c). */
#include "scratch.h"

#include <string.h>

/* So many more are pending. */
static inline void pushed(struct scratch *s, uint32_t n)
{
	s->pending_count += n;
	if (s->pending_count == PENDING_MOST)
		scratch_flush(s);
}

/* Put a feature where the i-th of the pending is to be; 1 where the model may
 * know it: then it stays there. */
static inline uint32_t put(struct pending *p, uint32_t i,
			   const struct model_index *x, uint32_t group,
			   uint64_t hash, float value)
{
	uint64_t key = model_key(group, hash);

	p->key[i] = key;
	p->value[i] = value;
	p->group[i] = (unsigned char)group;
	return index_maybe(x, key);
}

/* How many of n features there is room for. */
static inline uint32_t room(const struct scratch *s, uint32_t n)
{
	uint32_t left = PENDING_MOST - s->pending_count;

	return n < left ? n : left;
}

static inline void push_one(struct scratch *s, uint32_t group, uint64_t hash,
			    float value)
{
	pushed(s, put(&s->pending, s->pending_count, &s->model->index, group,
		      hash, value));
}

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
	if (first > s->dense_end)
		memset(s->dense + s->dense_end, 0,
		       (first - s->dense_end) * sizeof(*s->dense));
	memcpy(s->dense + first, values, n * sizeof(*values));
	if (first + n > s->dense_end)
		s->dense_end = first + n;
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

	if (sink_is_plain(&s->sink, group, value))
		push_one(s, group, hash, value);
	else if (sink_check_add(&s->sink, group, value) &&
		 take_value(s, group, &value))
		push_one(s, group, hash, value);
}

/* May n tokens be added? */
static inline int check_tokens(struct scratch *s, uint32_t group,
			       uint32_t first, uint32_t n, float *value)
{
	if (sink_is_plain(&s->sink, group, *value) &&
	    first <= s->sink.token_count && n <= s->sink.token_count - first)
		return 1;
	return sink_check_tokens(&s->sink, group, first, n, *value) &&
	       take_value(s, group, value);
}

static void push_tokens(struct scratch *s, uint32_t group,
			const struct ncl_token *t, uint32_t n, float value)
{
	const struct model_index x = s->model->index; /* in registers */
	uint32_t at = s->pending_count, to = at;

	for (uint32_t i = 0; i < n; i++)
		to += put(&s->pending, to, &x, group, t[i].hash, value);
	pushed(s, to - at);
}

static void push_pairs(struct scratch *s, uint32_t group,
		       const struct ncl_token *t, uint32_t n, float value)
{
	const struct model_index x = s->model->index;
	uint32_t at = s->pending_count, to = at;

	for (uint32_t i = 0; i < n; i++)
		to += put(&s->pending, to, &x, group,
			  ncl_hash_pair(t[i].hash, t[i + 1].hash), value);
	pushed(s, to - at);
}

static void score_tokens(struct ncl_sink *api, uint32_t group,
			 uint32_t first, uint32_t n, float value)
{
	struct scratch *s = scratch_of(api);
	const struct ncl_token *t;

	if (!check_tokens(s, group, first, n, &value))
		return;
	t = s->sink.tokens + first;
	while (n) {
		uint32_t some = room(s, n);

		push_tokens(s, group, t, some, value);
		t += some;
		n -= some;
	}
}

static void score_pairs(struct ncl_sink *api, uint32_t group, uint32_t first,
			uint32_t n, float value)
{
	struct scratch *s = scratch_of(api);
	const struct ncl_token *t;

	if (!check_tokens(s, group, first, n, &value))
		return;
	t = s->sink.tokens + first;
	while (n > 1) {
		uint32_t some = room(s, n - 1);

		push_pairs(s, group, t, some, value);
		t += some;
		n -= some;
	}
}

void scratch_begin(struct scratch *s, ncl_doc *doc,
		   const struct ncl_features *features)
{
	/* what a document that failed left behind */
	scratch_clear(s);
	s->use = NULL;
	s->gathers = s->gathered && features->unit == NCL_UNIT_DOCUMENT;
	sink_init(&s->sink, features, doc);
	s->sink.api.item = score_item;
	s->sink.api.dense = score_dense;
	s->sink.api.add = score_add;
	s->sink.api.add_tokens = score_tokens;
	s->sink.api.add_pairs = score_pairs;
}
