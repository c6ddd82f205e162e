/* Which charset a text is in, found out from its bytes. */
#ifndef IO_DETECT_H
#define IO_DETECT_H

#include "io/charset.h"

/* The bytes of the byte order mark at the start, and its charset; 0 where
 * there is none. */
size_t detect_mark(struct charset *out, const void *bytes, size_t len);

/* UTF-16 or UTF-32 without a mark, told by where its zeros stand. 0: it is
 * neither. */
int detect_wide(struct charset *out, const void *bytes, size_t len);

/*
 * Any text that is not valid UTF-8: UTF-8 with some damage; else a charset of
 * several bytes a character, where uchardet says so and it stands to reason;
 * else one of a byte each, by its letters. NCL_NOMEM.
 */
enum ncl_status detect_bytes(struct charset *out, const void *bytes,
			     size_t len, struct ncl_error *err);

/* ISO-2022, which looks like ASCII with escapes. 0: it is not. */
int detect_escapes(struct charset *out, const void *bytes, size_t len);

#endif
