/* The worst mistakes, kept with a stretch of their texts. */
#ifndef CORE_MISTAKES_H
#define CORE_MISTAKES_H

#include "arena.h"
#include "nclass/nclass.h"

struct mistake {
	struct ncl_mistake it;
	size_t weight;      /* bytes of text: of two as wrong, the longer */
	struct arena arena; /* its strings and labels */
};

/* Sorted: the surest first, then the longer, then the earlier. */
struct mistakes {
	struct mistake *all;
	uint32_t count, most;
};

/* Room for `most`. NCL_NOMEM. */
enum ncl_status mistakes_init(struct mistakes *m, uint32_t most);
/* Would one that is so wrong be kept? */
int mistakes_keep(const struct mistakes *m, double wrong, size_t weight);
/* Add one that is to be kept; the arena and all in it are taken over. */
void mistakes_add(struct mistakes *m, const struct mistake *one);
void mistakes_release(struct mistakes *m);

/*
 * Fill id, title and text of a document (block UINT32_MAX) or of a block of
 * it. The title is the document's value or its first block. NCL_NOMEM.
 */
enum ncl_status mistake_texts(struct mistake *m, const ncl_doc *doc,
			      uint32_t block);

#endif
