/* Character references of HTML: "&amp;", "&#8217;", "&eacute". */
#ifndef IO_HTML_REFS_H
#define IO_HTML_REFS_H

#include <stddef.h>
#include <stdint.h>

struct html_ref {
	char bytes[8]; /* UTF-8: one code point or two, without a NUL */
	uint8_t len;
	size_t size; /* bytes of the source that it takes, with the '&' */
};

/*
 * Read the reference at s, an '&' with `left` bytes from it on, by the rules
 * of the WHATWG: numbers that are no character become U+FFFD, those of
 * windows-1252 its characters, some names need no semicolon, and fewer of
 * them in an attribute's value. 0: it is no reference.
 */
int html_ref_read(struct html_ref *out, const char *s, size_t left,
		  int in_attribute);

#endif
