/*
 * Memory that goes in one call.
 *
 *	head -> [chunk: used | free] -> [chunk: full] -> [large one] -> NULL
 *
 * With NCL_DEBUG_ARENA each request is a malloc of its own, so that valgrind
 * and the sanitizers see every overrun.
 */
#ifndef CORE_ARENA_H
#define CORE_ARENA_H

#include <stddef.h>

struct arena_chunk;

/* Ready when zeroed. */
struct arena {
	struct arena_chunk *head;
	size_t used;  /* bytes handed out since the last clear */
	size_t limit; /* most that may be handed out; 0: no limit */
	int failed;   /* a request could not be met since the last clear */
};

/* Zeroed, aligned for any type; NULL when memory or the limit is short. */
void *arena_alloc(struct arena *a, size_t size);
/* A copy of len bytes and a NUL behind them. */
char *arena_copy(struct arena *a, const char *bytes, size_t len);
/* Forget all requests; keep some memory for the next ones. */
void arena_clear(struct arena *a);
/* Give everything back; usable again. */
void arena_release(struct arena *a);

#endif
