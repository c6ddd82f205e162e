#ifndef TOPIC_LIKELIEST_H
#define TOPIC_LIKELIEST_H

#include <stdint.h>

/* The likeliest of n labels that was not given yet, or n; of equal ones the
 * first in the model's order. */
static inline uint32_t likeliest(const float *p, const unsigned char *given,
				 uint32_t n)
{
	uint32_t best = n;

	for (uint32_t i = 0; i < n; i++)
		if (!given[i] && (best == n || p[i] > p[best]))
			best = i;
	return best;
}

#endif
