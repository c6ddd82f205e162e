/* Bytes that grow, and JSON of them. Nothing needs to be checked on the way:
 * where memory ran out, failed is set and no more is written. */
#ifndef EXEC_TEXT_H
#define EXEC_TEXT_H

#include <stddef.h>
#include <stdint.h>

/* Ready when zeroed. */
struct text {
	char *data; /* a NUL stands behind the last byte */
	size_t len, size;
	int failed;
};

/* Room for n more bytes and a NUL; 0: there is none. */
int text_room(struct text *t, size_t n);
void text_bytes(struct text *t, const char *bytes, size_t len);
void text_add(struct text *t, const char *bytes); /* up to its NUL */
void text_number(struct text *t, uint64_t n);
/* A score, with four decimals. */
void text_score(struct text *t, float score);
/* Valid UTF-8 as a JSON string. */
void text_json(struct text *t, const char *bytes, size_t len);
/* Empty it; memory is kept unless it is much. */
void text_clear(struct text *t);
void text_release(struct text *t);

#endif
