/*
 * How a document that failed is set aside: a JSON line that can be an input
 * again.
 *
 *	JSON lines   the line as it came, byte for byte
 *	a page       {"id","html","error"}, in UTF-8
 *	text         {"id","text","error"}
 *	no document  {"source","line","offset","error"}: what was passed over
 *	             when reading (a line too large, damaged bytes)
 */
#ifndef IO_ASIDE_H
#define IO_ASIDE_H

#include "io/input.h"

/* Append the line of a record. `doc` is what was made of it as far as that
 * went, or NULL: nothing is known of it. record->bytes may be NULL. */
enum ncl_status aside_write(struct ncl_buffer *out,
			    const struct input_record *record,
			    const ncl_doc *doc, const char *error);

#endif
