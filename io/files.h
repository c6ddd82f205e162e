/* Files: which this process has open, and how large others are. */
#ifndef IO_FILES_H
#define IO_FILES_H

#include <stdint.h>

/* Their descriptors, rising, ended by -1; to be freed. NULL: no memory, or the
 * system does not tell. */
int *files_open(void);
/* The bytes of a regular file; 0 of anything else. */
uint64_t files_size(const char *path);

#endif
