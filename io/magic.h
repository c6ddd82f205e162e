/* What files that are no text look like. */
#ifndef IO_MAGIC_H
#define IO_MAGIC_H

#include <stddef.h>

enum magic_kind {
	MAGIC_BINARY,     /* no text in it that can be read as such */
	MAGIC_COMPRESSED, /* text may be in it */
	MAGIC_WARC        /* web pages are in it */
};

struct magic {
	enum magic_kind kind;
	/* Reads on from a file's name: "looks like a PNG image". */
	const char *what;
	const char *advice; /* what to do; NULL where nothing helps */
};

enum { MAGIC_BYTES = 1024 }; /* as many of a file's first bytes are enough */

/* What the beginning of a file says that it is; NULL: nothing known. */
const struct magic *magic_find(const void *bytes, size_t len);

/*
 * How many bytes of the first MAGIC_BYTES are control characters that text
 * does not have; 0 where they are so few that it may be text all the same.
 * NULs are let pass more easily: some texts are separated by them.
 */
size_t magic_controls(const void *bytes, size_t len);

#endif
