/* Numbers and scores as text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "io/number.h"

static void numbers_are_as_printf_writes_them(void **state)
{
	static const uint64_t rows[] = { 0, 1, 9, 10, 42, 99, 100, 101, 999,
					 1000, 12345, 99999, 100000,
					 UINT32_MAX, 10000000000u,
					 UINT64_MAX };
	char got[NUMBER_MAX + 1], want[NUMBER_MAX + 1];

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		got[number_write(got, rows[i])] = 0;
		snprintf(want, sizeof(want), "%" PRIu64, rows[i]);
		assert_string_equal(got, want);
	}
}

static void every_length_is_written_whole(void **state)
{
	char got[NUMBER_MAX + 1], want[NUMBER_MAX + 1];
	uint64_t n = 1;

	(void)state;
	for (int digits = 1; digits < 20; digits++, n = n * 10 + 7) {
		got[number_write(got, n)] = 0;
		snprintf(want, sizeof(want), "%" PRIu64, n);
		assert_string_equal(got, want);
	}
}

static const struct {
	double score;
	const char *want;
} rows[] = {
	{ 0, "0.0000" },
	{ -0.0, "0.0000" },
	{ -1, "0.0000" },
	{ NAN, "0.0000" },
	{ -INFINITY, "0.0000" },
	{ INFINITY, "1.0000" },
	{ 1, "1.0000" },
	{ 1.5, "1.0000" },
	{ 0.9312, "0.9312" },
	{ 0.5, "0.5000" },
	{ 0.00004, "0.0000" },
	{ 0.00006, "0.0001" },
	{ 0.03125, "0.0313" },    /* half a unit: up */
	{ 0.09375, "0.0938" },    /* the same */
	{ 0.99994, "0.9999" },
	{ 0.99996, "1.0000" },
	{ 0.0101, "0.0101" },
	{ 0.1, "0.1000" },
	{ 1e-30, "0.0000" },
};

static void scores_have_four_decimals(void **state)
{
	char got[SCORE_LEN + 1] = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		score_write(got, (float)rows[i].score);
		assert_string_equal(got, rows[i].want);
	}
}

static void all_units_come_back(void **state)
{
	char got[SCORE_LEN + 1] = { 0 }, want[SCORE_LEN + 3];

	(void)state;
	for (unsigned n = 0; n <= 10000; n++) {
		float score = (float)n / 10000.0f;

		score_write(got, score);
		snprintf(want, sizeof(want), "%u.%04u", n / 10000, n % 10000);
		assert_string_equal(got, want);
		assert_int_equal(score_units(score), n);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_are_as_printf_writes_them),
		cmocka_unit_test(every_length_is_written_whole),
		cmocka_unit_test(scores_have_four_decimals),
		cmocka_unit_test(all_units_come_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
