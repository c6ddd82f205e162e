/* Text of HTML as the bytes that it stands for: attributes, titles. */
#ifndef IO_HTML_DECODE_H
#define IO_HTML_DECODE_H

#include <nclass/nclass.h>

#include "io/html_tokens.h"

/*
 * Append s[0, len) to `out`: references decoded where `mode` says so, line
 * ends as LF, NULs as `mode` says. `in_attribute`: by its rules. What is not
 * ASCII stays as it is, except that references are UTF-8. NCL_NOMEM.
 */
enum ncl_status html_decode(struct ncl_buffer *out, const char *s, size_t len,
			    enum html_mode mode, int in_attribute);

#endif
