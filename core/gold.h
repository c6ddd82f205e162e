/*
 * Labels of data, as a model's: what training takes them for. A label may be
 * called by its id, or by its name in any language of the model's taxonomy;
 * a document of a label is one of all labels above it, too.
 */
#ifndef CORE_GOLD_H
#define CORE_GOLD_H

#include "measure.h"
#include "model.h"

/* { 0 } is empty; the model outlives it. */
struct gold {
	const ncl_model *model;
	struct names others; /* ids, and names beside those of the labels */
	uint32_t *label;     /* whose each is; NAMES_NONE: of several */
	uint32_t levels;     /* labels that one label makes, at most */
};

/* NCL_NOMEM. Release it in any case. */
enum ncl_status gold_open(struct gold *g, const ncl_model *m);
void gold_release(struct gold *g);
/* The number of a label of the model; NAMES_NONE: it has none of this name. */
uint32_t gold_find(const struct gold *g, const struct measure *m,
		   const char *name);
/*
 * The labels of a document (of its n blocks, NULL: none), those too that the
 * model does not know, into `gold`: of a document each once, and those above
 * them. at[i + 1] is where those of item i end. There is room for n labels, of
 * a document for n * g->levels. 0: no memory.
 */
int gold_take(const struct gold *g, struct measure *m,
	      const char *const *labels, uint32_t n, uint32_t *gold,
	      uint32_t *at);

#endif
