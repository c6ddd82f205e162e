/* From features that are pending to the sums of their items: the hot path. */
#include "scratch.h"

#include <math.h>
#include <string.h>

/* ---------------------------------------------------------------- an item */

/* Look up all that is pending: step by step for all of it, so that what the
 * next step reads is on its way. Their buckets; then the lines of the first
 * tags that are theirs. */
static void fetch(struct scratch *s)
{
	const struct model_index x = s->model->index; /* in registers */
	const char *seen = s->flags_only ? (const char *)s->marks :
					   (const char *)s->tallies;
	size_t size = s->flags_only ? sizeof(*s->marks) : sizeof(*s->tallies);
	uint32_t n = s->pending_count;

	for (uint32_t i = 0; i < n; i++) {
		s->lines[i] = index_bucket(&x, s->pending.key[i]);
		__builtin_prefetch(x.buckets + s->lines[i]);
	}
	for (uint32_t i = 0; i < n; i++) {
		uint32_t line = index_first(&x.buckets[s->lines[i]],
					    s->pending.key[i]);

		__builtin_prefetch(index_line(&x, line));
		__builtin_prefetch(seen + size * line);
		s->lines[i] = line;
	}
}

/* The line of the i-th that is pending, after fetch, or MODEL_NO_ROW. */
static inline uint32_t fetched_line(const struct scratch *s,
				    const struct model_index *x, uint32_t i)
{
	uint64_t key = s->pending.key[i];
	uint32_t line = s->lines[i];

	if (line != MODEL_NO_ROW && index_holds(x, line, key))
		return line;
	return index_find_line(x, key);
}

float score_damp(float count)
{
	return count > 1 ? 1 + logf(count) : count;
}

/* Most counts are sums of a few numbers, so the same come again. */
static inline float damp(struct scratch *s, float count)
{
	struct damped *d;
	uint32_t bits;

	memcpy(&bits, &count, sizeof(bits));
	d = &s->damped[bits * 0x9e3779b1u >> (32 - DAMPED_POWER)];
	if (d->bits != bits)
		*d = (struct damped){ bits, score_damp(count) };
	return d->value;
}

/* The values of what was touched, counts damped; what those of each group are
 * multiplied by. */
static void take_values(struct scratch *s, float *norms)
{
	const ncl_model *m = s->model;

	for (uint32_t g = 0; g < m->shape.groups; g++)
		norms[g] = 0;
	for (uint32_t i = 0; i < s->touched_count; i++) {
		struct touched *t = &s->touched[i];
		float x = s->tallies[t->line].value;

		if (s->adds[t->group]) {
			float idf = model_float(index_line(&m->index,
							   t->line)->idf);

			x = damp(s, x);
			norms[t->group] += x * idf * (x * idf);
		}
		t->value = x;
	}
	for (uint32_t g = 0; g < m->shape.groups; g++)
		norms[g] = norms[g] > 0 ? 1 / sqrtf(norms[g]) : 1;
}

/* Nothing of an item is left. */
static void clear_item(struct scratch *s)
{
	size_t rows = s->model->shape.features + (size_t)1;

	s->touched_count = 0;
	s->entry_count = 0;
	if (++s->mark)
		return;
	memset(s->marks, 0, rows * sizeof(*s->marks));
	memset(s->tallies, 0, rows * sizeof(*s->tallies));
	s->mark = 1;
}

/* Touched lines become entries. */
static void take_touched(struct scratch *s)
{
	const struct model_index *x = &s->model->index;
	float norms[MODEL_GROUPS_MAX];

	take_values(s, norms);
	s->entry_count = s->touched_count;
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

/* What all items begin with: the bias, and the dense features. */
static void begin_sums(struct scratch *s, float *acc)
{
	const struct model_shape *shape = &s->model->shape;
	struct kernel_matrix dense = { s->model->dense, shape->stride, 32,
				       shape->stride * 4 };

	s->kernels->dense(acc, s->model->bias, &dense, s->dense,
			  s->dense_end);
}

static void add_entries(struct scratch *s, float *acc)
{
	const struct model_shape *shape = &s->model->shape;
	struct kernel_matrix rows = { s->model->index.lines + INDEX_HEAD,
				      shape->stride, shape->weight_bits,
				      s->model->index.step };

	s->kernels->rows(acc, &rows, s->entries, s->entry_count);
}

/* The same for two models: the outputs of the second have values of their
 * own. */
static void add_both(struct scratch *s, float *acc)
{
	const struct model_shape *shape = &s->model->shape;
	struct kernel_matrix rows = { s->model->index.lines + INDEX_HEAD,
				      shape->stride, 8,
				      s->model->index.step };

	s->kernels->both(acc, &rows, s->entries, s->seconds, s->entry_count,
			 s->tandem->split);
}

/* All that was told of an item has been looked up. */
static void finish_item(struct scratch *s, uint32_t item)
{
	const struct model_shape *shape = &s->model->shape;
	float *acc = s->decisions + (size_t)item * shape->stride;

	if (s->touched_count)
		take_touched(s);
	if (s->use)
		explain_item(s, item);
	if (s->model->vectors)
		vectors_decide(s->model, &s->item, s->dense, s->entries,
			       s->entry_count, acc);
	else if (s->entry_count && s->tandem)
		add_both(s, acc);
	else if (s->entry_count)
		add_entries(s, acc);
	clear_item(s);
	bound(acc, shape->stride);
}

/* ------------------------------------------------------------ the pending */

/* A number or, where the mask is none, 0. */
static inline float masked(float x, uint32_t mask)
{
	uint32_t bits;

	memcpy(&bits, &x, sizeof(bits));
	bits &= mask;
	memcpy(&x, &bits, sizeof(x));
	return x;
}

/* Those from .. to are of one item: lines that are new to it are touched, and
 * counts that come again are added up. Which are new cannot be foreseen, so
 * there is no branch for it. */
static void touch_pending(struct scratch *s, uint32_t from, uint32_t to)
{
	const struct model_index x = s->model->index; /* in registers */
	struct touched *touched = s->touched + s->touched_count;
	uint32_t mark = s->mark;

	for (uint32_t i = from; i < to; i++) {
		uint32_t line = fetched_line(s, &x, i), seen;
		uint32_t group = s->pending.group[i];
		struct tally *t;

		if (line == MODEL_NO_ROW)
			continue;
		t = &s->tallies[line];
		seen = t->mark == mark;
		t->value = masked(t->value, s->adds[group] & (0 - seen)) +
			   s->pending.value[i];
		t->mark = mark;
		touched->line = line;
		touched->group = group;
		touched += 1 - seen;
	}
	s->touched_count = (uint32_t)(touched - s->touched);
}

/* The same for a model of flags alone: they need no sums and no norms. */
static void mark_pending(struct scratch *s, uint32_t from, uint32_t to)
{
	const struct model_index x = s->model->index; /* in registers */
	struct kernel_entry *entries = s->entries;
	float *seconds = s->seconds;
	uint32_t n = s->entry_count;

	for (uint32_t i = from; i < to; i++) {
		uint32_t line = fetched_line(s, &x, i);

		if (line == MODEL_NO_ROW)
			continue;
		entries[n] = (struct kernel_entry){
			line, model_float(index_line(&x, line)->scale)
		};
		if (seconds)
			seconds[n] = model_float(index_line(&x, line)->idf);
		n += s->marks[line] != s->mark;
		s->marks[line] = s->mark;
	}
	s->entry_count = n;
}

static void take_pending(struct scratch *s, uint32_t from, uint32_t to)
{
	if (s->flags_only && !s->use)
		mark_pending(s, from, to);
	else
		touch_pending(s, from, to);
}

/* Put the pending to what was gathered: which are new cannot be foreseen, so
 * there is no branch for it. There is room. */
static void gather(struct scratch *s)
{
	struct gathered *t = s->gathered;
	uint32_t mask = (1u << GATHERED_POWER) - 1, count = t->count;

	for (uint32_t i = 0; i < s->pending_count; i++) {
		uint64_t key = s->pending.key[i];
		uint32_t at = (uint32_t)(key >> (64 - GATHERED_POWER));
		uint32_t group = s->pending.group[i], place, is_new;
		struct feature *f;

		t->feature[0].key = key; /* where the free slots lead */
		while (t->feature[t->slots[at]].key != key)
			at = (at + 1) & mask;
		place = t->slots[at];
		is_new = place == 0;
		place += is_new * (count + 1);
		f = &t->feature[place];
		t->slots[at] = (uint16_t)place;
		count += is_new;
		f->key = key;
		f->value = masked(f->value, s->adds[group] & (is_new - 1)) +
			   s->pending.value[i];
		f->group = group;
	}
	t->count = count;
	s->pending_count = 0;
}

/* Look up what was gathered, and forget it. */
static void take_gathered(struct scratch *s)
{
	struct gathered *t = s->gathered;

	for (uint32_t at = 0; at < t->count; at += PENDING_MOST) {
		uint32_t left = t->count - at;
		uint32_t n = left < PENDING_MOST ? left : PENDING_MOST;

		for (uint32_t i = 0; i < n; i++) {
			const struct feature *f = &t->feature[at + i + 1];

			s->pending.key[i] = f->key;
			s->pending.value[i] = f->value;
			s->pending.group[i] = (unsigned char)f->group;
		}
		s->pending_count = n;
		fetch(s);
		touch_pending(s, 0, n);
	}
	s->pending_count = 0;
	t->count = 0;
	memset(t->slots, 0, sizeof(t->slots));
}

/* The same of a document, whose features are gathered first. */
static void flush_document(struct scratch *s)
{
	gather(s);
	if (s->gathered->count + PENDING_MOST > GATHERED_MOST) {
		/* what comes now is added to what it came to so far */
		take_gathered(s);
		s->gathers = 0;
	}
	if (!s->end_count)
		return;
	take_gathered(s);
	finish_item(s, s->ends[0].item);
	s->end_count = 0;
}

void scratch_flush(struct scratch *s)
{
	uint32_t at = 0;

	if (s->gathers) {
		flush_document(s);
		return;
	}
	fetch(s);
	for (uint32_t i = 0; i < s->end_count; i++) {
		take_pending(s, at, s->ends[i].pending);
		at = s->ends[i].pending;
		finish_item(s, s->ends[i].item);
	}
	take_pending(s, at, s->pending_count);
	s->pending_count = 0;
	s->end_count = 0;
}

void scratch_end_item(struct scratch *s, uint32_t item)
{
	const struct model_shape *shape = &s->model->shape;
	int at_once = s->use || s->model->vectors;

	if (!s->model->vectors)
		begin_sums(s, s->decisions + (size_t)item * shape->stride);
	s->ends[s->end_count++] = (struct item_end){ item, s->pending_count };
	if (at_once) /* somebody may look at all of them */
		memset(s->dense + s->dense_end, 0,
		       (shape->dense - s->dense_end) * sizeof(*s->dense));
	if (at_once || s->end_count == ENDS_MOST)
		scratch_flush(s);
	s->dense_end = 0;
}

void scratch_clear(struct scratch *s)
{
	clear_item(s);
	s->pending_count = 0;
	s->end_count = 0;
	if (s->gathered && s->gathered->count)
		memset(s->gathered->slots, 0, sizeof(s->gathered->slots));
	if (s->gathered)
		s->gathered->count = 0;
	s->dense_end = 0;
}
