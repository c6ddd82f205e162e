/*
 * ncl_write_html: the page as it came, with a span around each piece of a
 * block's text. Tags stay where they are: only text between them is wrapped,
 * so that no element is broken.
 */
#include <string.h>

#include "io/house.h"
#include "io/html_names.h"
#include "io/html_stack.h"
#include "io/html_tokens.h"
#include "io/json_out.h"

struct marking {
	struct out o;
	struct house house;
	const ncl_doc *doc;
	struct html_tokens t;
	uint32_t block, blocks;    /* the block whose turn it is */
	uint32_t begin, end;       /* of it in the source */
	int first;                 /* no piece of it was written yet */
	int legend;                /* is there */
	int foreign;               /* svg and math elements that are open */
};

static const char style[] =
	"<style>.nclass{border-radius:2px}"
	".nclass-keep{background:#cdf0d3!important;color:#111!important}"
	".nclass-drop{background:#f8d9d9!important;color:#555!important}"
	".nclass[data-nclass]::before{content:attr(data-nclass);"
	"font:10px/1.3 sans-serif!important;color:#fff;background:#357;"
	"border-radius:2px;padding:0 3px;margin-right:3px;"
	"letter-spacing:0;text-transform:none}"
	".nclass-drop[data-nclass]::before{background:#955}"
	".nclass-legend{position:fixed;right:8px;bottom:8px;z-index:2147483647;"
	"background:#fff;color:#111;border:1px solid #888;padding:4px 8px;"
	"font:12px/1.5 sans-serif}</style>"
	"<span class=\"nclass-legend\">nclass: "
	"<span class=\"nclass nclass-keep\">kept</span> "
	"<span class=\"nclass nclass-drop\">dropped</span></span>";

static void escape(struct out *o, const char *s, size_t len)
{
	static const char *const names[128] = {
		['&'] = "&amp;", ['<'] = "&lt;", ['>'] = "&gt;",
		['"'] = "&quot;",
	};
	size_t from = 0;

	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)s[i];

		if (c > 127 || !names[c])
			continue;
		out_bytes(o, s + from, i - from);
		out_text(o, names[c]);
		from = i + 1;
	}
	out_bytes(o, s + from, len - from);
}

static void percent(struct out *o, float score)
{
	out_number(o, (uint64_t)(score * 100 + 0.5f));
	OUT(o, " %");
}

/* The attributes of a block: its class, its role, and both scores to hover
 * over. */
static void open_span(struct marking *m, const char *element)
{
	struct out *o = &m->o;
	float score = 0, role_score = 0;
	int keep = house_keep(&m->house, m->doc, m->block, &score);
	const char *role = house_role(&m->house, m->doc, m->block,
				      &role_score);

	OUT(o, "<");
	out_text(o, element);
	OUT(o, " class=\"nclass nclass-");
	out_text(o, keep ? "keep" : "drop");
	OUT(o, "\"");
	if (m->first && role) {
		OUT(o, " data-nclass=\"");
		escape(o, role, strlen(role));
		OUT(o, "\"");
	}
	OUT(o, " title=\"");
	if (role) {
		escape(o, role, strlen(role));
		OUT(o, " ");
		percent(o, role_score);
		OUT(o, ", ");
	}
	OUT(o, "article text ");
	percent(o, score);
	OUT(o, "\">");
	m->first = 0;
}

/* ------------------------------------------------------------------ page */

static void next_block(struct marking *m)
{
	const struct ncl_block *b = ncl_doc_block(m->doc, m->block);

	m->first = 1;
	m->begin = m->end = UINT32_MAX;
	if (b)
		ncl_doc_source(m->doc, b->begin, b->end, &m->begin, &m->end);
}

static int is_blank(const char *s, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (!html_is_space(s[i]))
			return 0;
	return 1;
}

static void put_legend(struct marking *m)
{
	if (!m->legend)
		out_text(&m->o, style);
	m->legend = 1;
}

/* Text of the source [at, end), in which blocks may begin and end. */
static void mark_text(struct marking *m, size_t at, size_t end)
{
	const char *s = m->t.s;

	while (at < end) {
		size_t to = end;

		while (m->end <= at && m->block < m->blocks) {
			m->block++;
			next_block(m);
		}
		if (m->begin >= end)
			break;
		if (m->begin > at) {
			out_bytes(&m->o, s + at, m->begin - at);
			at = m->begin;
		}
		if (to > m->end)
			to = m->end;
		if (is_blank(s + at, to - at)) {
			out_bytes(&m->o, s + at, to - at);
		} else {
			put_legend(m);
			open_span(m, "span");
			out_bytes(&m->o, s + at, to - at);
			OUT(&m->o, "</span>");
		}
		at = to;
	}
	if (at < end)
		out_bytes(&m->o, s + at, end - at);
}

static void mark_tag(struct marking *m, unsigned tag)
{
	struct html_tokens *t = &m->t;
	int open = t->kind == HTML_START ? !t->self_closing : -1;

	if (tag == NCL_TAG_SVG || tag == NCL_TAG_MATH)
		m->foreign += open;
	if (m->foreign < 0)
		m->foreign = 0;
	if (t->kind == HTML_START && !m->foreign)
		t->mode = html_mode_of(tag);
	t->foreign = m->foreign > 0;
	if (tag == NCL_TAG_BODY && t->kind == HTML_START)
		put_legend(m);
}

static void mark_page(struct marking *m, const char *page, size_t len)
{
	struct html_tokens *t = &m->t;

	html_tokens_init(t, page, len);
	m->blocks = ncl_doc_block_count(m->doc);
	next_block(m);
	while (html_next(t) != HTML_END) {
		if (t->kind == HTML_TEXT && t->text_mode == HTML_DATA &&
		    !m->foreign) {
			mark_text(m, t->begin, t->end);
			continue;
		}
		out_bytes(&m->o, t->s + t->begin, t->end - t->begin);
		if (t->kind == HTML_START || t->kind == HTML_CLOSE)
			mark_tag(m, html_name(&html_tags, t->s + t->name,
					      t->name_end - t->name,
					      t->len - t->name));
	}
	OUT(&m->o, "\n");
}

/* ------------------------------------------------------------------ text */

static void write_text(struct marking *m)
{
	const char *text = ncl_doc_text(m->doc, NULL);
	const struct ncl_block *b;

	OUT(&m->o, "<!DOCTYPE html>\n<meta charset=\"utf-8\">\n"
		   "<title>nclass</title>\n<body style=\"max-width:50em;"
		   "margin:1em auto;font:16px/1.5 sans-serif\">\n");
	put_legend(m);
	for (; (b = ncl_doc_block(m->doc, m->block)); m->block++) {
		m->first = 1;
		OUT(&m->o, "\n");
		open_span(m, "p");
		escape(&m->o, text + b->begin, b->end - b->begin);
		OUT(&m->o, "</p>");
	}
	OUT(&m->o, "\n");
}

/* Whether bytes of ASCII can be put into a page of the charset. */
static int takes_ascii(const char *charset)
{
	static const char *const others[] = { "utf-16", "utf-32", "utf-7",
					      "iso-2022", "hz", "johab" };

	for (size_t i = 0; charset && i < sizeof(others) / sizeof(*others);
	     i++)
		if (!strncmp(charset, others[i], strlen(others[i])))
			return 0;
	return 1;
}

enum ncl_status ncl_write_html(struct ncl_buffer *out, const ncl_doc *doc)
{
	struct marking m = { .doc = doc };
	size_t len;
	const char *page = ncl_doc_page(doc, &len);

	house_find(&m.house, doc);
	out_start(&m.o, out);
	if (page && takes_ascii(ncl_doc_origin(doc)->charset))
		mark_page(&m, page, len);
	else
		write_text(&m);
	return out_end(&m.o);
}
