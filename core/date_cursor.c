/* Letters, numbers and words at a place in a text. */
#include "dates.h"

#include <string.h>

#include "fold.h"
#include "tokens.h"
#include "utf8.h"

int cursor_letter(const struct cursor *c, size_t at, uint32_t *n)
{
	unsigned class;

	if (at >= c->end)
		return 0;
	if ((unsigned char)c->s[at] < 0x80) {
		*n = 1;
		return fold_ascii[(unsigned char)c->s[at]] > '9';
	}
	class = fold_look(utf8_read(c->s + at, n)) & CHAR_CLASS;
	return class == CHAR_LETTER || class == CHAR_SOLO ||
	       class == CHAR_MARK;
}

int cursor_digit(const struct cursor *c, size_t at, uint32_t *n)
{
	static const uint32_t zeros[] = { 0x660, 0x6f0, 0x966, 0xff10 };
	uint32_t u;

	if (at >= c->end)
		return -1;
	if ((unsigned char)c->s[at] < 0x80) {
		*n = 1;
		u = (uint32_t)c->s[at] - '0';
		return u < 10 ? (int)u : -1;
	}
	u = utf8_read(c->s + at, n);
	for (size_t i = 0; i < sizeof(zeros) / sizeof(zeros[0]); i++)
		if (u >= zeros[i] && u <= zeros[i] + 9)
			return (int)(u - zeros[i]);
	return -1;
}

int cursor_number(struct cursor *c, int most, int *value)
{
	int digits = 0, sum = 0, d;
	uint32_t n;
	size_t at = c->at;

	while ((d = cursor_digit(c, at, &n)) >= 0) {
		if (++digits > most || digits > 9)
			return 0;
		sum = sum * 10 + d;
		at += n;
	}
	if (!digits)
		return 0;
	c->at = at;
	*value = sum;
	return digits;
}

int cursor_skip(struct cursor *c, const char *bytes)
{
	size_t n;

	if (c->at >= c->end || c->s[c->at] != bytes[0])
		return !bytes[0];
	n = strlen(bytes);
	if (c->end - c->at < n || memcmp(c->s + c->at, bytes, n))
		return 0;
	c->at += n;
	return 1;
}

void cursor_space(struct cursor *c)
{
	uint32_t n;

	while (c->at < c->end && utf8_is_space(utf8_read(c->s + c->at, &n)))
		c->at += n;
}

size_t cursor_word(struct cursor *c, char *to, size_t room)
{
	size_t at = c->at, len;
	uint32_t n;

	while (at - c->at <= LONGEST_WORD && cursor_letter(c, at, &n))
		at += n;
	if (at == c->at || at - c->at > LONGEST_WORD)
		return 0;
	len = tokens_fold(c->s + c->at, at - c->at, to, room);
	c->at = at;
	/* Turkish capitals fold to an i and a dot above */
	for (char *dot; (dot = strstr(to, "\xcc\x87")); len -= 2)
		memmove(dot, dot + 2, strlen(dot + 2) + 1);
	return len;
}
