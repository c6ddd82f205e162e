#include "io/warc_head.h"

#include <string.h>

static enum warc_kind find_kind(const struct field *type)
{
	if (field_is(type, "response"))
		return WARC_RESPONSE;
	if (field_is(type, "resource"))
		return WARC_RESOURCE;
	return field_is(type, "conversion") ? WARC_CONVERSION : WARC_OTHER;
}

enum ncl_status warc_head_read(struct warc_head *out, const char *bytes,
			       size_t len, struct ncl_error *err)
{
	struct field kind = fields_get(bytes, len, "WARC-Type");
	struct field length = fields_get(bytes, len, "Content-Length");

	*out = (struct warc_head){
		.kind = find_kind(&kind),
		.len = len,
		.type = fields_get(bytes, len, "Content-Type"),
	};
	if (!kind.value)
		return ncl_error_set(err, NCL_FORMAT,
				     "the record has no WARC-Type");
	if (!length.value)
		return ncl_error_set(err, NCL_FORMAT,
				     "the record has no Content-Length");
	if (!field_number(&length, &out->content))
		return ncl_error_set(err, NCL_FORMAT, "the record's "
				     "Content-Length is no number of bytes: "
				     "%.*s", length.len < 40 ? (int)length.len
							     : 40,
				     length.value);
	return NCL_OK;
}

static enum warc_use use_of_type(const struct field *type)
{
	if (field_is(type, "text/html") ||
	    field_is(type, "application/xhtml+xml"))
		return WARC_HTML;
	return field_is(type, "text/plain") ? WARC_TEXT : WARC_PASS_CONTENT;
}

/* "HTTP/1.1 200 OK", and what lies between the version and the text. */
static int is_success(const char *s, size_t len)
{
	const char *end = s + len;

	while (s < end && *s != ' ' && *s != '\n')
		s++;
	while (s < end && *s == ' ')
		s++;
	return end - s >= 3 && *s == '2';
}

static enum warc_use use_of_answer(const char *content, size_t len,
				   size_t *http)
{
	struct field type;

	if (len < 5 || memcmp(content, "HTTP/", 5) != 0)
		return WARC_PASS_CONTENT;
	*http = fields_end(content, len);
	if (!*http)
		return WARC_PASS_CONTENT;
	if (!is_success(content, *http))
		return WARC_PASS_STATUS;
	type = fields_get(content, *http, "Content-Type");
	return use_of_type(&type);
}

enum warc_use warc_use(const struct warc_head *head, const char *content,
		       size_t len, size_t *http)
{
	*http = 0;
	switch (head->kind) {
	case WARC_RESPONSE:
		if (head->type.value &&
		    !field_is(&head->type, "application/http"))
			return WARC_PASS_CONTENT;
		return use_of_answer(content, len, http);
	case WARC_RESOURCE:
		return use_of_type(&head->type);
	case WARC_CONVERSION:
		return head->type.value ? use_of_type(&head->type) : WARC_TEXT;
	default:
		return WARC_PASS;
	}
}
