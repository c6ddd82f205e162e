/* What the options that choose inputs mean to the reader. */
#include "cli/choose_inputs.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

/* 0 is the largest there can be; to the reader it would be its default. */
static void largest_document(void **state)
{
	static const struct {
		uint64_t given, wanted;
	} rows[] = { { 0, UINT32_MAX }, { 1, 1 }, { 1 << 28, 1 << 28 } };
	const struct choose_inputs none = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct input_options how = { .max_doc_bytes = rows[i].given };

		choose_inputs(&none, &how);
		assert_int_equal(how.max_doc_bytes, rows[i].wanted);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(largest_document),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
