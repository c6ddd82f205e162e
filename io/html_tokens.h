/*
 * HTML to tokens, by the state machine of the WHATWG ("13.2.5 Tokenization"),
 * over raw bytes of any charset in which no byte of markup occurs inside a
 * character. Nothing is copied: a token is ranges of the source.
 *
 *	struct html_tokens t;
 *
 *	html_tokens_init(&t, bytes, len);
 *	while (html_next(&t) != HTML_END)
 *		if (t.kind == HTML_START && is_title(&t))
 *			t.mode = HTML_RCDATA;
 *
 * What is left to the caller, as it differs by the use: character references
 * and NULs in text (see enum html_mode), the case of names, and which of two
 * attributes of one name counts (the first).
 */
#ifndef IO_HTML_TOKENS_H
#define IO_HTML_TOKENS_H

#include <stddef.h>
#include <stdint.h>

enum html_kind {
	HTML_END, /* no more */
	HTML_TEXT,
	HTML_START, /* <name ...> */
	HTML_CLOSE, /* </name> */
	HTML_COMMENT,
	HTML_DOCTYPE,
	HTML_NOTHING /* never given */
};

/* How text is read, and, on a text token, how it has to be taken. */
enum html_mode {
	HTML_DATA,      /* references are decoded; NULs are as they are */
	HTML_RCDATA,    /* references are decoded; a NUL is U+FFFD */
	HTML_RAWTEXT,   /* the rest: no references; a NUL is U+FFFD */
	HTML_SCRIPT,
	HTML_PLAINTEXT,
	HTML_CDATA      /* no references; NULs are as they are */
};

/* A name, and a value between the quotes; a value of 0 bytes may stand for
 * none. */
struct html_attr {
	uint32_t name, name_end, value, value_end;
};

/* As many attributes of a tag are kept; the others are passed over. */
enum { HTML_ATTRS = 128 };

struct html_tokens {
	/* The source, under 4 GiB. */
	const char *s;
	size_t len;
	/* Set these after a token to say how the next one is read. */
	enum html_mode mode;
	int foreign; /* in svg or math: <![CDATA[...]]> is text */

	/* The token that html_next found. */
	enum html_kind kind;
	enum html_mode text_mode;
	size_t begin, end; /* all of it */
	/* The name of a tag; the text of a comment; what stands behind the
	 * word of a doctype. */
	size_t name, name_end;
	int self_closing;
	uint32_t attr_count;
	struct html_attr attrs[HTML_ATTRS];

	/* Its own. */
	const char *last; /* name of the last start tag */
	size_t last_len;
};

void html_tokens_init(struct html_tokens *t, const char *bytes, size_t len);
enum html_kind html_next(struct html_tokens *t);

/* Whether s[0, len) is `word` (lower case) in any case of its letters. */
int html_is_word(const char *s, size_t len, const char *word);
static inline int html_is_space(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

#endif
