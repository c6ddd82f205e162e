#include "pair_counts.h"

#include <stdlib.h>

static size_t slot_of(const struct pair_counts *p, uint32_t a, uint32_t b)
{
	uint64_t x = ((uint64_t)a << 32 | b) * 0x9e3779b97f4a7c15u;
	size_t mask = p->slot_count - 1, at;

	x = (x ^ x >> 32) * 0xd6e8feb86659fd93u;
	at = (size_t)(x ^ x >> 32) & mask;
	while (p->slots[at]) {
		const struct pair_count *c = &p->all[p->slots[at] - 1];

		if (c->a == a && c->b == b)
			break;
		at = (at + 1) & mask;
	}
	return at;
}

static int grow(struct pair_counts *p)
{
	size_t size = p->size ? 2 * p->size : 64;
	struct pair_count *all = realloc(p->all, size * sizeof(*all));
	size_t *slots;

	if (!all)
		return 0;
	p->all = all;
	slots = calloc(2 * size, sizeof(*slots));
	if (!slots)
		return 0;
	free(p->slots);
	p->slots = slots;
	p->slot_count = 2 * size;
	p->size = size;
	for (size_t i = 0; i < p->count; i++)
		slots[slot_of(p, all[i].a, all[i].b)] = i + 1;
	return 1;
}

struct pair_count *pair_counts_at(struct pair_counts *p, uint32_t a,
				  uint32_t b)
{
	size_t at;

	if (p->count == p->size && !grow(p))
		return NULL;
	at = slot_of(p, a, b);
	if (!p->slots[at]) {
		p->all[p->count] = (struct pair_count){ .a = a, .b = b };
		p->slots[at] = ++p->count;
	}
	return &p->all[p->slots[at] - 1];
}

static int by_pair(const void *left, const void *right)
{
	const struct pair_count *x = left, *y = right;

	if (x->a != y->a)
		return x->a < y->a ? -1 : 1;
	return x->b < y->b ? -1 : x->b > y->b;
}

void pair_counts_sort(struct pair_counts *p)
{
	if (p->count)
		qsort(p->all, p->count, sizeof(*p->all), by_pair);
	free(p->slots);
	p->slots = NULL;
	p->slot_count = 0;
}

void pair_counts_release(struct pair_counts *p)
{
	free(p->all);
	free(p->slots);
	*p = (struct pair_counts){ 0 };
}
