/* UTF-8: checking it, and reading what was checked. */
#ifndef CORE_UTF8_H
#define CORE_UTF8_H

#include <stddef.h>
#include <stdint.h>

/*
 * How many bytes from the start are valid UTF-8: `len` when all are. No
 * surrogates, no overlong forms, nothing above U+10FFFF; NUL is fine.
 */
size_t utf8_valid(const char *text, size_t len);

/* White space by Unicode, and what shows as nothing: U+200B, U+FEFF. */
int utf8_is_space(uint32_t c);

/* Whether a character starts at p (or the text ends there, with a NUL). */
static inline int utf8_starts(const char *p)
{
	return (*p & 0xc0) != 0x80;
}

/* The character at p, in text that is valid, and its length. */
static inline uint32_t utf8_read(const char *text, uint32_t *len)
{
	const unsigned char *p = (const unsigned char *)text;

	if (p[0] < 0x80) {
		*len = 1;
		return p[0];
	}
	if (p[0] < 0xe0) {
		*len = 2;
		return (p[0] & 0x1fu) << 6 | (p[1] & 0x3fu);
	}
	if (p[0] < 0xf0) {
		*len = 3;
		return (p[0] & 0x0fu) << 12 | (p[1] & 0x3fu) << 6 |
		       (p[2] & 0x3fu);
	}
	*len = 4;
	return (p[0] & 0x07u) << 18 | (p[1] & 0x3fu) << 12 |
	       (p[2] & 0x3fu) << 6 | (p[3] & 0x3fu);
}

#endif
