/* What a page says of itself: <title>, <meta>, <link>, <time>. */
#include "io/html_values.h"

#include <string.h>

#include "io/html_decode.h"

enum { LONGEST = 1000 }; /* bytes of a fact; a longer one is none */

void html_fact_set(struct html_page *p, enum html_fact fact, const char *s,
		   size_t len, int in_attribute)
{
	struct ncl_buffer *b = &p->facts[fact], raw = { 0 };
	int space = 0;

	if (b->len || len > LONGEST)
		return;
	if (html_decode(&raw, s, len, HTML_DATA, in_attribute))
		p->status = NCL_NOMEM;
	for (size_t i = 0; i < raw.len && p->status == NCL_OK; i++) {
		char c = raw.data[i];

		if (html_is_space(c) || c == 0) {
			space = 1;
			continue;
		}
		if ((space && b->len && ncl_buffer_add(b, " ", 1)) ||
		    ncl_buffer_add(b, &c, 1))
			p->status = NCL_NOMEM;
		space = 0;
	}
	ncl_buffer_release(&raw);
}

static void take_attr(struct html_page *p, enum html_fact fact, unsigned name)
{
	const struct html_attr *a = p->attr[name];

	if (a)
		html_fact_set(p, fact, p->t.s + a->value,
			      a->value_end - a->value, 1);
}

/* ------------------------------------------------------------------ tags */

static const struct {
	const char *name; /* of property, name or itemprop */
	enum html_fact fact;
} metas[] = {
	{ "og:title", HTML_FACT_OG_TITLE },
	{ "og:site_name", HTML_FACT_OG_SITE },
	{ "og:url", HTML_FACT_OG_URL },
	{ "og:locale", HTML_FACT_OG_LOCALE },
	{ "article:published_time", HTML_FACT_META_DATE },
	{ "datepublished", HTML_FACT_META_DATE },
	{ "date", HTML_FACT_META_DATE },
	{ "dc.date", HTML_FACT_META_DATE },
	{ "dc.date.issued", HTML_FACT_META_DATE },
	{ "dcterms.date", HTML_FACT_META_DATE },
	{ "parsely-pub-date", HTML_FACT_META_DATE },
	{ "sailthru.date", HTML_FACT_META_DATE },
	{ "pubdate", HTML_FACT_META_DATE },
	{ "author", HTML_FACT_META_AUTHORS },
	{ "parsely-author", HTML_FACT_META_AUTHORS },
	{ "dc.creator", HTML_FACT_META_AUTHORS },
	{ "article:author", HTML_FACT_META_AUTHORS },
	{ "application-name", HTML_FACT_APP },
};

static int is_date(const char *s, size_t len)
{
	static const char form[] = "0000-00-00";

	for (size_t i = 0; i < 10; i++)
		if (i >= len || (form[i] == '0' ? s[i] < '0' || s[i] > '9'
						: s[i] != form[i]))
			return 0;
	return 1;
}

static int is_link(const char *s, size_t len)
{
	return len >= 4 && (!memcmp(s, "http", 4) || !memcmp(s, "www.", 4) ||
			    s[0] == '@' || s[0] == '/');
}

/* A name is no link, and a date one that can be read. */
static int fits(enum html_fact fact, const char *s, size_t len)
{
	if (fact == HTML_FACT_META_DATE || fact == HTML_FACT_TIME)
		return is_date(s, len);
	return fact != HTML_FACT_META_AUTHORS || !is_link(s, len);
}

static void take_meta(struct html_page *p)
{
	static const uint8_t names[] = { HTML_ATTR_PROPERTY, HTML_ATTR_NAME,
					 HTML_ATTR_ITEMPROP };
	const struct html_attr *content = p->attr[HTML_ATTR_CONTENT];

	for (int k = 0; k < 3 && content; k++) {
		const struct html_attr *a = p->attr[names[k]];

		for (size_t i = 0; a && i < sizeof(metas) / sizeof(metas[0]);
		     i++)
			if (html_is_word(p->t.s + a->value,
					 a->value_end - a->value,
					 metas[i].name) &&
			    fits(metas[i].fact, p->t.s + content->value,
				 content->value_end - content->value))
				take_attr(p, metas[i].fact,
					  HTML_ATTR_CONTENT);
	}
}

static int attr_is(const struct html_page *p, unsigned name, const char *word)
{
	const struct html_attr *a = p->attr[name];

	return a && html_is_word(p->t.s + a->value, a->value_end - a->value,
				 word);
}

/* The first time of an article, not of a list of others beside it. */
static void take_time(struct html_page *p)
{
	const struct html_attr *a = p->attr[HTML_ATTR_DATETIME];
	const struct html_element *top = html_top(&p->stack);

	if (a && top && top->inside & (NCL_IN_ARTICLE | NCL_IN_MAIN) &&
	    !(top->inside & (NCL_IN_NAV | NCL_IN_ASIDE)) &&
	    !(top->state & HTML_IS_LINK) &&
	    fits(HTML_FACT_TIME, p->t.s + a->value, a->value_end - a->value))
		take_attr(p, HTML_FACT_TIME, HTML_ATTR_DATETIME);
}

void html_fact_tag(struct html_page *p, unsigned tag)
{
	switch (tag) {
	case NCL_TAG_META:
		take_meta(p);
		break;
	case NCL_TAG_HTML:
		take_attr(p, HTML_FACT_LANG, HTML_ATTR_LANG);
		take_attr(p, HTML_FACT_LANG, HTML_ATTR_XML_LANG);
		break;
	case NCL_TAG_LINK:
		if (attr_is(p, HTML_ATTR_REL, "canonical"))
			take_attr(p, HTML_FACT_CANONICAL, HTML_ATTR_HREF);
		break;
	case NCL_TAG_TIME:
		take_time(p);
		break;
	default:
		break;
	}
}

void html_fact_title(struct html_page *p)
{
	html_fact_set(p, HTML_FACT_TITLE, p->t.s + p->t.begin,
		      p->t.end - p->t.begin, 0);
}

void html_fact_script(struct html_page *p)
{
	if (attr_is(p, HTML_ATTR_TYPE, "application/ld+json"))
		html_fact_json(p, p->t.s + p->t.begin, p->t.end - p->t.begin);
}

/* ---------------------------------------------------------------- values */

/* The length of a title without " | Site" behind it. */
static size_t without_site(const struct ncl_buffer *title,
			   const struct ncl_buffer *site)
{
	static const char *const bars[] = { " | ", " - ", " \xe2\x80\x93 ",
					    " \xe2\x80\x94 ", " \xc2\xb7 " };

	for (size_t i = 0; site && i < 5; i++) {
		size_t n = strlen(bars[i]), both = n + site->len;

		if (title->len > both &&
		    !memcmp(title->data + title->len - both, bars[i], n) &&
		    !memcmp(title->data + title->len - site->len, site->data,
			    site->len))
			return title->len - both;
	}
	return title->len;
}

/* The length of a heading of the first level that the title begins with. */
static size_t up_to_heading(const ncl_doc *doc,
			    const struct ncl_buffer *title)
{
	const char *text = ncl_doc_text(doc, NULL);
	const struct ncl_block *b;

	for (uint32_t i = 0; (b = ncl_doc_block(doc, i)); i++) {
		size_t len = b->end - b->begin;

		if (b->heading == 1 && len >= 10 && len < title->len &&
		    !memcmp(title->data, text + b->begin, len) &&
		    strchr(" |-:", title->data[len]))
			return len;
	}
	return title->len;
}

static const struct ncl_buffer *first_of(const struct html_page *p,
					 enum html_fact from,
					 enum html_fact to)
{
	for (int i = (int)from; i <= (int)to; i++)
		if (p->facts[i].len)
			return &p->facts[i];
	return NULL;
}

static enum ncl_status add(struct html_page *p, const char *name,
			   const char *text, size_t len,
			   struct ncl_error *err)
{
	return len ? ncl_doc_add_value(p->doc, name, text, len, err) : NCL_OK;
}

static int is_missing(const struct html_page *p, const char *name)
{
	size_t len;

	return !ncl_doc_value(p->doc, name, 0, &len);
}

static enum ncl_status add_title(struct html_page *p, struct ncl_error *err)
{
	const struct ncl_buffer *title = first_of(p, HTML_FACT_HEADLINE,
						  HTML_FACT_TITLE);
	size_t len;

	if (!title || !is_missing(p, "title"))
		return NCL_OK;
	len = without_site(title, first_of(p, HTML_FACT_OG_SITE,
					   HTML_FACT_APP));
	if (len == title->len && title == &p->facts[HTML_FACT_TITLE])
		len = up_to_heading(p->doc, title);
	return add(p, "title", title->data, len, err);
}

static enum ncl_status add_authors(struct html_page *p,
				   struct ncl_error *err)
{
	const struct ncl_buffer *b = first_of(p, HTML_FACT_JSON_AUTHORS,
					      HTML_FACT_META_AUTHORS);
	enum ncl_status ret = NCL_OK;
	size_t i = 0, end;

	if (!b || !is_missing(p, "authors"))
		return NCL_OK;
	for (; i < b->len && ret == NCL_OK; i = end + 1) {
		const char *line = memchr(b->data + i, '\n', b->len - i);

		end = line ? (size_t)(line - b->data) : b->len;
		ret = add(p, "authors", b->data + i, end - i, err);
	}
	return ret;
}

static enum ncl_status add_lang(struct html_page *p, struct ncl_error *err)
{
	struct ncl_buffer *b = &p->facts[HTML_FACT_LANG];

	if (!b->len)
		b = &p->facts[HTML_FACT_OG_LOCALE];
	if (!b->len || b->len > 35 || !is_missing(p, "lang"))
		return NCL_OK;
	for (size_t i = 0; i < b->len; i++) {
		char c = b->data[i] == '_' ? '-' : b->data[i];

		b->data[i] = c;
		if (c != '-' && (c < '0' || c > '9') &&
		    ((c | 0x20) < 'a' || (c | 0x20) > 'z'))
			return NCL_OK; /* a template's "{{lang}}" */
	}
	return add(p, "lang", b->data, b->len, err);
}

static enum ncl_status add_first(struct html_page *p, const char *name,
				 enum html_fact from, enum html_fact to,
				 struct ncl_error *err)
{
	const struct ncl_buffer *b = first_of(p, from, to);

	if (!b || !is_missing(p, name))
		return NCL_OK;
	return add(p, name, b->data, b->len, err);
}

enum ncl_status html_add_values(struct html_page *p, struct ncl_error *err)
{
	enum ncl_status ret = add_title(p, err);

	if (ret == NCL_OK)
		ret = add_authors(p, err);
	if (ret == NCL_OK)
		ret = add_first(p, "date", HTML_FACT_JSON_DATE,
				HTML_FACT_TIME, err);
	if (ret == NCL_OK)
		ret = add_first(p, "url", HTML_FACT_OG_URL,
				HTML_FACT_CANONICAL, err);
	if (ret == NCL_OK)
		ret = add_lang(p, err);
	if (ret == NCL_OK)
		ret = add_first(p, "site", HTML_FACT_OG_SITE, HTML_FACT_APP,
				err);
	return ret;
}
