/*
 * Sixteen bytes at a time: a bit for each byte that is as asked, the first the
 * lowest.
 *
 *	sixteen_equal("a,b,c,d,e,f,g,h,", ',')  0xaaaa
 */
#ifndef IO_SIXTEEN_H
#define IO_SIXTEEN_H

#include <stdint.h>

#if defined(__SSE2__)
#include <emmintrin.h>

typedef __m128i sixteen;

static inline sixteen sixteen_load(const char *p)
{
	return _mm_loadu_si128((const __m128i *)(const void *)p);
}

static inline uint32_t sixteen_equal(sixteen v, char c)
{
	return (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(v,
							  _mm_set1_epi8(c)));
}

/* Below n, which is 1 or more; bytes are 0 to 255. */
static inline uint32_t sixteen_below(sixteen v, unsigned n)
{
	__m128i most = _mm_set1_epi8((char)(n - 1));

	return (uint32_t)_mm_movemask_epi8(
		_mm_cmpeq_epi8(_mm_min_epu8(v, most), v));
}

/* 0x80 and above. */
static inline uint32_t sixteen_high(sixteen v)
{
	return (uint32_t)_mm_movemask_epi8(v);
}
#else
#include <string.h>

typedef struct {
	unsigned char byte[16];
} sixteen;

static inline sixteen sixteen_load(const char *p)
{
	sixteen v;

	memcpy(&v, p, sizeof(v));
	return v;
}

static inline uint32_t sixteen_equal(sixteen v, char c)
{
	uint32_t bits = 0;

	for (int i = 0; i < 16; i++)
		bits |= (uint32_t)(v.byte[i] == (unsigned char)c) << i;
	return bits;
}

static inline uint32_t sixteen_below(sixteen v, unsigned n)
{
	uint32_t bits = 0;

	for (int i = 0; i < 16; i++)
		bits |= (uint32_t)(v.byte[i] < n) << i;
	return bits;
}

static inline uint32_t sixteen_high(sixteen v)
{
	return sixteen_below(v, 0x80) ^ 0xffff;
}
#endif

/* How many bytes come before the first of some; 16: there is none. */
static inline uint32_t sixteen_before(uint32_t bits)
{
	return bits ? (uint32_t)__builtin_ctz(bits) : 16;
}

#endif
