/*
 * Text and JSON into a buffer. A writer is started on a buffer and ended;
 * in between nothing needs to be checked: where memory runs out it writes no
 * more, and out_end gives the buffer back as it was.
 *
 *	out_start(&o, buffer);
 *	OUT(&o, "{\"index\":");
 *	out_number(&o, 7);
 *	OUT(&o, "}\n");
 *	return out_end(&o);
 */
#ifndef IO_JSON_OUT_H
#define IO_JSON_OUT_H

#include <string.h>

#include <nclass/nclass.h>

struct out {
	struct ncl_buffer *buffer;
	size_t start; /* the buffer's length when it began */
	int failed;   /* memory ran out */
};

void out_start(struct out *o, struct ncl_buffer *buffer);
/* End with a NUL behind. NCL_NOMEM: the buffer is as it was at the start. */
enum ncl_status out_end(struct out *o);

/* Make room behind the buffer's length for n bytes and a NUL. 0: no memory. */
int out_grow(struct out *o, size_t n);
static inline int out_room(struct out *o, size_t n)
{
	return (o->buffer->size - o->buffer->len > n && !o->failed) ||
	       out_grow(o, n);
}

static inline void out_bytes(struct out *o, const void *bytes, size_t len)
{
	if (!len || !out_room(o, len))
		return;
	memcpy(o->buffer->data + o->buffer->len, bytes, len);
	o->buffer->len += len;
}

/* A string literal. */
#define OUT(o, literal) out_bytes(o, "" literal, sizeof(literal) - 1)

void out_text(struct out *o, const char *text); /* up to its NUL */
/* Bytes that may be no UTF-8 (file names): each that is none is U+FFFD. */
void out_valid(struct out *o, const char *text, size_t len);
/* n times the same byte. */
void out_fill(struct out *o, char byte, size_t n);
void out_number(struct out *o, uint64_t n);
void out_score(struct out *o, float score);
/* With six decimals, rounded; what is no number is 0, and 1e12 is the most
 * either way. */
void out_decimal(struct out *o, double x);
void out_format(struct out *o, const char *format, ...) NCL_PRINTF(2, 3);

/* Valid UTF-8 as a JSON string, with its quotes; control characters, quote
 * and backslash escaped, everything else as it is. */
void out_json(struct out *o, const char *text, size_t len);
/* The same without the quotes. */
void out_json_inside(struct out *o, const char *text, size_t len);
/* The same for bytes that may be no UTF-8, as out_valid. */
void out_json_bytes(struct out *o, const char *text, size_t len);

#endif
