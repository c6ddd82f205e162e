/* Included by kernels.c once for each kind of processor: TARGET is the
 * attribute of its functions, NAME(x) the name of x for it. */

TARGET static void NAME(rows)(float *acc, const struct kernel_matrix *m,
			      const struct kernel_entry *e, uint32_t n)
{
	for (uint32_t at = 0; at < m->stride; at += 32) {
		uint32_t left = m->stride - at;

		if (m->bits == 8 && left >= 32)
			rows8(acc + at, m, at, e, n, 4);
		else if (m->bits == 8 && left == 24)
			rows8(acc + at, m, at, e, n, 3);
		else if (m->bits == 8 && left == 16)
			rows8(acc + at, m, at, e, n, 2);
		else if (m->bits == 8)
			rows8(acc + at, m, at, e, n, 1);
		else if (m->bits == 32 && left >= 32)
			rows32(acc + at, m, at, e, n, 4);
		else if (m->bits == 32 && left == 24)
			rows32(acc + at, m, at, e, n, 3);
		else if (m->bits == 32 && left == 16)
			rows32(acc + at, m, at, e, n, 2);
		else if (m->bits == 32)
			rows32(acc + at, m, at, e, n, 1);
		else if (left >= 32)
			rows16(acc + at, m, at, e, n, 4);
		else if (left == 24)
			rows16(acc + at, m, at, e, n, 3);
		else if (left == 16)
			rows16(acc + at, m, at, e, n, 2);
		else
			rows16(acc + at, m, at, e, n, 1);
	}
}

TARGET static void NAME(dense)(float *acc, const struct kernel_matrix *m,
			       const float *x, uint32_t n)
{
	for (uint32_t at = 0; at < m->stride; at += 32) {
		uint32_t left = m->stride - at;

		if (left >= 32)
			dense32(acc + at, m, at, x, n, 4);
		else if (left == 24)
			dense32(acc + at, m, at, x, n, 3);
		else if (left == 16)
			dense32(acc + at, m, at, x, n, 2);
		else
			dense32(acc + at, m, at, x, n, 1);
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

static const struct kernels NAME(kernels) = {
	NAME(rows), NAME(dense), NAME(add), NAME(exp),
};
