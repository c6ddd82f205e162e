/*
 * lang: what its parts share.
 *
 *	lang.c     the plugin; the language of a document
 *	blocks.c   the language of each block
 */
#ifndef LANG_LANG_H
#define LANG_LANG_H

#include <nclass/plugin.h>

#include "common/grams.h"

enum group { GROUP_GRAMS, GROUP_WORDS, GROUP_COUNT };

struct lang {
	const struct ncl_host *host;
	const struct ncl_parts *parts;
	ncl_model *model;
	ncl_layer layer, value, boiler;
	ncl_layer blocks; /* 0: not asked for */
	ncl_label drop;
	double min_score;
	uint32_t words, block_words, most;
	uint32_t count; /* languages */
	int always;
	ncl_label label[]; /* of the document's layer, then of the blocks' */
};

/* Add the features of words [first, first + n). */
void lang_add_words(const char *text, const struct ncl_token *tokens,
		    uint32_t first, uint32_t n, struct ncl_sink *sink);
/* Label blocks. */
enum ncl_status blocks_run(const struct lang *l, ncl_doc *doc);

#endif
