/*
 * Which charset of one byte a character a text is in, told by its letters.
 *
 * A row for each language (or several alike) has its letters beyond ASCII,
 * the most frequent first, and the charsets that it is written in. Each pair
 * gives the bytes of the text a likelihood: letters of the row by their rank,
 * quotes and dashes in their places, other letters hardly, signs inside words
 * hardly ever. The best pair is the answer.
 */
#ifndef IO_LETTERS_H
#define IO_LETTERS_H

#include "io/charset.h"

/*
 * The most likely charset of the bytes. `hint` is the name of one that
 * somebody else found likely, or NULL.
 */
enum ncl_status letters_guess(struct charset *out, const void *bytes,
			      size_t len, const char *hint,
			      struct ncl_error *err);

/* The share, in percent, of bytes over 127 among those that are no white
 * space: low for Latin scripts, high for others. */
unsigned letters_share(const void *bytes, size_t len);

#endif
