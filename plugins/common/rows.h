/* The rows of a table, which are judged together. */
#ifndef COMMON_ROWS_H
#define COMMON_ROWS_H

#include <nclass/plugin.h>

/* The end of the run of rows of one table that begins with block i; i + 1
 * where that is no row. */
uint32_t rows_end(const struct ncl_host *host, const ncl_doc *doc, uint32_t i,
		  uint32_t blocks);

#endif
