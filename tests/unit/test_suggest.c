/* The word that was most likely meant. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "nclass/nclass.h"

static const char *const names[] = { "section", "boiler", "topic",
				     "plugin-path", "a", NULL };

static const struct {
	const char *word, *want;
} rows[] = {
	{ "section", "section" },
	{ "secton", "section" },   /* one left out */
	{ "sectiion", "section" }, /* one too many */
	{ "sextion", "section" },  /* another */
	{ "scetion", "section" },  /* two swapped */
	{ "SECTION", "section" },
	{ "plugin_path", "plugin-path" },
	{ "pluginpath", "plugin-path" },
	{ "sect", "section" }, /* the beginning of it */
	{ "boilr", "boiler" },
	{ "tpoic", "topic" },
	{ "tropical", NULL },
	{ "xyz", NULL },
	{ "se", NULL }, /* too little to say */
	{ "b", NULL },  /* no letter of it is right */
	{ "", NULL },
	{ "names", NULL },
	{ "0123456789012345678901234567890123456789"
	  "0123456789012345678901234567890", NULL },
};

static void nearest_is_what_was_meant(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const char *got = ncl_nearest(rows[i].word, names);

		if (rows[i].want && got)
			assert_string_equal(got, rows[i].want);
		else if (rows[i].want || got)
			fail_msg("%s: got %s, not %s", rows[i].word,
				 got ? got : "nothing",
				 rows[i].want ? rows[i].want : "nothing");
	}
}

static void nothing_is_near_in_an_empty_list(void **state)
{
	static const char *const none[] = { NULL };

	(void)state;
	assert_null(ncl_nearest("section", none));
}

static void a_name_that_is_too_long_is_passed_over(void **state)
{
	static const char *const longs[] = {
		"section-section-section-section-section-section-section-"
		"section-section-section",
		"topic", NULL
	};

	(void)state;
	assert_string_equal(ncl_nearest("topik", longs), "topic");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nearest_is_what_was_meant),
		cmocka_unit_test(nothing_is_near_in_an_empty_list),
		cmocka_unit_test(a_name_that_is_too_long_is_passed_over),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
