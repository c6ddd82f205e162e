#include "utf8.h"

#include <string.h>

/* The length of the character that starts the text, 0 when it is none. */
static size_t character(const unsigned char *p, size_t len)
{
	unsigned char c = p[0], low = 0x80, high = 0xbf;
	size_t n;

	if (c < 0x80)
		return 1;
	if (c < 0xc2 || c > 0xf4)
		return 0;
	n = c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;
	if (c == 0xe0)
		low = 0xa0; /* overlong below */
	else if (c == 0xed)
		high = 0x9f; /* surrogates above */
	else if (c == 0xf0)
		low = 0x90;
	else if (c == 0xf4)
		high = 0x8f; /* past U+10FFFF above */
	if (n > len || p[1] < low || p[1] > high)
		return 0;
	for (size_t i = 2; i < n; i++)
		if ((p[i] & 0xc0) != 0x80)
			return 0;
	return n;
}

/* The most common: whether the text starts with a character of two bytes. */
static inline int pair(const unsigned char *p, size_t len)
{
	return len > 1 && p[0] >= 0xc2 && p[0] < 0xe0 &&
	       (p[1] & 0xc0) == 0x80;
}

/* How many bytes from p on are ASCII. */
static size_t ascii(const unsigned char *p, size_t len)
{
	const uint64_t high = 0x8080808080808080u;
	size_t at = 0;
	uint64_t v[4];

	for (; len - at >= sizeof(v); at += sizeof(v)) {
		memcpy(v, p + at, sizeof(v));
		if ((v[0] | v[1] | v[2] | v[3]) & high)
			break;
	}
	for (; len - at >= sizeof(v[0]); at += sizeof(v[0])) {
		memcpy(v, p + at, sizeof(v[0]));
		if (v[0] & high)
			break;
	}
	while (at < len && p[at] < 0x80)
		at++;
	return at;
}

/* Whether a stretch of others than ASCII goes on, maybe behind a space. */
static inline int goes_on(const unsigned char *p, size_t len)
{
	return len && (p[0] >= 0x80 || (len > 1 && p[1] >= 0x80));
}

size_t utf8_valid(const char *text, size_t len)
{
	const unsigned char *p = (const unsigned char *)text;
	size_t at = 0, n;

	for (;;) {
		at += ascii(p + at, len - at);
		if (at == len)
			return len;
		do {
			n = pair(p + at, len - at) ? 2 :
			    character(p + at, len - at);
			if (n == 0)
				return at;
			at += n;
		} while (goes_on(p + at, len - at));
	}
}

int utf8_is_space(uint32_t c)
{
	if (c < 0x80)
		return c == ' ' || (c >= 0x09 && c <= 0x0d);
	if (c < 0x1680)
		return c == 0x85 || c == 0xa0;
	if (c <= 0x200b)
		return c == 0x1680 || c >= 0x2000;
	return c == 0x2028 || c == 0x2029 || c == 0x202f || c == 0x205f ||
	       c == 0x3000 || c == 0xfeff;
}
