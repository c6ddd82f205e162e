/* Options as data: defaults, values, refusals. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <locale.h>
#include <math.h>
#include <string.h>

#include "core/settings.h"
#include "oom.h"

static const struct ncl_option options[] = {
	{ "clean", NCL_FLAG, 0, "yes", 0, 0, "", "" },
	{ "lines", NCL_INTEGER, 0, "25", 1, 100, "", "" },
	{ "any", NCL_INTEGER, 0, "0", 0, 0, "", "" },
	{ "threshold", NCL_NUMBER, 0, "0.5", 0, 1, "", "" },
	{ "width", NCL_NUMBER, 0, "auto", 1, INFINITY, "auto,none", "" },
	{ "title", NCL_TEXT, 0, "", 0, 0, "", "" },
	{ "mode", NCL_CHOICE, 0, "fast", 0, 0, "fast,exact,none", "" },
	{ "keep", NCL_LIST, 0, "title, body", 0, 0, "title,body,list", "" },
	{ "words", NCL_LIST, 0, "", 0, 0, "", "" },
	{ "file", NCL_FILE, 0, "stop", 0, 0, "", "" },
};
#define COUNT (sizeof(options) / sizeof(options[0]))

static void start(struct ncl_settings *s)
{
	struct ncl_error err;

	assert_int_equal(settings_init(s, "x", options, sizeof(options[0]),
				       COUNT, &err), NCL_OK);
}

static const struct {
	const char *key, *typed;
	const char *text; /* as it is kept; NULL: refused, with... */
	const char *why;
	double number;
} rows[] = {
	{ "clean", "no", "no", NULL, 0 },
	{ "clean", "true", "yes", NULL, 1 },
	{ "clean", "off", "no", NULL, 0 },
	{ "clean", "1", "yes", NULL, 1 },
	{ "clean", "maybe", NULL, "x.clean: \"maybe\" is not yes or no", 0 },
	{ "clean", "", NULL, "\"\" is not yes or no", 0 },
	{ "lines", "1", "1", NULL, 1 },
	{ "lines", "100", "100", NULL, 100 },
	{ "lines", "1e2", "100", NULL, 100 },
	{ "lines", "007", "7", NULL, 7 },
	{ "lines", "0", NULL,
	  "x.lines: \"0\" is not a whole number from 1 to 100", 0 },
	{ "lines", "101", NULL, "from 1 to 100", 0 },
	{ "lines", "2.5", NULL, "not a whole number", 0 },
	{ "lines", "many", NULL, "\"many\" is not a whole number", 0 },
	{ "lines", " 7", NULL, "not a whole number", 0 },
	{ "lines", "+7", NULL, "not a whole number", 0 },
	{ "lines", "0x10", NULL, "not a whole number", 0 },
	{ "lines", "", NULL, "not a whole number", 0 },
	{ "lines", "-", NULL, "not a whole number", 0 },
	{ "any", "-9007199254740992", "-9007199254740992", NULL,
	  -9007199254740992.0 },
	{ "any", "1e300", NULL, "\"1e300\" is not a whole number", 0 },
	{ "any", "-0", "0", NULL, 0 },
	{ "threshold", "0", "0", NULL, 0 },
	{ "threshold", "0.50", "0.5", NULL, 0.5 },
	{ "threshold", ".25", "0.25", NULL, 0.25 },
	{ "threshold", "1e-3", "0.001", NULL, 0.001 },
	{ "threshold", "1.01", NULL,
	  "x.threshold: \"1.01\" is not a number from 0 to 1", 0 },
	{ "threshold", "0,5", NULL, "not a number", 0 },
	{ "threshold", "nan", NULL, "not a number", 0 },
	{ "threshold", "inf", NULL, "not a number", 0 },
	{ "threshold", "1e999", NULL, "not a number", 0 },
	{ "threshold", "0.5.5", NULL, "not a number", 0 },
	{ "width", "none", "none", NULL, NAN },
	{ "width", "1e9", "1000000000", NULL, 1e9 },
	{ "width", "0.5", NULL,
	  "x.width: \"0.5\" is not a number, 1 or more, nor one of auto, "
	  "none", 0 },
	{ "width", "autp", NULL, "did you mean \"auto\"?", 0 },
	{ "title", "a = b, \"c\"", "a = b, \"c\"", NULL, NAN },
	{ "mode", "exact", "exact", NULL, NAN },
	{ "mode", "exat", NULL, "x.mode: \"exat\" is none of fast, exact, "
	  "none; did you mean \"exact\"?", 0 },
	{ "mode", "fast,exact", NULL, "is none of fast, exact, none", 0 },
	{ "mode", "", NULL, "\"\" is none of fast, exact, none", 0 },
	{ "keep", "body", "body", NULL, NAN },
	{ "keep", " list ,body ", "list,body", NULL, NAN },
	{ "keep", "", "", NULL, NAN },
	{ "keep", "body,,list", NULL, "has an empty item", 0 },
	{ "keep", "body,lists", NULL, "x.keep: \"lists\" is none of title, "
	  "body, list; did you mean \"list\"?", 0 },
	{ "words", "b, a,b", "b,a,b", NULL, NAN },
	{ "file", "./a b", "./a b", NULL, NAN },
	{ "tilte", "a", NULL, "x.tilte: no such option; x has clean, lines, "
	  "any, threshold, width, title, mode, keep, words, file; "
	  "did you mean \"title\"?", 0 },
	{ "", "a", NULL, "x.: no such option", 0 },
};

static void check_row(size_t i)
{
	struct ncl_error err = { 0 };
	struct ncl_settings s;
	const struct setting *got;
	enum ncl_status ret;

	start(&s);
	ret = settings_set(&s, "x", rows[i].key, rows[i].typed, &err);
	got = settings_find(&s, rows[i].key);
	if (rows[i].text) {
		assert_int_equal(ret, NCL_OK);
		assert_string_equal(got->text, rows[i].text);
		assert_true(isnan(rows[i].number) ?
				    isnan(got->number) :
				    got->number == rows[i].number);
		assert_true(got->by_user);
	} else {
		assert_int_equal(ret, NCL_USAGE);
		if (!strstr(err.text, rows[i].why))
			fail_msg("%s=%s: %s", rows[i].key, rows[i].typed,
				 err.text);
		assert_false(got && got->by_user);
	}
	settings_release(&s);
}

static void values_are_checked_and_kept(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		check_row(i);
}

static void numbers_have_dots_in_every_locale(void **state)
{
	(void)state;
	/* where the locale is not installed this is the same again */
	setlocale(LC_ALL, "de_DE.UTF-8");
	values_are_checked_and_kept(NULL);
	setlocale(LC_ALL, "C");
}

static void defaults_are_taken(void **state)
{
	struct ncl_settings s;
	const struct setting *keep;

	(void)state;
	start(&s);
	assert_int_equal(s.count, COUNT);
	assert_true(settings_find(&s, "clean")->number == 1);
	assert_true(isnan(settings_find(&s, "width")->number));
	keep = settings_find(&s, "keep");
	assert_string_equal(keep->text, "title,body");
	assert_string_equal(keep->items[0], "title");
	assert_string_equal(keep->items[1], "body");
	assert_null(keep->items[2]);
	assert_false(keep->by_user);
	assert_null(settings_find(&s, "absent"));
	settings_release(&s);
}

static void an_old_text_stays_readable(void **state)
{
	struct ncl_settings s;
	const char *before;

	(void)state;
	start(&s);
	before = settings_find(&s, "mode")->text;
	assert_int_equal(settings_set(&s, "x", "mode", "exact", NULL), NCL_OK);
	assert_int_equal(settings_set(&s, "x", "mode", "none", NULL), NCL_OK);
	assert_string_equal(before, "fast");
	assert_string_equal(settings_find(&s, "mode")->text, "none");
	settings_release(&s);
}

static void a_bad_default_is_refused(void **state)
{
	struct ncl_option bad = { "lines", NCL_INTEGER, 0, "500", 1, 100, "",
				  "" };
	struct ncl_settings s;
	struct ncl_error err;

	(void)state;
	assert_int_equal(settings_init(&s, "x", &bad, sizeof(bad), 1, &err),
			 NCL_USAGE);
	assert_string_equal(err.text,
			    "the default of x.lines: \"500\" is not a whole "
			    "number from 1 to 100");
}

/* An element of a later minor, longer than ours. */
static void elements_may_be_longer(void **state)
{
	struct {
		struct ncl_option option;
		uint64_t later[3];
	} grown[2] = {
		{ { "a", NCL_TEXT, 0, "1", 0, 0, "", "" }, { 0 } },
		{ { "b", NCL_TEXT, 0, "2", 0, 0, "", "" }, { 0 } },
	};
	struct ncl_settings s;
	struct ncl_error err;

	(void)state;
	assert_int_equal(settings_init(&s, "x", &grown[0].option,
				       sizeof(grown[0]), 2, &err), NCL_OK);
	assert_string_equal(settings_find(&s, "b")->text, "2");
	settings_release(&s);
}

static int set_all(void *arg)
{
	struct ncl_settings s;
	struct ncl_error err;
	enum ncl_status ret;

	(void)arg;
	ret = settings_init(&s, "x", options, sizeof(options[0]), COUNT, &err);
	if (ret != NCL_OK)
		return (int)ret;
	ret = settings_set(&s, "x", "keep", "list,body", &err);
	if (ret == NCL_OK)
		ret = settings_set(&s, "x", "lines", "7", &err);
	if (ret == NCL_OK) {
		ret = settings_set(&s, "x", "mode", "exat", &err);
		ret = ret == NCL_USAGE ? NCL_OK : ret;
	}
	if (ret == NCL_OK) {
		ret = settings_set(&s, "x", "moed", "exact", &err);
		ret = ret == NCL_USAGE ? NCL_OK : ret;
	}
	settings_release(&s);
	return (int)ret;
}

static void short_memory_is_told(void **state)
{
	(void)state;
	assert_true(oom_each(set_all, NULL, NCL_NOMEM) > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(values_are_checked_and_kept),
		cmocka_unit_test(numbers_have_dots_in_every_locale),
		cmocka_unit_test(defaults_are_taken),
		cmocka_unit_test(an_old_text_stays_readable),
		cmocka_unit_test(a_bad_default_is_refused),
		cmocka_unit_test(elements_may_be_longer),
		cmocka_unit_test(short_memory_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
