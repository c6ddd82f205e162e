/*
 * A document as a page of blocks: what each block's place says of it. Made
 * once a document, by the first plugin that asks, and kept in its cache.
 *
 *	block  0  headline    <- title: the likeliest short block before
 *	       1  byline         the region, by the words it shares with it
 *	       2  body   \
 *	       3  caption |   <- region: the run of blocks with most running
 *	       4  body   /       text, few short blocks between
 *	       5  related
 *	       6  ...
 *
 * Words that stand in many blocks of the page are common words, whatever the
 * language; likeness is the share of the other words of a block that stand in
 * running text of the region too.
 */
#ifndef COMMON_PAGE_H
#define COMMON_PAGE_H

#include "common/markup.h"
#include "common/shape.h"
#include "common/table.h"

/* Sums over the blocks before one; spots[n] holds those of all. */
struct sums {
	float units, prose_units, log_units, capitals;
	uint32_t prose, stops, shorts; /* blocks */
};

struct spot {
	struct sums before;
	float common;     /* share of common words */
	float likeness;   /* to the region */
	float seen;       /* share of words that stand above in the region */
	float title;      /* share of the title's words */
	uint32_t shared;  /* words shared with the region */
	uint32_t up, down; /* blocks to the next running text; 99: none */
	float up_units, down_units; /* and its length */
	uint32_t like_up, like_down; /* run of like blocks that it is in */
	uint32_t colon;   /* blocks since one that ends with a colon */
	uint32_t header;  /* the last short block above with a cue, or
			   * NOWHERE */
	uint32_t copies, alikes; /* blocks of the same words, the same
				  * pattern; itself too */
};

struct page {
	int ready;
	uint32_t count;
	const char *text;
	const struct ncl_token *tokens;
	const struct ncl_host *host;
	ncl_doc *doc;
	struct shape *shapes;
	struct spot *spots; /* count + 1 */
	uint32_t begin, end; /* the region */
	uint32_t region_prose;
	uint32_t title; /* block, or NOWHERE */
	struct markup markup;
};

/* What the plugins of an open share. */
struct page_maker {
	const struct ncl_host *host;
	uint64_t key;
	struct cues cues;
};

/* The page of a document; NULL when memory is short. */
const struct page *page_get(const struct page_maker *maker, ncl_doc *doc);

/* Cues that head a list of what follows. */
#define HEADER_CUES                                                    \
	(CUE_BIT(RELATED) | CUE_BIT(COMMENTS) | CUE_BIT(PROMO) |       \
	 CUE_BIT(SHARE) | CUE_BIT(LEGAL) | CUE_BIT(BIO) | CUE_BIT(TAGS) | \
	 CUE_BIT(NAV))

/* Within: words.c. Likeness, title and common words. 0: no memory. */
int page_compare(struct page *p);

#endif
