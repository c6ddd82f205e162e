/* The index of a model's features, made when it is opened. */
#include "model.h"

#include <stdlib.h>
#include <sys/mman.h>

#define LINE 64u
#define HUGE_PAGE (2u << 20)
#define FILLED 9u /* tags a bucket, on average: one in fifty is full */

uint32_t index_step(uint32_t lanes, uint32_t bits)
{
	uint32_t n = INDEX_ROW_HEAD + lanes * (bits / 8);

	if (n <= LINE / 4)
		return LINE / 4;
	if (n <= LINE / 2)
		return LINE / 2;
	return (n + LINE - 1) / LINE * LINE;
}

/* Large ones in huge pages: with small ones most look-ups would wait for the
 * table of pages. */
static void *take(size_t size)
{
	size_t align = size >= HUGE_PAGE / 2 ? HUGE_PAGE : LINE;
	void *memory = aligned_alloc(align,
				     (size + align - 1) / align * align);

#ifdef MADV_HUGEPAGE
	if (memory && align == HUGE_PAGE)
		(void)madvise(memory, size, MADV_HUGEPAGE);
#endif
	return memory;
}

static size_t lines(size_t n)
{
	return (n + LINE - 1) / LINE * LINE;
}

static enum ncl_status take_all(const ncl_model *m, struct model_index *x)
{
	size_t tags, slots, rows;

	x->buckets = m->shape.features / FILLED + 1;
	x->step = index_step(m->shape.stride, m->shape.weight_bits);
	tags = lines((size_t)x->buckets * INDEX_WAYS * sizeof(*x->tags));
	slots = lines((size_t)x->buckets * INDEX_WAYS * sizeof(*x->slots));
	rows = (size_t)m->shape.features * x->step;
	x->memory = take(tags + slots + lines(rows) + LINE);
	if (!x->memory)
		return NCL_NOMEM;
	x->rows = x->memory;
	x->tags = (void *)(x->rows + lines(rows));
	x->slots = (void *)(x->rows + lines(rows) + tags);
	memset(x->tags, 0, tags);
	return NCL_OK;
}

static void put(struct model_index *x, uint64_t key, uint32_t row)
{
	uint32_t bucket = index_bucket(x, key), free;
	size_t at;

	while (!(free = index_match(x, bucket, 0)))
		bucket = bucket + 1 < x->buckets ? bucket + 1 : 0;
	at = (size_t)bucket * INDEX_WAYS + (uint32_t)__builtin_ctz(free);
	x->tags[at] = index_tag(key);
	x->slots[at] = index_rest(key) | row;
}

static void put_rows(const ncl_model *m, struct model_index *x)
{
	uint32_t size = m->shape.outputs * (m->shape.weight_bits / 8);
	uint32_t end = INDEX_ROW_HEAD + size;
	const char *weights = m->weights;

	for (uint32_t i = 0; i < m->shape.features; i++) {
		unsigned char *row = x->rows + (size_t)i * x->step;

		memcpy(row, &m->scales[i], sizeof(m->scales[i]));
		memcpy(row + 2, &m->idfs[i], sizeof(m->idfs[i]));
		memcpy(row + INDEX_ROW_HEAD, weights + (size_t)i * size, size);
		memset(row + end, 0, x->step - end);
	}
}

enum ncl_status model_index(ncl_model *m)
{
	struct model_index *x = &m->index;
	enum ncl_status ret = take_all(m, x);

	if (ret != NCL_OK)
		return ret;
	for (uint32_t i = 0; i < m->shape.features; i++)
		put(x, (uint64_t)m->keys[i] << 32 |
		       (uint64_t)m->tails[i] << 24, i);
	put_rows(m, x);
	return NCL_OK;
}

void model_index_release(struct model_index *x)
{
	free(x->memory);
	x->memory = NULL;
}
