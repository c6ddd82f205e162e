#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "core/document.h"
#include "core/utf8.h"

static const struct {
	const char *what, *text;
	size_t valid;
} utf8_rows[] = {
	{ "ASCII", "The council voted on Tuesday", 28 },
	{ "two, three, four bytes", "\xc2\x80\xe0\xa0\x80\xf0\x90\x80\x80", 9 },
	{ "last of each", "\xdf\xbf\xef\xbf\xbf\xf4\x8f\xbf\xbf", 9 },
	{ "around the surrogates", "\xed\x9f\xbf\xee\x80\x80", 6 },
	{ "surrogate", "12345678abc\xed\xa0\x80", 11 },
	{ "last surrogate", "\xed\xbf\xbf", 0 },
	{ "overlong slash", "a\xc0\xaf", 1 },
	{ "overlong of two", "ab\xc1\xbf", 2 },
	{ "overlong of three", "abc\xe0\x9f\xbf", 3 },
	{ "overlong of four", "abcd\xf0\x8f\xbf\xbf", 4 },
	{ "past U+10FFFF", "\xf4\x90\x80\x80", 0 },
	{ "far past", "\xf5\x80\x80\x80", 0 },
	{ "continuation alone", "12345678\x80", 8 },
	{ "cut in the second byte", "1234567\xe2\x82", 7 },
	{ "cut after the lead", "1234567\xf0", 7 },
	{ "continuation missing", "\xe2\x82z", 0 },
	{ "byte that never stands", "\xff", 0 },
};

static void text_has_to_be_utf8(void **state)
{
	ncl_doc *doc;

	(void)state;
	assert_int_equal(ncl_doc_new(&doc, NULL), NCL_OK);
	for (size_t i = 0; i < sizeof(utf8_rows) / sizeof(utf8_rows[0]);
	     i++) {
		size_t len = strlen(utf8_rows[i].text);
		int fine = utf8_rows[i].valid == len;
		char *copy = malloc(len + 1); /* exact, for the sanitizer */
		struct ncl_error err = { .at = 99 };

		memcpy(copy, utf8_rows[i].text, len + 1);
		print_message("%s\n", utf8_rows[i].what);
		assert_int_equal(ncl_doc_set_text(doc, copy, len, &err),
				 fine ? NCL_OK : NCL_FORMAT);
		if (!fine)
			assert_int_equal(err.at, utf8_rows[i].valid);
		free(copy);
	}
	ncl_doc_free(doc);
}

/* Every code point, encoded as the rules say, against a plain decoder. */
static void utf8_agrees_on_all_of_unicode(void **state)
{
	char b[4];
	uint32_t len;

	(void)state;
	for (uint32_t c = 0x800; c < 0x120000; c++) {
		int n = c < 0x10000 ? 3 : 4;
		int valid = c < 0x110000 && (c < 0xd800 || c > 0xdfff);

		b[0] = (char)(n == 3 ? 0xe0 | c >> 12 : 0xf0 | c >> 18);
		b[n - 3] = (char)(0x80 | (c >> 12 & 0x3f));
		if (n == 3)
			b[0] = (char)(0xe0 | c >> 12);
		b[n - 2] = (char)(0x80 | (c >> 6 & 0x3f));
		b[n - 1] = (char)(0x80 | (c & 0x3f));
		if ((utf8_valid(b, (size_t)n) == (size_t)n) != valid)
			fail_msg("U+%X", c);
		if (valid && (utf8_read(b, &len) != c || len != (uint32_t)n))
			fail_msg("U+%X is read as another", c);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_has_to_be_utf8),
		cmocka_unit_test(utf8_agrees_on_all_of_unicode),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
