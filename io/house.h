/* The layers that have keys of their own in the output, found once a
 * document. */
#ifndef IO_HOUSE_H
#define IO_HOUSE_H

#include <nclass/nclass.h>

/* Handles; 0 where the layer is not there. */
struct house {
	ncl_layer section; /* nclass.section/1: the role of a block */
	ncl_layer boiler;  /* nclass.boiler/1: "keep" or "drop" */
	ncl_layer topic;   /* nclass.topic/1 */
	ncl_layer below;   /* nclass.topic-below/1: those of the topics (by
			    * name) that are below their thresholds */
	ncl_layer article; /* nclass.article/1: "article" on the document */
	ncl_layer languages; /* nclass.lang-blocks/1, of blocks */
	ncl_layer lang;    /* nclass.lang/1, which has a key of its own only
			    * in the value "lang": house_has says no */
};

void house_find(struct house *h, const ncl_doc *doc);
/* Whether a layer is one of them. */
int house_has(const struct house *h, ncl_layer layer);

/* Role of a block, or NULL. */
const char *house_role(const struct house *h, const ncl_doc *doc,
		       uint32_t block, float *score);
/* Language of a block, or NULL. */
const char *house_language(const struct house *h, const ncl_doc *doc,
			   uint32_t block, float *score);
/* Whether a block is kept: all are where boiler did not run. *score is the
 * probability that it is article text (0 where boiler did not run). */
int house_keep(const struct house *h, const ncl_doc *doc, uint32_t block,
	       float *score);
/* The probability that the document has an article; 0: not told. */
int house_article(const struct house *h, const ncl_doc *doc, float *score);
/* Whether a topic is below its threshold: only the best that there is. */
int house_below(const struct house *h, const ncl_doc *doc, ncl_label topic);

/* The kept blocks' bytes, joined by a newline, into an `out` (json_out.h). */
struct out;
void house_kept(const struct house *h, const ncl_doc *doc, struct out *o);

#endif
