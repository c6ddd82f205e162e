/* Stretches of the texts that were trained on, for the list of mistakes. */
#ifndef CORE_EXCERPTS_H
#define CORE_EXCERPTS_H

#include "mistakes.h"

/* { 0 } is empty. */
struct excerpts {
	struct mistake_text *of; /* by item */
	uint32_t size;
	struct arena arena;
};

/* Copy those of a document: of itself, item `first`, or of its `count` blocks,
 * items from `first` on. NCL_NOMEM. */
enum ncl_status excerpts_add(struct excerpts *e, const ncl_doc *doc,
			     uint32_t first, uint32_t count, int blocks);
/* That of an item; NULL: none was kept. */
const struct mistake_text *excerpts_of(const struct excerpts *e,
				       uint32_t item);
void excerpts_release(struct excerpts *e);

#endif
