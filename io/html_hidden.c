/* What a page holds but does not show, and what its scripts show after all. */
#include "io/html_page.h"

#include <string.h>

const char *html_attr_value(const struct html_page *p, unsigned name,
			    size_t *len)
{
	const struct html_attr *a = p->attr[name];

	*len = a ? a->value_end - a->value : 0;
	return a ? p->t.s + a->value : "";
}

int html_attr_is(const struct html_page *p, unsigned name, const char *word)
{
	size_t len;
	const char *s = html_attr_value(p, name, &len);

	return p->attr[name] && html_is_word(s, len, word);
}

/* Whether a style has "name: value" for what hides. */
static int style_hides(const char *s, size_t len)
{
	static const struct {
		const char *name, *value;
	} hiding[] = { { "display", "none" }, { "visibility", "hidden" } };
	size_t i = 0;

	while (i < len) {
		size_t end = i, colon, at;
		const char *p = memchr(s + i, ';', len - i);

		end = p ? (size_t)(p - s) : len;
		while (i < end && html_is_space(s[i]))
			i++;
		for (colon = i; colon < end && s[colon] != ':' &&
				!html_is_space(s[colon]);)
			colon++;
		for (at = colon; at < end &&
				 (s[at] == ':' || html_is_space(s[at]));)
			at++;
		for (int k = 0; k < 2; k++) {
			size_t n = strlen(hiding[k].value);

			if (html_is_word(s + i, colon - i, hiding[k].name) &&
			    end - at >= n &&
			    html_is_word(s + at, n, hiding[k].value))
				return 1;
		}
		i = end + 1;
	}
	return 0;
}

/* Whether some word of a class is one of those that articles behind a paywall
 * have: scripts show them to subscribers. */
static int is_paid(const struct html_page *p)
{
	static const char *const paid[] = { "paywall", "subscriber-only",
					    "subscribers-only" };
	size_t len, end;
	const char *s = html_attr_value(p, HTML_ATTR_CLASS, &len);

	for (size_t i = 0; i < len; i = end + 1) {
		for (end = i; end < len && !html_is_space(s[end]);)
			end++;
		for (size_t k = 0; k < sizeof(paid) / sizeof(paid[0]); k++)
			if (html_is_word(s + i, end - i, paid[k]))
				return 1;
	}
	return 0;
}

/* What is hidden as the page arrives, and shown once its scripts have run:
 * parts that a server streams behind the page and React puts in their place
 * (id "S:" and a number), panels that open below their heading (ARIA: a
 * region or tab panel that has a label), and articles behind a paywall. */
static int is_revealed(const struct html_page *p)
{
	size_t len;
	const char *id = html_attr_value(p, HTML_ATTR_ID, &len);

	return (len > 2 && !memcmp(id, "S:", 2)) ||
	       (p->attr[HTML_ATTR_ARIA_LABELLEDBY] &&
		(html_attr_is(p, HTML_ATTR_ROLE, "region") ||
		 html_attr_is(p, HTML_ATTR_ROLE, "tabpanel"))) ||
	       is_paid(p);
}

int html_hides(const struct html_page *p, unsigned tag)
{
	size_t len;
	const char *s = html_attr_value(p, HTML_ATTR_STYLE, &len);

	/* a page whose body is shown by a script only is one all the same */
	if (tag == NCL_TAG_BODY || tag == NCL_TAG_MAIN ||
	    tag == NCL_TAG_ARTICLE)
		return 0;
	if (tag == NCL_TAG_TEMPLATE && p->attr[HTML_ATTR_SHADOWROOTMODE])
		return 0;
	if (html_tag_does(tag) & HTML_HIDES ||
	    (tag == NCL_TAG_DIALOG && !p->attr[HTML_ATTR_OPEN]))
		return 1;
	return (p->attr[HTML_ATTR_HIDDEN] || style_hides(s, len)) &&
	       !is_revealed(p);
}
