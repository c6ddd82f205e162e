#include "arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define NCL_DEBUG_ARENA
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) && !defined(NCL_DEBUG_ARENA)
#define NCL_DEBUG_ARENA
#endif

#ifdef NCL_DEBUG_ARENA
static const size_t chunk_min, chunk_max, large; /* 0: each its own */
#else
static const size_t chunk_min = 32 << 10; /* the first; each next doubles */
static const size_t chunk_max = 4 << 20;
static const size_t large = 1 << 20; /* from here on: a chunk of its own */
#endif

struct arena_chunk {
	alignas(max_align_t) struct arena_chunk *next;
	size_t size, used;
};

static size_t align_up(size_t size)
{
	return (size + alignof(max_align_t) - 1) &
	       ~(size_t)(alignof(max_align_t) - 1);
}

static struct arena_chunk *chunk_new(size_t size)
{
	struct arena_chunk *c;

	if (size > SIZE_MAX - sizeof(*c))
		return NULL;
	c = malloc(sizeof(*c) + size);
	if (c)
		*c = (struct arena_chunk){ .size = size };
	return c;
}

/* A full chunk goes behind the head, which has room for others. */
static struct arena_chunk *add_large(struct arena *a, size_t size)
{
	struct arena_chunk *c = chunk_new(size);

	if (c && a->head) {
		c->next = a->head->next;
		a->head->next = c;
	} else if (c) {
		a->head = c;
	}
	return c;
}

static struct arena_chunk *add_chunk(struct arena *a, size_t size)
{
	size_t want = a->head ? a->head->size * 2 : chunk_min;
	struct arena_chunk *c;

	if (want > chunk_max)
		want = chunk_max;
	if (want < chunk_min)
		want = chunk_min;
	if (want < size)
		want = size;
	c = chunk_new(want);
	if (!c)
		return NULL;
	c->next = a->head;
	a->head = c;
	return c;
}

static struct arena_chunk *chunk_for(struct arena *a, size_t size)
{
	struct arena_chunk *c = a->head;

	if (c && c->size - c->used >= size)
		return c;
	return size >= large ? add_large(a, size) : add_chunk(a, size);
}

void *arena_alloc(struct arena *a, size_t size)
{
	struct arena_chunk *c = NULL;
	size_t limit = a->limit ? a->limit : SIZE_MAX;
	size_t take = chunk_min ? align_up(size) : size;
	void *p;

	if (a->used <= limit && size <= limit - a->used && take >= size)
		c = chunk_for(a, take);
	if (!c) {
		a->failed = 1;
		return NULL;
	}
	p = (char *)(c + 1) + c->used;
	c->used += take;
	a->used += size;
	return memset(p, 0, size);
}

char *arena_copy(struct arena *a, const char *bytes, size_t len)
{
	char *copy = len < SIZE_MAX ? arena_alloc(a, len + 1) : NULL;

	if (copy && len)
		memcpy(copy, bytes, len);
	return copy;
}

static void free_chunks(struct arena_chunk *c)
{
	while (c) {
		struct arena_chunk *next = c->next;

		free(c);
		c = next;
	}
}

void arena_clear(struct arena *a)
{
	struct arena_chunk *keep = a->head;

	if (keep && keep->size <= chunk_max && chunk_max > 0) {
		free_chunks(keep->next);
		keep->next = NULL;
		keep->used = 0;
	} else {
		free_chunks(keep);
		keep = NULL;
	}
	a->head = keep;
	a->used = 0;
	a->failed = 0;
}

void arena_release(struct arena *a)
{
	free_chunks(a->head);
	a->head = NULL;
	a->used = 0;
	a->failed = 0;
}
