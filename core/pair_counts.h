/* Counts by a pair of numbers: only pairs that occur take memory. */
#ifndef CORE_PAIR_COUNTS_H
#define CORE_PAIR_COUNTS_H

#include <stddef.h>
#include <stdint.h>

struct pair_count {
	uint32_t a, b;
	uint32_t n[3]; /* what they count is the owner's */
};

/* { 0 } is empty. */
struct pair_counts {
	struct pair_count *all; /* in the order they came */
	size_t count, size;
	size_t *slots; /* 1 + index in all; slot_count is a power of 2 */
	size_t slot_count;
};

/* The counts of a pair, new (zeros) or known, until the next call; NULL: no
 * memory. */
struct pair_count *pair_counts_at(struct pair_counts *p, uint32_t a,
				  uint32_t b);
/* Sort by a, then b; nothing may be added afterwards. */
void pair_counts_sort(struct pair_counts *p);
void pair_counts_release(struct pair_counts *p);

#endif
