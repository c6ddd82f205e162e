/* Numbers as text, by integer code: the same bytes on every machine. */
#ifndef IO_NUMBER_H
#define IO_NUMBER_H

#include <stdint.h>

#define NUMBER_MAX 20 /* most characters of a 64-bit number */
#define SCORE_LEN 6   /* "0.9312" */

/* Write `n` in decimal at `to`, which has NUMBER_MAX bytes; how many. */
unsigned number_write(char *to, uint64_t n);
/* Write a score as SCORE_LEN bytes at `to`: four decimals, half a unit up.
 * Below 0 and what is no number is 0.0000, above 1 is 1.0000. */
void score_write(char *to, float score);
/* The score in units of 0.0001, as score_write rounds it: 0 to 10000. */
unsigned score_units(float score);

#endif
