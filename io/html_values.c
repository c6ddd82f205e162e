/* What a page says of itself: <title>, <meta>, <link>, <time>, itemprop. */
#include "io/html_values.h"

#include <string.h>

#include "io/html_decode.h"

enum {
	LONGEST = 1000, /* bytes of a fact; a longer one is none */
	LONGEST_DATE = 100,
	MOST = 4000 /* of several */
};

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

void html_fact_add(struct html_page *p, enum html_fact fact, const char *s,
		   size_t len, int in_attribute)
{
	struct ncl_buffer *b = &p->facts[fact], all = *b;

	*b = (struct ncl_buffer){ 0 };
	html_fact_set(p, fact, s, len, in_attribute);
	if (b->len && all.len + b->len < MOST &&
	    ((all.len && ncl_buffer_add(&all, "\n", 1)) ||
	     ncl_buffer_add(&all, b->data, b->len)))
		p->status = NCL_NOMEM;
	ncl_buffer_release(b);
	*b = all;
}

/* Facts that are dates have to have one. */
static int fits(enum html_fact fact, const char *s, size_t len)
{
	struct ncl_date date;

	return fact < HTML_FACT_JSON_DATE || fact > HTML_FACT_ITEM_MODIFIED ||
	       (len <= LONGEST_DATE &&
		ncl_find_date(s, len, 0, NULL, 0, &date));
}

static void take_attr(struct html_page *p, enum html_fact fact, unsigned name)
{
	const struct html_attr *a = p->attr[name];

	if (a && fits(fact, p->t.s + a->value, a->value_end - a->value))
		html_fact_set(p, fact, p->t.s + a->value,
			      a->value_end - a->value, 1);
}

/* ------------------------------------------------------------------ tags */

static const struct {
	const char *name; /* of property, name or itemprop */
	enum html_fact fact;
} metas[] = {
	{ "og:title", HTML_FACT_OG_TITLE },
	{ "twitter:title", HTML_FACT_META_TITLE },
	{ "parsely-title", HTML_FACT_META_TITLE },
	{ "sailthru.title", HTML_FACT_META_TITLE },
	{ "dc.title", HTML_FACT_META_TITLE },
	{ "dcterms.title", HTML_FACT_META_TITLE },
	{ "citation_title", HTML_FACT_META_TITLE },
	{ "og:site_name", HTML_FACT_OG_SITE },
	{ "og:url", HTML_FACT_OG_URL },
	{ "og:locale", HTML_FACT_OG_LOCALE },
	{ "og:description", HTML_FACT_OG_DESCRIPTION },
	{ "description", HTML_FACT_DESCRIPTION },
	{ "twitter:description", HTML_FACT_DESCRIPTION },
	{ "article:published_time", HTML_FACT_META_DATE },
	{ "og:article:published_time", HTML_FACT_META_DATE },
	{ "og:published_time", HTML_FACT_META_DATE },
	{ "article:published", HTML_FACT_META_DATE },
	{ "article_date_original", HTML_FACT_META_DATE },
	{ "article.published", HTML_FACT_META_DATE },
	{ "datepublished", HTML_FACT_META_DATE },
	{ "date", HTML_FACT_META_DATE },
	{ "dc.date", HTML_FACT_META_DATE },
	{ "dc.date.issued", HTML_FACT_META_DATE },
	{ "dc.date.created", HTML_FACT_META_DATE },
	{ "dcterms.date", HTML_FACT_META_DATE },
	{ "dcterms.created", HTML_FACT_META_DATE },
	{ "dcterms.issued", HTML_FACT_META_DATE },
	{ "citation_publication_date", HTML_FACT_META_DATE },
	{ "citation_online_date", HTML_FACT_META_DATE },
	{ "citation_date", HTML_FACT_META_DATE },
	{ "parsely-pub-date", HTML_FACT_META_DATE },
	{ "sailthru.date", HTML_FACT_META_DATE },
	{ "cxenseparse:recs:publishtime", HTML_FACT_META_DATE },
	{ "pubdate", HTML_FACT_META_DATE },
	{ "publish_date", HTML_FACT_META_DATE },
	{ "publish-date", HTML_FACT_META_DATE },
	{ "publication_date", HTML_FACT_META_DATE },
	{ "publishdate", HTML_FACT_META_DATE },
	{ "article:modified_time", HTML_FACT_META_MODIFIED },
	{ "og:updated_time", HTML_FACT_META_MODIFIED },
	{ "og:modified_time", HTML_FACT_META_MODIFIED },
	{ "datemodified", HTML_FACT_META_MODIFIED },
	{ "dcterms.modified", HTML_FACT_META_MODIFIED },
	{ "last-modified", HTML_FACT_META_MODIFIED },
	{ "author", HTML_FACT_META_AUTHORS },
	{ "parsely-author", HTML_FACT_META_AUTHORS },
	{ "dc.creator", HTML_FACT_META_AUTHORS },
	{ "dcterms.creator", HTML_FACT_META_AUTHORS },
	{ "citation_author", HTML_FACT_META_AUTHORS },
	{ "sailthru.author", HTML_FACT_META_AUTHORS },
	{ "cxenseparse:author", HTML_FACT_META_AUTHORS },
	{ "article:author", HTML_FACT_META_AUTHORS },
	{ "byl", HTML_FACT_META_AUTHORS },
	{ "application-name", HTML_FACT_APP },
	{ "content-language", HTML_FACT_CONTENT_LANGUAGE },
};

static int is_link(const char *s, size_t len)
{
	while (len && html_is_space(*s)) {
		s++;
		len--;
	}
	return len >= 4 && (!memcmp(s, "http", 4) || !memcmp(s, "www.", 4) ||
			    s[0] == '@' || s[0] == '/');
}

static void take_content(struct html_page *p, enum html_fact fact)
{
	const struct html_attr *content = p->attr[HTML_ATTR_CONTENT];
	const char *s = p->t.s + content->value;
	size_t len = content->value_end - content->value;

	if (fact != HTML_FACT_META_AUTHORS)
		take_attr(p, fact, HTML_ATTR_CONTENT);
	else if (!is_link(s, len))
		html_fact_add(p, fact, s, len, 1);
}

static void take_meta(struct html_page *p)
{
	static const uint8_t names[] = { HTML_ATTR_PROPERTY, HTML_ATTR_NAME,
					 HTML_ATTR_ITEMPROP,
					 HTML_ATTR_HTTP_EQUIV };

	for (int k = 0; k < 4 && p->attr[HTML_ATTR_CONTENT]; k++) {
		const struct html_attr *a = p->attr[names[k]];

		for (size_t i = 0; a && i < sizeof(metas) / sizeof(metas[0]);
		     i++)
			if (html_is_word(p->t.s + a->value,
					 a->value_end - a->value,
					 metas[i].name))
				take_content(p, metas[i].fact);
	}
}

static int attr_is(const struct html_page *p, unsigned name, const char *word)
{
	const struct html_attr *a = p->attr[name];

	return a && html_is_word(p->t.s + a->value, a->value_end - a->value,
				 word);
}

/* itemprop="datePublished", by its datetime or content. */
static void take_item(struct html_page *p)
{
	enum html_fact fact = attr_is(p, HTML_ATTR_ITEMPROP, "datemodified")
				      ? HTML_FACT_ITEM_MODIFIED
				      : HTML_FACT_ITEM_DATE;

	if (fact == HTML_FACT_ITEM_DATE &&
	    !attr_is(p, HTML_ATTR_ITEMPROP, "datepublished"))
		return;
	take_attr(p, fact, HTML_ATTR_DATETIME);
	take_attr(p, fact, HTML_ATTR_CONTENT);
}

/* The first time of an article, not of a list of others beside it. */
static void take_time(struct html_page *p)
{
	const struct html_element *top = html_top(&p->stack);

	if (p->attr[HTML_ATTR_DATETIME] && top &&
	    top->inside & (NCL_IN_ARTICLE | NCL_IN_MAIN) &&
	    !(top->inside & (NCL_IN_NAV | NCL_IN_ASIDE)) &&
	    !(top->state & HTML_IS_LINK))
		take_attr(p, HTML_FACT_TIME, HTML_ATTR_DATETIME);
}

void html_fact_tag(struct html_page *p, unsigned tag)
{
	if (p->attr[HTML_ATTR_ITEMPROP])
		take_item(p);
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
