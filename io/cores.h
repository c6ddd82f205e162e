/* How many processors this process may use. */
#ifndef IO_CORES_H
#define IO_CORES_H

#include <stdint.h>

/*
 * The least of: processors that are there, its affinity, and the quota of its
 * control groups (versions 1 and 2, its own and those above), rounded up. At
 * least 1. `root` is "" (tests: a folder that has proc/ and sys/).
 */
uint32_t cores_usable(const char *root);

#endif
