#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

#include "core/arena.h"
#include "oom.h"

static const size_t sizes[] = {
	0, 1, 15, 16, 17, 1000, 40000, 1 << 20, (1 << 20) + 1, 5 << 20, 3,
};
#define SIZES (sizeof(sizes) / sizeof(sizes[0]))

static int is_zero(const unsigned char *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (p[i])
			return 0;
	return 1;
}

static void memory_is_zeroed_aligned_and_apart(void **state)
{
	struct arena a = { 0 };
	unsigned char *p[SIZES];

	(void)state;
	for (int round = 0; round < 3; round++) {
		size_t all = 0;

		for (size_t i = 0; i < SIZES; i++) {
			p[i] = arena_alloc(&a, sizes[i]);
			assert_non_null(p[i]);
			assert_int_equal((uintptr_t)p[i] %
					 alignof(max_align_t), 0);
			assert_true(is_zero(p[i], sizes[i]));
			memset(p[i], (int)i + 1, sizes[i]);
			all += sizes[i];
		}
		assert_int_equal(a.used, all);
		for (size_t i = 0; i < SIZES; i++)
			if (sizes[i]) {
				assert_int_equal(p[i][0], i + 1);
				assert_int_equal(p[i][sizes[i] - 1], i + 1);
			}
		arena_clear(&a);
		assert_int_equal(a.used, 0);
	}
	arena_release(&a);
	arena_release(&a);
}

static void the_limit_holds_until_clear(void **state)
{
	struct arena a = { .limit = 1000 };

	(void)state;
	assert_non_null(arena_alloc(&a, 600));
	assert_null(arena_alloc(&a, 401));
	assert_int_equal(a.failed, 1);
	assert_non_null(arena_alloc(&a, 400));
	assert_null(arena_alloc(&a, 1));
	arena_clear(&a);
	assert_int_equal(a.failed, 0);
	assert_int_equal(a.limit, 1000);
	assert_non_null(arena_alloc(&a, 1000));
	a.limit = 10;
	assert_null(arena_alloc(&a, 1));
	arena_release(&a);
}

static void absurd_sizes_fail(void **state)
{
	struct arena a = { 0 };

	(void)state;
	assert_null(arena_alloc(&a, SIZE_MAX));
	assert_null(arena_alloc(&a, SIZE_MAX - 20));
	assert_null(arena_copy(&a, "x", SIZE_MAX));
	assert_int_equal(a.failed, 1);
	arena_release(&a);
}

static void a_copy_ends_with_a_nul(void **state)
{
	struct arena a = { 0 };
	char *copy = arena_copy(&a, "hello", 4);

	(void)state;
	assert_memory_equal(copy, "hell", 5);
	assert_string_equal(arena_copy(&a, NULL, 0), "");
	arena_release(&a);
}

static int build(void *arg)
{
	struct arena a = { 0 };
	int ret = 0;

	(void)arg;
	for (size_t i = 0; i < SIZES && !ret; i++)
		if (!arena_alloc(&a, sizes[i]))
			ret = 4;
	if (!ret != !a.failed)
		ret = 99;
	arena_release(&a);
	return ret;
}

static void failing_allocations_are_told(void **state)
{
	(void)state;
	assert_true(oom_each(build, NULL, 4) > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(memory_is_zeroed_aligned_and_apart),
		cmocka_unit_test(the_limit_holds_until_clear),
		cmocka_unit_test(absurd_sizes_fail),
		cmocka_unit_test(a_copy_ends_with_a_nul),
		cmocka_unit_test(failing_allocations_are_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
