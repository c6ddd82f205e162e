/*
 * A process that does no more than compute: no network, no new files, no new
 * programs.
 */
#ifndef IO_ISOLATE_H
#define IO_ISOLATE_H

#include <nclass/nclass.h>

/* From here on this process, with its threads and children, may read and
 * write what is open, have memory and threads, and end; anything else fails
 * with EPERM. It cannot be taken back. NCL_FATAL where the system has no such
 * filter. */
enum ncl_status isolate_enter(struct ncl_error *err);

#endif
