/* Included by kernels.c once for each kind of processor: TARGET is the
 * attribute of its functions, NAME(x) the name of x for it. */

ROWS(NAME(rows8), int8_t, BYTES, 0)
ROWS(NAME(rows16), int16_t, SHORTS, 0)
ROWS(NAME(rows32), float, FLOATS, 1)

TARGET INLINE void NAME(dense32)(float *acc, const float *from,
				 const struct kernel_matrix *m,
				 const float *x, uint32_t n, const int groups)
{
	const char *weights = m->weights;
	uint32_t i = 0;
	LOAD_SUMS(from);

	for (; i + 1 < n; i += 2)
		ADD_TWO(FLOATS, weights + (size_t)i * m->step, x[i],
			weights + (size_t)(i + 1) * m->step, x[i + 1]);
	if (i < n)
		ADD_ONE(FLOATS, weights + (size_t)i * m->step, x[i]);
	STORE_SUMS;
}

TARGET static void NAME(rows)(float *acc, const struct kernel_matrix *m,
			      const struct kernel_entry *e, uint32_t n)
{
	for (uint32_t at = 0; at < m->stride; at += 32) {
		uint32_t left = m->stride - at;

		if (m->bits == 8 && left >= 32)
			NAME(rows8)(acc + at, m, at, e, n, 4);
		else if (m->bits == 8 && left == 24)
			NAME(rows8)(acc + at, m, at, e, n, 3);
		else if (m->bits == 8 && left == 16)
			NAME(rows8)(acc + at, m, at, e, n, 2);
		else if (m->bits == 8)
			NAME(rows8)(acc + at, m, at, e, n, 1);
		else if (m->bits == 32 && left >= 32)
			NAME(rows32)(acc + at, m, at, e, n, 4);
		else if (m->bits == 32 && left == 24)
			NAME(rows32)(acc + at, m, at, e, n, 3);
		else if (m->bits == 32 && left == 16)
			NAME(rows32)(acc + at, m, at, e, n, 2);
		else if (m->bits == 32)
			NAME(rows32)(acc + at, m, at, e, n, 1);
		else if (left >= 32)
			NAME(rows16)(acc + at, m, at, e, n, 4);
		else if (left == 24)
			NAME(rows16)(acc + at, m, at, e, n, 3);
		else if (left == 16)
			NAME(rows16)(acc + at, m, at, e, n, 2);
		else
			NAME(rows16)(acc + at, m, at, e, n, 1);
	}
}

TARGET static void NAME(dense)(float *to, const float *from,
			       const struct kernel_matrix *m, const float *x,
			       uint32_t n)
{
	static const float zeros[32];
	struct kernel_matrix part = *m;
	uint32_t step = from ? 32 : 0;

	from = from ? from : zeros;
	for (uint32_t left = m->stride; left >= 8; to += 32, from += step) {
		if (left >= 32)
			NAME(dense32)(to, from, &part, x, n, 4);
		else if (left == 24)
			NAME(dense32)(to, from, &part, x, n, 3);
		else if (left == 16)
			NAME(dense32)(to, from, &part, x, n, 2);
		else
			NAME(dense32)(to, from, &part, x, n, 1);
		if (left <= 32)
			return;
		left -= 32;
		part.weights = (const float *)part.weights + 32;
	}
}

/* Which of the lanes from `at` on are those of the first model? */
#define FIRSTS(at) (places + (int)(at) < (int)split)
/* A value of the first model or the second, lane by lane. */
#define PICK(mask, x, y)                           \
	((lanes)(((mask) & (int_lanes)((lanes){ 0 } + (x))) | \
		 (~(mask) & (int_lanes)((lanes){ 0 } + (y)))))
#define ADD_BOTH(i, mask) \
	(BYTES(p, i) * PICK(mask, e->value, *seconds))

TARGET INLINE void NAME(both8)(float *acc, const struct kernel_matrix *m,
			       uint32_t at, const struct kernel_entry *e,
			       const float *seconds, uint32_t n,
			       uint32_t split, const int groups)
{
	const char *weights = (const char *)m->weights + at;
	int_lanes m0 = FIRSTS(at), m1 = FIRSTS(at + 8),
		  m2 = FIRSTS(at + 16), m3 = FIRSTS(at + 24);
	LOAD_SUMS(acc);

	for (; n--; e++, seconds++) {
		const char *p = weights + (size_t)e->row * m->step;

		s0 += ADD_BOTH(0, m0);
		if (groups > 1)
			s1 += ADD_BOTH(1, m1);
		if (groups > 2)
			s2 += ADD_BOTH(2, m2);
		if (groups > 3)
			s3 += ADD_BOTH(3, m3);
	}
	STORE_SUMS;
}
#undef ADD_BOTH
#undef PICK
#undef FIRSTS

TARGET static void NAME(both)(float *acc, const struct kernel_matrix *m,
			      const struct kernel_entry *e,
			      const float *seconds, uint32_t n,
			      uint32_t split)
{
	for (uint32_t at = 0; at < m->stride; at += 32) {
		uint32_t left = m->stride - at;

		if (left >= 32)
			NAME(both8)(acc + at, m, at, e, seconds, n, split, 4);
		else if (left == 24)
			NAME(both8)(acc + at, m, at, e, seconds, n, split, 3);
		else if (left == 16)
			NAME(both8)(acc + at, m, at, e, seconds, n, split, 2);
		else
			NAME(both8)(acc + at, m, at, e, seconds, n, split, 1);
	}
}

TARGET static void NAME(add)(float *weights, uint32_t stride,
			     const struct kernel_entry *e, uint32_t n,
			     const float *by)
{
	if (stride == 32)
		add32(weights, e, n, by, 4);
	else if (stride == 24)
		add32(weights, e, n, by, 3);
	else if (stride == 16)
		add32(weights, e, n, by, 2);
	else if (stride == 8)
		add32(weights, e, n, by, 1);
	else
		add32(weights, e, n, by, stride / 8);
}

TARGET static void NAME(exp)(float *x, uint32_t n)
{
	for (uint32_t i = 0; i < n; i += 8)
		exp8(x + i);
}

TARGET static void NAME(shares)(float *x, float least, uint32_t used,
				uint32_t n)
{
	lanes most = AT(lanes, x, 0), bottom = (lanes){ 0 } + least, *last;
	float top;

	for (uint32_t i = 1; i < n / 8; i++)
		most = GREATER(most, AT(lanes, x, i));
	most = GREATER(most, SWAP(most, 4));
	most = GREATER(most, SWAP(most, 2));
	top = most[0] > most[1] ? most[0] : most[1];
	for (uint32_t i = 0; i < n / 8; i++) {
		lanes less = AT(lanes, x, i) - top;

		((lanes *)x)[i] = GREATER(less, bottom);
		exp8(x + 8 * (size_t)i);
	}
	last = (lanes *)x + n / 8 - 1;
	*last = (lanes)((int_lanes)*last & (places < (int)(used - (n - 8))));
}

TARGET static void NAME(times)(float *to, const float *x, const float *by,
			       uint32_t n)
{
	lanes sum = AT(lanes, x, 0) * AT(lanes, by, 0);
	float all;

	*(lanes *)to = sum;
	for (uint32_t i = 1; i < n / 8; i++) {
		lanes both = AT(lanes, x, i) * AT(lanes, by, i);

		((lanes *)to)[i] = both;
		sum += both;
	}
	sum += SWAP(sum, 4);
	sum += SWAP(sum, 2);
	all = 1 / (sum[0] + sum[1]);
	for (uint32_t i = 0; i < n / 8; i++)
		((lanes *)to)[i] *= all;
}

static const struct kernels NAME(kernels) = {
	NAME(rows), NAME(both), NAME(dense), NAME(add), NAME(exp), NAME(shares),
	NAME(times),
};
