/* Where raw text and scripts end; for html_tokens.c. */
#ifndef IO_HTML_SCRIPT_H
#define IO_HTML_SCRIPT_H

#include "io/html_tokens.h"

/* The '<' of the end tag of the last start tag, from `at` on; len where there
 * is none. */
size_t html_raw_end(const struct html_tokens *t, size_t at);
/* The same for a script, in which that tag does not count inside
 * "<!-- <script> ... </script> -->". */
size_t html_script_end(const struct html_tokens *t, size_t at);

#endif
