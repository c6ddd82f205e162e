#include "record.h"

#include "json_out.h"

static void write_string(struct out *o, const char *key, const char *text)
{
	out_text(o, key);
	out_json_bytes(o, text, strlen(text));
}

/* The record that is added to, but for its last brace. */
static void open_record(struct out *o, const struct ncl_carried *c)
{
	size_t n = c->record_len;

	while (n && c->record[n - 1] != '}')
		n--;
	n -= n > 0;
	while (n && strchr(" \t\r\n", c->record[n - 1]))
		n--;
	out_bytes(o, c->record, n);
	if (n && c->record[n - 1] != '{')
		OUT(o, ",");
	out_json_bytes(o, c->key, strlen(c->key));
	OUT(o, ":");
}

void record_id(struct out *o, const ncl_doc *doc)
{
	const struct ncl_origin *origin = ncl_doc_origin(doc);

	if (origin->id_json) {
		out_text(o, origin->id_json);
	} else if (origin->id || origin->source) {
		write_string(o, "", origin->id ? origin->id : origin->source);
	} else {
		OUT(o, "\"");
		out_number(o, origin->index);
		OUT(o, "\"");
	}
}

void record_head(struct out *o, const ncl_doc *doc, const char *status)
{
	const struct ncl_origin *origin = ncl_doc_origin(doc);
	const struct ncl_carried *carried = ncl_doc_carried(doc);

	if (carried->key)
		open_record(o, carried);
	OUT(o, "{\"id\":");
	record_id(o, doc);
	if (origin->source)
		write_string(o, ",\"source\":", origin->source);
	OUT(o, ",\"index\":");
	out_number(o, origin->index);
	if (origin->archived) {
		OUT(o, ",\"source_offset\":");
		out_number(o, origin->offset);
	}
	if (origin->url)
		write_string(o, ",\"url\":", origin->url);
	if (origin->date)
		write_string(o, ",\"date\":", origin->date);
	OUT(o, ",\"status\":\"");
	out_text(o, status);
	OUT(o, "\"");	if (carried->fields) {
		OUT(o, ",\"fields\":{");
		out_bytes(o, carried->fields, carried->fields_len);
		OUT(o, "}");
	}
}

void record_end(struct out *o, const ncl_doc *doc)
{
	if (ncl_doc_carried(doc)->key)
		OUT(o, "}");
	OUT(o, "}\n");
}
