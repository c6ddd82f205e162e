/*
 * Load a plugin in a process of its own first: what crashes, exits or hangs as
 * it is loaded does no harm there.
 */
#ifndef CORE_PROBE_H
#define CORE_PROBE_H

#include "nclass/nclass.h"

/* What `program` (try-load, see try_load/) says of an object, a byte each; and
 * its exit status when loading returned, for objects that close descriptors. */
#define PROBE_FD 3
#define PROBE_BEGUN 'b'
#define PROBE_RETURNED 'r'
#define PROBE_STATUS 90

/*
 * Run `program` with the path of an object, silent, for `seconds` at most.
 * NCL_OK when loading it returned, with whatever result; NCL_REFUSED says how
 * it ended else. Where the program cannot be run this is NCL_OK: then there is
 * nothing to learn. A program of its own, not a fork: a child of a process
 * with threads finds what they held of the dynamic loader, of iconv or of
 * malloc as it was, and may wait for them for ever.
 */
enum ncl_status probe(const char *program, const char *object,
		      unsigned seconds, struct ncl_error *err);

#endif
