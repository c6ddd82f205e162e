/* The inner loops: the same on every kind of processor. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <string.h>

#include "core/kernels.h"

#define ROWS 51
#define MOST 104 /* numbers a row */

static void sums(const struct kernels *k, uint32_t stride, float *acc)
{
	static int8_t weights[ROWS * MOST];
	static float wide[ROWS * MOST], added[ROWS * MOST];
	struct kernel_matrix small = { weights, stride, 8, stride };
	struct kernel_matrix full = { wide, stride, 32, stride * 4 };
	struct kernel_entry e[ROWS];
	float x[ROWS], other[ROWS];

	for (int i = 0; i < ROWS * MOST; i++)
		wide[i] = (float)(weights[i] = (int8_t)(i * 37)) / 7;
	for (int i = 0; i < ROWS; i++) {
		x[i] = i % 3 ? (float)i / 9 : 0;
		other[i] = (float)(i % 5) - 1.7f;
		e[i] = (struct kernel_entry){ (uint32_t)(i * 7) % ROWS, x[i] };
	}
	k->dense(acc, NULL, &full, x, 20);
	k->rows(acc, &small, e, ROWS);
	k->rows(acc, &full, e, ROWS);
	k->dense(acc, acc, &full, x, ROWS);
	k->both(acc, &small, e, other, ROWS, stride / 2 + 1);
	memcpy(added, wide, sizeof(added));
	k->add(added, stride, e, ROWS, wide);
	k->dense(added, wide + stride, &full, x, 1);
	for (uint32_t i = 0; i < stride; i++)
		assert_true(added[i] == wide[stride + i]);
	acc[0] += added[stride * 9 + stride - 1];
}

static void shares(const struct kernels *k, uint32_t n, float *to)
{
	float by[MOST], most = 0, sum = 0;
	uint32_t used = n - n / 8 % 8;

	for (uint32_t i = 0; i < n; i++) {
		to[i] = (float)(i * 29 % 23) - 70;
		by[i] = (float)(i % 7 + 1);
	}
	for (uint32_t i = used - 1; i < n; i++)
		to[i] = -INFINITY;
	k->shares(to, -40, used, n);
	for (uint32_t i = 0; i < n; i++)
		most = i && to[i] < most ? most : to[i];
	assert_true(fabsf(most - 1) < 1e-6f);
	assert_true(to[used - 1] > 0 && to[used - 1] < 1e-17f);
	for (uint32_t i = used; i < n; i++)
		assert_true(to[i] == 0);
	k->times(to, by, to, n);
	for (uint32_t i = 0; i < n; i++)
		sum += to[i];
	assert_true(fabsf(sum - 1) < 1e-5f);
}

/* The same to the last bit on every kind of processor. */
static void test_kernels_agree(void **state)
{
	const struct kernels *best = kernels_get(0), *plain = kernels_get(1);
	float a[MOST], b[MOST], exps[MOST];

	(void)state;
	for (uint32_t n = 8; n <= MOST; n += 8) {
		sums(best, n, a);
		sums(plain, n, b);
		assert_memory_equal(a, b, n * sizeof(*a));
		shares(best, n, a);
		shares(plain, n, b);
		assert_memory_equal(a, b, n * sizeof(*a));
	}
	for (int i = 0; i < MOST; i++)
		exps[i] = a[i] = b[i] = (float)i * 1.5f - 78;
	best->exp(a, MOST);
	plain->exp(b, MOST);
	assert_memory_equal(a, b, sizeof(a));
	for (int i = 0; i < MOST; i++)
		assert_true(fabs(a[i] / exp(exps[i]) - 1) < 1e-6);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_kernels_agree),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
