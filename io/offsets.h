/*
 * Byte offsets of a text as counts of code points or of UTF-16 units. One
 * pass over the text notes the count at every OFFSETS_STEP bytes; a look-up
 * counts on from there.
 *
 *	text    |.......256.......|.......256.......|....
 *	at[]    0                 212               397
 */
#ifndef IO_OFFSETS_H
#define IO_OFFSETS_H

#include <nclass/nclass.h>

#define OFFSETS_STEP 256

struct offsets {
	const char *text;
	enum ncl_offsets unit;
	uint32_t *at; /* NULL: the numbers are the bytes' own */
};

/* Valid UTF-8 below 4 GiB, which stays as it is meanwhile. NCL_NOMEM. */
enum ncl_status offsets_init(struct offsets *o, const char *text, size_t len,
			     enum ncl_offsets unit);
/* The offset of byte `byte`, which is at most the text's length. */
uint32_t offsets_get(const struct offsets *o, uint32_t byte);
void offsets_release(struct offsets *o);
/* "byte", "char" or "utf16". */
const char *offsets_name(enum ncl_offsets unit);

#endif
