/* Facts of a page's head; for html_values.c, html_json.c and html_facts.c. */
#ifndef IO_HTML_VALUES_H
#define IO_HTML_VALUES_H

#include "io/html_page.h"

/* Take a fact where there is none yet: references decoded, white space
 * collapsed, trimmed. */
void html_fact_set(struct html_page *p, enum html_fact fact, const char *s,
		   size_t len, int in_attribute);
/* The same, as a line more. */
void html_fact_add(struct html_page *p, enum html_fact fact, const char *s,
		   size_t len, int in_attribute);
/* Take what JSON-LD says of an article. */
void html_fact_json(struct html_page *p, const char *s, size_t len);
/* Make JSON of what is nearly JSON: comments, control characters in strings,
 * commas before a closing bracket, and quotes written as &quot; go. */
enum ncl_status html_json_repair(struct ncl_buffer *out, const char *s,
				 size_t len);

/* The first of several facts that is there, or NULL. */
const struct ncl_buffer *html_fact_first(const struct html_page *p,
					 enum html_fact from,
					 enum html_fact to);
/*
 * The title: where a heading of the first level says much the same as what
 * the head has, the heading, since that is what the page shows; else what the
 * head has, without the site's name. *len 0: none.
 */
const char *html_title(const struct html_page *p, size_t *len);

#endif
