#include "io/http.h"

#include <string.h>
#include <strings.h>

#include "io/fields.h"
#include "io/html_read.h"
#include "io/unpack.h"

void http_charset(const struct field *type, char out[CHARSET_NAME])
{
	const char *name = type->value;
	size_t n = name ? html_content_charset(&name, type->len) : 0;

	if (n >= CHARSET_NAME)
		n = 0;
	if (n)
		memcpy(out, name, n);
	out[n] = 0;
}

/* ----------------------------------------------------------------- chunks */

static int hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = (char)(c | 0x20);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Read the line with a chunk's size at s[*at]; 0: there is none. What stands
 * behind the digits is an extension. */
static int chunk_size(const char *s, size_t len, size_t *at, uint64_t *size)
{
	const char *lf = memchr(s + *at, '\n', len - *at);
	size_t i = *at;

	*size = 0;
	for (; i < len && hex(s[i]) >= 0; i++) {
		if (*size >> 40)
			return 0;
		*size = *size * 16 + (uint64_t)hex(s[i]);
	}
	if (!lf || i == *at || !strchr("\r\n; \t", s[i]) || !s[i])
		return 0;
	*at = (size_t)(lf - s) + 1;
	return 1;
}

/* Put the chunks together. NCL_OK with *out unchanged where there are none. */
static enum ncl_status join_chunks(struct http_body *out, ncl_doc *doc,
				   int cut, struct ncl_error *err)
{
	const char *s = out->bytes;
	size_t at = 0, len = out->len, n = 0;
	uint64_t size;
	char *to;

	if (!chunk_size(s, len, &at, &size))
		return NCL_OK;
	to = ncl_doc_alloc(doc, len + 1);
	if (!to)
		return ncl_error_set(err, NCL_NOMEM, "no memory for a page");
	while (size && size <= len - at) {
		memcpy(to + n, s + at, (size_t)size);
		n += (size_t)size;
		at += (size_t)size;
		while (at < len && (s[at] == '\r' || s[at] == '\n'))
			at++;
		if (chunk_size(s, len, &at, &size))
			continue;
		if (!cut && at < len)
			return ncl_error_set(err, NCL_FORMAT, "the page is "
					     "damaged: no chunk begins at "
					     "byte %zu of what was sent", at);
		size = 0;
		at = len;
	}
	if (size && !cut)
		return ncl_error_set(err, NCL_FORMAT, "the page is cut off: "
				     "its last chunk has %llu bytes, %zu are "
				     "there", (unsigned long long)size,
				     len - at);
	if (size) {
		memcpy(to + n, s + at, len - at);
		n += len - at;
	}
	out->bytes = to;
	out->len = n;
	return NCL_OK;
}

/* ---------------------------------------------------------------- packing */

static const struct {
	const char *name;
	enum unpack_kind kind;
} codings[] = {
	{ "gzip", UNPACK_GZIP },       { "x-gzip", UNPACK_GZIP },
	{ "deflate", UNPACK_DEFLATE }, { "br", UNPACK_BROTLI },
	{ "zstd", UNPACK_ZSTD },       { "identity", UNPACK_NONE },
	{ "none", UNPACK_NONE },       { "utf-8", UNPACK_NONE },
};

static enum ncl_status find_coding(enum unpack_kind *out,
				   const struct field *coding,
				   struct ncl_error *err)
{
	*out = UNPACK_NONE;
	if (!coding->value || coding->len == 0)
		return NCL_OK;
	for (size_t i = 0; i < sizeof(codings) / sizeof(*codings); i++)
		if (field_is(coding, codings[i].name)) {
			*out = codings[i].kind;
			return NCL_OK;
		}
	return ncl_error_set(err, NCL_FORMAT, "the page is packed with "
			     "%.*s, which is not unpacked here (gzip, "
			     "deflate, br and zstd are)",
			     coding->len < 40 ? (int)coding->len : 40,
			     coding->value);
}

/* Whether it is text as it is: bytes of markup where packed ones have none. */
static int is_plain(const struct http_body *b, enum unpack_kind kind)
{
	const char *s = b->bytes;
	size_t i = 0;

	if (kind == UNPACK_GZIP || kind == UNPACK_ZSTD)
		return unpack_sniff(s, b->len) != kind;
	if (b->len > 2 && !memcmp(s, "\xef\xbb\xbf", 3))
		i = 3;
	while (i < b->len && strchr(" \t\r\n", s[i]) && s[i])
		i++;
	return i + 1 < b->len && s[i] == '<' &&
	       (s[i + 1] == '!' || s[i + 1] == '?' ||
		((s[i + 1] | 0x20) >= 'a' && (s[i + 1] | 0x20) <= 'z'));
}

static enum ncl_status unpack_into(struct ncl_buffer *to, struct unpack *u,
				   const struct http_body *b, uint64_t max,
				   struct ncl_error *err)
{
	enum ncl_status ret = NCL_OK;
	char bytes[1 << 14];
	int hungry = 0, fed = 0;
	size_t n = 1;

	while (ret == NCL_OK && (n || hungry)) {
		if (hungry)
			unpack_feed(u, b->bytes, fed++ ? 0 : b->len);
		ret = unpack_read(u, bytes, sizeof(bytes), &n, &hungry, err);
		if (ret == NCL_OK && to->len + n > max)
			return ncl_error_set(err, NCL_LIMIT, "the page unpacks "
					     "to more than the %llu bytes "
					     "allowed (--max-doc-bytes)",
					     (unsigned long long)max);
		if (ret == NCL_OK && ncl_buffer_add(to, bytes, n))
			return ncl_error_set(err, NCL_NOMEM,
					     "no memory for a page");
	}
	return ret;
}

static enum ncl_status unpack_body(struct http_body *b, ncl_doc *doc,
				   enum unpack_kind kind, int cut,
				   uint64_t max, struct ncl_error *err)
{
	struct ncl_buffer all = { 0 };
	struct unpack *u = NULL;
	enum ncl_status ret = unpack_new(&u, kind, err);
	char *copy;

	if (ret == NCL_OK)
		ret = unpack_into(&all, u, b, max, err);
	unpack_free(u);
	if (ret == NCL_READ && cut && all.len)
		ret = NCL_OK;
	else if (ret == NCL_READ)
		ret = NCL_FORMAT;
	copy = ret == NCL_OK ? ncl_doc_alloc(doc, all.len + 1) : NULL;
	if (copy) {
		if (all.len)
			memcpy(copy, all.data, all.len);
		b->bytes = copy;
		b->len = all.len;
	} else if (ret == NCL_OK) {
		ret = ncl_error_set(err, NCL_NOMEM, "no memory for a page");
	} else if (err) {
		err->code = ret;
	}
	ncl_buffer_release(&all);
	return ret;
}

enum ncl_status http_body(struct http_body *out, ncl_doc *doc,
			  const char *answer, size_t len, size_t head, int cut,
			  uint64_t max, struct ncl_error *err)
{
	struct field type = fields_get(answer, head, "Content-Type");
	struct field sent = fields_get(answer, head, "Transfer-Encoding");
	struct field coding = fields_get(answer, head, "Content-Encoding");
	enum unpack_kind kind;
	enum ncl_status ret = NCL_OK;

	out->bytes = answer + head;
	out->len = len - head;
	http_charset(&type, out->charset);
	if (field_is(&sent, "chunked"))
		ret = join_chunks(out, doc, cut, err);
	if (ret == NCL_OK)
		ret = find_coding(&kind, &coding, err);
	if (ret != NCL_OK || kind == UNPACK_NONE || !out->len ||
	    is_plain(out, kind))
		return ret;
	return unpack_body(out, doc, kind, cut, max, err);
}
