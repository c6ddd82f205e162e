/* Tags: what opens and closes, and what that means for the text. */
#include "io/html_page.h"

#include <string.h>

/* Find the attributes that have a number; the first of a name counts. */
static void find_attrs(struct html_page *p)
{
	const struct html_tokens *t = &p->t;

	memset(p->attr, 0, sizeof(p->attr));
	for (uint32_t i = 0; i < t->attr_count; i++) {
		const struct html_attr *a = &t->attrs[i];
		unsigned name = html_name(&html_attrs, t->s + a->name,
					  a->name_end - a->name,
					  t->len - a->name);

		if (name && !p->attr[name])
			p->attr[name] = a;
	}
}

/* --------------------------------------------------------------- opening */

static uint32_t inside_of(unsigned tag)
{
	static const uint32_t inside[256] = {
		[NCL_TAG_ARTICLE] = NCL_IN_ARTICLE,
		[NCL_TAG_MAIN] = NCL_IN_MAIN,
		[NCL_TAG_NAV] = NCL_IN_NAV,
		[NCL_TAG_HEADER] = NCL_IN_HEADER,
		[NCL_TAG_FOOTER] = NCL_IN_FOOTER,
		[NCL_TAG_ASIDE] = NCL_IN_ASIDE,
		[NCL_TAG_FIGURE] = NCL_IN_FIGURE,
		[NCL_TAG_FIGCAPTION] = NCL_IN_CAPTION,
		[NCL_TAG_CAPTION] = NCL_IN_CAPTION,
		[NCL_TAG_BLOCKQUOTE] = NCL_IN_QUOTE,
		[NCL_TAG_PRE] = NCL_IN_PRE,
		[NCL_TAG_LISTING] = NCL_IN_PRE,
		[NCL_TAG_XMP] = NCL_IN_PRE,
		[NCL_TAG_PLAINTEXT] = NCL_IN_PRE,
		[NCL_TAG_FORM] = NCL_IN_FORM,
		[NCL_TAG_BUTTON] = NCL_IN_BUTTON,
		[NCL_TAG_DIALOG] = NCL_IN_DIALOG,
		[NCL_TAG_DETAILS] = NCL_IN_DETAILS,
		[NCL_TAG_ADDRESS] = NCL_IN_ADDRESS,
		[NCL_TAG_SECTION] = NCL_IN_SECTION,
		[NCL_TAG_TIME] = NCL_IN_TIME,
		[NCL_TAG_CODE] = NCL_IN_CODE,
	};

	return inside[tag];
}

static uint32_t inside_of_role(const struct html_page *p)
{
	static const struct {
		const char *role;
		uint32_t inside;
	} roles[] = {
		{ "main", NCL_IN_MAIN },	  { "article", NCL_IN_ARTICLE },
		{ "navigation", NCL_IN_NAV },	  { "banner", NCL_IN_HEADER },
		{ "contentinfo", NCL_IN_FOOTER }, { "dialog", NCL_IN_DIALOG },
		{ "complementary", NCL_IN_ASIDE }, { "form", NCL_IN_FORM },
		{ "alertdialog", NCL_IN_DIALOG }, { "button", NCL_IN_BUTTON },
	};

	if (!p->attr[HTML_ATTR_ROLE])
		return 0;
	for (size_t i = 0; i < sizeof(roles) / sizeof(roles[0]); i++)
		if (html_attr_is(p, HTML_ATTR_ROLE, roles[i].role))
			return roles[i].inside;
	return 0;
}

static void take_words(const struct html_page *p, struct html_element *e)
{
	for (unsigned i = 0; i < HTML_WORD_ATTRS; i++) {
		const struct html_attr *a = p->attr[HTML_ATTR_CLASS + i];

		e->words[i].begin = a ? a->value : 0;
		e->words[i].end = a ? a->value_end : 0;
	}
}

static void take_state(struct html_page *p, struct html_element *e,
		       unsigned tag)
{
	if (html_hides(p, tag))
		e->state |= HTML_IS_HIDDEN;
	if (html_attr_is(p, HTML_ATTR_ARIA_HIDDEN, "true"))
		e->state |= HTML_IS_SILENT;
	switch (tag) {
	case NCL_TAG_A:
		if (p->attr[HTML_ATTR_HREF]) {
			e->state |= HTML_IS_LINK;
			e->link = ++p->links;
		}
		break;
	case NCL_TAG_B:
	case NCL_TAG_STRONG:
	case NCL_TAG_EM:
	case NCL_TAG_I:
		e->state |= HTML_IS_STRONG;
		break;
	case NCL_TAG_PRE:
	case NCL_TAG_LISTING:
	case NCL_TAG_XMP:
	case NCL_TAG_PLAINTEXT:
		e->state |= HTML_IS_PRE;
		p->pre_start = 1;
		break;
	case NCL_TAG_SVG:
	case NCL_TAG_MATH:
		e->state |= HTML_IS_FOREIGN;
		break;
	case NCL_TAG_FOREIGNOBJECT:
		e->state &= (uint8_t)~HTML_IS_FOREIGN;
		break;
	default:
		break;
	}
}

static void open_element(struct html_page *p, unsigned tag)
{
	struct html_stack *s = &p->stack;
	const struct html_element *top = html_top(s);
	struct html_element *e;
	unsigned does = html_tag_does(tag);

	if (s->depth == HTML_DEPTH)
		return;
	e = &s->at[s->depth];
	if (top)
		*e = *top;
	else
		memset(e, 0, sizeof(*e));
	e->made = NULL;
	e->tag = (uint8_t)tag;
	e->inside |= inside_of(tag) | inside_of_role(p);
	take_words(p, e);
	take_state(p, e, tag);
	if (does & HTML_BREAKS)
		e->line = (uint8_t)tag;
	if (tag >= NCL_TAG_H1 && tag <= NCL_TAG_H6)
		e->heading = (uint8_t)(tag - NCL_TAG_H1 + 1);
	e->list_depth += does & HTML_LISTS && e->list_depth < 255;
	e->table_depth += tag == NCL_TAG_TABLE && e->table_depth < 255;
	if (tag == NCL_TAG_TR)
		e->first = (uint32_t)p->count;
	if (tag == NCL_TAG_TD || tag == NCL_TAG_TH)
		e->cell = ++p->cells;
	s->open[tag]++;
	s->depth++;
}

/* --------------------------------------------------------------- closing */

static void cut(struct html_page *p, uint32_t depth)
{
	struct html_stack *s = &p->stack;

	while (s->depth > depth) {
		const struct html_element *e = &s->at[s->depth - 1];

		if (html_tag_does(e->tag) & HTML_BREAKS)
			html_break(p);
		if (e->tag == NCL_TAG_TR)
			html_end_row(p, e);
		s->open[e->tag]--;
		s->depth--;
		html_cut(p, s->depth);
	}
}

static void set_foreign(struct html_page *p)
{
	p->t.foreign = html_state(p, HTML_IS_FOREIGN);
}

/* ------------------------------------------------------------------ tags */

/* Two elements without a space between them that look like two things: links,
 * or anything with a class. */
static void unglue(struct html_page *p, unsigned tag)
{
	if (p->glue && p->glue == p->t.begin && !p->space &&
	    !html_state(p, HTML_IS_PRE) && p->started &&
	    (tag == NCL_TAG_A || tag == NCL_TAG_TIME ||
	     (tag == NCL_TAG_SPAN && p->attr[HTML_ATTR_CLASS])) &&
	    !(p->stack.open[NCL_TAG_CODE]))
		p->space = p->t.begin + 1;
}

static void start_tag(struct html_page *p)
{
	struct html_tokens *t = &p->t;
	unsigned tag = html_name(&html_tags, t->s + t->name,
				 t->name_end - t->name, t->len - t->name);
	unsigned does;

	if (!tag)
		tag = NCL_TAG_OTHER;
	if (t->foreign && t->self_closing)
		return;
	find_attrs(p);
	html_fact_tag(p, tag);
	if (tag == NCL_TAG_HTML || tag == NCL_TAG_HEAD)
		return;
	cut(p, html_before_start(&p->stack, tag));
	set_foreign(p);
	does = html_tag_does(tag);
	if (does & HTML_BREAKS)
		html_break(p);
	else
		unglue(p, tag);
	if (tag == NCL_TAG_BR && !html_state(p, HTML_IS_HIDDEN))
		html_line_break(p);
	if (does & HTML_VOID)
		return;
	if (does & HTML_RAW && !t->foreign) { /* text of some other kind */
		p->raw = tag;
		p->t.mode = html_mode_of(tag);
	}
	if (!(does & HTML_RAW) || does & HTML_BREAKS || t->foreign)
		open_element(p, tag);
	set_foreign(p);
}

static void end_tag(struct html_page *p)
{
	struct html_tokens *t = &p->t;
	unsigned tag = html_name(&html_tags, t->s + t->name,
				 t->name_end - t->name, t->len - t->name);

	if (!tag)
		tag = NCL_TAG_OTHER;
	if (tag == NCL_TAG_BR)
		html_line_break(p);
	if (tag == NCL_TAG_P && !p->stack.open[tag])
		html_break(p);
	cut(p, html_before_end(&p->stack, tag));
	set_foreign(p);
	if (tag == NCL_TAG_A || tag == NCL_TAG_SPAN || tag == NCL_TAG_TIME)
		p->glue = t->end;
}

static void text(struct html_page *p)
{
	if (p->raw && p->t.text_mode != HTML_DATA) {
		unsigned raw = p->raw;

		p->raw = 0;
		if (raw == NCL_TAG_TITLE)
			html_fact_title(p);
		if (raw == NCL_TAG_SCRIPT)
			html_fact_script(p);
		if (!(html_tag_does(raw) & HTML_BREAKS))
			return;
	}
	p->raw = 0;
	if (!html_state(p, HTML_IS_HIDDEN))
		html_put_text(p);
}

void html_page_read(struct html_page *p)
{
	while (p->status == NCL_OK && html_next(&p->t) != HTML_END) {
		if (p->t.kind == HTML_TEXT)
			text(p);
		else if (p->t.kind == HTML_START)
			start_tag(p);
		else if (p->t.kind == HTML_CLOSE)
			end_tag(p);
		if (p->out.len >= UINT32_MAX)
			p->status = NCL_LIMIT;
	}
	html_break(p);
	if (p->status == NCL_OK)
		cut(p, 0);
}
