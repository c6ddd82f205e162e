#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <string.h>

#include "nclass/nclass.h"
#include "oom.h"

static void statuses_have_names_and_texts(void **state)
{
	(void)state;
	assert_string_equal(ncl_status_name(NCL_OK), "OK");
	assert_string_equal(ncl_status_name(NCL_INTERRUPTED), "INTERRUPTED");
	assert_string_equal(ncl_status_text(NCL_NOMEM), "out of memory");
	for (int i = 0; i < NCL_STATUS_COUNT; i++)
		assert_true(ncl_status_name((enum ncl_status)i)[0] &&
			    ncl_status_text((enum ncl_status)i)[0]);
	assert_string_equal(ncl_status_name((enum ncl_status)99), "UNKNOWN");
	assert_non_null(ncl_status_text((enum ncl_status)-1));
	assert_string_equal(ncl_version(), NCL_VERSION);
}

static void an_error_can_be_told_of_itself(void **state)
{
	struct ncl_error err = { .at = 5 };

	(void)state;
	assert_int_equal(ncl_error_set(NULL, NCL_READ, "%d", 1), NCL_READ);
	assert_int_equal(ncl_error_set(&err, NCL_READ, "no %s", "file"),
			 NCL_READ);
	assert_int_equal(err.at, 0);
	ncl_error_set(&err, NCL_FATAL, "plugin: %s, %s", err.text, err.text);
	assert_int_equal(err.code, NCL_FATAL);
	assert_string_equal(err.text, "plugin: no file, no file");
}

static const struct {
	const char *what, *end; /* stands at the end of the record */
	size_t before;          /* bytes before it */
	size_t kept;            /* bytes of the whole */
} cut_rows[] = {
	{ "fits", "\xc3\xa9", 501, 503 },
	{ "two bytes cut", "\xc3\xa9", 502, 502 },
	{ "three bytes fit", "\xe2\x82\xac", 500, 503 },
	{ "three bytes, two are in", "\xe2\x82\xac", 501, 501 },
	{ "three bytes, one is in", "\xe2\x82\xac", 502, 502 },
	{ "four bytes, three are in", "\xf0\x9f\x98\x80", 500, 500 },
	{ "ASCII", "ab", 502, 503 },
};

static void a_long_text_is_cut_on_a_character(void **state)
{
	char text[600];

	(void)state;
	for (size_t i = 0; i < sizeof(cut_rows) / sizeof(cut_rows[0]); i++) {
		struct ncl_error err;

		memset(text, 'x', sizeof(text));
		strcpy(text + cut_rows[i].before, cut_rows[i].end);
		print_message("%s\n", cut_rows[i].what);
		ncl_error_set(&err, NCL_DOC, "%s%s", text, "zzz");
		assert_int_equal(strspn(err.text, "x") >= 500, 1);
		err.text[strcspn(err.text, "z")] = '\0';
		assert_int_equal(strlen(err.text), cut_rows[i].kept);
	}
}

static void a_buffer_grows(void **state)
{
	struct ncl_buffer b = { 0 };

	(void)state;
	assert_int_equal(ncl_buffer_add(&b, NULL, 0), NCL_OK);
	assert_string_equal(b.data, "");
	for (int i = 0; i < 5000; i++)
		assert_int_equal(ncl_buffer_add(&b, "a\0b", 3), NCL_OK);
	assert_int_equal(b.len, 15000);
	assert_memory_equal(b.data + 14997, "a\0b", 4);
	assert_int_equal(ncl_buffer_add(&b, "x", SIZE_MAX), NCL_NOMEM);
	assert_int_equal(ncl_buffer_add(&b, "x", SIZE_MAX - 15000),
			 NCL_NOMEM);
	assert_int_equal(b.len, 15000);
	ncl_buffer_release(&b);
	assert_null(b.data);
	ncl_buffer_release(&b);
}

static int build(void *arg)
{
	struct ncl_buffer b = { 0 };
	int ret = NCL_OK;

	for (int i = 0; i < 1000 && ret == NCL_OK; i++)
		ret = (int)ncl_buffer_add(&b, arg, 5);
	ncl_buffer_release(&b);
	return ret;
}

static void failing_allocations_are_told(void **state)
{
	char text[] = "hello";

	(void)state;
	assert_true(oom_each(build, text, NCL_NOMEM) > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(statuses_have_names_and_texts),
		cmocka_unit_test(an_error_can_be_told_of_itself),
		cmocka_unit_test(a_long_text_is_cut_on_a_character),
		cmocka_unit_test(a_buffer_grows),
		cmocka_unit_test(failing_allocations_are_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
