/* Names that a word may have been meant to be, and the hint in an error. */
#ifndef CORE_NEARBY_H
#define CORE_NEARBY_H

#include "nclass/nclass.h"

/* Copies of names, NULL-ended once there is one. Ready when zeroed. */
struct nearby {
	char **names;
	uint32_t count, size;
};

enum ncl_status nearby_add(struct nearby *n, const char *name);
/* Add the items of "a, b,c" without the white space around them; none for
 * NULL and for white space only. */
enum ncl_status nearby_split(struct nearby *n, const char *list);
/* The names as a NULL-ended array, yours to free with its strings; the list
 * is empty then. NULL when memory is short. */
char **nearby_take(struct nearby *n);
/* Append formatted text, 255 bytes at most. NCL_NOMEM. */
enum ncl_status nearby_print(struct ncl_buffer *out, const char *format, ...)
	NCL_PRINTF(2, 3);
/* Append the first names: "a, b, c and 9 more"; nothing for none. */
enum ncl_status nearby_list(struct ncl_buffer *out, const struct nearby *n);
/* Append `; did you mean "x"?`, or nothing where no name is near. */
enum ncl_status nearby_hint(struct ncl_buffer *out, const struct nearby *n,
			    const char *word);
void nearby_release(struct nearby *n);

#endif
