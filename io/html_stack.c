#include "io/html_stack.h"

#define T(name) [NCL_TAG_##name]
#define BLOCK (HTML_BREAKS | HTML_ENDS_P)

static const uint8_t does[256] = {
	/* clang-format off */
	T(ADDRESS) = BLOCK, T(ARTICLE) = BLOCK, T(ASIDE) = BLOCK,
	T(BLOCKQUOTE) = BLOCK, T(BODY) = HTML_BREAKS, T(CENTER) = BLOCK,
	T(DD) = BLOCK, T(DETAILS) = BLOCK, T(DIALOG) = BLOCK, T(DIR) = BLOCK,
	T(DIV) = BLOCK, T(DL) = BLOCK | HTML_LISTS, T(DT) = BLOCK,
	T(FIELDSET) = BLOCK, T(FIGCAPTION) = BLOCK, T(FIGURE) = BLOCK,
	T(FOOTER) = BLOCK, T(FORM) = BLOCK, T(H1) = BLOCK, T(H2) = BLOCK,
	T(H3) = BLOCK, T(H4) = BLOCK, T(H5) = BLOCK, T(H6) = BLOCK,
	T(HEADER) = BLOCK, T(HGROUP) = BLOCK, T(HR) = BLOCK | HTML_VOID,
	T(HTML) = HTML_BREAKS, T(LEGEND) = HTML_BREAKS, T(LI) = BLOCK,
	T(LISTING) = BLOCK, T(MAIN) = BLOCK, T(MENU) = BLOCK | HTML_LISTS,
	T(NAV) = BLOCK, T(OL) = BLOCK | HTML_LISTS, T(P) = BLOCK,
	T(PRE) = BLOCK, T(SEARCH) = BLOCK, T(SECTION) = BLOCK,
	T(SUMMARY) = BLOCK, T(UL) = BLOCK | HTML_LISTS,
	T(BUTTON) = HTML_BREAKS | HTML_SCOPE,
	T(CAPTION) = HTML_BREAKS | HTML_SCOPE,
	T(MARQUEE) = HTML_BREAKS | HTML_SCOPE,
	T(TABLE) = HTML_BREAKS | HTML_ENDS_P | HTML_SCOPE,
	T(TBODY) = HTML_BREAKS, T(TFOOT) = HTML_BREAKS,
	T(THEAD) = HTML_BREAKS, T(TR) = HTML_BREAKS,
	T(TD) = HTML_BREAKS | HTML_SCOPE, T(TH) = HTML_BREAKS | HTML_SCOPE,
	T(AREA) = HTML_VOID, T(BASE) = HTML_VOID, T(BASEFONT) = HTML_VOID,
	T(BGSOUND) = HTML_VOID, T(BR) = HTML_VOID, T(COL) = HTML_VOID,
	T(EMBED) = HTML_VOID, T(FRAME) = HTML_VOID, T(IMG) = HTML_VOID,
	T(INPUT) = HTML_VOID, T(KEYGEN) = HTML_VOID, T(LINK) = HTML_VOID,
	T(META) = HTML_VOID, T(PARAM) = HTML_VOID, T(SOURCE) = HTML_VOID,
	T(TRACK) = HTML_VOID, T(WBR) = HTML_VOID,
	T(SVG) = HTML_HIDES, T(SELECT) = HTML_HIDES | HTML_SCOPE,
	T(DATALIST) = HTML_HIDES, T(AUDIO) = HTML_HIDES | HTML_SCOPE,
	T(VIDEO) = HTML_HIDES | HTML_SCOPE,
	T(CANVAS) = HTML_HIDES | HTML_SCOPE,
	T(OBJECT) = HTML_HIDES | HTML_SCOPE,
	T(APPLET) = HTML_HIDES | HTML_SCOPE,
	T(TEMPLATE) = HTML_HIDES | HTML_SCOPE,
	T(FOREIGNOBJECT) = HTML_SCOPE, T(ANNOTATION) = HTML_HIDES,
	T(RP) = HTML_HIDES, T(RT) = HTML_HIDES, T(RTC) = HTML_HIDES,
	T(A) = HTML_FORMATS, T(B) = HTML_FORMATS, T(BIG) = HTML_FORMATS,
	T(CODE) = HTML_FORMATS, T(EM) = HTML_FORMATS, T(FONT) = HTML_FORMATS,
	T(I) = HTML_FORMATS, T(NOBR) = HTML_FORMATS, T(S) = HTML_FORMATS,
	T(SMALL) = HTML_FORMATS, T(STRIKE) = HTML_FORMATS,
	T(STRONG) = HTML_FORMATS, T(TT) = HTML_FORMATS, T(U) = HTML_FORMATS,
	T(SCRIPT) = HTML_RAW, T(STYLE) = HTML_RAW, T(NOSCRIPT) = HTML_RAW,
	T(IFRAME) = HTML_RAW, T(NOEMBED) = HTML_RAW, T(NOFRAMES) = HTML_RAW,
	T(TEXTAREA) = HTML_RAW, T(TITLE) = HTML_RAW,
	T(XMP) = HTML_RAW | HTML_BREAKS | HTML_ENDS_P,
	T(PLAINTEXT) = HTML_RAW | HTML_BREAKS | HTML_ENDS_P,
	/* clang-format on */
};

unsigned html_tag_does(unsigned tag)
{
	return does[tag];
}

enum html_mode html_mode_of(unsigned tag)
{
	if (!(does[tag] & HTML_RAW))
		return HTML_DATA;
	switch (tag) {
	case NCL_TAG_SCRIPT:
		return HTML_SCRIPT;
	case NCL_TAG_TITLE:
	case NCL_TAG_TEXTAREA:
		return HTML_RCDATA;
	case NCL_TAG_PLAINTEXT:
		return HTML_PLAINTEXT;
	default:
		return HTML_RAWTEXT;
	}
}

/* The depth to cut to so that the innermost element of a tag ends, not beyond
 * an element that does one of `stops`; the depth as it is where there is no
 * such element. */
static uint32_t to_end(const struct html_stack *s, unsigned tag,
		       unsigned stops)
{
	if (s->open[tag] == 0)
		return s->depth;
	for (uint32_t i = s->depth; i-- > 0;) {
		if (s->at[i].tag == tag)
			return i;
		if (does[s->at[i].tag] & stops)
			break;
	}
	return s->depth;
}

/* The same inside of the innermost table. */
static uint32_t in_table(const struct html_stack *s, unsigned tag)
{
	for (uint32_t i = s->depth; i-- > 0 && s->open[tag];) {
		if (s->at[i].tag == tag)
			return i;
		if (s->at[i].tag == NCL_TAG_TABLE ||
		    s->at[i].tag == NCL_TAG_TEMPLATE)
			break;
	}
	return s->depth;
}

static uint32_t lower(uint32_t a, uint32_t b)
{
	return a < b ? a : b;
}

static uint32_t before_part(const struct html_stack *s, unsigned tag)
{
	uint32_t to = s->depth;

	to = lower(to, in_table(s, NCL_TAG_CAPTION));
	to = lower(to, in_table(s, NCL_TAG_TD));
	to = lower(to, in_table(s, NCL_TAG_TH));
	if (tag == NCL_TAG_TD || tag == NCL_TAG_TH)
		return to;
	to = lower(to, in_table(s, NCL_TAG_TR));
	if (tag == NCL_TAG_TR)
		return to;
	to = lower(to, in_table(s, NCL_TAG_TBODY));
	to = lower(to, in_table(s, NCL_TAG_THEAD));
	return lower(to, in_table(s, NCL_TAG_TFOOT));
}

/* Out of svg and math, as far as they are open. */
static uint32_t out_of_foreign(const struct html_stack *s)
{
	uint32_t to = s->depth;

	while (to && s->at[to - 1].state & HTML_IS_FOREIGN)
		to--;
	return to;
}

static int is_heading(unsigned tag)
{
	return tag >= NCL_TAG_H1 && tag <= NCL_TAG_H6;
}

uint32_t html_before_start(const struct html_stack *s, unsigned tag)
{
	const struct html_element *top = s->depth ? &s->at[s->depth - 1]
						  : NULL;
	uint32_t to = s->depth;

	if (top && top->state & HTML_IS_FOREIGN &&
	    (does[tag] & (HTML_BREAKS | HTML_FORMATS)) && tag != NCL_TAG_A)
		return out_of_foreign(s);
	if (does[tag] & HTML_ENDS_P)
		to = to_end(s, NCL_TAG_P, HTML_SCOPE);
	switch (tag) {
	case NCL_TAG_LI:
		return lower(to, to_end(s, tag, HTML_LISTS | HTML_SCOPE));
	case NCL_TAG_DD:
	case NCL_TAG_DT:
		to = lower(to, to_end(s, NCL_TAG_DD,
				      HTML_LISTS | HTML_SCOPE));
		return lower(to, to_end(s, NCL_TAG_DT,
					HTML_LISTS | HTML_SCOPE));
	case NCL_TAG_A:
		return s->open[tag] ? to_end(s, tag, HTML_BREAKS) : to;
	case NCL_TAG_BUTTON:
	case NCL_TAG_OPTION:
	case NCL_TAG_RP:
	case NCL_TAG_RT:
		return to_end(s, tag, HTML_BREAKS);
	case NCL_TAG_TD:
	case NCL_TAG_TH:
	case NCL_TAG_TR:
	case NCL_TAG_TBODY:
	case NCL_TAG_THEAD:
	case NCL_TAG_TFOOT:
		return before_part(s, tag);
	default:
		if (is_heading(tag) && top && is_heading(top->tag))
			return s->depth - 1;
		return to;
	}
}

/* End element i across what is in it: that goes on without it. */
static void take_out(struct html_stack *s, uint32_t i)
{
	struct html_element *e = &s->at[i];
	uint8_t before = i ? s->at[i - 1].state : 0;
	uint8_t gone = (uint8_t)(e->state & ~before &
				 (HTML_IS_LINK | HTML_IS_STRONG));

	s->open[e->tag]--;
	e->tag = NCL_TAG_OTHER;
	for (; i < s->depth; i++) {
		s->at[i].state &= (uint8_t)~gone;
		if (gone & HTML_IS_LINK)
			s->at[i].link = 0;
	}
}

uint32_t html_before_end(struct html_stack *s, unsigned tag)
{
	uint32_t to = s->depth;
	int table = tag == NCL_TAG_TABLE || tag == NCL_TAG_TR ||
		    tag == NCL_TAG_TD || tag == NCL_TAG_TH ||
		    tag == NCL_TAG_TBODY || tag == NCL_TAG_THEAD ||
		    tag == NCL_TAG_TFOOT || tag == NCL_TAG_CAPTION;

	if (tag == NCL_TAG_BODY || tag == NCL_TAG_HTML)
		return to;
	if (is_heading(tag)) {
		for (unsigned h = NCL_TAG_H1; h <= NCL_TAG_H6; h++)
			to = lower(to, to_end(s, h, HTML_SCOPE));
		return to;
	}
	if (s->open[tag] == 0)
		return to;
	if (table)
		return in_table(s, tag);
	if (does[tag] & (HTML_BREAKS | HTML_SCOPE | HTML_HIDES))
		return to_end(s, tag, HTML_SCOPE);
	to = to_end(s, tag, HTML_BREAKS | HTML_SCOPE);
	if (to == s->depth && does[tag] & HTML_FORMATS) {
		to = to_end(s, tag, HTML_SCOPE);
		if (to < s->depth)
			take_out(s, to);
		return s->depth;
	}
	return to;
}
