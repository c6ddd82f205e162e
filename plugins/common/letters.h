/* Characters: decoding, and what the first of a word says of it. */
#ifndef COMMON_LETTERS_H
#define COMMON_LETTERS_H

#include <stdint.h>

/* The character at p, of valid UTF-8; *len gets its bytes. */
static inline uint32_t letter_read(const char *p, uint32_t *len)
{
	const unsigned char *s = (const unsigned char *)p;

	if (s[0] < 0x80) {
		*len = 1;
		return s[0];
	}
	if (s[0] < 0xe0) {
		*len = 2;
		return (s[0] & 0x1fu) << 6 | (s[1] & 0x3fu);
	}
	if (s[0] < 0xf0) {
		*len = 3;
		return (s[0] & 0xfu) << 12 | (s[1] & 0x3fu) << 6 |
		       (s[2] & 0x3fu);
	}
	*len = 4;
	return (s[0] & 7u) << 18 | (s[1] & 0x3fu) << 12 |
	       (s[2] & 0x3fu) << 6 | (s[3] & 0x3fu);
}

/* Write a character as UTF-8, without a NUL; its bytes, 4 at most. */
static inline uint32_t letter_write(uint32_t c, char *p)
{
	if (c < 0x80) {
		p[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		p[0] = (char)(0xc0 | c >> 6);
		p[1] = (char)(0x80 | (c & 0x3f));
		return 2;
	}
	if (c < 0x10000) {
		p[0] = (char)(0xe0 | c >> 12);
		p[1] = (char)(0x80 | (c >> 6 & 0x3f));
		p[2] = (char)(0x80 | (c & 0x3f));
		return 3;
	}
	p[0] = (char)(0xf0 | c >> 18);
	p[1] = (char)(0x80 | (c >> 12 & 0x3f));
	p[2] = (char)(0x80 | (c >> 6 & 0x3f));
	p[3] = (char)(0x80 | (c & 0x3f));
	return 4;
}

enum letter_kind {
	LETTER_LOWER,
	LETTER_UPPER,
	LETTER_DIGIT,
	LETTER_SOLO, /* of a script written without spaces */
	LETTER_CASELESS,
	LETTER_NONE /* no letter */
};

/* What is not ASCII. */
enum letter_kind letter_kind_other(uint32_t c);

/* Of Latin, Greek, Cyrillic and Armenian; others have no capitals here. */
static inline enum letter_kind letter_kind(uint32_t c)
{
	if (c >= 0x80)
		return letter_kind_other(c);
	if (c - 'a' < 26)
		return LETTER_LOWER;
	if (c - 'A' < 26)
		return LETTER_UPPER;
	return c - '0' < 10 ? LETTER_DIGIT : LETTER_NONE;
}

#endif
