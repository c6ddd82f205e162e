/* Facts of a page's head; for html_values.c and html_json.c. */
#ifndef IO_HTML_VALUES_H
#define IO_HTML_VALUES_H

#include "io/html_page.h"

/* Take a fact where there is none yet: references decoded, white space
 * collapsed, trimmed. */
void html_fact_set(struct html_page *p, enum html_fact fact, const char *s,
		   size_t len, int in_attribute);
/* Take what JSON-LD says of an article. */
void html_fact_json(struct html_page *p, const char *s, size_t len);

#endif
