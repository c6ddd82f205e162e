/* The worst mistakes, kept with a stretch of their texts. */
#ifndef CORE_MISTAKES_H
#define CORE_MISTAKES_H

#include "arena.h"
#include "measure.h"

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

/* What is shown of an item: stretches of its document. */
struct mistake_text {
	const char *id, *title, *text;
	size_t id_len, title_len, text_len;
	size_t weight; /* bytes of the whole text */
};

/* Room for `most`. NCL_NOMEM. */
enum ncl_status mistakes_init(struct mistakes *m, uint32_t most);
void mistakes_release(struct mistakes *m);

/*
 * Of a document (block UINT32_MAX) or of a block of it. The title is the
 * document's value or its first block. Lives as long as the document's text.
 */
void mistake_text(struct mistake_text *out, const ncl_doc *doc,
		  uint32_t block);
/* Keep a copy of an item that was just counted, if it is among the worst.
 * NCL_NOMEM. */
enum ncl_status mistakes_take(struct mistakes *m, const struct measure *of,
			      const struct measure_item *item,
			      const struct mistake_text *text);
/* Put them into the measures; they stay theirs. NCL_NOMEM. */
enum ncl_status mistakes_fill(const struct mistakes *m, struct measure *to);

#endif
