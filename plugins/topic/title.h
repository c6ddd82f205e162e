/*
 * The words of a title, which may stand beside the text and then has no
 * tokens: split about as the tokens are (docs/tokens.md).
 */
#ifndef TOPIC_TITLE_H
#define TOPIC_TITLE_H

#include <nclass/plugin.h>

#define TITLE_MOST 48 /* words that are looked at */

struct title_word {
	uint64_t hash;
	const char *text; /* in the title */
	uint32_t len;
};

/* The first words; how many. */
uint32_t title_words(const struct ncl_host *host, const char *text,
		     size_t len, struct title_word *words);

/* The block that is the title of a document, or UINT32_MAX: the one that
 * says the same as its value "title"; without a value `first`, the first that
 * is looked at, if it is short. */
uint32_t title_block(const struct ncl_host *host, const ncl_doc *doc,
		     uint32_t first);

#endif
