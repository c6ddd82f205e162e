/* Charsets of one byte a character, without asking iconv: to open one of its
 * converters takes longer than to convert most documents. */
#ifndef IO_CHARSET_BYTES_H
#define IO_CHARSET_BYTES_H

#include <stdint.h>

/* What each byte stands for, U+FFFD where it is nothing; `name` is that of a
 * charset of kind CHARSET_BYTES. 0 where there is none of the name. */
int charset_bytes(uint32_t table[256], const char *name);

#endif
