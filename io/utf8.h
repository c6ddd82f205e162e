/* UTF-8, checked and counted. */
#ifndef IO_UTF8_H
#define IO_UTF8_H

#include <stddef.h>
#include <stdint.h>

/* How many bytes from the start are valid UTF-8; len where all are. */
size_t utf8_valid_prefix(const char *s, size_t len);

/* How many bytes from the start are ASCII. */
size_t utf8_ascii(const char *s, size_t len);

/* The code points in valid UTF-8. */
size_t utf8_count(const char *s, size_t len);

/* The code point at s, of valid UTF-8; *size is how many bytes it has. */
uint32_t utf8_decode(const char *s, size_t *size);

/* Write a code point (not a surrogate, at most 0x10ffff) and return its size:
 * 1 to 4 bytes. */
size_t utf8_encode(char *out, uint32_t c);

/* The bytes of white space (Unicode's, and U+FEFF) at s, at most len; 0 where
 * there is none. NUL is none. */
size_t utf8_space(const char *s, size_t len);

#endif
