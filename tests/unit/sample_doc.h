/*
 * A labelled document for tests of writers: a line is a block, layers are
 * filled by hand.
 */
#ifndef TESTS_SAMPLE_DOC_H
#define TESTS_SAMPLE_DOC_H

#include "core/document.h"

struct sample {
	ncl_doc *doc;
	struct layer_table table;
	ncl_layer section, boiler, topic, below, article;
	ncl_layer names; /* of spans */
};

/* The text must stay. No layer is visible yet. */
void sample_open(struct sample *s, const char *text);
void sample_close(struct sample *s);

/* Each makes its layer visible. */
void sample_role(struct sample *s, uint32_t block, const char *role,
		 float score);
void sample_verdict(struct sample *s, uint32_t block, int keep, float score);
void sample_topic(struct sample *s, const char *label, const char *id,
		  float score);
/* Mark a topic as below its threshold. */
void sample_below(struct sample *s, const char *label);
void sample_article(struct sample *s, float score);
void sample_span(struct sample *s, uint32_t begin, uint32_t end,
		 const char *label);

#endif
