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

/* Fill the list: all features of the item that are not 0, dense ones first,
 * then by row. Of a kernel, values are those that it compares. 0: no memory. */
int causes_take(struct causes *c);
/* Of a kernel: the weight of each, so that value * weight is how much lower the
 * label's decision were without it. 0: no memory. */
int causes_drop(struct causes *c, const double *map);
/* Find the names and places of an item's causes. 0: no memory. */
int causes_locate(struct causes *c, uint32_t item);

#endif
