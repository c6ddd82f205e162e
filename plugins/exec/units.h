/*
 * Offsets as a program counts them: bytes, code points or UTF-16 units.
 *
 *	text   "a\u00e9\U0001f600b"   bytes  0 1  3    7 8
 *	                              chars  0 1  2    3 4
 *	                              utf16  0 1  2    4 5
 *
 * Of a text that is not ASCII the unit of every 256th byte is kept, so that an
 * offset costs no more than a walk from there.
 */
#ifndef EXEC_UNITS_H
#define EXEC_UNITS_H

#include <nclass/plugin.h>

enum units_kind { UNITS_BYTE, UNITS_CHAR, UNITS_UTF16 };

struct units {
	const char *text;
	uint32_t len;   /* bytes */
	uint32_t count; /* units */
	enum units_kind kind; /* UNITS_BYTE also for ASCII */
	/* Of the first character from byte 256 * i on; of the document. */
	uint32_t *marks;
};

/* 0: no memory. */
int units_init(struct units *u, const struct ncl_host *host, ncl_doc *doc,
	       enum units_kind kind);
/* The byte of a unit; 0 where there is none, or it is half a character. */
int units_byte(const struct units *u, double unit, uint32_t *byte);
/* The unit of a byte that begins a character, or ends the text. */
uint32_t units_of(const struct units *u, uint32_t byte);

#endif
