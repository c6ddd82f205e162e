#include "house.h"

#include <string.h>

#include "json_out.h"

void house_find(struct house *h, const ncl_doc *doc)
{
	h->section = ncl_doc_find_layer(doc, "nclass.section/1");
	h->boiler = ncl_doc_find_layer(doc, "nclass.boiler/1");
	h->topic = ncl_doc_find_layer(doc, "nclass.topic/1");
	h->below = ncl_doc_find_layer(doc, "nclass.topic-below/1");
	h->article = ncl_doc_find_layer(doc, "nclass.article/1");
	h->languages = ncl_doc_find_layer(doc, "nclass.lang-blocks/1");
	h->lang = ncl_doc_find_layer(doc, "nclass.lang/1");
}

int house_has(const struct house *h, ncl_layer layer)
{
	return layer == h->section || layer == h->boiler ||
	       layer == h->topic || layer == h->below ||
	       layer == h->article || layer == h->languages;
}

/* The name of a block's label in a layer, or NULL. */
static const char *block_label(const ncl_doc *doc, ncl_layer layer,
			       uint32_t block, float *score)
{
	ncl_label label = 0;

	*score = 0;
	if (layer)
		label = ncl_doc_block_label(doc, layer, block, score);
	return label ? ncl_doc_label_name(doc, layer, label) : NULL;
}

const char *house_role(const struct house *h, const ncl_doc *doc,
		       uint32_t block, float *score)
{
	return block_label(doc, h->section, block, score);
}

const char *house_language(const struct house *h, const ncl_doc *doc,
			   uint32_t block, float *score)
{
	return block_label(doc, h->languages, block, score);
}

int house_keep(const struct house *h, const ncl_doc *doc, uint32_t block,
	       float *score)
{
	ncl_label verdict;
	const char *name;

	*score = 0;
	if (!h->boiler)
		return 1;
	verdict = ncl_doc_block_label(doc, h->boiler, block, score);
	name = ncl_doc_label_name(doc, h->boiler, verdict);
	return name && strcmp(name, "keep") == 0;
}

int house_article(const struct house *h, const ncl_doc *doc, float *score)
{
	const struct ncl_mark *mark = NULL;
	uint32_t n = 0;

	if (h->article)
		mark = ncl_doc_labels(doc, h->article, &n);
	if (n)
		*score = mark->score;
	return n != 0;
}

int house_below(const struct house *h, const ncl_doc *doc, ncl_label topic)
{
	const char *name = ncl_doc_label_name(doc, h->topic, topic), *other;
	const struct ncl_mark *marks = NULL;
	uint32_t n = 0;

	if (h->below && name)
		marks = ncl_doc_labels(doc, h->below, &n);
	for (uint32_t i = 0; i < n; i++) {
		other = ncl_doc_label_name(doc, h->below, marks[i].label);
		if (other && strcmp(name, other) == 0)
			return 1;
	}
	return 0;
}

void house_kept(const struct house *h, const ncl_doc *doc, struct out *o)
{
	size_t len;
	const char *text = ncl_doc_text(doc, &len);
	uint32_t n = ncl_doc_block_count(doc), written = 0;
	float score;

	for (uint32_t i = 0; i < n; i++) {
		const struct ncl_block *b = ncl_doc_block(doc, i);

		if (!house_keep(h, doc, i, &score))
			continue;
		if (written++)
			OUT(o, "\n");
		out_bytes(o, text + b->begin, b->end - b->begin);
	}
}
