/* JSON as pages have it: nearly. */
#include <string.h>

#include "io/html_values.h"

struct repair {
	const char *s;
	size_t len, at;
	struct ncl_buffer *out;
	int failed;
};

static int at_word(const struct repair *r, const char *word)
{
	size_t n = strlen(word);

	return r->len - r->at >= n && !memcmp(r->s + r->at, word, n);
}

static void put(struct repair *r, const char *s, size_t len)
{
	r->failed |= ncl_buffer_add(r->out, s, len) != NCL_OK;
}

/* Skip to behind a mark, or to the end. */
static void skip_past(struct repair *r, const char *mark)
{
	while (r->at < r->len && !at_word(r, mark))
		r->at++;
	r->at += r->at < r->len ? strlen(mark) : 0;
}

/* A string: line ends and other control characters in it become spaces, a
 * backslash before what needs none goes. */
static void put_string(struct repair *r)
{
	put(r, "\"", 1);
	for (r->at++; r->at < r->len && r->s[r->at] != '"'; r->at++) {
		char c = r->s[r->at];

		if (c == '\\' && r->at + 1 < r->len) {
			char next = r->s[++r->at];

			if (strchr("\"\\/bfnrtu", next) && next)
				put(r, "\\", 1);
			if ((unsigned char)next >= ' ')
				put(r, &next, 1);
		} else {
			put(r, (unsigned char)c < ' ' ? " " : &c, 1);
		}
	}
	put(r, "\"", 1);
	r->at++;
}

/* A comma goes where a bracket or a comma comes next. */
static void put_comma(struct repair *r)
{
	size_t next = ++r->at;

	while (next < r->len && strchr(" \t\r\n", r->s[next]) && r->s[next])
		next++;
	if (next < r->len && !strchr("]},", r->s[next]))
		put(r, ",", 1);
}

/* Whether its quotes are written as references. */
static int has_references(const char *s, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (s[i] == '"')
			return 0;
		if (s[i] == '&' && len - i >= 6 && !memcmp(s + i, "&quot;", 6))
			return 1;
	}
	return 0;
}

static enum ncl_status repair(struct ncl_buffer *out, const char *s,
			      size_t len)
{
	struct repair r = { s, len, 0, out, 0 };

	while (r.at < len && !r.failed) {
		if (s[r.at] == '"')
			put_string(&r);
		else if (s[r.at] == ',')
			put_comma(&r);
		else if (at_word(&r, "/*"))
			skip_past(&r, "*/");
		else if (at_word(&r, "//"))
			skip_past(&r, "\n");
		else if (at_word(&r, "<!--") || at_word(&r, "-->"))
			r.at += s[r.at] == '<' ? 4 : 3;
		else if (at_word(&r, "<![CDATA["))
			r.at += 9;
		else if (at_word(&r, "]]>"))
			r.at += 3;
		else if (s[r.at] == ';' || !s[r.at])
			r.at++;
		else
			put(&r, s + r.at++, 1);
	}
	return r.failed ? NCL_NOMEM : NCL_OK;
}

enum ncl_status html_json_repair(struct ncl_buffer *out, const char *s,
				 size_t len)
{
	struct ncl_buffer plain = { 0 };
	enum ncl_status ret = NCL_OK;

	if (!has_references(s, len))
		return repair(out, s, len);
	for (size_t i = 0; i < len && ret == NCL_OK; i++) {
		int quote = len - i >= 6 && !memcmp(s + i, "&quot;", 6);

		ret = ncl_buffer_add(&plain, quote ? "\"" : s + i, 1);
		i += quote ? 5 : 0;
	}
	if (ret == NCL_OK)
		ret = repair(out, plain.data, plain.len);
	ncl_buffer_release(&plain);
	return ret;
}
