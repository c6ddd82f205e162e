/* Features on their way to being reasons. See explain.h. */
#ifndef CORE_EXPLAIN_CAUSE_H
#define CORE_EXPLAIN_CAUSE_H

#include "explain.h"

struct cause {
	uint32_t row; /* or of a dense feature, with dense set */
	uint32_t dense, group;
	double value, weight;
	const char *name;
	struct ncl_place *places;
	uint32_t count, size;
	uint64_t hash; /* given without tokens; looked for in the text */
	int loose;     /* it has such a hash */
};

struct causes {
	struct explain_use *use;
	const struct explain_item *item;
	struct cause *list;
	uint32_t count;
	int failed; /* memory ran out */
};

/* Find the names and places of an item's causes. 0: no memory. */
int causes_locate(struct causes *c, uint32_t item);

#endif
