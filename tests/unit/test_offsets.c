/* Byte offsets as counts of code points and of UTF-16 units. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "io/offsets.h"
#include "oom.h"

static const struct {
	const char *text;
	uint32_t byte, chars, utf16;
} rows[] = {
	{ "", 0, 0, 0 },
	{ "abc", 0, 0, 0 },
	{ "abc", 2, 2, 2 },
	{ "abc", 3, 3, 3 },
	{ "\xc3\xa9t\xc3\xa9", 2, 1, 1 },
	{ "\xc3\xa9t\xc3\xa9", 5, 3, 3 },
	{ "\xe4\xb8\xad\xe6\x96\x87", 3, 1, 1 },
	{ "\xe4\xb8\xad\xe6\x96\x87", 6, 2, 2 },
	{ "\xf0\x9f\x98\x80 x", 4, 1, 2 }, /* beyond the first plane */
	{ "\xf0\x9f\x98\x80 x", 6, 3, 4 },
	{ "e\xcc\x81", 3, 2, 2 }, /* a combining mark counts */
};

static uint32_t look_up(const char *text, enum ncl_offsets unit, uint32_t byte)
{
	struct offsets o;
	uint32_t got;

	assert_int_equal(offsets_init(&o, text, strlen(text), unit), NCL_OK);
	got = offsets_get(&o, byte);
	offsets_release(&o);
	return got;
}

static void each_unit_counts_its_own(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		const char *text = rows[i].text;
		uint32_t byte = rows[i].byte;

		assert_int_equal(look_up(text, NCL_OFFSETS_BYTE, byte), byte);
		assert_int_equal(look_up(text, NCL_OFFSETS_CHAR, byte),
				 rows[i].chars);
		assert_int_equal(look_up(text, NCL_OFFSETS_UTF16, byte),
				 rows[i].utf16);
	}
}

/* Characters of four bytes lie across the steps of the map. */
static void steps_do_not_show(void **state)
{
	static char text[4 * OFFSETS_STEP + 2] = "a";
	struct offsets o;

	(void)state;
	for (int i = 0; i < OFFSETS_STEP; i++)
		memcpy(text + 1 + 4 * i, "\xf0\x9f\x98\x80", 5);
	assert_int_equal(offsets_init(&o, text, strlen(text),
				      NCL_OFFSETS_UTF16), NCL_OK);
	for (uint32_t i = 0; i <= OFFSETS_STEP; i++)
		assert_int_equal(offsets_get(&o, 1 + 4 * i), 1 + 2 * i);
	offsets_release(&o);
}

static int build(void *text)
{
	struct offsets o;
	int ret = offsets_init(&o, text, strlen(text), NCL_OFFSETS_CHAR);

	offsets_release(&o);
	return ret;
}

static void short_memory_is_an_error(void **state)
{
	char text[] = "text";

	(void)state;
	assert_true(oom_each(build, text, NCL_NOMEM) > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_unit_counts_its_own),
		cmocka_unit_test(steps_do_not_show),
		cmocka_unit_test(short_memory_is_an_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
