/*
 * Numbers for hashes: the first that is put gets 0, the next new one 1, ...
 * It has memory of its own, since the document's would be held for longer.
 */
#ifndef COMMON_TABLE_H
#define COMMON_TABLE_H

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define TABLE_LEAST 256u /* slots, a power of two */

struct table {
	uint64_t *keys;  /* by number; room for half the slots, and one */
	uint32_t *slots; /* number + 1, 0: free */
	uint32_t mask, count;
	int failed; /* memory was short: the numbers mean nothing */
};

/* Where a hash stands, or is to be put. */
static inline uint32_t table_find(const struct table *t, uint64_t hash)
{
	uint32_t at = (uint32_t)(hash ^ hash >> 32) & t->mask;

	while (t->slots[at] && t->keys[t->slots[at] - 1] != hash)
		at = (at + 1) & t->mask;
	return at;
}

/* Move to new memory of so many slots. 0 when it is short. */
static inline int table_move(struct table *t, size_t slots)
{
	struct table to = *t;

	to.mask = (uint32_t)(slots - 1);
	to.keys = malloc((slots / 2 + 1) * sizeof(*to.keys));
	to.slots = calloc(slots, sizeof(*to.slots));
	if (!to.keys || !to.slots) {
		free(to.keys);
		free(to.slots);
		return 0;
	}
	if (t->count)
		memcpy(to.keys, t->keys, t->count * sizeof(*to.keys));
	for (uint32_t i = 0; i < t->count; i++)
		to.slots[table_find(&to, to.keys[i])] = i + 1;
	free(t->keys);
	free(t->slots);
	*t = to;
	return 1;
}

/* 0 when memory is short; release it in any case. */
static inline int table_init(struct table *t)
{
	*t = (struct table){ 0 };
	return table_move(t, TABLE_LEAST);
}

static inline void table_release(struct table *t)
{
	free(t->keys);
	free(t->slots);
}

static inline uint32_t table_put(struct table *t, uint64_t hash)
{
	uint32_t at = table_find(t, hash);

	if (t->slots[at])
		return t->slots[at] - 1;
	if (2 * t->count > t->mask) {
		if (!table_move(t, 2 * ((size_t)t->mask + 1))) {
			t->failed = 1;
			return 0;
		}
		at = table_find(t, hash);
	}
	t->keys[t->count] = hash;
	t->slots[at] = ++t->count;
	return t->count - 1;
}

#endif
