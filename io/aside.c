#include "io/aside.h"

#include "io/convert.h"
#include "io/json_out.h"

static void string(struct out *o, const char *key, const char *text)
{
	out_text(o, key);
	out_json_bytes(o, text, strlen(text));
}

static void number(struct out *o, const char *key, uint64_t n)
{
	out_text(o, key);
	out_number(o, n);
}

static void nothing(struct out *o, const struct input_record *record,
		    const char *error)
{
	OUT(o, "{");
	string(o, "\"source\":", record->source ? record->source : "");
	if (record->line)
		number(o, ",\"line\":", record->line);
	number(o, ",\"offset\":", record->at);
	string(o, ",\"error\":", error);
	OUT(o, "}\n");
}

/* Bytes of a charset, or of none that is known. */
static void bytes(struct out *o, const char *raw, size_t len,
		  const char *charset)
{
	const struct raw from = { .bytes = (const unsigned char *)raw,
				  .len = len };
	struct converted to = { 0 };
	struct charset found;

	if (charset && charset_named(&found, charset, NULL) == NCL_OK &&
	    found.kind != CHARSET_UTF8 &&
	    convert(&to, &found, &from, NULL) == NCL_OK)
		out_json(o, to.text, to.len);
	else
		out_json_bytes(o, raw, len);
	converted_release(&to);
}

static void content(struct out *o, const struct input_record *record,
		    const ncl_doc *doc)
{
	const struct ncl_origin *origin = doc ? ncl_doc_origin(doc) : NULL;
	size_t len = 0, page_len = 0;
	const char *text = doc ? ncl_doc_text(doc, &len) : NULL;
	const char *page = doc ? ncl_doc_page(doc, &page_len) : NULL;

	if (!page && record->format == INPUT_HTML) {
		page = record->bytes;
		page_len = record->len;
	}
	if (page) {
		OUT(o, ",\"html\":");
		bytes(o, page, page_len, origin ? origin->charset : NULL);
		return;
	}
	OUT(o, ",\"text\":");
	if (text && len)
		out_json(o, text, len);
	else
		bytes(o, record->bytes, record->len, NULL);
}

/* Whether there is a page or text; what a record of a web archive has in it
 * is not to be had in another way. */
static int is_read(const ncl_doc *doc)
{
	size_t len = 0;

	if (!doc || ncl_doc_page(doc, &len))
		return doc != NULL;
	ncl_doc_text(doc, &len);
	return len > 0;
}

enum ncl_status aside_write(struct ncl_buffer *out,
			    const struct input_record *record,
			    const ncl_doc *doc, const char *error)
{
	const struct ncl_origin *origin = doc ? ncl_doc_origin(doc) : NULL;
	struct out o;

	out_start(&o, out);
	if (!record->bytes || (record->format == INPUT_WARC && !is_read(doc))) {
		nothing(&o, record, error);
	} else if (record->format == INPUT_JSONL) {
		out_bytes(&o, record->bytes, record->len);
		OUT(&o, "\n");
	} else {
		string(&o, "{\"id\":", origin && origin->id ? origin->id :
							      record->source);
		content(&o, record, doc);
		string(&o, ",\"error\":", error);
		OUT(&o, "}\n");
	}
	return out_end(&o);
}
