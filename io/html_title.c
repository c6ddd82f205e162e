/* The title of a page: of its heading, or of its head. */
#include <string.h>

#include "io/html_values.h"

enum { MOST_WORDS = 60, MOST_HEADINGS = 30, LONGEST = 400 };

/* ----------------------------------------------------------------- words */

struct words {
	const char *at[MOST_WORDS];
	size_t len[MOST_WORDS];
	unsigned n;
};

static int in_word(unsigned char c)
{
	return c >= 0x80 || (c >= '0' && c <= '9') ||
	       ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

/* Words; a character each where they are written without spaces. */
static void split(struct words *w, const char *s, size_t len)
{
	size_t i = 0, begin;

	w->n = 0;
	while (i < len && w->n < MOST_WORDS) {
		begin = i;
		if ((unsigned char)s[i] >= 0xe3 && i + 3 <= len)
			i += 3;
		else
			while (i < len && in_word((unsigned char)s[i]) &&
			       (unsigned char)s[i] < 0xe3)
				i++;
		if (i == begin) {
			i++;
			continue;
		}
		/* of punctuation: U+2000 to U+206F */
		if (i - begin == 3 && !memcmp(s + begin, "\xe2\x80", 2))
			continue;
		w->at[w->n] = s + begin;
		w->len[w->n++] = i - begin;
	}
}

static int same_word(const struct words *a, unsigned i,
		     const struct words *b, unsigned k)
{
	if (a->len[i] != b->len[k])
		return 0;
	for (size_t n = 0; n < a->len[i]; n++) {
		unsigned char x = (unsigned char)a->at[i][n];
		unsigned char y = (unsigned char)b->at[k][n];

		if (x < 0x80 && y < 0x80 ? (x | 0x20) != (y | 0x20) : x != y)
			return 0;
	}
	return 1;
}

/* F1 of the words of two texts, 0 to 1. */
static float likeness(const struct words *a, const struct words *b)
{
	char used[MOST_WORDS] = { 0 };
	unsigned both = 0;

	for (unsigned i = 0; i < a->n; i++)
		for (unsigned k = 0; k < b->n; k++)
			if (!used[k] && same_word(a, i, b, k)) {
				used[k] = 1;
				both++;
				break;
			}
	return both ? 2.0f * (float)both / (float)(a->n + b->n) : 0;
}

/* --------------------------------------------------------- the head's own */

/* Whether s[0, len) is the site's name, or its host's. */
static int is_site(const struct html_page *p, const char *s, size_t len)
{
	size_t n = 0, k = 0;
	const char *url = ncl_doc_value(p->doc, "url", 0, &n), *host;
	struct words part, site;

	split(&part, s, len);
	for (int i = HTML_FACT_OG_SITE; i <= HTML_FACT_APP; i++) {
		split(&site, p->facts[i].data, p->facts[i].len);
		if (likeness(&part, &site) > 0.6f)
			return 1;
	}
	host = url ? strstr(url, "://") : NULL;
	if (!host || !part.n)
		return 0;
	host += 3;
	if (!strncmp(host, "www.", 4))
		host += 4;
	/* its letters, one after another: "BBC News" of bbcnews.com */
	for (size_t i = 0; i < len; i++) {
		if (!in_word((unsigned char)s[i]))
			continue;
		if ((unsigned char)s[i] >= 0x80 ||
		    (host[k] | 0x20) != (s[i] | 0x20))
			return 0;
		k++;
	}
	return k >= 3;
}

static const char *const bars[] = { " | ", " - ", " \xe2\x80\x93 ",
				    " \xe2\x80\x94 ", " \xc2\xb7 ",
				    " \xe2\x80\xa2 ", " :: ", " \xc2\xbb ",
				    " // ", " / " };

/* Take " | Site" off the end of a title, "Site | " off its start. */
static const char *without_site(const struct html_page *p, const char *s,
				size_t *len)
{
	for (size_t i = 0; i < sizeof(bars) / sizeof(bars[0]); i++) {
		size_t n = strlen(bars[i]);

		for (size_t at = *len; at-- > 1;) {
			if (at + n >= *len || memcmp(s + at, bars[i], n))
				continue;
			if (is_site(p, s + at + n, *len - at - n))
				*len = at;
			else if (is_site(p, s, at)) {
				s += at + n;
				*len -= at + n;
			}
			break;
		}
	}
	return s;
}

/* ---------------------------------------------------------------- heading */

/* How well a heading fits what the head says. */
static float fit(const struct html_page *p, const struct words *heading)
{
	float best = 0;

	for (int i = HTML_FACT_OG_TITLE; i <= HTML_FACT_TITLE; i++) {
		size_t len = p->facts[i].len;
		struct words title;
		float f;

		if (!len)
			continue;
		split(&title, without_site(p, p->facts[i].data, &len), len);
		f = likeness(heading, &title);
		if (f > best)
			best = f;
	}
	return best;
}

static const struct ncl_block *heading(const struct html_page *p)
{
	const char *text = ncl_doc_text(p->doc, NULL);
	const struct ncl_block *b, *best = NULL, *only = NULL;
	unsigned headings = 0;
	struct words words;
	float most = 0.5f, f;

	for (uint32_t i = 0; headings < MOST_HEADINGS &&
			     (b = ncl_doc_block(p->doc, i)); i++) {
		size_t len = b->end - b->begin;

		if (b->heading != 1 || len > LONGEST)
			continue;
		only = headings++ ? NULL : b;
		split(&words, text + b->begin, len);
		f = fit(p, &words);
		if (f > most) {
			most = f;
			best = b;
		}
	}
	if (best || !only)
		return best;
	split(&words, text + only->begin, only->end - only->begin);
	if (words.n < 4 || fit(p, &words) < 0.2f ||
	    only->inside & (NCL_IN_NAV | NCL_IN_FOOTER | NCL_IN_ASIDE) ||
	    is_site(p, text + only->begin, only->end - only->begin))
		return NULL;
	return only;
}

/* The same words in the same order, as the head writes them: of a heading of
 * several elements the spaces are not known. NULL: there is none. */
static const char *same_in_head(const struct html_page *p, const char *s,
				size_t *len)
{
	struct words heading, title;

	split(&heading, s, *len);
	for (int i = HTML_FACT_OG_TITLE; i <= HTML_FACT_TITLE; i++) {
		size_t n = p->facts[i].len;
		const char *own = n ? without_site(p, p->facts[i].data, &n) :
				      NULL;
		unsigned k = 0;

		if (!n)
			continue;
		split(&title, own, n);
		while (k < title.n && k < heading.n &&
		       same_word(&title, k, &heading, k))
			k++;
		if (k == title.n && k == heading.n) {
			*len = n;
			return own;
		}
	}
	return NULL;
}

const char *html_title(const struct html_page *p, size_t *len)
{
	const struct ncl_block *b = heading(p);
	const struct ncl_buffer *title;
	const char *text, *own;

	if (b) {
		*len = b->end - b->begin;
		text = ncl_doc_text(p->doc, NULL) + b->begin;
		own = same_in_head(p, text, len);
		return own ? own : text;
	}
	title = html_fact_first(p, HTML_FACT_OG_TITLE, HTML_FACT_TITLE);
	*len = title ? title->len : 0;
	return title ? without_site(p, title->data, len) : NULL;
}
