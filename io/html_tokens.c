#include "io/html_tokens.h"

#include <string.h>

#include "io/html_script.h"

static int is_alpha(char c)
{
	c |= 0x20;
	return c >= 'a' && c <= 'z';
}

int html_is_word(const char *s, size_t len, const char *word)
{
	for (size_t i = 0; i < len; i++) {
		char c = s[i];

		if (c >= 'A' && c <= 'Z')
			c |= 0x20;
		if (!word[i] || c != word[i])
			return 0;
	}
	return !word[len];
}

void html_tokens_init(struct html_tokens *t, const char *bytes, size_t len)
{
	t->s = bytes;
	t->len = len;
	t->mode = HTML_DATA;
	t->foreign = 0;
	t->kind = HTML_END;
	t->begin = t->end = 0;
	t->last = NULL;
	t->last_len = 0;
}

/* Where the byte is from `at` on, or len. */
static size_t find(const struct html_tokens *t, size_t at, char c)
{
	const char *p = at < t->len ? memchr(t->s + at, c, t->len - at) : NULL;

	return p ? (size_t)(p - t->s) : t->len;
}

static enum html_kind take(struct html_tokens *t, enum html_kind kind,
			   size_t end)
{
	t->end = end;
	return t->kind = kind;
}

static enum html_kind take_text(struct html_tokens *t, enum html_mode mode,
				size_t end)
{
	t->text_mode = mode;
	return take(t, HTML_TEXT, end);
}

/* ------------------------------------------------------------------ tags */

enum { SPACE = 1, SLASH = 2, GREATER = 4, EQUALS = 8 };

static const unsigned char classes[256] = {
	['\t'] = SPACE, ['\n'] = SPACE,	 ['\f'] = SPACE,  ['\r'] = SPACE,
	[' '] = SPACE,	['/'] = SLASH, ['>'] = GREATER, ['='] = EQUALS,
};

static inline int is(char c, int what)
{
	return classes[(unsigned char)c] & what;
}

static size_t skip_space(const struct html_tokens *t, size_t i)
{
	while (i < t->len && is(t->s[i], SPACE))
		i++;
	return i;
}

static size_t skip_until(const struct html_tokens *t, size_t i, int what)
{
	while (i < t->len && !is(t->s[i], what))
		i++;
	return i;
}

/* The value behind an equals sign; gives what is behind it, or more than len
 * where the source ends inside. */
static size_t scan_value(const struct html_tokens *t, size_t i,
			 struct html_attr *a)
{
	size_t end;

	i = skip_space(t, i);
	if (i < t->len && (t->s[i] == '"' || t->s[i] == '\'')) {
		end = find(t, i + 1, t->s[i]);
		a->value = (uint32_t)(i + 1);
		a->value_end = (uint32_t)end;
		return end + 1;
	}
	end = skip_until(t, i, SPACE | GREATER);
	a->value = (uint32_t)i;
	a->value_end = (uint32_t)end;
	return end;
}

static size_t scan_attr(struct html_tokens *t, size_t i)
{
	struct html_attr a = { .name = (uint32_t)i };
	size_t next;

	i = skip_until(t, i + 1, SPACE | SLASH | GREATER | EQUALS);
	a.name_end = (uint32_t)i;
	next = skip_space(t, i);
	if (next < t->len && t->s[next] == '=')
		i = scan_value(t, next + 1, &a);
	if (t->attr_count < HTML_ATTRS)
		t->attrs[t->attr_count++] = a;
	return i;
}

/* A tag whose name begins at `i`; one that does not end is none. */
static enum html_kind scan_tag(struct html_tokens *t, enum html_kind kind,
			       size_t i)
{
	t->name = i;
	t->name_end = i = skip_until(t, i, SPACE | SLASH | GREATER);
	t->attr_count = 0;
	t->self_closing = 0;
	for (;;) {
		i = skip_space(t, i);
		if (i >= t->len) {
			t->begin = t->len;
			return take(t, HTML_END, t->len);
		}
		if (t->s[i] == '>')
			break;
		if (t->s[i] != '/') {
			i = scan_attr(t, i);
			continue;
		}
		i++;
		t->self_closing = i < t->len && t->s[i] == '>';
	}
	if (kind == HTML_START) {
		t->last = t->s + t->name;
		t->last_len = t->name_end - t->name;
	}
	return take(t, kind, i + 1);
}

/* -------------------------------------------------------------- comments */

/* The first end of a comment, "-->" or "--!>", from `at` on; *size is its
 * length. len: there is none. */
static size_t find_comment_end(const struct html_tokens *t, size_t at,
			       size_t *size)
{
	for (size_t i = find(t, at, '>'); i < t->len; i = find(t, i + 1, '>')) {
		size_t n = i - at;
		const char *p = t->s + i;

		*size = 3;
		if (n >= 2 && p[-1] == '-' && p[-2] == '-')
			return i - 2;
		*size = 4;
		if (n >= 3 && p[-1] == '!' && p[-2] == '-' && p[-3] == '-')
			return i - 3;
	}
	*size = 0;
	return t->len;
}

/* Where the text of a comment ends that the source ends in. */
static size_t cut_comment(const struct html_tokens *t, size_t at)
{
	static const char *const ends[] = { "--!", "--", "-" };

	for (int k = 0; k < 3; k++) {
		size_t n = strlen(ends[k]);

		if (t->len - at >= n &&
		    !memcmp(t->s + t->len - n, ends[k], n))
			return t->len - n;
	}
	return t->len;
}

/* "<!--" stands before `at`. */
static enum html_kind scan_comment(struct html_tokens *t, size_t at)
{
	size_t size = 0, end;

	t->name = t->name_end = at;
	if (at < t->len && t->s[at] == '>')
		return take(t, HTML_COMMENT, at + 1);
	if (at + 1 < t->len && !memcmp(t->s + at, "->", 2))
		return take(t, HTML_COMMENT, at + 2);
	end = find_comment_end(t, at, &size);
	t->name_end = size ? end : cut_comment(t, at);
	return take(t, HTML_COMMENT, end + size);
}

/* What ends with the next '>': a bogus comment, a doctype. */
static enum html_kind scan_bogus(struct html_tokens *t, enum html_kind kind,
				 size_t at)
{
	size_t end = find(t, at, '>');

	t->name = at;
	t->name_end = end;
	return take(t, kind, end + (end < t->len));
}

static enum html_kind scan_cdata(struct html_tokens *t, size_t at)
{
	const char *end = memmem(t->s + at, t->len - at, "]]>", 3);

	t->begin = at;
	if (!end) {
		t->mode = HTML_CDATA;
		return take_text(t, HTML_CDATA, t->len);
	}
	t->mode = HTML_DATA;
	if (end > t->s + at) { /* the marks are passed over with the next */
		t->mode = HTML_CDATA;
		return take_text(t, HTML_CDATA, (size_t)(end - t->s));
	}
	return take(t, HTML_NOTHING, at + 3);
}

/* "<!" stands before `at`. */
static enum html_kind scan_declaration(struct html_tokens *t, size_t at)
{
	size_t left = t->len - at;

	if (left >= 2 && !memcmp(t->s + at, "--", 2))
		return scan_comment(t, at + 2);
	if (left >= 7 && html_is_word(t->s + at, 7, "doctype"))
		return scan_bogus(t, HTML_DOCTYPE, at + 7);
	if (t->foreign && left >= 7 && !memcmp(t->s + at, "[CDATA[", 7))
		return scan_cdata(t, at + 7);
	return scan_bogus(t, HTML_COMMENT, at);
}

/* ------------------------------------------------------------------ text */

/* Whether the '<' at `i` begins markup and not text. */
static int is_markup(const struct html_tokens *t, size_t i)
{
	char c = i + 1 < t->len ? t->s[i + 1] : 0;

	if (c == '/')
		return i + 2 < t->len;
	return is_alpha(c) || c == '!' || c == '?';
}

static size_t find_markup(const struct html_tokens *t, size_t i)
{
	while (i < t->len && !is_markup(t, i))
		i = find(t, i + 1, '<');
	return i;
}

/* The token at a '<' that begins markup. */
static enum html_kind scan_markup(struct html_tokens *t)
{
	size_t at = t->begin;
	char c = t->s[at + 1];

	if (is_alpha(c))
		return scan_tag(t, HTML_START, at + 1);
	if (c == '!')
		return scan_declaration(t, at + 2);
	if (c == '?')
		return scan_bogus(t, HTML_COMMENT, at + 1);
	if (is_alpha(t->s[at + 2]))
		return scan_tag(t, HTML_CLOSE, at + 2);
	if (t->s[at + 2] == '>') /* "</>" */
		return take(t, HTML_NOTHING, at + 3);
	return scan_bogus(t, HTML_COMMENT, at + 2);
}

/* Text that only its own end tag ends. */
static enum html_kind scan_raw(struct html_tokens *t)
{
	enum html_mode mode = t->mode;
	size_t end = t->len;

	if (mode == HTML_SCRIPT)
		end = html_script_end(t, t->begin);
	else if (mode != HTML_PLAINTEXT)
		end = html_raw_end(t, t->begin);
	if (end < t->len)
		t->mode = HTML_DATA;
	if (end > t->begin)
		return take_text(t, mode, end);
	return end < t->len ? scan_markup(t) : take(t, HTML_END, end);
}

static enum html_kind scan(struct html_tokens *t)
{
	size_t at = t->begin = t->end;

	if (at >= t->len)
		return take(t, HTML_END, t->len);
	if (t->mode == HTML_CDATA) {
		if (t->len - at >= 3 && !memcmp(t->s + at, "]]>", 3)) {
			t->mode = HTML_DATA;
			return take(t, HTML_NOTHING, at + 3);
		}
		return scan_cdata(t, at);
	}
	if (t->mode != HTML_DATA)
		return scan_raw(t);
	if (t->s[at] == '<' && is_markup(t, at))
		return scan_markup(t);
	return take_text(t, HTML_DATA,
			 find_markup(t, t->s[at] == '<' ? at : find(t, at,
								    '<')));
}

enum html_kind html_next(struct html_tokens *t)
{
	while (scan(t) == HTML_NOTHING)
		;
	return t->kind;
}
