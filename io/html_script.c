#include "io/html_script.h"

#include <string.h>

/* Whether a name stands at s[at], in any case, and ends there. */
static int has_name(const struct html_tokens *t, size_t at, const char *name,
		    size_t len)
{
	const char *s = t->s + at;

	if (len == 0 || t->len - at <= len)
		return 0;
	for (size_t i = 0; i < len; i++) {
		char a = s[i], b = name[i];

		if (a != b && ((a ^ b) != 0x20 || (a | 0x20) < 'a' ||
			       (a | 0x20) > 'z'))
			return 0;
	}
	return html_is_space(s[len]) || s[len] == '/' || s[len] == '>';
}

/* The end tag of the last start tag stands at the '<' at `i`. */
static int is_end(const struct html_tokens *t, size_t i)
{
	return i + 2 < t->len && t->s[i + 1] == '/' &&
	       has_name(t, i + 2, t->last, t->last_len);
}

static size_t find(const struct html_tokens *t, size_t at, char c)
{
	const char *p = at < t->len ? memchr(t->s + at, c, t->len - at) : NULL;

	return p ? (size_t)(p - t->s) : t->len;
}

size_t html_raw_end(const struct html_tokens *t, size_t at)
{
	for (at = find(t, at, '<'); at < t->len; at = find(t, at + 1, '<'))
		if (is_end(t, at))
			return at;
	return t->len;
}

/*
 * From behind "<!--" on: the end tag that counts, or what is behind "-->",
 * with *over set to 1.
 */
static size_t escaped(const struct html_tokens *t, size_t at, int *over)
{
	const char *p = memmem(t->s + at, t->len - at, "-->", 3);
	size_t stop = p ? (size_t)(p - t->s) : t->len;
	int twice = 0;

	for (at = find(t, at, '<'); at < stop; at = find(t, at + 1, '<')) {
		int close = at + 1 < t->len && t->s[at + 1] == '/';

		if (!twice && is_end(t, at))
			return at;
		if (twice == close && at + 1 + (size_t)close < t->len &&
		    has_name(t, at + 1 + (size_t)close, "script", 6))
			twice = !twice;
	}
	*over = p != NULL;
	return p ? stop + 3 : t->len;
}

size_t html_script_end(const struct html_tokens *t, size_t at)
{
	int over;

	for (at = find(t, at, '<'); at < t->len; at = find(t, at, '<')) {
		if (is_end(t, at))
			return at;
		if (t->len - at < 4 || memcmp(t->s + at, "<!--", 4)) {
			at++;
			continue;
		}
		over = 0;
		/* its two dashes may be those of "-->" */
		at = escaped(t, at + 2, &over);
		if (!over)
			return at;
	}
	return t->len;
}
