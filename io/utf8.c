#include "io/utf8.h"

#include "io/sixteen.h"

typedef unsigned char uchar;

/* The size of the valid sequence at s, or 0. */
static size_t sequence(const uchar *s, size_t left)
{
	uchar a = s[0], b = left > 1 ? s[1] : 0;

	if (a < 0x80)
		return 1;
	if (a < 0xc2 || a > 0xf4 || (b & 0xc0) != 0x80)
		return 0;
	if (a < 0xe0)
		return 2;
	if (left < 3 || (s[2] & 0xc0) != 0x80)
		return 0;
	if (a < 0xf0) /* no overlong form, no surrogate */
		return (a == 0xe0 && b < 0xa0) || (a == 0xed && b > 0x9f)
			       ? 0
			       : 3;
	if (left < 4 || (s[3] & 0xc0) != 0x80)
		return 0;
	return (a == 0xf0 && b < 0x90) || (a == 0xf4 && b > 0x8f) ? 0 : 4;
}

size_t utf8_ascii(const char *s, size_t len)
{
	size_t i = 0;

	for (; i + 16 <= len; i += 16) {
		uint32_t high = sixteen_high(sixteen_load(s + i));

		if (high)
			return i + sixteen_before(high);
	}
	while (i < len && (uchar)s[i] < 0x80)
		i++;
	return i;
}

size_t utf8_valid_prefix(const char *text, size_t len)
{
	const uchar *s = (const uchar *)text;
	size_t i = 0, size;

	while (i < len) {
		if (s[i] < 0x80) {
			i += utf8_ascii(text + i, len - i);
			continue;
		}
		size = sequence(s + i, len - i);
		if (size == 0)
			return i;
		i += size;
	}
	return len;
}

/* The bytes inside a code point, 10xxxxxx, a bit each. */
static uint32_t inside(const char *s)
{
	sixteen v = sixteen_load(s);

	return sixteen_high(v) & sixteen_below(v, 0xc0);
}

size_t utf8_count(const char *s, size_t len)
{
	size_t n = len, i = 0;
	uint32_t bits;

	for (; i + 16 <= len; i += 16)
		if ((bits = inside(s + i)))
			n -= (size_t)__builtin_popcount(bits);
	if (len >= 16) { /* the last once more, without what was counted */
		bits = inside(s + len - 16) >> (16 - (len - i));
		return bits ? n - (size_t)__builtin_popcount(bits) : n;
	}
	for (; i < len; i++)
		n -= ((uchar)s[i] & 0xc0) == 0x80;
	return n;
}

uint32_t utf8_decode(const char *text, size_t *size)
{
	const uchar *s = (const uchar *)text;

	if (s[0] < 0x80) {
		*size = 1;
		return s[0];
	}
	if (s[0] < 0xe0) {
		*size = 2;
		return (s[0] & 0x1fu) << 6 | (s[1] & 0x3fu);
	}
	if (s[0] < 0xf0) {
		*size = 3;
		return (s[0] & 0x0fu) << 12 | (s[1] & 0x3fu) << 6 |
		       (s[2] & 0x3fu);
	}
	*size = 4;
	return (s[0] & 0x07u) << 18 | (s[1] & 0x3fu) << 12 |
	       (s[2] & 0x3fu) << 6 | (s[3] & 0x3fu);
}

size_t utf8_encode(char *out, uint32_t c)
{
	if (c < 0x80) {
		out[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		out[0] = (char)(0xc0 | c >> 6);
		out[1] = (char)(0x80 | (c & 0x3f));
		return 2;
	}
	if (c < 0x10000) {
		out[0] = (char)(0xe0 | c >> 12);
		out[1] = (char)(0x80 | (c >> 6 & 0x3f));
		out[2] = (char)(0x80 | (c & 0x3f));
		return 3;
	}
	out[0] = (char)(0xf0 | c >> 18);
	out[1] = (char)(0x80 | (c >> 12 & 0x3f));
	out[2] = (char)(0x80 | (c >> 6 & 0x3f));
	out[3] = (char)(0x80 | (c & 0x3f));
	return 4;
}

/* Three bytes of white space: U+1680, U+2000 to 200A, 2028, 2029, 202F, 205F,
 * 3000, FEFF. */
static int wide_space(uchar a, uchar b, uchar c)
{
	switch (a) {
	case 0xe1:
		return b == 0x9a && c == 0x80;
	case 0xe2:
		return (b == 0x80 && (c <= 0x8a || c == 0xa8 || c == 0xa9 ||
				      c == 0xaf)) ||
		       (b == 0x81 && c == 0x9f);
	case 0xe3:
		return b == 0x80 && c == 0x80;
	case 0xef:
		return b == 0xbb && c == 0xbf;
	default:
		return 0;
	}
}

size_t utf8_space(const char *text, size_t len)
{
	const uchar *s = (const uchar *)text;

	if (len == 0)
		return 0;
	if (s[0] < 0x80)
		return s[0] == ' ' || (s[0] >= '\t' && s[0] <= '\r');
	if (s[0] == 0xc2)
		return len > 1 && (s[1] == 0xa0 || s[1] == 0x85) ? 2 : 0;
	return len > 2 && wide_space(s[0], s[1], s[2]) ? 3 : 0;
}
