#include "minhash.h"

#define EMPTY UINT64_MAX

/* A permutation of 64 bits whose halves both look random. */
static uint64_t mix(uint64_t x)
{
	x ^= x >> 32;
	x *= 0xd6e8feb86659fd93u;
	x ^= x >> 32;
	x *= 0xd6e8feb86659fd93u;
	return x ^ x >> 32;
}

void minhash_start(struct minhash *m, uint32_t bins)
{
	m->bins = bins;
	for (uint32_t i = 0; i < bins; i++)
		m->least[i] = EMPTY;
}

void minhash_add(struct minhash *m, uint64_t element)
{
	uint64_t hash = mix(element), value = (uint32_t)hash;
	uint64_t bin = (hash >> 32) * m->bins >> 32;

	if (value < m->least[bin])
		m->least[bin] = value;
}

/* What an empty bin takes: the tries depend on the bin alone, so that two sets
 * with the same elements where it looks take the same. */
static uint64_t borrow(const struct minhash *m, uint32_t bin)
{
	uint64_t found = EMPTY;

	for (uint64_t try = 1; found == EMPTY; try++)
		found = m->least[(mix((uint64_t)bin << 32 | try) >> 32) *
				 m->bins >> 32];
	return found;
}

void minhash_text(const struct minhash *m, char *out)
{
	static const char digits[] = "0123456789abcdef";

	for (uint32_t i = 0; i < m->bins; i++) {
		uint64_t value = m->least[i];
		unsigned bits;

		if (value == EMPTY)
			value = borrow(m, i);
		/* small values are what is left of many: mixed, their bits
		 * are as good as any */
		bits = (unsigned)(mix(value) >> 56);
		*out++ = digits[bits >> 4];
		*out++ = digits[bits & 15];
	}
	*out = 0;
}
