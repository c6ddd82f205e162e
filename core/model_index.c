/* The index of a model's features, made when it is opened. Keys that rise
 * within a group, as training writes them, fill it from one end to the other;
 * any order is right. */
#include "model.h"

#include <stdlib.h>
#include <sys/mman.h>

#define LINE 64u
#define HUGE_PAGE ((size_t)2 << 20)
#define FILLED 8u /* keys a bucket, on average: one in thirty is full */
#define MAYBE_LEAST 9u /* bits of maybe a key, before they are rounded up */
#define MAYBE_FEW 9u   /* two to the power of it: the fewest bits */
#define PLACES 16u     /* a bucket, of which INDEX_WAYS are used */

static size_t round_up(size_t n, size_t to)
{
	return (n + to - 1) / to * to;
}

/* Bytes of a line with weights for `lanes` of `bits`. */
static uint32_t step(uint32_t lanes, uint32_t bits)
{
	uint32_t n = INDEX_HEAD + lanes * (bits / 8);

	if (n <= LINE / 4)
		return LINE / 4;
	if (n <= LINE / 2)
		return LINE / 2;
	return (uint32_t)round_up(n, LINE);
}

void *model_memory(size_t size)
{
	size_t align = size >= HUGE_PAGE / 2 ? HUGE_PAGE : LINE;
	size_t whole = round_up(size, align);
	void *memory = aligned_alloc(align, whole);

#ifdef MADV_HUGEPAGE
	if (memory && align == HUGE_PAGE)
		(void)madvise(memory, whole, MADV_HUGEPAGE);
#endif
	return memory;
}

/* How many bits of `maybe` there are, as a power of two. */
static uint32_t maybe_power(uint32_t features)
{
	uint32_t power = MAYBE_FEW;

	while ((size_t)1 << power < (size_t)features * MAYBE_LEAST)
		power++;
	return power;
}

static enum ncl_status take_all(const ncl_model *m, struct model_index *x)
{
	uint32_t power = maybe_power(m->shape.features);
	size_t maybe = ((size_t)1 << power) / 8, buckets, lines;

	x->count = m->shape.features / FILLED + 1;
	x->step = step(m->shape.stride, m->shape.weight_bits);
	buckets = round_up(x->count * sizeof(*x->buckets), LINE);
	lines = round_up((size_t)m->shape.features * x->step, LINE);
	x->memory = model_memory(buckets + lines + maybe);
	if (!x->memory)
		return NCL_NOMEM;
	x->buckets = x->memory;
	x->lines = (unsigned char *)x->memory + buckets;
	x->maybe = (uint64_t *)(void *)(x->lines + lines);
	x->maybe_shift = 64 - power;
	memset(x->buckets, 0, buckets);
	memset(x->maybe, 0, maybe);
	return NCL_OK;
}

static uint64_t key_at(const ncl_model *m, uint32_t row)
{
	return (uint64_t)m->keys[row] << 32 | (uint64_t)m->tails[row] << 24;
}

/* Put a key into its bucket or a next one; its place. While keys are put,
 * `first` counts those of a bucket. */
static uint32_t put(struct model_index *x, uint64_t key)
{
	uint32_t at = index_bucket(x, key), way;
	uint64_t bit = key >> x->maybe_shift;

	x->maybe[bit / 64] |= (uint64_t)1 << bit % 64;
	while (x->buckets[at].first == INDEX_WAYS)
		at = at + 1 < x->count ? at + 1 : 0;
	way = x->buckets[at].first++;
	x->buckets[at].tags[way] = index_tag(key);
	return at * PLACES + way;
}

static void set_firsts(struct model_index *x)
{
	uint32_t line = 0;

	for (uint32_t i = 0; i < x->count; i++) {
		uint32_t n = x->buckets[i].first;

		x->buckets[i].first = line;
		line += n;
	}
}

/* Copy n bytes, those behind them up to `room`, a multiple of 8, are 0. */
static inline void copy_filled(unsigned char *to, const char *from, uint32_t n,
			       uint32_t room)
{
	static const char zeros[8];

	for (uint32_t i = room; i > n; i -= 8)
		memcpy(to + i - 8, zeros, 8);
	if (n < 16) {
		for (uint32_t i = 0; i < n; i++)
			to[i] = (unsigned char)from[i];
		return;
	}
	for (uint32_t i = 0; i + 16 <= n; i += 16)
		memcpy(to + i, from + i, 16);
	memcpy(to + n - 16, from + n - 16, 16); /* some of them again */
}

static inline unsigned char *line_of(const struct model_index *x,
				     uint32_t place)
{
	return x->lines + (size_t)(x->buckets[place / PLACES].first +
				   place % PLACES) * x->step;
}

/* `place` is of each row, as put gave it. */
static void set_lines(const ncl_model *m, const uint32_t *place)
{
	const struct model_index x = m->index;
	uint32_t n = m->shape.features, room = x.step - INDEX_HEAD;
	uint32_t size = m->shape.outputs * (m->shape.weight_bits / 8);
	const char *weights = m->weights;

	for (uint32_t i = 0; i < n; i++, weights += size) {
		unsigned char *at = line_of(&x, place[i]);
		struct index_line head = { index_rest(key_at(m, i)) | i,
					   m->scales[i], m->idfs[i] };

		memcpy(at, &head, INDEX_HEAD);
		copy_filled(at + INDEX_HEAD, weights, size, room);
	}
}

static void set_buckets(ncl_model *m, uint32_t *place)
{
	struct model_index *x = &m->index;
	uint32_t n = m->shape.features;

	for (uint32_t i = 0; i < n; i++)
		place[i] = put(x, key_at(m, i));
}

enum ncl_status model_index(ncl_model *m)
{
	uint32_t *place = malloc((m->shape.features + (size_t)1) *
				 sizeof(*place));
	enum ncl_status ret = place ? take_all(m, &m->index) : NCL_NOMEM;

	if (ret == NCL_OK) {
		set_buckets(m, place);
		set_firsts(&m->index);
		set_lines(m, place);
	}
	free(place);
	return ret;
}

uint32_t index_find_line(const struct model_index *x, uint64_t key)
{
	uint32_t at = index_bucket(x, key);

	for (;;) {
		const struct index_bucket *b = &x->buckets[at];
		uint32_t found = index_match(b, index_tag(key));

		for (; found; found &= found - 1) {
			uint32_t line = b->first +
					(uint32_t)__builtin_ctz(found);

			if (index_holds(x, line, key))
				return line;
		}
		if (!index_is_full(b))
			return MODEL_NO_ROW;
		at = at + 1 < x->count ? at + 1 : 0;
	}
}

void model_index_release(struct model_index *x)
{
	free(x->memory);
	x->memory = NULL;
}
