/* Rows of CSV: quotes, line ends, pieces, and what is broken where. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "io/csv.h"

/* Rows as "a|b;c|d;", broken ones as "!LINE what;". */
static const struct {
	const char *bytes, *want;
	char separator;
} rows[] = {
	{ "a,b\nc,d\n", "a|b;c|d;", ',' },
	{ "a,b\nc,d", "a|b;c|d;", ',' },
	{ "a,b\r\nc,d\r\n", "a|b;c|d;", ',' },
	{ "a,b\rc,d\r", "a|b;c|d;", ',' },
	{ ",\n,,\n", "|;||;", ',' },
	{ "\"a,b\",c\n", "a,b|c;", ',' },
	{ "\"a\nb\r\nc\",d\n", "a\nb\r\nc|d;", ',' },
	{ "\"say \"\"a\"\"\",\"\"\n", "say \"a\"|;", ',' },
	{ "\"\"\"\"\n", "\";", ',' },
	{ "5\" disk,b\n", "5\" disk|b;", ',' },
	{ " \"a\",b\n", " \"a\"|b;", ',' },
	{ "a;b,c\n", "a|b,c;", ';' },
	{ "a\t\"b\tc\"\n", "a|b\tc;", '\t' },
	{ "\n\na\n", ";;a;", ',' },
	{ "\"a\"b,c\nd\n", "!0 text stands behind;d;", ',' },
	{ "a,\"b\nc,d\n", "!0 a quote begins her;c|d;", ',' },
	{ "x\na,\"b\n\nc,\"d\ne\n",
	  "x;!2 text stands behind;;!0 a quote begins her;e;", ',' },
	{ "\"a\n\n\",\"b\n", "!2 a quote begins her;;!0 text stands behind;",
	  ',' },
	{ "\"", "!0 a quote begins her;", ',' },
	{ "", "", ',' },
};

static size_t show_row(char *to, const struct csv *c, const char *row)
{
	size_t len = 0;

	for (uint32_t i = 0; i < c->count; i++) {
		if (i)
			to[len++] = '|';
		len += csv_copy(to + len, row, &c->fields[i]);
	}
	to[len++] = ';';
	to[len] = 0;
	return len;
}

/* Read all rows, `step` bytes more at a time. */
static void read_rows(const char *bytes, size_t step, char separator,
		      char *out)
{
	struct csv c = { .separator = separator };
	size_t all = strlen(bytes), begin = 0, len = step < all ? step : all;

	*out = 0;
	while (begin < all) {
		enum csv_result got = csv_scan(&c, bytes + begin, len - begin,
					       len == all);

		if (got == CSV_MORE) {
			assert_true(len < all);
			len = len + step < all ? len + step : all;
			continue;
		}
		if (got == CSV_ROW) {
			out += show_row(out, &c, bytes + begin);
			assert_true(c.size > 0);
			begin += c.size;
		} else {
			assert_int_equal(got, CSV_BROKEN);
			out += sprintf(out, "!%u %.18s;", c.broken_line,
				       c.what);
			begin += c.first_line;
		}
		csv_next(&c);
	}
	csv_release(&c);
}

static void rows_are_read(void **state)
{
	static const size_t steps[] = { 1, 2, 3, 1000 };
	char out[300], want[300];

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		for (size_t k = 0; k < 4; k++) {
			read_rows(rows[i].bytes, steps[k], rows[i].separator,
				  out);
			snprintf(want, sizeof(want), "%s", rows[i].want);
			if (strcmp(out, want) != 0)
				fail_msg("%s (by %zu): %s", rows[i].bytes,
					 steps[k], out);
		}
}

static void quotes_can_be_plain(void **state)
{
	struct csv c = { .separator = '\t', .plain = 1 };
	const char *row = "\"a\tb\"\n";
	char out[20];

	(void)state;
	assert_int_equal(csv_scan(&c, row, strlen(row), 1), CSV_ROW);
	show_row(out, &c, row);
	assert_string_equal(out, "\"a|b\";");
	csv_release(&c);
}

static void many_fields(void **state)
{
	struct csv c = { .separator = ',' };
	char row[1001];

	(void)state;
	memset(row, ',', 999);
	row[999] = '\n';
	assert_int_equal(csv_scan(&c, row, 1000, 0), CSV_ROW);
	assert_int_equal(c.count, 1000);
	csv_release(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_are_read),
		cmocka_unit_test(quotes_can_be_plain),
		cmocka_unit_test(many_fields),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
