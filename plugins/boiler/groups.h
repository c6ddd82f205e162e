/*
 * Verdicts of blocks that go together, from the scores of each: the rows of a
 * table, and a part of the article that stands on the page twice.
 */
#ifndef BOILER_GROUPS_H
#define BOILER_GROUPS_H

#include "boiler/verdict.h"

/*
 * The rows of a table are kept or dropped together, for a header of three
 * words says little by itself: each takes the mean of their log-odds, by
 * words.
 */
void groups_join_rows(const struct ncl_host *host, const ncl_doc *doc,
		      struct verdict *v, uint32_t blocks);

/*
 * Of a page of HTML, mark what repeats what was kept above word for word, 60
 * words or more in blocks that follow each other: pages hold their article
 * twice, for small screens and large ones. `least`: the score of what is kept.
 * NCL_NOMEM.
 */
enum ncl_status groups_mark_copies(const struct ncl_host *host, ncl_doc *doc,
				   struct verdict *v, uint32_t blocks,
				   float least);

#endif
