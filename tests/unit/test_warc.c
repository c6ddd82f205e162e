/* Web archives: heads, framing, what HTTP adds, and failing allocations. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#include "built.h"
#include "io/fields.h"
#include "io/http.h"
#include "io/input.h"
#include "oom.h"

#define WARC(kind, type, length)                               \
	"WARC/1.0\r\nWARC-Type: " kind "\r\nContent-Type: " type \
	"\r\nContent-Length: " length "\r\n"
#define PAGE "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>a"
#define RESPONSE(length, content)                                  \
	WARC("response", "application/http", length)               \
	"WARC-Target-URI: http://x\r\nWARC-Record-ID: <urn:1>\r\n" \
	"\r\n" content

static const struct {
	const char *what, *bytes;
	const char *want; /* texts, | between them, ! for what failed */
	const char *says; /* in the last error */
} rows[] = {
	{ "one", RESPONSE("48", PAGE) "\r\n\r\n", "a", NULL },
	{ "without the line ends", RESPONSE("48", PAGE), "a", NULL },
	{ "line ends of one byte",
	  "WARC/1.0\nWARC-Type: resource\nContent-Type: text/plain\n"
	  "Content-Length: 1\n\na\n\n" RESPONSE("48", PAGE) "\r\n\r\n",
	  "a|a", NULL },
	{ "empty", "", "", NULL },
	{ "line ends only", "\r\n\r\n", "", NULL },
	{ "a field on two lines",
	  "WARC/1.1\r\nWARC-Type:\r\n resource\r\nContent-Length: 1\r\n"
	  "content-type:text/plain ; charset=x\r\n\r\na\r\n\r\n", "a", NULL },
	{ "too long by one", RESPONSE("49", PAGE) "\r\n\r\n"
	  RESPONSE("48", PAGE) "\r\n\r\n", "a|a", NULL },
	{ "too short", RESPONSE("47", PAGE) "\r\n\r\n"
	  RESPONSE("48", PAGE) "\r\n\r\n", "!|a", "length is wrong" },
	{ "over the end", RESPONSE("99", PAGE) "\r\n\r\n", "!",
	  "cut off, or its length is wrong" },
	{ "a length of 20 digits",
	  RESPONSE("99999999999999999999", PAGE) "\r\n\r\n"
	  RESPONSE("48", PAGE) "\r\n\r\n", "!|a", "no number of bytes" },
	{ "no length", "WARC/1.0\r\nWARC-Type: response\r\n\r\n\r\n\r\n"
	  RESPONSE("48", PAGE), "!|a", "no Content-Length" },
	{ "something before it", "junk\r\n" RESPONSE("48", PAGE), "!|a",
	  "byte 0: no WARC record begins here" },
	{ "a page too large", WARC("resource", "text/html", "3000") "\r\n",
	  "!", "cut off, or its length is wrong" },
	{ "no HTTP", RESPONSE("4", "<p>a") "\r\n\r\n", "", NULL },
	{ "not found", RESPONSE("44", "HTTP/1.1 404 no\r\n"
	  "Content-Type: text/html\r\n\r\n"), "", NULL },
};

static char *in_file(const char *name, const void *bytes, size_t len)
{
	const char *path = built_file(name, bytes, len, 0644);

	return path ? strdup(path) : NULL;
}

/* All of a file, as the rows have it. */
static enum ncl_status read_all(const char *path, char *out, size_t size,
				struct ncl_error *err)
{
	const struct input_options how = { .max_doc_bytes = 2000 };
	enum ncl_status ret;
	enum input_result got;
	struct input *in = NULL;
	ncl_doc *doc = NULL;
	size_t len = 0;

	*out = 0;
	ret = ncl_doc_new(&doc, err);
	if (ret == NCL_OK)
		ret = input_open(&in, &path, 1, &how, err);
	while (ret == NCL_OK &&
	       (got = input_next(in, doc, err)) != INPUT_END) {
		if (got == INPUT_FATAL || (err && err->code == NCL_NOMEM))
			ret = NCL_NOMEM;
		else if (len + 40 < size)
			len += (size_t)snprintf(
				out + len, size - len, "%s%.30s",
				len ? "|" : "",
				got == INPUT_DOC ? ncl_doc_text(doc, NULL)
						 : "!");
	}
	input_free(in);
	ncl_doc_free(doc);
	return ret;
}

static void records_are_framed(void **state)
{
	char got[400];

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct ncl_error err = { 0 };
		char *path = in_file("a.warc", rows[i].bytes,
				     strlen(rows[i].bytes));

		assert_non_null(path);
		assert_int_equal(read_all(path, got, sizeof(got), &err),
				 NCL_OK);
		if (strcmp(got, rows[i].want))
			fail_msg("%s: %s, not %s (%s)", rows[i].what, got,
				 rows[i].want, err.text);
		if (rows[i].says && !strstr(err.text, rows[i].says))
			fail_msg("%s: %s", rows[i].what, err.text);
		unlink(path);
		free(path);
	}
}

#define CHUNKED "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"

static const struct {
	const char *answer;
	int cut;
	const char *want; /* NULL: refused */
} bodies[] = {
	{ CHUNKED "3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n", 0, "abcde" },
	{ CHUNKED "3\nabc\n0\n\n", 0, "abc" },
	{ CHUNKED "3\r\nabc\r\n", 0, "abc" },
	{ CHUNKED "A\r\n0123456789\r\n0\r\n\r\n", 0, "0123456789" },
	{ CHUNKED "5\r\nabc", 0, NULL },
	{ CHUNKED "5\r\nabc", 1, "abc" },
	{ CHUNKED "3\r\nabc\r\nzz\r\nde\r\n", 0, NULL },
	{ CHUNKED "3\r\nabc\r\nzz\r\nde\r\n", 1, "abc" },
	{ CHUNKED "<p>no chunks", 0, "<p>no chunks" },
	{ CHUNKED "fffffffffff\r\nabc", 0, NULL },
	{ CHUNKED "", 0, "" },
	{ "HTTP/1.0 200 OK\r\nContent-Encoding: gzip\r\n\r\nplain", 0,
	  "plain" },
	{ "HTTP/1.0 200 OK\r\nContent-Encoding: br\r\n\r\n<!doctype>", 0,
	  "<!doctype>" },
	{ "HTTP/1.0 200 OK\r\nContent-Encoding: br\r\n\r\n\x07\x07\x07", 0,
	  NULL },
	{ "HTTP/1.0 200 OK\r\nContent-Encoding: rot13\r\n\r\nnop", 0, NULL },
};

static void bodies_are_taken_out(void **state)
{
	ncl_doc *doc = NULL;

	(void)state;
	assert_int_equal(ncl_doc_new(&doc, NULL), NCL_OK);
	for (size_t i = 0; i < sizeof(bodies) / sizeof(*bodies); i++) {
		const char *s = bodies[i].answer;
		struct ncl_error err = { 0 };
		struct http_body body;
		enum ncl_status ret =
			http_body(&body, doc, s, strlen(s),
				  fields_end(s, strlen(s)), bodies[i].cut,
				  1000, &err);

		if ((ret == NCL_OK) != (bodies[i].want != NULL))
			fail_msg("body %zu: %s", i, err.text);
		if (ret == NCL_OK &&
		    (body.len != strlen(bodies[i].want) ||
		     memcmp(body.bytes, bodies[i].want, body.len) != 0))
			fail_msg("body %zu: %.*s", i, (int)body.len,
				 body.bytes);
		ncl_doc_clear(doc);
	}
	ncl_doc_free(doc);
}

static int read_once(void *arg)
{
	struct ncl_error err = { 0 };
	char got[400];

	return (int)read_all(arg, got, sizeof(got), &err);
}

/* A page in chunks, packed, in a packed record, in windows-1251. */
static void memory_may_fail(void **state)
{
	static const char page[] =
		"<html lang=ru><title>\xc7\xe0</title><body><p>\xcf\xf0"
		"\xe8\xe2\xe5\xf2 &amp; <b>x</b><ul><li>\xe0\xe1</ul>";
	char bytes[2000], record[3000], packed[1000], file[4000];
	z_stream z = { .next_in = (unsigned char *)page,
		       .avail_in = sizeof(page) - 1,
		       .next_out = (unsigned char *)packed,
		       .avail_out = sizeof(packed) };
	size_t len, n;
	char *path;

	(void)state;
	assert_int_equal(deflateInit2(&z, 6, Z_DEFLATED, 31, 8, 0), Z_OK);
	assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
	n = (size_t)sprintf(bytes, "HTTP/1.1 200 OK\r\nContent-Type: "
			    "text/html; charset=windows-1251\r\n"
			    "Content-Encoding: gzip\r\nTransfer-Encoding: "
			    "chunked\r\n\r\n%lx\r\n", z.total_out);
	memcpy(bytes + n, packed, z.total_out);
	n += z.total_out;
	n += (size_t)sprintf(bytes + n, "\r\n0\r\n\r\n");
	deflateEnd(&z);
	len = (size_t)sprintf(record, "WARC/1.0\r\nWARC-Type: response\r\n"
			      "WARC-Target-URI: u\r\nContent-Length: %zu\r\n"
			      "\r\n", n);
	memcpy(record + len, bytes, n);
	z = (z_stream){ .next_in = (unsigned char *)record,
			.avail_in = (unsigned)(len + n),
			.next_out = (unsigned char *)file,
			.avail_out = sizeof(file) };
	assert_int_equal(deflateInit2(&z, 6, Z_DEFLATED, 31, 8, 0), Z_OK);
	assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
	path = in_file("oom.warc.gz", file, z.total_out);
	deflateEnd(&z);
	assert_non_null(path);
	assert_true(oom_each(read_once, path, NCL_NOMEM) > 10);
	unlink(path);
	free(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(records_are_framed),
		cmocka_unit_test(bodies_are_taken_out),
		cmocka_unit_test(memory_may_fail),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
