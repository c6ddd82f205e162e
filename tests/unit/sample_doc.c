#include "sample_doc.h"

#include <assert.h>
#include <string.h>

static ncl_layer add_layer(struct sample *s, const char *name,
			   enum ncl_layer_kind kind)
{
	ncl_layer layer = 0;

	assert(!layers_add(&s->table, name, "test", kind, &layer));
	return layer;
}

static void add_lines(struct sample *s, const char *text)
{
	struct ncl_block block = { 0 };
	const char *line = text;

	while (*line) {
		size_t len = strcspn(line, "\n");

		block.begin = (uint32_t)(line - text);
		block.end = block.begin + (uint32_t)len;
		assert(!ncl_doc_add_block(s->doc, &block, NULL));
		line += len + (line[len] == '\n');
	}
}

void sample_open(struct sample *s, const char *text)
{
	*s = (struct sample){ 0 };
	assert(!ncl_doc_new(&s->doc, NULL));
	assert(!ncl_doc_set_text(s->doc, text, strlen(text), NULL));
	add_lines(s, text);
	s->section = add_layer(s, "nclass.section/1", NCL_LAYER_BLOCKS);
	s->boiler = add_layer(s, "nclass.boiler/1", NCL_LAYER_BLOCKS);
	s->topic = add_layer(s, "nclass.topic/1", NCL_LAYER_DOCUMENT);
	s->below = add_layer(s, "nclass.topic-below/1", NCL_LAYER_DOCUMENT);
	s->article = add_layer(s, "nclass.article/1", NCL_LAYER_DOCUMENT);
	s->names = add_layer(s, "acme.names/1", NCL_LAYER_SPANS);
	assert(!doc_attach(s->doc, &s->table));
}

void sample_close(struct sample *s)
{
	ncl_doc_free(s->doc);
	layers_release(&s->table);
}

static struct ncl_mark mark(struct sample *s, ncl_layer layer,
			    const char *name, const char *id, float score)
{
	ncl_label label = layers_label(&s->table, layer, name, id);

	assert(label);
	doc_layer_show(s->doc, layer);
	return (struct ncl_mark){ label, score };
}

void sample_role(struct sample *s, uint32_t block, const char *role,
		 float score)
{
	struct ncl_mark m = mark(s, s->section, role, NULL, score);

	assert(!doc_add_block_label(s->doc, s->section, block, &m, NULL));
}

void sample_verdict(struct sample *s, uint32_t block, int keep, float score)
{
	struct ncl_mark m = mark(s, s->boiler, keep ? "keep" : "drop", NULL,
				 score);

	assert(!doc_add_block_label(s->doc, s->boiler, block, &m, NULL));
}

void sample_topic(struct sample *s, const char *label, const char *id,
		  float score)
{
	struct ncl_mark m = mark(s, s->topic, label, id, score);

	assert(!doc_add_label(s->doc, s->topic, &m, NULL));
}

void sample_below(struct sample *s, const char *label)
{
	struct ncl_mark m = mark(s, s->below, label, NULL, 1);

	assert(!doc_add_label(s->doc, s->below, &m, NULL));
}

void sample_article(struct sample *s, float score)
{
	struct ncl_mark m = mark(s, s->article, "article", NULL, score);

	assert(!doc_add_label(s->doc, s->article, &m, NULL));
}

void sample_span(struct sample *s, uint32_t begin, uint32_t end,
		 const char *label)
{
	struct ncl_mark m = mark(s, s->names, label, NULL, 1);
	struct ncl_span span = { begin, end, m.label, 0.88f };

	assert(!doc_add_span(s->doc, s->names, &span, NULL));
}
