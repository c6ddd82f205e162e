/* The inner loops: the same on every kind of processor. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <string.h>

#include "core/kernels.h"

static void test_kernels_agree(void **state)
{
	static int8_t weights[50 * 104];
	static float wide[50 * 104], added[50 * 104];
	struct kernel_entry e[50];
	float x[50], a[104], b[104], exps[104];

	(void)state;
	for (int i = 0; i < 50 * 104; i++)
		wide[i] = (float)(weights[i] = (int8_t)(i * 37)) / 7;
	for (int i = 0; i < 50; i++) {
		x[i] = i % 3 ? (float)i / 9 : 0;
		e[i] = (struct kernel_entry){ (uint32_t)(i * 7) % 50, x[i] };
	}
	for (uint32_t stride = 8; stride <= 104; stride += 8) {
		struct kernel_matrix small = { weights, stride, 8, stride };
		struct kernel_matrix full = { wide, stride, 32,
					      stride * 4 };

		for (int best = 0; best < 2; best++) {
			const struct kernels *k = kernels_get(!best);
			float *acc = best ? a : b;

			memset(acc, 0, sizeof(a));
			k->rows(acc, &small, e, 50);
			k->rows(acc, &full, e, 50);
			k->dense(acc, &full, x, 50);
			memcpy(added, wide, sizeof(added));
			k->add(added, stride, e, 50, wide);
			acc[0] += added[stride * 9 + stride - 1];
		}
		assert_memory_equal(a, b, stride * sizeof(*a));
	}
	for (uint32_t n = 8; n <= 104; n += 8) {
		for (int best = 0; best < 2; best++) {
			const struct kernels *k = kernels_get(!best);
			float *acc = best ? a : b, most = 0;

			for (uint32_t i = 0; i < n; i++)
				acc[i] = (float)(i * 29 % 23) - 70;
			acc[n - 1] = -INFINITY;
			k->shares(acc, -40, n);
			for (uint32_t i = 0; i < n; i++)
				most = i && acc[i] < most ? most : acc[i];
			assert_true(fabsf(most - 1) < 1e-6f);
			assert_true(acc[n - 1] > 0 && acc[n - 1] < 1e-17f);
			k->times(acc, wide, n);
		}
		assert_memory_equal(a, b, n * sizeof(*a));
	}
	for (int i = 0; i < 104; i++)
		exps[i] = a[i] = b[i] = (float)i * 1.5f - 78;
	kernels_get(0)->exp(a, 104);
	kernels_get(1)->exp(b, 104);
	assert_memory_equal(a, b, sizeof(a));
	for (int i = 0; i < 104; i++)
		assert_true(fabs(a[i] / exp(exps[i]) - 1) < 1e-6);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_kernels_agree),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
