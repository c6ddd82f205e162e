/*
 * Try something in a process of its own first: what crashes, exits or hangs
 * there does no harm here.
 */
#ifndef CORE_PROBE_H
#define CORE_PROBE_H

#include "nclass/nclass.h"

/*
 * Call try(path) in a forked child, silent, for `seconds` at most. NCL_OK when
 * it returned; NCL_REFUSED says how it ended. Where no child can be had this
 * is NCL_OK: then there is nothing to learn.
 */
enum ncl_status probe(void (*try)(const char *path), const char *path,
		      unsigned seconds, struct ncl_error *err);

#endif
