/* Names of HTML to numbers: tags (enum ncl_tag) and attributes. */
#ifndef IO_HTML_NAMES_H
#define IO_HTML_NAMES_H

#include <nclass/nclass.h>

/* The attributes that the reader looks at. */
#define HTML_ATTR_LIST(X) \
	X(CLASS, "class") X(ID, "id") X(ITEMPROP, "itemprop") \
	X(ROLE, "role") X(DATA_TESTID, "data-testid") \
	X(DATA_COMPONENT, "data-component") X(HIDDEN, "hidden") \
	X(STYLE, "style") X(ARIA_HIDDEN, "aria-hidden") X(HREF, "href") \
	X(CONTENT, "content") X(PROPERTY, "property") X(NAME, "name") \
	X(DATETIME, "datetime") X(TYPE, "type") X(CHARSET, "charset") \
	X(HTTP_EQUIV, "http-equiv") X(LANG, "lang") X(REL, "rel") \
	X(OPEN, "open") X(SHADOWROOTMODE, "shadowrootmode") \
	X(XML_LANG, "xml:lang") X(ARIA_LABELLEDBY, "aria-labelledby")

enum html_attr_name {
	HTML_ATTR_NONE,
#define HTML_ATTR_ENUM(name, text) HTML_ATTR_##name,
	HTML_ATTR_LIST(HTML_ATTR_ENUM)
#undef HTML_ATTR_ENUM
	HTML_ATTR_COUNT
};

/* A slot for each name: perfect hashing, written by scripts/html-tables.py. */
struct html_names {
	const uint8_t *slots;
	const char *const *names;
	uint64_t factor;
};
extern const struct html_names html_tags, html_attrs;

/* The number of a name in any case; 0: none. `left`: bytes that may be read
 * at s, at least len. */
unsigned html_name(const struct html_names *names, const char *s, size_t len,
		   size_t left);

#endif
