/*
 * From keys to rows, laid out for speed.
 *
 *	tags   16 halves of keys a bucket, 32 bytes; 0 is free
 *	slots  to each tag: 6 more bits of the key, 26 of the row
 *	rows   [ scale | idf | weights of all outputs | 0 ] ...
 *
 * Most features of a text are in no vocabulary (pairs of words above all):
 * for them one look at 32 bytes of the tags is all, and these are few enough
 * to stay in the second cache. A key whose bucket is full stands in the next
 * one. An unknown key is taken for a known one about three times in a
 * million.
 *
 * A row of up to 64 bytes lies in one line of the cache.
 */
#ifndef CORE_MODEL_INDEX_H
#define CORE_MODEL_INDEX_H

#include <stdint.h>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "nclass/nclass.h"

#define INDEX_WAYS 16u         /* tags a bucket */
#define INDEX_ROW_BITS 26u     /* of a slot; the others are of the key */
#define INDEX_ROW_HEAD 4u      /* bytes of a row before its weights */
#define MODEL_NO_ROW UINT32_MAX

struct model_index {
	void *memory; /* of all of it; NULL: not made */
	uint16_t *tags;
	uint32_t *slots;
	unsigned char *rows;
	uint32_t buckets;
	uint32_t step; /* bytes of a row */
};

/* Make it; NCL_NOMEM. */
enum ncl_status model_index(ncl_model *m);
void model_index_release(struct model_index *x);

static inline uint32_t index_bucket(const struct model_index *x, uint64_t key)
{
	return (uint32_t)((key >> 32) * x->buckets >> 32);
}

static inline uint16_t index_tag(uint64_t key)
{
	uint16_t tag = (uint16_t)(key >> 24);

	return tag ? tag : 1;
}

/* The bits of a key above its tag, where they stand in a slot. */
static inline uint32_t index_rest(uint64_t key)
{
	return (uint32_t)(key >> 40) << INDEX_ROW_BITS;
}

/* The tags of a bucket that are `tag`, a bit each. */
static inline uint32_t index_match(const struct model_index *x,
				   uint32_t bucket, uint16_t tag)
{
	const uint16_t *tags = x->tags + (size_t)bucket * INDEX_WAYS;
#if defined(__SSE2__)
	const __m128i *v = (const __m128i *)(const void *)tags;
	__m128i t = _mm_set1_epi16((short)tag);

	return (uint32_t)_mm_movemask_epi8(
		_mm_packs_epi16(_mm_cmpeq_epi16(_mm_load_si128(v), t),
				_mm_cmpeq_epi16(_mm_load_si128(v + 1), t)));
#else
	uint32_t found = 0;

	for (uint32_t i = 0; i < INDEX_WAYS; i++)
		found |= (uint32_t)(tags[i] == tag) << i;
	return found;
#endif
}

/* May a key of this bucket stand in the next one? */
static inline int index_is_full(const struct model_index *x, uint32_t bucket)
{
	return x->tags[(size_t)bucket * INDEX_WAYS + INDEX_WAYS - 1] != 0;
}

/* The slot of the first match; of the first tag where there is none. */
static inline const uint32_t *index_slot(const struct model_index *x,
					 uint32_t bucket, uint32_t found)
{
	return x->slots + (size_t)bucket * INDEX_WAYS +
	       (found ? (uint32_t)__builtin_ctz(found) : 0);
}

/* The row of a key whose first bucket has these matches. */
static inline uint32_t index_find_in(const struct model_index *x, uint64_t key,
				     uint32_t bucket, uint32_t found)
{
	uint32_t rest = index_rest(key), rows = (1u << INDEX_ROW_BITS) - 1;

	for (;;) {
		for (; found; found &= found - 1) {
			uint32_t slot = *index_slot(x, bucket, found);

			if ((slot & ~rows) == rest)
				return slot & rows;
		}
		if (!index_is_full(x, bucket))
			return MODEL_NO_ROW;
		bucket = bucket + 1 < x->buckets ? bucket + 1 : 0;
		found = index_match(x, bucket, index_tag(key));
	}
}

/* The row of a key, or MODEL_NO_ROW. */
static inline uint32_t index_find(const struct model_index *x, uint64_t key)
{
	uint32_t bucket = index_bucket(x, key);

	return index_find_in(x, key, bucket,
			     index_match(x, bucket, index_tag(key)));
}

/* Bytes of a row: its head and weights for `lanes` of `bits`. */
uint32_t index_step(uint32_t lanes, uint32_t bits);

#endif
