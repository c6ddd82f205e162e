/* Documents of one text in two groups make the groups one. */
#include "dataset.h"

#include <stdlib.h>

struct member {
	uint64_t key;
	uint32_t sequence;
};

static int by_key(const void *left, const void *right)
{
	const struct member *a = left, *b = right;

	if (a->key != b->key)
		return a->key < b->key ? -1 : 1;
	return a->sequence < b->sequence ? -1 : a->sequence > b->sequence;
}

/* The root of a sequence; the way there is halved. */
static uint32_t root_of(uint32_t *parent, uint32_t i)
{
	while (parent[i] != i)
		i = parent[i] = parent[parent[i]];
	return i;
}

/* Unite the sequences that have the same key; how many had one before. */
static uint32_t unite(struct member *all, uint32_t n, uint32_t *parent)
{
	uint32_t repeated = 0;

	qsort(all, n, sizeof(*all), by_key);
	for (uint32_t i = 1; i < n; i++) {
		uint32_t a, b;

		if (all[i].key != all[i - 1].key)
			continue;
		repeated++;
		a = root_of(parent, all[i - 1].sequence);
		b = root_of(parent, all[i].sequence);
		parent[a < b ? b : a] = a < b ? a : b;
	}
	return repeated;
}

enum ncl_status dataset_join(struct dataset *d)
{
	uint32_t n = d->sequence_count;
	struct member *all = malloc((n + (size_t)1) * sizeof(*all));
	uint32_t *parent = malloc((n + (size_t)1) * sizeof(*parent));
	struct data_sequence *s = d->sequences;
	uint32_t repeated = 0;

	if (all && parent) {
		for (uint32_t i = 0; i < n; i++) {
			parent[i] = i;
			all[i] = (struct member){ s[i].text, i };
		}
		repeated = unite(all, n, parent);
	}
	if (repeated) {
		for (uint32_t i = 0; i < n; i++)
			all[i] = (struct member){ s[i].group, i };
		unite(all, n, parent);
		/* roots come first, and keep their own */
		for (uint32_t i = 0; i < n; i++)
			s[i].group = s[root_of(parent, i)].group;
	}
	free(all);
	free(parent);
	return all && parent ? NCL_OK : NCL_NOMEM;
}
