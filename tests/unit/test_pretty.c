/* Documents on a terminal: harmless text, columns, lines, pages. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "io/display.h"
#include "io/json_out.h"
#include "sample_doc.h"

#define ROW(text, want) { text, sizeof(text) - 1, want }

static const struct {
	const char *text;
	size_t len;
	const char *want;
} clean_rows[] = {
	ROW("", ""),
	ROW("  two  words\t\n", "two words"),
	ROW("\r\n\xe3\x80\x80\xc2\xa0x", "x"), /* other white space */
	ROW("\x1b[31mred", "\xe2\x90\x9b[31mred"),
	ROW("a\0b", "a\xe2\x90\x80" "b"),
	ROW("\x7f", "\xe2\x90\xa1"),
	ROW("\xc2\x9b" "31m", "\xef\xbf\xbd" "31m"), /* CSI in one */
	ROW("\xe2\x80\xaeneddih", "\xef\xbf\xbdneddih"), /* right to left */
	ROW("co\xc2\xad" "op", "coop"), /* a soft hyphen */
	ROW("e\xcc\x81", "e\xcc\x81"),
	ROW("x\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81"
	    "\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81",
	    "x\xcc\x81\xcc\x81\xcc\x81\xcc\x81"
	    "\xcc\x81\xcc\x81\xcc\x81\xcc\x81"),
};

static void no_command_reaches_the_terminal(void **state)
{
	size_t n = sizeof(clean_rows) / sizeof(*clean_rows);

	(void)state;
	for (size_t i = 0; i < n; i++) {
		struct ncl_buffer b = { 0 };
		struct out o;

		out_start(&o, &b);
		display_clean(&o, clean_rows[i].text, clean_rows[i].len);
		assert_int_equal(out_end(&o), NCL_OK);
		assert_string_equal(b.data, clean_rows[i].want);
		ncl_buffer_release(&b);
	}
}

static const struct {
	const char *text;
	size_t width;
} width_rows[] = {
	{ "", 0 },
	{ "abc", 3 },
	{ "\xc3\xa9", 1 },
	{ "e\xcc\x81", 1 },                 /* a combining accent */
	{ "\xe4\xb8\xad\xe6\x96\x87", 4 },  /* wide */
	{ "\xef\xbd\xb1", 1 },              /* half-width kana */
	{ "\xef\xbc\xa1", 2 },              /* full-width A */
	{ "a\xe2\x80\x8b" "b", 2 },         /* a space of no width */
	{ "\xf0\x9f\x98\x80", 2 },
	{ "\xe0\xb8\x81\xe0\xb8\xb5\xe0\xb9\x88", 1 }, /* Thai, two marks */
	{ "\xed\x95\x9c\xea\xb8\x80", 4 },
};

static void columns_are_those_of_a_terminal(void **state)
{
	size_t n = sizeof(width_rows) / sizeof(*width_rows);

	(void)state;
	for (size_t i = 0; i < n; i++)
		assert_int_equal(display_width(width_rows[i].text,
					       strlen(width_rows[i].text)),
				 width_rows[i].width);
}

static const struct {
	const char *text;
	size_t width, shown, used;
} line_rows[] = {
	{ "one two", 10, 7, 7 },
	{ "one two", 7, 7, 7 },
	{ "one two", 6, 3, 4 },
	{ "one two", 3, 3, 4 },
	{ "onetwo", 4, 4, 4 }, /* longer than a line */
	{ "a onetwo", 4, 1, 2 },
	{ "\xe4\xb8\xad\xe6\x96\x87\xe5\xad\x97", 4, 6, 6 },
	{ "\xe4\xb8\xad\xe6\x96\x87\xe5\xad\x97", 5, 6, 6 },
	{ "\xe4\xb8\xad", 1, 3, 3 }, /* wider than a line */
	/* no line begins with a full stop */
	{ "\xe4\xb8\xad\xe6\x96\x87\xe3\x80\x82", 4, 3, 3 },
	{ "e\xcc\x81" "e\xcc\x81 x", 2, 6, 7 }, /* marks take no room */
	{ "ab\xe4\xb8\xad", 3, 2, 2 },
	{ "ab \xe4\xb8\xad", 2, 2, 3 },  /* no space at the end of a line */
	{ "ab \xcc\x81 c", 2, 2, 3 }, /* nor a mark on it */
};

static void lines_break_where_they_may(void **state)
{
	size_t n = sizeof(line_rows) / sizeof(*line_rows);

	(void)state;
	for (size_t i = 0; i < n; i++) {
		const char *text = line_rows[i].text;
		size_t shown, used = display_line(text, strlen(text),
						  line_rows[i].width, &shown);

		assert_int_equal(shown, line_rows[i].shown);
		assert_int_equal(used, line_rows[i].used);
	}
}

static const char text[] = "Rain at last\nBy Jo Doe\n"
			   "It rained all night and all day, and then the sun "
			   "came out again over the town.\n"
			   "\xe6\x98\xa8\xe5\xa4\x9c\xe4\xb8\x8b\xe9\x9b\xa8"
			   "\xe6\x98\xa8\xe5\xa4\x9c\xe4\xb8\x8b\xe9\x9b\xa8"
			   "\xe6\x98\xa8\xe5\xa4\x9c\xe4\xb8\x8b\xe9\x9b\xa8"
			   "\xe6\x98\xa8\xe5\xa4\x9c\xe4\xb8\x8b\xe9\x9b\xa8\n";

static void label_all(struct sample *s)
{
	const struct ncl_origin origin = { .source = "rain.txt" };

	sample_open(s, text);
	assert_false(ncl_doc_set_origin(s->doc, &origin, NULL));
	assert_false(ncl_doc_add_value(s->doc, "title", "Rain at last", 12,
				       NULL));
	sample_role(s, 0, "headline", 0.9f);
	sample_role(s, 1, "byline", 0.9f);
	sample_role(s, 2, "body", 0.9f);
	sample_role(s, 3, "author-bio", 0.9f);
	sample_verdict(s, 0, 0, 0.04f);
	sample_verdict(s, 1, 0, 0.001f);
	sample_verdict(s, 2, 1, 0.97f);
	sample_verdict(s, 3, 1, 1);
	sample_topic(s, "weather", NULL, 0.93f);
}

static char *page(struct sample *s, uint32_t width, int colour)
{
	const struct ncl_write_options how = { .width = width,
					       .colour = colour };
	struct ncl_buffer b = { 0 };

	assert_int_equal(ncl_write_pretty(&b, s->doc, &how), NCL_OK);
	return b.data;
}

#define BAR "\xe2\x94\x83 "
#define FULL "\xe2\x96\x88"
#define EMPTY "\xe2\x96\x91"
#define NIGHT "\xe6\x98\xa8\xe5\xa4\x9c\xe4\xb8\x8b\xe9\x9b\xa8"

static void a_page_is_as_it_was(void **state)
{
	struct sample s;
	char *got;

	(void)state;
	label_all(&s);
	got = page(&s, 40, 0);
	assert_string_equal(
		got,
		"Rain at last\n"
		"rain.txt \xc2\xb7 2 of 4 blocks kept\n"
		"\n"
		"  weather  " FULL FULL FULL FULL FULL FULL FULL EMPTY
		"  93%\n"
		"\n"
		"headline     Rain at last\n"
		"byline       By Jo Doe\n"
		"body       " BAR "It rained all night and all\n"
		"           " BAR "day, and then the sun came\n"
		"           " BAR "out again over the town.\n"
		"author-bio " BAR NIGHT NIGHT NIGHT "\xe6\x98\xa8\n"
		"           " BAR "\xe5\xa4\x9c\xe4\xb8\x8b\xe9\x9b\xa8\n");
	free(got);
	got = page(&s, 80, 0);
	assert_non_null(strstr(got, "\nbody        97 " BAR "It rained all"));
	assert_non_null(strstr(got, "\nbyline       0   By Jo Doe\n"));
	free(got);
	sample_close(&s);
}

/* The columns of the longest line. */
static size_t widest(const char *page_text)
{
	size_t most = 0;

	while (*page_text) {
		size_t len = strcspn(page_text, "\n");
		size_t width = display_width(page_text, len);

		most = width > most ? width : most;
		page_text += len + (page_text[len] == '\n');
	}
	return most;
}

static void no_line_is_wider_than_the_page(void **state)
{
	struct sample s;

	(void)state;
	label_all(&s);
	for (uint32_t width = 24; width < 220; width++) {
		char *got = page(&s, width, 0);

		assert_true(widest(got) <= width);
		free(got);
	}
	sample_close(&s);
}

static void colour_only_when_asked(void **state)
{
	struct sample s;
	char *got;

	(void)state;
	label_all(&s);
	got = page(&s, 80, 0);
	assert_null(strchr(got, '\033'));
	free(got);
	got = page(&s, 80, 1);
	assert_non_null(strstr(got, "\033[1mRain at last\033[0m\n"));
	assert_non_null(strstr(got, "\033[2mBy Jo Doe\033[0m\n"));
	assert_null(strstr(got, "\033[2mIt rained"));
	free(got);
	sample_close(&s);
}

static void a_long_block_is_cut_and_counted(void **state)
{
	static char words[5 * 450 + 1]; /* 15 of them in 78 columns */
	struct sample s;
	char *got;

	(void)state;
	for (int i = 0; i < 450; i++)
		memcpy(words + 5 * i, "word ", 6);
	sample_open(&s, words);
	got = page(&s, 80, 0);
	assert_non_null(strstr(got, "1 block\n"));
	assert_non_null(strstr(got, "\n  ... 18 more lines\n"));
	free(got);
	sample_close(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_command_reaches_the_terminal),
		cmocka_unit_test(columns_are_those_of_a_terminal),
		cmocka_unit_test(lines_break_where_they_may),
		cmocka_unit_test(a_page_is_as_it_was),
		cmocka_unit_test(no_line_is_wider_than_the_page),
		cmocka_unit_test(colour_only_when_asked),
		cmocka_unit_test(a_long_block_is_cut_and_counted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
