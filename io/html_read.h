/* Parts of the HTML reader that others use. */
#ifndef IO_HTML_READ_H
#define IO_HTML_READ_H

#include <nclass/nclass.h>

/* As ncl_read_html, with the charset that the server said, or NULL: it counts
 * behind a mark in the bytes and what was wanted, before what the page says.
 * Bytes that are valid UTF-8 are UTF-8, whatever either says. */
enum ncl_status html_read_sent(ncl_doc *doc, const void *bytes, size_t len,
			       const char *wanted, const char *sent,
			       struct ncl_error *err);

/* "text/html; charset=x" to x: its length, and *s moved to it; 0: none. */
size_t html_content_charset(const char **s, size_t len);

#endif
