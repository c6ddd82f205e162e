/* A document as a line of JSON. */
#include "exec.h"

#include <string.h>

#define ADD(t, literal) text_bytes(t, literal, sizeof(literal) - 1)

struct request {
	struct text *t;
	const struct exec *exec;
	const struct ncl_host *host;
	ncl_doc *doc;
	const struct units *units;
};

static void add_name(struct text *t, const char *name)
{
	text_json(t, name, strlen(name));
}

static void add_range(const struct request *r, uint32_t begin, uint32_t end)
{
	ADD(r->t, "\"begin\":");
	text_number(r->t, units_of(r->units, begin));
	ADD(r->t, ",\"end\":");
	text_number(r->t, units_of(r->units, end));
}

static void add_label(const struct request *r, ncl_layer layer,
		      ncl_label label, float score)
{
	const char *name = r->host->label_name(r->host, layer, label);

	ADD(r->t, "\"label\":");
	add_name(r->t, name ? name : "");
	ADD(r->t, ",\"score\":");
	text_score(r->t, score);
	ADD(r->t, "}");
}

static void add_blocks(const struct request *r)
{
	const struct ncl_block *b;

	ADD(r->t, ",\"blocks\":[");
	for (uint32_t i = 0; (b = r->host->block(r->doc, i)); i++) {
		text_add(r->t, i ? ",{" : "{");
		add_range(r, b->begin, b->end);
		ADD(r->t, "}");
	}
	ADD(r->t, "]");
}

/* A string, or a list of them where there are several. */
static void add_value(const struct request *r, const char *name)
{
	const char *value;
	size_t len;
	int list;

	list = !strcmp(name, "authors") ||
	       r->host->value(r->doc, name, 1, &len);
	add_name(r->t, name);
	text_add(r->t, list ? ":[" : ":");
	for (uint32_t i = 0; i == 0 || list; i++) {
		value = r->host->value(r->doc, name, i, &len);
		if (!value)
			break;
		if (i)
			ADD(r->t, ",");
		text_json(r->t, value, len);
	}
	if (list)
		ADD(r->t, "]");
}

static void add_values(const struct request *r)
{
	const ncl_settings *settings = r->exec->settings;
	const char *name;
	uint32_t n = 0;
	size_t len;

	ADD(r->t, ",\"values\":{");
	for (uint32_t i = 0; (name = r->host->option_item(settings, "values",
							   i)); i++) {
		if (!r->host->value(r->doc, name, 0, &len))
			continue;
		if (n++)
			ADD(r->t, ",");
		add_value(r, name);
	}
	ADD(r->t, "}");
}

/* ------------------------------------------------------------------ layers */

static void add_block_labels(const struct request *r, ncl_layer layer)
{
	uint32_t n = 0, count = r->host->block_count(r->doc);
	float score;

	ADD(r->t, "{\"blocks\":[");
	for (uint32_t i = 0; i < count; i++) {
		ncl_label label = r->host->block_label(r->doc, layer, i,
						       &score);

		if (!label)
			continue;
		text_add(r->t, n++ ? ",{\"block\":" : "{\"block\":");
		text_number(r->t, i);
		ADD(r->t, ",");
		add_label(r, layer, label, score);
	}
	ADD(r->t, "]}");
}

static void add_doc_labels(const struct request *r, ncl_layer layer)
{
	uint32_t n;
	const struct ncl_mark *m = r->host->doc_labels(r->doc, layer, &n);

	ADD(r->t, "{\"labels\":[");
	for (uint32_t i = 0; i < n; i++) {
		text_add(r->t, i ? ",{" : "{");
		add_label(r, layer, m[i].label, m[i].score);
	}
	ADD(r->t, "]}");
}

static void add_spans(const struct request *r, ncl_layer layer)
{
	uint32_t n;
	const struct ncl_span *s = r->host->spans(r->doc, layer, &n);

	ADD(r->t, "{\"spans\":[");
	for (uint32_t i = 0; i < n; i++) {
		text_add(r->t, i ? ",{" : "{");
		add_range(r, s[i].begin, s[i].end);
		ADD(r->t, ",");
		add_label(r, layer, s[i].label, s[i].score);
	}
	ADD(r->t, "]}");
}

/* Layers that are read and there; values stand among the values. */
static void add_layers(const struct request *r)
{
	uint32_t n = 0;

	ADD(r->t, ",\"layers\":{");
	for (uint32_t i = 0; i < r->exec->layer_count; i++) {
		const struct exec_layer *l = &r->exec->layers[i];

		if (l->decl->use == NCL_WRITES || !l->layer ||
		    l->decl->kind == NCL_LAYER_VALUES ||
		    !r->host->layer_present(r->doc, l->layer))
			continue;
		if (n++)
			ADD(r->t, ",");
		add_name(r->t, l->decl->name);
		ADD(r->t, ":");
		if (l->decl->kind == NCL_LAYER_BLOCKS)
			add_block_labels(r, l->layer);
		else if (l->decl->kind == NCL_LAYER_DOCUMENT)
			add_doc_labels(r, l->layer);
		else
			add_spans(r, l->layer);
	}
	ADD(r->t, "}");
}

enum ncl_status request_write(struct text *t, const struct exec *e,
			      ncl_doc *doc, const struct units *units,
			      uint64_t number)
{
	const struct request r = { t, e, e->host, doc, units };
	size_t len;
	const char *text = e->host->text(doc, &len);

	text_clear(t);
	ADD(t, "{\"n\":");
	text_number(t, number);
	ADD(t, ",\"text\":");
	text_json(t, text, len);
	add_blocks(&r);
	add_values(&r);
	add_layers(&r);
	ADD(t, "}\n");
	return t->failed ? NCL_NOMEM : NCL_OK;
}
