#include "io/json_scan.h"

#include <string.h>

#include "io/sixteen.h"
#include "io/utf8.h"

enum { MAX_DEPTH = 64 };

typedef unsigned char uchar;

/* Where the scan is. The bytes from `at` to `len` are still to be read. */
struct scan {
	const char *s;
	size_t at, len;
	struct ncl_error *err;
	struct json_longs *longs; /* of the members, or NULL */
};

#define BYTE "byte %zu of the line: "

static enum ncl_status fail_at(struct scan *c, size_t at, const char *what)
{
	ncl_error_set(c->err, NCL_FORMAT, BYTE "%s", at, what);
	if (c->err)
		c->err->at = at;
	return NCL_FORMAT;
}

static enum ncl_status unexpected(struct scan *c, const char *wanted)
{
	uchar byte;

	if (c->at >= c->len) {
		ncl_error_set(c->err, NCL_FORMAT,
			      BYTE "the line ends where %s should be", c->at,
			      wanted);
	} else {
		byte = (uchar)c->s[c->at];
		ncl_error_set(c->err, NCL_FORMAT,
			      byte > ' ' && byte < 0x7f
				      ? BYTE "'%c' where %s should be"
				      : BYTE "0x%02x where %s should be",
			      c->at, byte, wanted);
	}
	if (c->err)
		c->err->at = c->at;
	return NCL_FORMAT;
}

static void skip_blanks(struct scan *c)
{
	while (c->at < c->len &&
	       (c->s[c->at] == ' ' || c->s[c->at] == '\t' ||
		c->s[c->at] == '\n' || c->s[c->at] == '\r'))
		c->at++;
}

static int take(struct scan *c, char byte)
{
	if (c->at >= c->len || c->s[c->at] != byte)
		return 0;
	c->at++;
	return 1;
}

/* --------------------------------------------------------------- strings */

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The four digits from s[at] on; -1 where they are not. */
static int32_t hex4(const struct scan *c, size_t at)
{
	int32_t value = 0;

	if (c->len - at < 4)
		return -1;
	for (size_t i = at; i < at + 4; i++) {
		int digit = hex_digit(c->s[i]);

		if (digit < 0)
			return -1;
		value = value << 4 | digit;
	}
	return value;
}

/* \uXXXX, at its backslash; a pair of surrogates is one. */
static enum ncl_status scan_unicode(struct scan *c)
{
	size_t start = c->at;
	int32_t high = hex4(c, start + 2), low;

	if (high < 0)
		return fail_at(c, start, "\\u without four hex digits");
	if (high == 0)
		return fail_at(c, start, "\\u0000: a text cannot hold U+0000");
	c->at = start + 6;
	if (high < 0xd800 || high > 0xdfff)
		return NCL_OK;
	low = c->len - c->at >= 6 && !memcmp(c->s + c->at, "\\u", 2)
		      ? hex4(c, c->at + 2)
		      : -1;
	if (high > 0xdbff || low < 0xdc00 || low > 0xdfff)
		return fail_at(c, start, "half of a surrogate pair");
	c->at += 6;
	return NCL_OK;
}

/* At a backslash. */
static enum ncl_status scan_escape(struct scan *c)
{
	static const uchar known[256] = { ['"'] = 1, ['\\'] = 1, ['/'] = 1,
					  ['b'] = 1, ['f'] = 1, ['n'] = 1,
					  ['r'] = 1, ['t'] = 1 };
	uchar kind = c->at + 1 < c->len ? (uchar)c->s[c->at + 1] : 0;

	if (kind == 'u')
		return scan_unicode(c);
	if (!known[kind])
		return fail_at(c, c->at, "an escape that JSON does not have");
	c->at += 2;
	return NCL_OK;
}

size_t json_plain(const char *text, size_t len)
{
	size_t at = 0;

	for (; at + 16 <= len; at += 16) {
		sixteen v = sixteen_load(text + at);
		uint32_t special = sixteen_below(v, 0x20) |
				   sixteen_equal(v, '"') |
				   sixteen_equal(v, '\\');

		if (special)
			return at + sixteen_before(special);
	}
	while (at < len && (uchar)text[at] >= 0x20 && text[at] != '"' &&
	       text[at] != '\\')
		at++;
	return at;
}

static enum ncl_status scan_string(struct scan *c)
{
	size_t start = c->at;
	enum ncl_status ret = NCL_OK;

	if (!take(c, '"'))
		return unexpected(c, "a string");
	while (ret == NCL_OK) {
		c->at += json_plain(c->s + c->at, c->len - c->at);
		if (c->at >= c->len)
			return fail_at(c, start, "a string that never ends");
		if (take(c, '"'))
			return NCL_OK;
		ret = c->s[c->at] == '\\'
			      ? scan_escape(c)
			      : fail_at(c, c->at,
					"a control character in a string");
	}
	return ret;
}

/* ---------------------------------------------------------------- values */

static int digits(struct scan *c)
{
	size_t start = c->at;

	while (c->at < c->len && c->s[c->at] >= '0' && c->s[c->at] <= '9')
		c->at++;
	return c->at > start;
}

static enum ncl_status scan_number(struct scan *c)
{
	take(c, '-');
	if (!take(c, '0') && !digits(c))
		return unexpected(c, "a value");
	if (take(c, '.') && !digits(c))
		return unexpected(c, "a digit");
	if (take(c, 'e') || take(c, 'E')) {
		if (!take(c, '+'))
			take(c, '-');
		if (!digits(c))
			return unexpected(c, "a digit");
	}
	return NCL_OK;
}

static enum ncl_status scan_word(struct scan *c, const char *word)
{
	size_t n = strlen(word);

	if (c->len - c->at < n || memcmp(c->s + c->at, word, n) != 0)
		return unexpected(c, "a value");
	c->at += n;
	return NCL_OK;
}

static enum ncl_status scan_scalar(struct scan *c)
{
	switch (c->at < c->len ? c->s[c->at] : 0) {
	case '"':
		return scan_string(c);
	case 't':
		return scan_word(c, "true");
	case 'f':
		return scan_word(c, "false");
	case 'n':
		return scan_word(c, "null");
	default:
		return scan_number(c);
	}
}

static enum ncl_status scan_key(struct scan *c)
{
	enum ncl_status ret;

	skip_blanks(c);
	ret = scan_string(c);
	if (ret != NCL_OK)
		return ret;
	skip_blanks(c);
	return take(c, ':') ? NCL_OK : unexpected(c, "a colon");
}

/* Behind a value: leave what it ends, or go on to the next. *open has a bit
 * for each level, 1 where it is an object. */
static enum ncl_status scan_behind(struct scan *c, uint64_t *open, int *depth)
{
	while (*depth > 0) {
		int object = *open & 1;

		skip_blanks(c);
		if (take(c, ','))
			return object ? scan_key(c) : NCL_OK;
		if (!take(c, object ? '}' : ']'))
			return unexpected(c, object ? "a comma or }"
						    : "a comma or ]");
		*open >>= 1;
		--*depth;
	}
	return NCL_OK;
}

/* At { or [: enter it. *behind is 1 where it is empty and so left again. */
static enum ncl_status scan_enter(struct scan *c, uint64_t *open, int *depth,
				  int *behind)
{
	int object = c->s[c->at] == '{';

	if (*depth == MAX_DEPTH)
		return fail_at(c, c->at, "more than 64 levels deep");
	c->at++;
	skip_blanks(c);
	*behind = take(c, object ? '}' : ']');
	if (*behind)
		return NCL_OK;
	*open = *open << 1 | (uint64_t)object;
	++*depth;
	return object ? scan_key(c) : NCL_OK;
}

/* The value from `start` on is that of a member. */
static void note_long(struct scan *c, size_t start, size_t member)
{
	struct json_longs *l = c->longs;

	if (c->s[start] == '"' && c->at - start > JSON_LONG + 2 &&
	    l->count < JSON_LONGS)
		l->at[l->count++] = (struct json_long){ member, start + 1,
							 c->at - 1 };
}

static enum ncl_status scan_value(struct scan *c)
{
	enum ncl_status ret;
	uint64_t open = 0;
	size_t member = 0;
	int depth = 0;

	do {
		int behind = 1, at_top = depth == 1;
		size_t start;

		skip_blanks(c);
		start = c->at;
		if (c->at < c->len &&
		    (c->s[c->at] == '{' || c->s[c->at] == '['))
			ret = scan_enter(c, &open, &depth, &behind);
		else
			ret = scan_scalar(c);
		if (at_top && ret == NCL_OK && c->longs)
			note_long(c, start, member);
		member += at_top;
		if (ret == NCL_OK && behind)
			ret = scan_behind(c, &open, &depth);
	} while (ret == NCL_OK && depth > 0);
	return ret;
}

enum ncl_status json_check(const char *line, size_t len,
			   struct json_longs *longs, struct ncl_error *err)
{
	struct scan c = { .s = line, .len = len, .err = err, .longs = longs };
	size_t valid = utf8_valid_prefix(line, len);
	enum ncl_status ret;

	if (valid < len)
		return fail_at(&c, valid, "not valid UTF-8");
	skip_blanks(&c);
	if (c.at >= len || line[c.at] != '{')
		return unexpected(&c, "a JSON object");
	ret = scan_value(&c);
	if (ret != NCL_OK)
		return ret;
	skip_blanks(&c);
	return c.at == len ? NCL_OK : unexpected(&c, "the end of the line");
}

size_t json_next(const char *line, size_t len, size_t at, const char **value,
		 size_t *value_len)
{
	struct scan c = { .s = line, .len = len, .at = at };

	skip_blanks(&c);
	if (at == 0) {
		take(&c, '{');
		skip_blanks(&c);
		if (take(&c, '}'))
			return 0;
	} else if (!take(&c, ',')) {
		return 0;
	}
	skip_blanks(&c);
	scan_key(&c);
	skip_blanks(&c);
	*value = line + c.at;
	scan_value(&c);
	*value_len = (size_t)(line + c.at - *value);
	return c.at;
}

int json_member(const char *line, size_t len, size_t i, const char **value,
		size_t *value_len)
{
	size_t at = 0;

	do {
		at = json_next(line, len, at, value, value_len);
	} while (at && i--);
	return at != 0;
}
