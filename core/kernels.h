/*
 * The inner loops of scoring, for the processor at hand. All of them add in
 * one fixed order for each lane, so the results are the same everywhere.
 */
#ifndef CORE_KERNELS_H
#define CORE_KERNELS_H

#include <stdint.h>

struct kernel_entry {
	uint32_t row;
	float value;
};

/* A matrix of weights, rows of `stride` (a multiple of 8) numbers that begin
 * `step` bytes apart. */
struct kernel_matrix {
	const void *weights; /* int8_t, int16_t or float: bits 8, 16, 32 */
	uint32_t stride, bits, step;
};

#define KERNELS_PART 32u /* outputs that are summed up at a time */

struct kernels {
	/* acc[j] += value * weights[row][j], entry after entry */
	void (*rows)(float *acc, const struct kernel_matrix *m,
		     const struct kernel_entry *entries, uint32_t n);
	/* The same of rows of 8 bits for two models: from the output `split` on
	 * the values are those of `seconds`, one an entry. */
	void (*both)(float *acc, const struct kernel_matrix *m,
		     const struct kernel_entry *entries, const float *seconds,
		     uint32_t n, uint32_t split);
	/* to[j] = from[j] + sum of x[i] * weights[i][j]; bits must be 32;
	 * `from` may be `to`, and NULL is zeros. Up to a stride of KERNELS_PART
	 * all of x is read before `to` is written. */
	void (*dense)(float *to, const float *from,
		      const struct kernel_matrix *m, const float *x,
		      uint32_t n);
	/* weights[row][j] += value * by[j], rows of `stride` floats (a
	 * multiple of 8): what training does */
	void (*add)(float *weights, uint32_t stride,
		    const struct kernel_entry *entries, uint32_t n,
		    const float *by);
	/* x[j] = e to the power of x[j], which is from -80 to 80; n is a
	 * multiple of 8 */
	void (*exp)(float *x, uint32_t n);
	/* x[j] = e to the power of x[j] less the greatest of them, or of
	 * `least` (not below -80) where that is below it; the same n, of which
	 * the last, from `used` on (above n - 8), become 0 */
	void (*shares)(float *x, float least, uint32_t used, uint32_t n);
	/* to[j] = x[j] * by[j], then divided by their sum; the same n */
	void (*times)(float *to, const float *x, const float *by, uint32_t n);
};

/* The best ones for this processor; `plain` forces those for any. */
const struct kernels *kernels_get(int plain);

#endif
