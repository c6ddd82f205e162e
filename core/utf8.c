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

size_t utf8_valid(const char *text, size_t len)
{
	const unsigned char *p = (const unsigned char *)text;
	size_t at = 0;

	while (at < len) {
		uint64_t ahead[4];
		size_t n;

		while (len - at >= sizeof(ahead)) {
			memcpy(ahead, p + at, sizeof(ahead));
			if ((ahead[0] | ahead[1] | ahead[2] | ahead[3]) &
			    0x8080808080808080u)
				break;
			at += sizeof(ahead);
		}
		/* a stretch of others, then look for ASCII again */
		for (int i = 0; i < 8 && at < len; i++, at += n) {
			n = pair(p + at, len - at) ? 2 :
			    character(p + at, len - at);
			if (n == 0)
				return at;
		}
	}
	return len;
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
