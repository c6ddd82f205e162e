/* Pairs sorted in bounded memory. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "io/sorter.h"
#include "oom.h"

/* Numbers in no order, many of them twice. */
static struct sorter_pair pair_of(uint64_t i)
{
	uint64_t x = (i + 1) * 0x9e3779b97f4a7c15u;

	return (struct sorter_pair){ x >> 48, x >> 20 & 0xff };
}

static int after(const struct sorter_pair *a, const struct sorter_pair *b)
{
	return a->key > b->key || (a->key == b->key && a->value > b->value);
}

/* Sorts n pairs; whether all came back in order. */
static enum ncl_status sort(uint64_t n, size_t memory)
{
	struct sorter_pair pair, last = { 0 };
	uint64_t sum = 0, count = 0;
	struct sorter *s;
	int more = 1;
	enum ncl_status ret = sorter_new(&s, memory, "/tmp", NULL);

	for (uint64_t i = 0; i < n && ret == NCL_OK; i++) {
		pair = pair_of(i);
		sum += pair.key ^ pair.value;
		ret = sorter_add(s, &pair, NULL);
	}
	while (ret == NCL_OK && more) {
		ret = sorter_next(s, &pair, &more, NULL);
		if (ret != NCL_OK || !more)
			break;
		assert_false(after(&last, &pair));
		last = pair;
		sum -= pair.key ^ pair.value;
		count++;
	}
	sorter_free(s);
	if (ret == NCL_OK) {
		assert_int_equal(count, n);
		assert_int_equal(sum, 0);
	}
	return ret;
}

static void pairs_come_back_in_order(void **state)
{
	static const uint64_t counts[] = { 0, 1, 2, 2047, 2048, 2049, 4096,
					   4097, 50000, 100003 };

	(void)state;
	for (size_t i = 0; i < sizeof(counts) / sizeof(*counts); i++) {
		assert_int_equal(sort(counts[i], SORTER_LEAST), NCL_OK);
		assert_int_equal(sort(counts[i], 1 << 24), NCL_OK);
	}
}

static void no_folder_is_told(void **state)
{
	struct ncl_error err;

	(void)state;
	assert_int_equal(sorter_file("/no/such/folder", &err), -1);
	assert_non_null(strstr(err.text, "/no/such/folder: no file can be "
					 "made there"));
}

static int build(void *arg)
{
	(void)arg;
	return sort(9000, SORTER_LEAST);
}

static void short_memory_is_told(void **state)
{
	(void)state;
	assert_true(oom_each(build, NULL, NCL_NOMEM) > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pairs_come_back_in_order),
		cmocka_unit_test(no_folder_is_told),
		cmocka_unit_test(short_memory_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
