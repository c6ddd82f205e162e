#include "json_out.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "json_scan.h"
#include "number.h"
#include "utf8.h"

void out_start(struct out *o, struct ncl_buffer *buffer)
{
	o->buffer = buffer;
	o->start = buffer->len;
	o->failed = 0;
}

enum ncl_status out_end(struct out *o)
{
	out_room(o, 0);
	if (o->failed)
		o->buffer->len = o->start;
	if (o->buffer->size > o->buffer->len)
		o->buffer->data[o->buffer->len] = 0;
	return o->failed ? NCL_NOMEM : NCL_OK;
}

int out_grow(struct out *o, size_t n)
{
	struct ncl_buffer *b = o->buffer;
	size_t size = b->size + b->size / 2;
	char *data;

	if (o->failed || n >= SIZE_MAX / 2 - b->len) {
		o->failed = 1;
		return 0;
	}
	if (size < b->len + n + 1)
		size = b->len + n + 1;
	if (size < 256)
		size = 256;
	data = realloc(b->data, size);
	if (!data) {
		o->failed = 1;
		return 0;
	}
	b->data = data;
	b->size = size;
	return 1;
}

void out_text(struct out *o, const char *text)
{
	out_bytes(o, text, strlen(text));
}

void out_fill(struct out *o, char byte, size_t n)
{
	if (!n || !out_room(o, n))
		return;
	memset(o->buffer->data + o->buffer->len, byte, n);
	o->buffer->len += n;
}

void out_number(struct out *o, uint64_t n)
{
	if (out_room(o, NUMBER_MAX))
		o->buffer->len +=
			number_write(o->buffer->data + o->buffer->len, n);
}

void out_decimal(struct out *o, double x)
{
	double most = 1e12, size = x < 0 ? -x : x;
	char digits[NUMBER_MAX];
	uint64_t n;
	unsigned len;

	n = (uint64_t)((size < most ? size : size >= most ? most : 0) * 1e6 +
		       0.5);
	if (x < 0 && n)
		OUT(o, "-");
	out_number(o, n / 1000000);
	len = number_write(digits, n % 1000000 + 1000000);
	digits[0] = '.';
	out_bytes(o, digits, len);
}

void out_score(struct out *o, float score)
{
	if (!out_room(o, SCORE_LEN))
		return;
	score_write(o->buffer->data + o->buffer->len, score);
	o->buffer->len += SCORE_LEN;
}

void out_format(struct out *o, const char *format, ...)
{
	va_list args;
	int n;

	va_start(args, format);
	n = vsnprintf(NULL, 0, format, args);
	va_end(args);
	if (n < 0 || !out_room(o, (size_t)n))
		return;
	va_start(args, format);
	vsnprintf(o->buffer->data + o->buffer->len, (size_t)n + 1, format,
		  args);
	va_end(args);
	o->buffer->len += (size_t)n;
}

static int needs_escape(unsigned char c)
{
	return c < 0x20 || c == '"' || c == '\\';
}

static void out_escape(struct out *o, unsigned char c)
{
	static const char from[] = "\"\\\b\f\n\r\t", to[] = "\"\\bfnrt";
	static const char hex[] = "0123456789abcdef";
	const char *short_form = c ? strchr(from, c) : NULL;
	char code[] = "\\u0000";

	if (short_form) {
		code[1] = to[short_form - from];
		out_bytes(o, code, 2);
	} else {
		code[4] = hex[c >> 4];
		code[5] = hex[c & 15];
		out_bytes(o, code, 6);
	}
}

/* Where the first of U+0085, U+2028 and U+2029 stands, or len; *size is its
 * bytes. Many programs take them for the end of a line. */
static size_t find_line_end(const char *text, size_t len, size_t *size)
{
	const char *nel = memmem(text, len, "\xc2\x85", 2);
	const char *p = text, *end = nel ? nel : text + len;

	*size = 2;
	while ((p = memmem(p, (size_t)(end - p), "\xe2\x80", 2))) {
		if (p + 2 < end && (p[2] == '\xa8' || p[2] == '\xa9')) {
			*size = 3;
			return (size_t)(p - text);
		}
		p += 2;
	}
	return (size_t)(end - text);
}

/* Bytes that JSON needs no escape for; those lines would end at get one. */
static void out_unescaped(struct out *o, const char *text, size_t len)
{
	size_t size, run;

	while ((run = find_line_end(text, len, &size)) < len) {
		out_bytes(o, text, run);
		if (size == 2)
			OUT(o, "\\u0085");
		else if (text[run + 2] == '\xa8')
			OUT(o, "\\u2028");
		else
			OUT(o, "\\u2029");
		text += run + size;
		len -= run + size;
	}
	out_bytes(o, text, len);
}

/* A JSON string's inside. */
void out_json_inside(struct out *o, const char *text, size_t len)
{
	while (len) {
		size_t run = json_plain(text, len);

		out_unescaped(o, text, run);
		text += run;
		len -= run;
		while (len && needs_escape((unsigned char)*text)) {
			out_escape(o, (unsigned char)*text++);
			len--;
		}
	}
}

#define SHORT 64 /* bytes; most names are shorter, and plain */

/* Write a short string of plain ASCII, with its quotes; 0: it is none. */
static int out_short(struct out *o, const char *text, size_t len)
{
	int odd = 0;
	char *to;

	if (len > SHORT || !out_room(o, len + 2))
		return 0;
	to = o->buffer->data + o->buffer->len;
	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)text[i];

		to[i + 1] = text[i];
		odd |= (c < 0x20) | (c >= 0x80) | (c == '"') | (c == '\\');
	}
	to[0] = to[len + 1] = '"';
	o->buffer->len += odd ? 0 : len + 2;
	return !odd;
}

void out_json(struct out *o, const char *text, size_t len)
{
	if (out_short(o, text, len))
		return;
	OUT(o, "\"");
	out_json_inside(o, text, len);
	OUT(o, "\"");
}

/* Bytes by what is valid of them; `write` takes the valid stretches. */
static void each_valid(struct out *o, const char *text, size_t len,
		       void (*write)(struct out *, const char *, size_t))
{
	while (len) {
		size_t good = utf8_valid_prefix(text, len);

		write(o, text, good);
		text += good;
		len -= good;
		if (len) {
			OUT(o, "\xef\xbf\xbd");
			text++;
			len--;
		}
	}
}

static void out_plain(struct out *o, const char *text, size_t len)
{
	out_bytes(o, text, len);
}

void out_valid(struct out *o, const char *text, size_t len)
{
	each_valid(o, text, len, out_plain);
}

void out_json_bytes(struct out *o, const char *text, size_t len)
{
	if (out_short(o, text, len))
		return;
	OUT(o, "\"");
	each_valid(o, text, len, out_json_inside);
	OUT(o, "\"");
}
