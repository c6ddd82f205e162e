/* warc_read: a record to a document. */
#include "io/warc.h"

#include <string.h>

#include "io/html_read.h"
#include "io/http.h"
#include "io/utf8.h"
#include "io/warc_head.h"

/* A copy of a field's value in the document, without <> around it; NULL where
 * it is not there. *short_of: memory is short. */
static const char *copy_value(ncl_doc *doc, const struct input_record *record,
			      size_t head, const char *name, int *short_of)
{
	struct field f = fields_get(record->bytes, head, name);
	char *copy;

	if (!f.value || !f.len)
		return NULL;
	if (f.len > 2 && f.value[0] == '<' && f.value[f.len - 1] == '>') {
		f.value++;
		f.len -= 2;
	}
	copy = ncl_doc_alloc(doc, f.len + 1);
	if (copy)
		memcpy(copy, f.value, f.len);
	else
		*short_of = 1;
	return copy;
}

static enum ncl_status set_origin(ncl_doc *doc,
				  const struct input_record *record,
				  size_t head, struct ncl_error *err)
{
	struct ncl_origin origin = *ncl_doc_origin(doc);
	int bad = 0;

	origin.id = copy_value(doc, record, head, "WARC-Record-ID", &bad);
	origin.url = copy_value(doc, record, head, "WARC-Target-URI", &bad);
	origin.date = copy_value(doc, record, head, "WARC-Date", &bad);
	origin.archived = 1;
	origin.offset = record->at;
	if (bad)
		return ncl_error_set(err, NCL_NOMEM,
				     "no memory for a record's head");
	return ncl_doc_set_origin(doc, &origin, err);
}

/* The charset that text was sent with, or NULL: by its bytes. */
static const char *text_charset(const struct http_body *body)
{
	struct charset c;

	if (!body->charset[0] ||
	    charset_named(&c, body->charset, NULL) != NCL_OK ||
	    c.kind == CHARSET_UTF8 ||
	    utf8_valid_prefix(body->bytes, body->len) == body->len)
		return NULL;
	return body->charset;
}

static enum ncl_status read_body(ncl_doc *doc, const struct http_body *body,
				 enum warc_use use, const char *wanted,
				 struct ncl_error *err)
{
	if (use == WARC_HTML)
		return html_read_sent(doc, body->bytes, body->len, wanted,
				      body->charset[0] ? body->charset : NULL,
				      err);
	return ncl_read_text(doc, body->bytes, body->len,
			     wanted ? wanted : text_charset(body), err);
}

static enum ncl_status read_content(ncl_doc *doc,
				    const struct input_record *record,
				    const struct warc_head *head,
				    const struct input_options *how,
				    struct ncl_error *err)
{
	const char *content = record->bytes + head->len;
	size_t len = record->len - head->len, http;
	enum warc_use use = warc_use(head, content, len, &http);
	struct field cut = fields_get(record->bytes, head->len,
				      "WARC-Truncated");
	uint64_t max = how->max_doc_bytes ? how->max_doc_bytes
					  : INPUT_MAX_DOC_BYTES;
	struct http_body body = { .bytes = content, .len = len };
	enum ncl_status ret = NCL_OK;

	if (use < WARC_HTML)
		return ncl_error_set(err, NCL_FORMAT,
				     "the record has no page in it");
	if (http)
		ret = http_body(&body, doc, content, len, http,
				cut.value != NULL, max, err);
	else if (head->kind == WARC_CONVERSION) /* the standard's */
		strcpy(body.charset, "utf-8");
	else
		http_charset(&head->type, body.charset);
	return ret == NCL_OK ? read_body(doc, &body, use, how->charset, err)
			     : ret;
}

enum ncl_status warc_read(ncl_doc *doc, const struct input_record *record,
			  const struct input_options *how,
			  struct ncl_error *err)
{
	size_t len = fields_end(record->bytes, record->len);
	struct warc_head head;
	enum ncl_status ret;

	if (!len)
		return ncl_error_set(err, NCL_FORMAT,
				     "the record's head does not end");
	ret = warc_head_read(&head, record->bytes, len, err);
	if (ret == NCL_OK)
		ret = set_origin(doc, record, len, err);
	return ret == NCL_OK ? read_content(doc, record, &head, how, err)
			     : ret;
}
