#include "common/signs.h"

#include "common/letters.h"

static int is_closer(uint32_t c)
{
	switch (c) {
	case '"': case 0x201d: case 0x201c: case 0xbb: case 0xab: case 0x2019:
	case '\'': case 0x300d: case 0x300f: case ')': case 0xff09: case ']':
	case 0x203a:
		return 1;
	default:
		return 0;
	}
}

static int is_bracket(uint32_t c)
{
	return c == ')' || c == 0xff09 || c == ']';
}

/* The character before p. */
static uint32_t read_back(const char *p, const char *begin, const char **at)
{
	uint32_t len;

	do
		p--;
	while (p > begin && (*p & 0xc0) == 0x80);
	*at = p;
	return letter_read(p, &len);
}

static enum shape_end end_of(uint32_t c, uint32_t last, int closed)
{
	if (is_stop(c) || is_wide_stop(c))
		return END_STOP;
	if (is_bracket(last))
		return END_BRACKET;
	if (c == ':' || c == 0xff1a)
		return END_COLON;
	if (is_comma(c) || c == 0xff1b || c == '-' || c == 0x2013 ||
	    c == 0x2014)
		return END_COMMA;
	if (closed)
		return END_QUOTE;
	switch (letter_kind(c)) {
	case LETTER_DIGIT: return END_DIGIT;
	case LETTER_NONE: return END_OTHER;
	default: return END_LETTER;
	}
}

enum shape_end find_end(const char *begin, const char *end)
{
	const char *at, *p = end;
	uint32_t last = read_back(end, begin, &at), c = last;

	for (; (is_closer(c) || c == ' ') && at > begin; p = at)
		c = read_back(at, begin, &at);
	if (c == 0x2026 || (c == '.' && at - begin >= 2 && at[-1] == '.' &&
			    at[-2] == '.'))
		return END_ELLIPSIS;
	return end_of(c, last, p != end);
}

static int is_bullet(uint32_t c)
{
	return c == '-' || c == '*' || c == '+' || c == 0x2022 || c == 0xb7 ||
	       c == 0x2013 || c == 0x2014 || c == 0x203a ||
	       (c >= 0x2190 && c <= 0x27bf);
}

enum shape_start find_start(const char *begin, const char *end)
{
	uint32_t len, c = letter_read(begin, &len);

	if (c == '(' || c == '[' || c == '{' || c == 0x3010 || c == 0xff08)
		return START_BRACKET;
	if (c == '#' || c == '@')
		return START_HASH;
	if (c == '|')
		return START_BAR;
	if (c == '>' || c == 0x201e || c == 0x2018 || c == 0x300c ||
	    c == 0x300e || (c != 0x203a && is_closer(c)))
		return START_QUOTE;
	if (is_bullet(c))
		return START_BULLET;
	switch (letter_kind(c)) {
	case LETTER_DIGIT: return START_DIGIT;
	case LETTER_LOWER: return START_LOWER;
	case LETTER_NONE: return START_OTHER;
	case LETTER_UPPER: break;
	default: return START_LETTER;
	}
	if (begin + len < end &&
	    letter_kind(letter_read(begin + len, &len)) == LETTER_UPPER)
		return START_CAPS;
	return START_CAPITAL;
}
