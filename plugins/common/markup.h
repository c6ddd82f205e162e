/*
 * What markup says of the blocks of a page: how much text and how many links
 * the elements hold that a block is in, and which one holds the article.
 *
 *	html > body > div.page > div.story > p   "The council voted ..."
 *	                       |           > p   "Mayor Rowntree ..."
 *	                       > ul.links  > li  "Ferry fares to rise"
 *	boxes                  0   1           <- elements, parents first
 *
 * The main box is the innermost element that holds most of the page's running
 * text. Blocks of one path (tags and class words from the outermost element
 * on) are like items of the page.
 */
#ifndef COMMON_MARKUP_H
#define COMMON_MARKUP_H

#include "common/shape.h"

#define NOWHERE UINT32_MAX

struct page;

/* Sums over the blocks in an element, or of a path. */
struct holds {
	float units, linked, prose; /* words: all, in links, running text */
	uint32_t blocks;
};

struct box {
	const struct ncl_container *element;
	uint32_t parent; /* box, or NOWHERE */
	uint32_t main;   /* 1: the main box, or in it; 2: its parent, or in
			  * that alone; and so on; 0: in none of them */
	uint32_t first, last; /* blocks in it */
	struct holds holds;
};

/* Of a block. */
struct niche {
	uint32_t box;  /* innermost, or NOWHERE */
	uint32_t path; /* into paths */
};

struct markup {
	int there; /* 0: a text without markup, nothing else is set */
	struct box *boxes;
	uint32_t box_count, main; /* main: box, or NOWHERE */
	struct niche *niches;     /* one a block */
	struct holds *paths;
	struct holds all;
};

/* Once the shapes of the page are made. 0: no memory. */
int markup_make(struct page *p);

#endif
