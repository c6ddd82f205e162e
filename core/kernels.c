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

/* One row times a value, two rows: sums wait for each other, so what can is
 * added up before. */
#define ONE(type, p, i, x) \
	(__builtin_convertvector(AT(type, p, i), lanes) * (x))
#define TWO(type, p, i, x, q, y) (ONE(type, p, i, x) + ONE(type, q, i, y))

/* One row onto up to four groups of lanes. */
#define ADD_ONE(type, p, x)                          \
	do {                                         \
		s0 += ONE(type, p, 0, x);            \
		if (groups > 1)                      \
			s1 += ONE(type, p, 1, x);    \
		if (groups > 2)                      \
			s2 += ONE(type, p, 2, x);    \
		if (groups > 3)                      \
			s3 += ONE(type, p, 3, x);    \
	} while (0)

#define ADD_TWO(type, p, x, q, y)                       \
	do {                                            \
		s0 += TWO(type, p, 0, x, q, y);         \
		if (groups > 1)                         \
			s1 += TWO(type, p, 1, x, q, y); \
		if (groups > 2)                         \
			s2 += TWO(type, p, 2, x, q, y); \
		if (groups > 3)                         \
			s3 += TWO(type, p, 3, x, q, y); \
	} while (0)

#define LOAD_SUMS                                        \
	lanes s0 = SUM(0), s1 = groups > 1 ? SUM(1) : s0, \
	      s2 = groups > 2 ? SUM(2) : s0,             \
	      s3 = groups > 3 ? SUM(3) : s0

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

#define AHEAD 16 /* rows that are fetched before they are needed */

/* Rows come from all over a memory that no near cache holds. */
INLINE void fetch(const struct kernel_matrix *m, const struct kernel_entry *e,
		  uint32_t i, uint32_t n)
{
	uint32_t row = e[i + AHEAD < n ? i + AHEAD : i].row;

	__builtin_prefetch((const char *)m->weights + (size_t)row * m->step);
}

/* Entry after entry, by the type of the weights. */
#define ROWS(name, number, type) \
INLINE void name(float *acc, const struct kernel_matrix *m, uint32_t at, \
		 const struct kernel_entry *e, uint32_t n, const int groups) \
{ \
	const char *weights = (const char *)((const number *)m->weights + \
					     at); \
	uint32_t i = 0; \
	LOAD_SUMS; \
	\
	for (; i + 1 < n; i += 2) { \
		fetch(m, e, i, n); \
		fetch(m, e, i + 1, n); \
		ADD_TWO(type, weights + (size_t)e[i].row * m->step, \
			e[i].value, \
			weights + (size_t)e[i + 1].row * m->step, \
			e[i + 1].value); \
	} \
	if (i < n) \
		ADD_ONE(type, weights + (size_t)e[i].row * m->step, \
			e[i].value); \
	STORE_SUMS; \
}

ROWS(rows8, int8_t, byte_lanes)
ROWS(rows16, int16_t, short_lanes)
ROWS(rows32, float, lanes)

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

INLINE void dense32(float *acc, const struct kernel_matrix *m, uint32_t at,
		    const float *x, uint32_t n, const int groups)
{
	const char *weights = (const char *)((const float *)m->weights + at);
	uint32_t i = 0;
	LOAD_SUMS;

	for (; i + 1 < n; i += 2)
		ADD_TWO(lanes, weights + (size_t)i * m->step, x[i],
			weights + (size_t)(i + 1) * m->step, x[i + 1]);
	if (i < n)
		ADD_ONE(lanes, weights + (size_t)i * m->step, x[i]);
	STORE_SUMS;
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

#define TARGET
#define NAME(x) plain_##x
#include "kernels_body.h"
#undef TARGET
#undef NAME

#if defined(__x86_64__) && defined(__GNUC__)
#define TARGET __attribute__((target("avx2")))
#define NAME(x) avx2_##x
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
