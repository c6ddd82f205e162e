/*
 * The features of blocks that section and boiler learn from: dense ones
 * (dense.c) and hashed flags (flags.c), from the shapes and places of
 * page.h. They look at text alone, so that they do not depend on how blocks
 * were parted; docs/blocks.md says what each is.
 */
#ifndef COMMON_BLOCKS_H
#define COMMON_BLOCKS_H

#include "common/page.h"

#define BLOCKS_REVISION 4u
/* What is looked up for one plugin is used for both: a plugin with features of
 * its own beside these gives no such name. */
#define BLOCKS_SAME "blocks"
/* Dense features of text, then those of markup. */
#define BLOCKS_TEXT (115u + CUE_COUNT)
#define BLOCKS_DENSE (BLOCKS_TEXT + 73u)

enum blocks_group {
	GROUP_SHORT,   /* words of a short block */
	GROUP_WORD,    /* first and last words of a longer one */
	GROUP_FIRST,   /* its first word, pair of words; its last */
	GROUP_FIRST_TWO,
	GROUP_LAST,
	GROUP_LAST_TWO,
	GROUP_WHOLE,   /* all of a block of few words */
	GROUP_PATTERN, /* "Aa 9, 9999" of one, all or its first words */
	GROUP_CODE,    /* conjunctions of small numbers */
	GROUP_BEFORE,  /* words of a short block before, and after */
	GROUP_AFTER,
	GROUP_HEADER,  /* words of the last short block with a cue */
	GROUP_TAG,     /* of markup: elements that it is in */
	GROUP_CLASS,   /* words of their class, id, ... */
	GROUP_COUNT
};

extern const char *const blocks_dense[BLOCKS_DENSE];
extern const struct ncl_feature_group blocks_groups[GROUP_COUNT];

/* A block and its neighbours, by distance; beyond the ends: blanks. */
struct sight {
	const struct page *page;
	uint32_t at;
	const struct shape *shape;
	const struct spot *spot;
	const struct shape *near[5]; /* two before, itself, two after */
};

#define SIGHT_HERE 2 /* index in near */

/* A shape of nothing, which stands beyond both ends of a page. */
extern const struct shape shape_blank;

/* Ready to make pages: cues and key. */
void blocks_open(struct page_maker *maker, const struct ncl_host *host);

/* The features of all blocks: the function of a trainable plugin. */
enum ncl_status blocks_features(const struct page_maker *maker, ncl_doc *doc,
				struct ncl_sink *sink);

/* Within. */
void dense_fill(float *to, const struct sight *s);
void dense_fill_markup(float *to, const struct sight *s);
void flags_add(const struct sight *s, struct ncl_sink *sink);
void flags_add_markup(const struct sight *s, struct ncl_sink *sink);

#endif
