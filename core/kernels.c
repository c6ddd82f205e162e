/* Loops over eight lanes, written with the compiler's vectors: for a plain
 * processor they become pairs of four, for AVX2 one instruction each. */
#include "kernels.h"

#include <stddef.h>

#define INLINE static inline __attribute__((always_inline))

typedef float lanes
	__attribute__((vector_size(32), aligned(4), may_alias));
typedef int32_t int_lanes
	__attribute__((vector_size(32), aligned(4), may_alias));
typedef int16_t short_lanes
	__attribute__((vector_size(16), aligned(2), may_alias));
typedef int8_t byte_lanes
	__attribute__((vector_size(8), aligned(1), may_alias));

#define AT(type, p, i) (((const type *)(p))[i])
#define SUM(i) (((lanes *)acc)[i])

/* Eight numbers of a row as floats; the others are FLOATS. The compiler makes
 * many steps of the ones here where the processor has one. */
#define PLAIN_BYTES(p, i) __builtin_convertvector(AT(byte_lanes, p, i), lanes)
#define PLAIN_SHORTS(p, i) __builtin_convertvector(AT(short_lanes, p, i), lanes)
#define FLOATS(p, i) AT(lanes, p, i)

/* One row times a value, two rows: sums wait for each other, so what can is
 * added up before. */
#define ONE(load, p, i, x) (load(p, i) * (x))
#define TWO(load, p, i, x, q, y) (ONE(load, p, i, x) + ONE(load, q, i, y))

/* One row onto up to four groups of lanes. */
#define ADD_ONE(load, p, x)                          \
	do {                                         \
		s0 += ONE(load, p, 0, x);            \
		if (groups > 1)                      \
			s1 += ONE(load, p, 1, x);    \
		if (groups > 2)                      \
			s2 += ONE(load, p, 2, x);    \
		if (groups > 3)                      \
			s3 += ONE(load, p, 3, x);    \
	} while (0)

#define ADD_TWO(load, p, x, q, y)                       \
	do {                                            \
		s0 += TWO(load, p, 0, x, q, y);         \
		if (groups > 1)                         \
			s1 += TWO(load, p, 1, x, q, y); \
		if (groups > 2)                         \
			s2 += TWO(load, p, 2, x, q, y); \
		if (groups > 3)                         \
			s3 += TWO(load, p, 3, x, q, y); \
	} while (0)

#define LOAD_SUMS(from)                                     \
	lanes s0 = AT(lanes, from, 0),                      \
	      s1 = groups > 1 ? AT(lanes, from, 1) : s0,    \
	      s2 = groups > 2 ? AT(lanes, from, 2) : s0,    \
	      s3 = groups > 3 ? AT(lanes, from, 3) : s0

#define STORE_SUMS                  \
	do {                        \
		SUM(0) = s0;        \
		if (groups > 1)     \
			SUM(1) = s1; \
		if (groups > 2)     \
			SUM(2) = s2; \
		if (groups > 3)     \
			SUM(3) = s3; \
	} while (0)

static const int_lanes places = { 0, 1, 2, 3, 4, 5, 6, 7 };

#define AHEAD 16 /* rows that are fetched before they are needed */

/* Rows come from all over a memory that no near cache holds. */
INLINE void fetch(const struct kernel_matrix *m, const struct kernel_entry *e,
		  uint32_t i, uint32_t n)
{
	uint32_t row = e[i + AHEAD < n ? i + AHEAD : i].row;

	__builtin_prefetch((const char *)m->weights + (size_t)row * m->step);
}

/* For as many groups of lanes as a row has. */
INLINE void add32(float *weights, const struct kernel_entry *e, uint32_t n,
		  const float *by, const uint32_t groups)
{
	for (uint32_t i = 0; i < n; i++) {
		lanes *row = (lanes *)(weights +
				       (size_t)e[i].row * 8 * groups);

		for (uint32_t g = 0; g < groups; g++)
			row[g] += AT(lanes, by, g) * e[i].value;
	}
}

/* e^x = 2^k * e^r with |r| <= ln 2 / 2; r's part by Taylor, to 2 ulp. */
INLINE void exp8(float *x)
{
	lanes v = AT(lanes, x, 0);
	/* adding 1.5 * 2^23 rounds to the nearest integer */
	lanes k = v * 1.44269504f + 12582912.0f - 12582912.0f;
	lanes r = v - k * 0.693359375f + k * 2.12194440e-4f;
	lanes y = r * (1 / 5040.0f) + 1 / 720.0f;
	int_lanes power = (__builtin_convertvector(k, int_lanes) + 127) << 23;

	y = y * r + 1 / 120.0f;
	y = y * r + 1 / 24.0f;
	y = y * r + 1 / 6.0f;
	y = y * r + 0.5f;
	y = y * r + 1.0f;
	y = y * r + 1.0f;
	*(lanes *)x = y * (lanes)power;
}

/* By the type of the weights. Those of a model are added entry after entry,
 * whatever other rows stand between; where pairs are, two at a time. */
#define ROWS(name, number, load, pairs) \
TARGET INLINE void name(float *acc, const struct kernel_matrix *m, \
			uint32_t at, const struct kernel_entry *e, uint32_t n, \
			const int groups) \
{ \
	const char *weights = (const char *)((const number *)m->weights + \
					     at); \
	uint32_t i = 0; \
	LOAD_SUMS(acc); \
	\
	for (; pairs && i + 1 < n; i += 2) { \
		fetch(m, e, i, n); \
		fetch(m, e, i + 1, n); \
		ADD_TWO(load, weights + (size_t)e[i].row * m->step, \
			e[i].value, \
			weights + (size_t)e[i + 1].row * m->step, \
			e[i + 1].value); \
	} \
	for (; i < n; i++) { \
		fetch(m, e, i, n); \
		ADD_ONE(load, weights + (size_t)e[i].row * m->step, \
			e[i].value); \
	} \
	STORE_SUMS; \
}

/* The greater of two, lane by lane. */
#define GREATER(a, b) \
	((lanes)((((a) > (b)) & (int_lanes)(a)) | \
		 (~((a) > (b)) & (int_lanes)(b))))

/* Lanes whose numbers differ by n, a power of two, change places. */
#define SWAP(v, n)                                                     \
	__builtin_shufflevector(v, v, 0 ^ (n), 1 ^ (n), 2 ^ (n), 3 ^ (n), \
				4 ^ (n), 5 ^ (n), 6 ^ (n), 7 ^ (n))

#define TARGET
#define NAME(x) plain_##x
#define BYTES PLAIN_BYTES
#define SHORTS PLAIN_SHORTS
#include "kernels_body.h"
#undef TARGET
#undef NAME
#undef BYTES
#undef SHORTS

#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>

#define TARGET __attribute__((target("avx2")))
#define NAME(x) avx2_##x
#define WIDE(p) ((const __m128i *)(const void *)(p))
#define BYTES(p, i)                                           \
	((lanes)_mm256_cvtepi32_ps(_mm256_cvtepi8_epi32(      \
		_mm_loadl_epi64(WIDE((p) + 8 * (i))))))
#define SHORTS(p, i)                                          \
	((lanes)_mm256_cvtepi32_ps(_mm256_cvtepi16_epi32(     \
		_mm_loadu_si128(WIDE((p) + 16 * (i))))))
#include "kernels_body.h"

const struct kernels *kernels_get(int plain)
{
	return plain || !__builtin_cpu_supports("avx2") ? &plain_kernels :
							  &avx2_kernels;
}
#else
const struct kernels *kernels_get(int plain)
{
	(void)plain;
	return &plain_kernels;
}
#endif
