/* Arithmetic of features: the same on every machine. */
#ifndef COMMON_NUMBERS_H
#define COMMON_NUMBERS_H

#include <stdint.h>
#include <string.h>

/*
 * log(1 + x) for x >= 0, to 0.0002: the exponent of the float, and a
 * polynomial for what is left. libm would be slower, and its last bits differ
 * from machine to machine.
 */
static inline float log_plus(float x)
{
	float y = 1.0f + x, m;
	uint32_t bits;
	int32_t power;

	memcpy(&bits, &y, sizeof(bits));
	power = (int32_t)(bits >> 23) - 127;
	bits = (bits & 0x7fffffu) | 0x3f800000u;
	memcpy(&m, &bits, sizeof(m));
	m -= 1.0f;
	m = m * (0.99949556f + m * (-0.49190896f + m * (0.28947478f +
		m * (-0.13606275f + m * 0.03215845f))));
	return m + 0.69314718f * (float)power;
}

static inline float min_float(float a, float b)
{
	return a < b ? a : b;
}

static inline float max_float(float a, float b)
{
	return a > b ? a : b;
}

#endif
