/*
 * From keys to rows, laid out for speed.
 *
 *	maybe    a bit for each beginning of a key            9 to 18 a key
 *	buckets  [ first line | 14 halves of keys, 0 is free ]   32 bytes
 *	lines    [ row and 6 more bits of its key | scale | idf |
 *	           weights of all outputs | 0 ] ...
 *
 * Nine in ten features of a text that are in no vocabulary end at the bits,
 * which stay in the near caches. The lines of a bucket stand one behind the
 * other, so a look-up of the others reads two places more. A key whose bucket
 * is full stands in the next one. An unknown key is taken for a known one
 * twice in ten million.
 *
 * A line of up to 64 bytes lies in one line of the cache.
 */
#ifndef CORE_MODEL_INDEX_H
#define CORE_MODEL_INDEX_H

#include <stddef.h>
#include <stdint.h>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "nclass/nclass.h"

#define INDEX_WAYS 14u         /* keys a bucket */
#define INDEX_ROW_BITS 26u     /* of the row in a line's first number */
#define INDEX_HEAD 8u          /* bytes of a line before its weights */
#define MODEL_NO_ROW UINT32_MAX

struct index_bucket {
	uint32_t first; /* line */
	uint16_t tags[INDEX_WAYS];
};

struct index_line {
	uint32_t row; /* as in the file; above it bits of the key */
	uint16_t scale, idf;
};

struct model_index {
	void *memory; /* of all of it; NULL: not made */
	uint64_t *maybe;
	uint32_t maybe_shift; /* the bit's place: key >> maybe_shift */
	struct index_bucket *buckets;
	unsigned char *lines;
	uint32_t count; /* of buckets */
	uint32_t step;  /* bytes of a line */
};

/* Memory that starts a line of the cache (free), NULL when it is short. Much of
 * it is in huge pages where the system has them: with small ones most look-ups
 * would wait for the table of pages. */
void *model_memory(size_t size);

/* Make it; NCL_NOMEM. */
enum ncl_status model_index(ncl_model *m);
void model_index_release(struct model_index *x);

/* 0: the key is not there; 1: it may be. */
static inline uint32_t index_maybe(const struct model_index *x, uint64_t key)
{
	uint64_t at = key >> x->maybe_shift;

	return (uint32_t)(x->maybe[at / 64] >> at % 64) & 1;
}

static inline uint32_t index_bucket(const struct model_index *x, uint64_t key)
{
	return (uint32_t)((key >> 32) * x->count >> 32);
}

static inline uint16_t index_tag(uint64_t key)
{
	uint16_t tag = (uint16_t)(key >> 24);

	return tag ? tag : 1;
}

/* The bits of a key above its tag, where they stand in a line. */
static inline uint32_t index_rest(uint64_t key)
{
	return (uint32_t)(key >> 40) << INDEX_ROW_BITS;
}

/* Which of a bucket's tags are `tag`, a bit each. */
static inline uint32_t index_match(const struct index_bucket *b, uint16_t tag)
{
#if defined(__SSE2__)
	const __m128i *v = (const __m128i *)(const void *)b;
	__m128i t = _mm_set1_epi16((short)tag);

	return (uint32_t)_mm_movemask_epi8(
		_mm_packs_epi16(_mm_cmpeq_epi16(_mm_load_si128(v), t),
				_mm_cmpeq_epi16(_mm_load_si128(v + 1), t)))
	       >> (offsetof(struct index_bucket, tags) / sizeof(tag));
#else
	uint32_t found = 0;

	for (uint32_t i = 0; i < INDEX_WAYS; i++)
		found |= (uint32_t)(b->tags[i] == tag) << i;
	return found;
#endif
}

/* May a key of this bucket stand in the next one? */
static inline int index_is_full(const struct index_bucket *b)
{
	return b->tags[INDEX_WAYS - 1] != 0;
}

static inline const struct index_line *
index_line(const struct model_index *x, uint32_t line)
{
	return (const void *)(x->lines + (size_t)line * x->step);
}

/* The line of a bucket that has the key's tag first, or MODEL_NO_ROW. */
static inline uint32_t index_first(const struct index_bucket *b, uint64_t key)
{
	uint32_t found = index_match(b, index_tag(key));

	return found ? b->first + (uint32_t)__builtin_ctz(found) :
		       MODEL_NO_ROW;
}

/* Is a line whose tag is the key's of this key? */
static inline int index_holds(const struct model_index *x, uint32_t line,
			      uint64_t key)
{
	uint32_t rows = (1u << INDEX_ROW_BITS) - 1;

	return (index_line(x, line)->row & ~rows) == index_rest(key);
}

/* The line of a key, or MODEL_NO_ROW. */
uint32_t index_find_line(const struct model_index *x, uint64_t key);

/* The row of a line. */
static inline uint32_t index_row(const struct model_index *x, uint32_t line)
{
	return index_line(x, line)->row & ((1u << INDEX_ROW_BITS) - 1);
}

/* The row of a key, or MODEL_NO_ROW. */
static inline uint32_t index_find(const struct model_index *x, uint64_t key)
{
	uint32_t line = index_find_line(x, key);

	return line == MODEL_NO_ROW ? line : index_row(x, line);
}

#endif
