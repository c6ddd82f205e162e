/* Punctuation, and how blocks begin and end by it. */
#ifndef COMMON_SIGNS_H
#define COMMON_SIGNS_H

#include "common/shape.h"

static inline int is_stop(uint32_t c)
{
	return c == '.' || c == '!' || c == '?' || c == 0x2026;
}

static inline int is_wide_stop(uint32_t c)
{
	return c == 0x3002 || c == 0xff01 || c == 0xff1f || c == 0x964 ||
	       c == 0x61f;
}

static inline int is_comma(uint32_t c)
{
	return c == ',' || c == ';' || c == 0xff0c || c == 0x3001;
}

/* Of a block's text, which is not empty. */
enum shape_end find_end(const char *begin, const char *end);
enum shape_start find_start(const char *begin, const char *end);

#endif
