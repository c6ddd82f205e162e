/*
 * The heads of WARC records and HTTP answers:
 *
 *	WARC/1.1                          the first line
 *	WARC-Type: response               fields: name, colon, value
 *	Content-Length: 1234
 *	                                  a blank line ends it
 *
 * Lines end with CRLF, or LF alone. A line that begins with a blank goes on
 * with the value above it.
 */
#ifndef IO_FIELDS_H
#define IO_FIELDS_H

#include <stddef.h>
#include <stdint.h>

struct field {
	const char *value; /* without blanks at its ends; NULL: not there */
	size_t len;
};

/* The length of a head, its blank line included; 0: it is not whole. */
size_t fields_end(const char *bytes, size_t len);
/* The first field of a name, in any case. */
struct field fields_get(const char *head, size_t len, const char *name);
/* Whether a value is a word, in any case; what stands behind a semicolon in it
 * (parameters: "text/html; charset=utf-8") does not count. */
int field_is(const struct field *f, const char *word);
/* A value of digits; 0: it is none, or over 2^62. */
int field_number(const struct field *f, uint64_t *out);

#endif
