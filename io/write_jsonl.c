#include <nclass/nclass.h>

#include "house.h"
#include "json_out.h"
#include "offsets.h"
#include "record.h"

/* What is needed for one document. */
struct writer {
	struct out o;
	const ncl_doc *doc;
	const struct ncl_write_options *how;
	struct house house;
	struct offsets offsets;
	const char *text;
	size_t len;
};

static void write_string(struct out *o, const char *key, const char *text)
{
	out_text(o, key);
	out_json_bytes(o, text, strlen(text));
}

/* A value that is known to be one string ever, or to be a list ever. */
static int is_single(const char *name)
{
	static const char *const names[] = { "title", "date", "lang", "url",
					     "no-topics" };

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (strcmp(name, names[i]) == 0)
			return 1;
	return 0;
}

static int is_list(const ncl_doc *doc, const char *name)
{
	size_t len;

	return strcmp(name, "authors") == 0 ||
	       (!is_single(name) && ncl_doc_value(doc, name, 1, &len));
}

static void write_value(struct writer *w, const char *name)
{
	int list = is_list(w->doc, name);
	const char *value;
	size_t len;

	out_json(&w->o, name, strlen(name));
	out_text(&w->o, list ? ":[" : ":");
	for (uint32_t i = 0; i == 0 || list; i++) {
		value = ncl_doc_value(w->doc, name, i, &len);
		if (!value)
			break;
		if (i)
			OUT(&w->o, ",");
		out_json(&w->o, value, len);
	}
	if (list)
		OUT(&w->o, "]");
}

static void write_values(struct writer *w)
{
	const char *name;

	OUT(&w->o, ",\"values\":{");
	for (uint32_t i = 0; (name = ncl_doc_value_name(w->doc, i)); i++) {
		if (i)
			OUT(&w->o, ",");
		write_value(w, name);
	}
	OUT(&w->o, "}");
}

static void write_score(struct writer *w, float score)
{
	OUT(&w->o, ",\"score\":");
	out_score(&w->o, score);
}

/* "label":"...", and before it "id":"..." where it has one. */
static void write_label(struct writer *w, ncl_layer layer, ncl_label label)
{
	const char *id = ncl_doc_label_id(w->doc, layer, label);
	const char *name = ncl_doc_label_name(w->doc, layer, label);

	if (id) {
		write_string(&w->o, "\"id\":", id);
		OUT(&w->o, ",");
	}
	write_string(&w->o, "\"label\":", name ? name : "");
}

static void write_marks(struct writer *w, ncl_layer layer)
{
	uint32_t n = 0;
	const struct ncl_mark *marks = ncl_doc_labels(w->doc, layer, &n);

	OUT(&w->o, "[");
	for (uint32_t i = 0; i < n; i++) {
		out_text(&w->o, i ? ",{" : "{");
		write_label(w, layer, marks[i].label);
		write_score(w, marks[i].score);
		if (layer == w->house.topic &&
		    house_below(&w->house, w->doc, marks[i].label))
			OUT(&w->o, ",\"below\":true");
		OUT(&w->o, "}");
	}
	OUT(&w->o, "]");
}

static void write_document_keys(struct writer *w)
{
	float article;

	if (w->house.topic) {
		OUT(&w->o, ",\"topics\":");
		write_marks(w, w->house.topic);
	}
	if (house_article(&w->house, w->doc, &article)) {
		OUT(&w->o, ",\"article\":");
		out_score(&w->o, article);
	}
}

static void write_range(struct writer *w, uint32_t begin, uint32_t end)
{
	OUT(&w->o, "\"begin\":");
	out_number(&w->o, begin);
	OUT(&w->o, ",\"end\":");
	out_number(&w->o, end);
}

/* The bytes of the input, where they are not the numbers that were written. */
static void write_source(struct writer *w, const struct ncl_block *b,
			 uint32_t begin, uint32_t end)
{
	uint32_t from = b->begin, to = b->end;

	ncl_doc_source(w->doc, b->begin, b->end, &from, &to);
	if (from == begin && to == end)
		return;
	OUT(&w->o, ",\"src\":[");
	out_number(&w->o, from);
	OUT(&w->o, ",");
	out_number(&w->o, to);
	OUT(&w->o, "]");
}

static void write_block(struct writer *w, uint32_t i)
{
	const struct ncl_block *b = ncl_doc_block(w->doc, i);
	uint32_t begin = offsets_get(&w->offsets, b->begin);
	uint32_t end = offsets_get(&w->offsets, b->end);
	const char *role, *language;
	float score;
	int keep;

	out_text(&w->o, i ? ",{" : "{");
	write_range(w, begin, end);
	write_source(w, b, begin, end);
	role = house_role(&w->house, w->doc, i, &score);
	if (role) {
		write_string(&w->o, ",\"role\":", role);
		OUT(&w->o, ",\"role_score\":");
		out_score(&w->o, score);
	}
	if (w->house.boiler) {
		keep = house_keep(&w->house, w->doc, i, &score);
		out_text(&w->o, keep ? ",\"keep\":true" : ",\"keep\":false");
		write_score(w, score);
	}
	language = house_language(&w->house, w->doc, i, &score);
	if (language) {
		write_string(&w->o, ",\"lang\":", language);
		OUT(&w->o, ",\"lang_score\":");
		out_score(&w->o, score);
	}
	OUT(&w->o, "}");
}

static void write_blocks(struct writer *w)
{
	uint32_t n = ncl_doc_block_count(w->doc);

	OUT(&w->o, ",\"blocks\":[");
	for (uint32_t i = 0; i < n; i++)
		write_block(w, i);
	OUT(&w->o, "]");
}

static void write_block_labels(struct writer *w, ncl_layer layer)
{
	uint32_t n = ncl_doc_block_count(w->doc), written = 0;

	OUT(&w->o, "\"blocks\":[");
	for (uint32_t i = 0; i < n; i++) {
		float score = 0;
		ncl_label label =
			ncl_doc_block_label(w->doc, layer, i, &score);

		if (!label)
			continue;
		out_text(&w->o, written++ ? ",{\"block\":" : "{\"block\":");
		out_number(&w->o, i);
		OUT(&w->o, ",");
		write_label(w, layer, label);
		write_score(w, score);
		OUT(&w->o, "}");
	}
	OUT(&w->o, "]");
}

static void write_spans(struct writer *w, ncl_layer layer)
{
	uint32_t n = 0;
	const struct ncl_span *spans = ncl_doc_spans(w->doc, layer, &n);

	OUT(&w->o, "\"spans\":[");
	for (uint32_t i = 0; i < n; i++) {
		out_text(&w->o, i ? ",{" : "{");
		write_range(w, offsets_get(&w->offsets, spans[i].begin),
			    offsets_get(&w->offsets, spans[i].end));
		OUT(&w->o, ",");
		write_label(w, layer, spans[i].label);
		write_score(w, spans[i].score);
		OUT(&w->o, "}");
	}
	OUT(&w->o, "]");
}

static void write_layer(struct writer *w, const struct ncl_layer_view *view)
{
	write_string(&w->o, "", view->name);
	OUT(&w->o, ":{");
	if (view->kind == NCL_LAYER_BLOCKS) {
		write_block_labels(w, view->handle);
	} else if (view->kind == NCL_LAYER_SPANS) {
		write_spans(w, view->handle);
	} else {
		OUT(&w->o, "\"labels\":");
		write_marks(w, view->handle);
	}
	OUT(&w->o, "}");
}

/* Layers without a key of their own; values stand under "values". */
static void write_layers(struct writer *w)
{
	struct ncl_layer_view view;
	int written = 0;

	for (uint32_t i = 0; ncl_doc_layer(w->doc, i, &view); i++) {
		if (view.kind == NCL_LAYER_VALUES ||
		    house_has(&w->house, view.handle))
			continue;
		out_text(&w->o, written++ ? "," : ",\"layers\":{");
		write_layer(w, &view);
	}
	if (written)
		OUT(&w->o, "}");
}

/* The kept blocks as one JSON string, escaped block by block. */
static void write_kept(struct writer *w)
{
	struct ncl_buffer kept = { 0 };
	struct out o;

	out_start(&o, &kept);
	house_kept(&w->house, w->doc, &o);
	if (out_end(&o) == NCL_OK) {
		OUT(&w->o, ",\"kept\":");
		out_json(&w->o, kept.data, kept.len);
	} else {
		w->o.failed = 1;
	}
	ncl_buffer_release(&kept);
}

enum ncl_status ncl_write_jsonl(struct ncl_buffer *out, const ncl_doc *doc,
				const struct ncl_write_options *how)
{
	static const struct ncl_write_options plain;
	struct writer w = { .doc = doc, .how = how ? how : &plain };
	const struct ncl_origin *origin = ncl_doc_origin(doc);

	w.text = ncl_doc_text(doc, &w.len);
	if (offsets_init(&w.offsets, w.text, w.len, w.how->offsets))
		return NCL_NOMEM;
	house_find(&w.house, doc);
	out_start(&w.o, out);
	record_head(&w.o, doc, "ok");
	if (origin->charset)
		write_string(&w.o, ",\"charset\":", origin->charset);
	write_string(&w.o, ",\"offsets\":", offsets_name(w.how->offsets));
	write_values(&w);
	write_document_keys(&w);
	write_blocks(&w);
	write_layers(&w);
	if (w.how->with_text) {
		OUT(&w.o, ",\"text\":");
		out_json(&w.o, w.text, w.len);
	}
	if (w.how->with_kept)
		write_kept(&w);
	record_end(&w.o, doc);
	offsets_release(&w.offsets);
	return out_end(&w.o);
}

enum ncl_status ncl_write_failed(struct ncl_buffer *out, const ncl_doc *doc,
				 const char *error)
{
	struct out o;

	out_start(&o, out);
	record_head(&o, doc, "failed");
	write_string(&o, ",\"error\":", error);
	record_end(&o, doc);
	return out_end(&o);
}
