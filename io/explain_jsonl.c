/* Explanations as JSON lines: docs/output-format.md. */
#include <nclass/nclass.h>

#include "explain_pick.h"
#include "json_out.h"
#include "offsets.h"
#include "record.h"

struct teller {
	struct out o;
	const ncl_doc *doc;
	struct offsets offsets;
	struct pick pick;
};

static void write_string(struct out *o, const char *key, const char *text)
{
	out_text(o, key);
	out_json_bytes(o, text, strlen(text));
}

static void write_number(struct out *o, const char *key, double x)
{
	out_text(o, key);
	out_decimal(o, x);
}

static void write_range(struct teller *t, uint32_t begin, uint32_t end,
			const char *between)
{
	out_number(&t->o, offsets_get(&t->offsets, begin));
	out_text(&t->o, between);
	out_number(&t->o, offsets_get(&t->offsets, end));
}

static void write_reason(struct teller *t, const struct ncl_reason *r)
{
	struct out *o = &t->o;

	write_string(o, "{\"group\":", r->group ? r->group : "dense");
	if (r->name)
		write_string(o, ",\"name\":", r->name);
	else
		OUT(o, ",\"name\":null");
	write_number(o, ",\"value\":", r->value);
	write_number(o, ",\"weight\":", r->weight);
	write_number(o, ",\"adds\":", r->value * r->weight);
	if (r->group) {
		OUT(o, ",\"places\":[");
		for (uint32_t i = 0; i < r->place_count; i++) {
			out_text(o, i ? ",[" : "[");
			write_range(t, r->places[i].begin, r->places[i].end,
				    ",");
			OUT(o, "]");
		}
		OUT(o, "]");
	}
	OUT(o, "}");
}

static void write_verdict(struct teller *t, uint32_t i,
			  const struct ncl_verdict *v)
{
	const struct ncl_explained *use = &t->pick.use;
	const char *name = pick_name(&t->pick, i);
	struct out *o = &t->o;

	write_string(o, "{\"label\":", name);
	write_number(o, ",\"decision\":", v->decision);
	write_number(o, ",\"bias\":", v->bias);
	OUT(o, ",\"own\":");
	out_score(o, v->own);
	if (use->unit == NCL_UNIT_BLOCK) {
		write_number(o, ",\"above\":", (double)v->above);
		write_number(o, ",\"below\":", (double)v->below);
	}
	OUT(o, ",\"score\":");
	out_score(o, v->p);
	if (use->unit == NCL_UNIT_DOCUMENT) {
		OUT(o, ",\"threshold\":");
		out_score(o, v->threshold);
		out_text(o, pick_assigned(t->doc, use->plugin, name) ?
			 ",\"assigned\":true" : ",\"assigned\":false");
	}
}

static enum ncl_status write_labels(struct teller *t)
{
	struct ncl_verdict v;
	struct ncl_reasons r;
	double together;

	OUT(&t->o, "\"labels\":[");
	for (uint32_t i = 0; i < t->pick.count; i++) {
		if (pick_label(&t->pick, i, &v, &r))
			return NCL_NOMEM;
		if (i)
			OUT(&t->o, ",");
		write_verdict(t, i, &v);
		OUT(&t->o, ",\"reasons\":[");
		for (uint32_t k = 0; k < r.count; k++) {
			if (k)
				OUT(&t->o, ",");
			write_reason(t, &r.reasons[k]);
		}
		OUT(&t->o, "],\"left\":");
		out_number(&t->o, r.left);
		write_number(&t->o, ",\"left_adds\":", r.left_worth);
		if (pick_together(&t->pick, &v, &r, &together))
			write_number(&t->o, ",\"together\":", together);
		OUT(&t->o, "}");
	}
	OUT(&t->o, "]");
	return NCL_OK;
}

/* What the plugin noted of a block, or of the document. */
static void write_notes(struct teller *t, uint32_t block)
{
	struct ncl_note note;
	int written = 0;

	for (uint32_t i = 0;
	     ncl_explain_note(t->pick.why, block, i, &note); i++) {
		if (strcmp(note.plugin, t->pick.use.plugin) != 0)
			continue;
		out_text(&t->o, written++ ? "," : ",\"notes\":[");
		write_string(&t->o, "{\"what\":", note.what);
		write_number(&t->o, ",\"odds\":", (double)note.odds);
		OUT(&t->o, "}");
	}
	if (written)
		OUT(&t->o, "]");
}

static enum ncl_status write_block(struct teller *t, uint32_t i)
{
	const struct ncl_block *b = ncl_doc_block(t->doc, i);
	ncl_layer layer = pick_layer(t->doc, t->pick.use.plugin,
				     NCL_LAYER_BLOCKS);
	float score = 0;
	ncl_label label = layer ? ncl_doc_block_label(t->doc, layer, i,
						      &score) : 0;

	OUT(&t->o, "{\"block\":");
	out_number(&t->o, i);
	OUT(&t->o, ",\"begin\":");
	write_range(t, b->begin, b->end, ",\"end\":");
	if (label) {
		write_string(&t->o, ",\"verdict\":{\"label\":",
			     ncl_doc_label_name(t->doc, layer, label));
		OUT(&t->o, ",\"score\":");
		out_score(&t->o, score);
		OUT(&t->o, "}");
	}
	OUT(&t->o, ",");
	if (pick_item(&t->pick, i) || write_labels(t))
		return NCL_NOMEM;
	write_notes(t, i);
	OUT(&t->o, "}");
	return NCL_OK;
}

static enum ncl_status write_use(struct teller *t)
{
	const struct ncl_explained *use = &t->pick.use;
	int written = 0;

	write_string(&t->o, "{\"plugin\":", use->plugin);
	if (use->unit == NCL_UNIT_DOCUMENT) {
		OUT(&t->o, ",\"unit\":\"document\",");
		if (pick_item(&t->pick, 0) || write_labels(t))
			return NCL_NOMEM;
		write_notes(t, NCL_NO_BLOCK);
		OUT(&t->o, "}");
		return NCL_OK;
	}
	OUT(&t->o, ",\"unit\":\"block\"");
	write_notes(t, NCL_NO_BLOCK);
	OUT(&t->o, ",\"blocks\":[");
	for (uint32_t i = 0; i < use->items; i++) {
		if (!pick_block(&t->pick, i))
			continue;
		if (written++)
			OUT(&t->o, ",");
		if (write_block(t, i))
			return NCL_NOMEM;
	}
	OUT(&t->o, "]}");
	return NCL_OK;
}

enum ncl_status
ncl_write_explain_jsonl(struct ncl_buffer *out, const ncl_doc *doc,
			const ncl_explanation *why,
			const struct ncl_explain_options *how)
{
	static const struct ncl_explain_options plain;
	struct teller t = { .doc = doc,
			    .pick = { .why = why, .how = how ? how : &plain } };
	enum ncl_status status = NCL_OK;
	int over = 0, written = 0;
	size_t len;
	const char *text = ncl_doc_text(doc, &len);

	if (offsets_init(&t.offsets, text, len, t.pick.how->offsets))
		return NCL_NOMEM;
	out_start(&t.o, out);
	record_head(&t.o, doc, "ok");
	write_string(&t.o, ",\"offsets\":",
		     offsets_name(t.pick.how->offsets));
	OUT(&t.o, ",\"plugins\":[");
	for (uint32_t u = 0; !over && !status; u++) {
		if (!pick_use(&t.pick, u, &over))
			continue;
		if (written++)
			OUT(&t.o, ",");
		status = write_use(&t);
	}
	OUT(&t.o, "]");
	record_end(&t.o, doc);
	t.o.failed |= status != NCL_OK;
	offsets_release(&t.offsets);
	pick_release(&t.pick);
	return out_end(&t.o);
}
