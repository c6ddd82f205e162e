/*
 * Character n-grams of words: what a word looks like, for languages that are
 * told by their letters and for words that were never seen.
 *
 *	"Iran"   _iran_   orders 2 to 3:  _i ir ra an n_  _ir ira ran an_
 *
 * A mark stands before and behind each word, capitals count as small letters.
 */
#ifndef COMMON_GRAMS_H
#define COMMON_GRAMS_H

#include <nclass/plugin.h>

#define GRAMS_WORD_MOST 40 /* characters that are taken at a time */

struct grams {
	uint32_t group;       /* of counts, that they are added to */
	uint32_t least, most; /* orders: 1 to 8 */
	float value;          /* what each of them counts */
};

/* Add the n-grams of the word text[begin, end) of valid UTF-8, of its first
 * GRAMS_WORD_MOST characters if it is longer; returns where they end. */
uint32_t grams_add(const struct grams *how, struct ncl_sink *sink,
		   const char *text, uint32_t begin, uint32_t end);

#endif
