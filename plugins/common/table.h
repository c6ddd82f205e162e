/*
 * Numbers for hashes: the first that is put gets 0, the next new one 1, ...
 * Of a fixed room, in the document's memory.
 */
#ifndef COMMON_TABLE_H
#define COMMON_TABLE_H

#include <nclass/plugin.h>

struct table {
	uint64_t *keys;  /* by number */
	uint32_t *slots; /* number + 1, 0: free */
	uint32_t mask, count;
};

/* Room for `most` different hashes. 0 when memory is short. */
static inline int table_init(struct table *t, const struct ncl_host *host,
			     ncl_doc *doc, uint32_t most)
{
	size_t slots = 16;

	while (slots < (size_t)most * 2)
		slots *= 2;
	*t = (struct table){ .mask = (uint32_t)(slots - 1) };
	t->keys = host->alloc(doc, ((size_t)most + 1) * sizeof(*t->keys));
	t->slots = host->alloc(doc, slots * sizeof(*t->slots));
	return t->keys && t->slots;
}

static inline uint32_t table_put(struct table *t, uint64_t hash)
{
	uint32_t at = (uint32_t)(hash ^ hash >> 32) & t->mask;

	while (t->slots[at]) {
		if (t->keys[t->slots[at] - 1] == hash)
			return t->slots[at] - 1;
		at = (at + 1) & t->mask;
	}
	t->keys[t->count] = hash;
	t->slots[at] = ++t->count;
	return t->count - 1;
}

#endif
