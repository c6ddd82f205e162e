/*
 * XXH3-64 with seed 0 of a short word. The lengths of words cannot be foreseen,
 * so the hashes of 1 to 3 bytes and of 4 to 8 are both worked out, without a
 * branch, and one is taken; longer words go to xxhash.
 */
#ifndef CORE_WORD_HASH_H
#define CORE_WORD_HASH_H

#include <stdint.h>
#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#define WORD_HASH_BEFORE 4u /* bytes that can be read before a word, */
#define WORD_HASH_BEHIND 8u /* and behind its beginning */

#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__

static inline uint64_t word_four(const unsigned char *p)
{
	uint32_t x;

	memcpy(&x, p, sizeof(x));
	return x;
}

/* Of 1 to 3 bytes; any p[0] to p[len - 1] can be read. */
static inline uint64_t word_hash3(const unsigned char *p, uint32_t len)
{
	uint64_t x = (uint32_t)p[0] << 16 | (uint32_t)p[len >> 1] << 24 |
		     p[len - 1] | len << 8;

	x ^= 0x396cfeb8u ^ 0xbe4ba423u;
	x = (x ^ x >> 33) * 0xc2b2ae3d27d4eb4fu;
	x = (x ^ x >> 29) * 0x165667b19e3779f9u;
	return x ^ x >> 32;
}

/* Of 4 to 8 bytes; p[-3] can be read. */
static inline uint64_t word_hash8(const unsigned char *p, uint32_t len)
{
	uint64_t x = word_four(p + len - 4) | word_four(p) << 32;

	x ^= 0x1cad21f72c81017cu ^ 0xdb979083e96dd4deu;
	x ^= (x << 49 | x >> 15) ^ (x << 24 | x >> 40);
	x *= 0x9fb21c651e98df25u;
	x = (x ^ ((x >> 35) + len)) * 0x9fb21c651e98df25u;
	return x ^ x >> 28;
}

static inline uint64_t word_hash(const unsigned char *p, uint32_t len)
{
	uint64_t is_short = 0 - (uint64_t)(len < 4);

	if (len > 8)
		return XXH3_64bits(p, len);
	return (word_hash3(p, len) & is_short) |
	       (word_hash8(p, len) & ~is_short);
}
#else
static inline uint64_t word_hash(const unsigned char *p, uint32_t len)
{
	return XXH3_64bits(p, len);
}
#endif

#endif
