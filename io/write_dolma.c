/*
 * ncl_write_dolma: what was found as attributes in the layout of Dolma, a line
 * a document:
 *
 *	{"id":"a1","attributes":{"nclass__boiler__keep":[[0,93,0.9921], ...],
 *	                         "nclass__topic__sport":[[0,2310,0.8113]]}}
 *
 * Spans count characters, as its mixer does. A label of the document spans all
 * of it.
 */
#include <nclass/nclass.h>

#include "house.h"
#include "json_out.h"
#include "offsets.h"
#include "record.h"

struct writer {
	struct out o;
	const ncl_doc *doc;
	struct house house;
	struct offsets offsets;
	uint32_t len; /* of the text, in bytes */
	struct ncl_layer_view layer;
	int keys, spans; /* written so far */
};

/* "nclass.section/1" and "body" to "nclass__section__body": [ */
static void begin_key(struct writer *w, const char *label)
{
	const char *name = w->layer.name;
	char key[256];
	size_t n = 0;

	for (; *name && *name != '/' && n < sizeof(key) - 4; name++) {
		if (*name == '.')
			key[n++] = '_';
		key[n++] = (char)(*name == '.' ? '_' : *name);
	}
	key[n++] = '_';
	key[n++] = '_';
	out_text(&w->o, w->keys++ ? ",\"" : "\"");
	out_bytes(&w->o, key, n);
	out_json_inside(&w->o, label, strlen(label));
	OUT(&w->o, "\":[");
}

static void add_span(struct writer *w, const char *label, uint32_t begin,
		     uint32_t end, float score)
{
	if (!w->spans)
		begin_key(w, label);
	out_text(&w->o, w->spans++ ? ",[" : "[");
	out_number(&w->o, offsets_get(&w->offsets, begin));
	OUT(&w->o, ",");
	out_number(&w->o, offsets_get(&w->offsets, end));
	OUT(&w->o, ",");
	out_score(&w->o, score);
	OUT(&w->o, "]");
}

static void end_key(struct writer *w)
{
	if (w->spans)
		OUT(&w->o, "]");
	w->spans = 0;
}

/* Blocks of a label. The score of boiler's is the probability that a block is
 * article text; here it is that of the label. */
static void write_blocks(struct writer *w, ncl_label label, const char *name)
{
	uint32_t n = ncl_doc_block_count(w->doc);
	int drop = w->layer.handle == w->house.boiler &&
		   strcmp(name, "keep") != 0;

	for (uint32_t i = 0; i < n; i++) {
		const struct ncl_block *b = ncl_doc_block(w->doc, i);
		float score;

		if (ncl_doc_block_label(w->doc, w->layer.handle, i, &score) ==
		    label)
			add_span(w, name, b->begin, b->end,
				 drop ? 1 - score : score);
	}
	end_key(w);
}

static void write_spans(struct writer *w, ncl_label label, const char *name)
{
	uint32_t n = 0;
	const struct ncl_span *spans =
		ncl_doc_spans(w->doc, w->layer.handle, &n);

	for (uint32_t i = 0; i < n; i++)
		if (spans[i].label == label)
			add_span(w, name, spans[i].begin, spans[i].end,
				 spans[i].score);
	end_key(w);
}

static void write_marks(struct writer *w)
{
	uint32_t n = 0;
	const struct ncl_mark *marks =
		ncl_doc_labels(w->doc, w->layer.handle, &n);

	for (uint32_t i = 0; i < n; i++) {
		if (w->layer.handle == w->house.topic &&
		    house_below(&w->house, w->doc, marks[i].label))
			continue;
		add_span(w, ncl_doc_label_name(w->doc, w->layer.handle,
					       marks[i].label),
			 0, w->len, marks[i].score);
		end_key(w);
	}
}

static void write_layer(struct writer *w)
{
	const char *name;

	if (w->layer.kind == NCL_LAYER_VALUES ||
	    w->layer.handle == w->house.below)
		return;
	if (w->layer.kind == NCL_LAYER_DOCUMENT) {
		write_marks(w);
		return;
	}
	for (ncl_label l = 1; (name = ncl_doc_label_name(
				       w->doc, w->layer.handle, l)); l++) {
		if (w->layer.kind == NCL_LAYER_BLOCKS)
			write_blocks(w, l, name);
		else
			write_spans(w, l, name);
	}
}

enum ncl_status ncl_write_dolma(struct ncl_buffer *out, const ncl_doc *doc,
				int failed)
{
	struct writer w = { .doc = doc };
	size_t len;
	const char *text = ncl_doc_text(doc, &len);

	if (offsets_init(&w.offsets, text, len, NCL_OFFSETS_CHAR))
		return NCL_NOMEM;
	w.len = (uint32_t)len;
	house_find(&w.house, doc);
	out_start(&w.o, out);
	OUT(&w.o, "{\"id\":");
	record_id(&w.o, doc);
	OUT(&w.o, ",\"attributes\":{");
	for (uint32_t i = 0; !failed && ncl_doc_layer(doc, i, &w.layer); i++)
		write_layer(&w);
	OUT(&w.o, "}}\n");
	offsets_release(&w.offsets);
	return out_end(&w.o);
}
