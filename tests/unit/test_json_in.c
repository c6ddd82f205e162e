/* JSON lines: what is read, and what is refused with which words. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include <nclass/nclass.h>

#include "oom.h"

static ncl_doc *new_doc(void)
{
	ncl_doc *doc = NULL;

	assert_int_equal(ncl_doc_new(&doc, NULL), NCL_OK);
	return doc;
}

static const struct {
	const char *line, *id, *id_json, *text;
	uint32_t blocks;
} good_rows[] = {
	{ "{\"text\":\"a\\nb\"}", NULL, NULL, "a\nb", 2 },
	{ "{\"text\":\"\"}", NULL, NULL, "", 0 },
	{ "{\"id\":\"x\",\"text\":\"a\"}", "x", "\"x\"", "a", 1 },
	{ "{\"id\":\"\\u00e9\",\"text\":\"a\"}", "\xc3\xa9", "\"\\u00e9\"",
	  "a", 1 },
	{ " { \"text\" : \"a\" , \"id\" : 12345678901234567890 } \t",
	  "12345678901234567890", "12345678901234567890", "a", 1 },
	{ "{\"a\":[{},[1,{\"id\":2}]],\"id\":-1.50e+3,\"text\":\"a\"}",
	  "-1.50e+3", "-1.50e+3", "a", 1 },
	{ "{\"id\":null,\"title\":null,\"text\":\"a\"}", NULL, NULL, "a", 1 },
	{ "{\"text\":\"\\ud83d\\ude00 \\/\\\\\\\"\\t\"}", NULL, NULL,
	  "\xf0\x9f\x98\x80 /\\\"\t", 1 },
	{ "{\"text\":\"a\",\"html\":\"<p>\"}", NULL, NULL, "a", 1 },
	{ "{\"html\":\"<p>a<p>b\"}", NULL, NULL, "a\nb", 2 },
	{ "{\"text\":\"\xe4\xb8\xad\x7f\"}", NULL, NULL, "\xe4\xb8\xad\x7f",
	  1 },
};

static void assert_same(const char *got, const char *want)
{
	if (!want)
		assert_null(got);
	else
		assert_string_equal(got, want);
}

static void lines_are_read(void **state)
{
	ncl_doc *doc = new_doc();
	struct ncl_error err;
	size_t len;

	(void)state;
	for (size_t i = 0; i < sizeof(good_rows) / sizeof(*good_rows); i++) {
		const char *line = good_rows[i].line;

		ncl_doc_clear(doc);
		if (ncl_read_json(doc, line, strlen(line), &err) != NCL_OK)
			fail_msg("%s: %s", line, err.text);
		assert_same(ncl_doc_text(doc, &len), good_rows[i].text);
		assert_int_equal(len, strlen(good_rows[i].text));
		assert_same(ncl_doc_origin(doc)->id, good_rows[i].id);
		assert_same(ncl_doc_origin(doc)->id_json,
			    good_rows[i].id_json);
		assert_int_equal(ncl_doc_block_count(doc),
				 good_rows[i].blocks);
	}
	ncl_doc_free(doc);
}

static const struct {
	const char *line;
	uint64_t at;
	const char *says;
} bad_rows[] = {
	{ "", 0, "the line ends where a JSON object should be" },
	{ "[1]", 0, "'[' where a JSON object" },
	{ "\"text\"", 0, "where a JSON object" },
	{ "{\"text\":\"a\"", 11, "a comma or }" },
	{ "{\"text\":\"a\"}x", 12, "'x' where the end of the line" },
	{ "{\"text\":\"a\"}{}", 12, "the end of the line" },
	{ "{\"text\":\"a}", 8, "a string that never ends" },
	{ "{\"text\":\"a\",}", 12, "a string" },
	{ "{\"text\" \"a\"}", 8, "a colon" },
	{ "{text:\"a\"}", 1, "a string" },
	{ "{'text':'a'}", 1, "a string" },
	{ "{\"a\":01,\"text\":\"a\"}", 6, "a comma or }" },
	{ "{\"a\":+1,\"text\":\"a\"}", 5, "a value" },
	{ "{\"a\":1.,\"text\":\"a\"}", 7, "a digit" },
	{ "{\"a\":1e,\"text\":\"a\"}", 7, "a digit" },
	{ "{\"a\":nul,\"text\":\"a\"}", 5, "a value" },
	{ "{\"a\":NaN,\"text\":\"a\"}", 5, "a value" },
	{ "{\"a\":[1,],\"text\":\"a\"}", 8, "a value" },
	{ "{\"a\":[1},\"text\":\"a\"}", 7, "a comma or ]" },
	{ "{\"text\":\"a\x01\"}", 10, "a control character" },
	{ "{\"text\":\"\\x\"}", 9, "an escape that JSON does not have" },
	{ "{\"text\":\"\\u12g4\"}", 9, "four hex digits" },
	{ "{\"text\":\"a\\u0000b\"}", 10, "U+0000" },
	{ "{\"te\\u0000xt\":\"a\"}", 4, "U+0000" },
	{ "{\"text\":\"\\ud800\"}", 9, "half of a surrogate pair" },
	{ "{\"text\":\"\\ud800\\u0041\"}", 9, "half of a surrogate pair" },
	{ "{\"text\":\"\\udc00\"}", 9, "half of a surrogate pair" },
	{ "{\"text\":\"a\xff\"}", 10, "not valid UTF-8" },
	{ "{\"text\":\"a\xed\xa0\x80\"}", 10, "not valid UTF-8" },
	{ "{\"text\":\"a\",\"text\":\"b\"}", 0, "\"text\" stands twice" },
	{ "{\"text\":\"a\",\"te\\u0078t\":\"b\"}", 0, "stands twice" },
	{ "{\"a\":1,\"b\":2,\"a\":3,\"text\":\"a\"}", 0, "\"a\" stands twice" },
	{ "{}", 0, "it has no \"text\"" },
	{ "{\"text\":null}", 0, "it has no \"text\"" },
	{ "{\"html\":1}", 0, "\"html\" is a number" },
	{ "{\"text\":1}", 0, "\"text\" is a number" },
	{ "{\"text\":[\"a\"]}", 0, "\"text\" is an array" },
	{ "{\"id\":true,\"text\":\"a\"}", 0, "\"id\" is true or false" },
	{ "{\"id\":{},\"text\":\"a\"}", 0, "\"id\" is an object" },
	{ "{\"title\":1,\"text\":\"a\"}", 0, "\"title\" is a number" },
	{ "{\"url\":[],\"text\":\"a\"}", 0, "\"url\" is an array" },
};

static void others_are_refused(void **state)
{
	ncl_doc *doc = new_doc();
	struct ncl_error err;

	(void)state;
	for (size_t i = 0; i < sizeof(bad_rows) / sizeof(*bad_rows); i++) {
		const char *line = bad_rows[i].line;

		err.at = 0;
		ncl_doc_clear(doc);
		if (ncl_read_json(doc, line, strlen(line), &err) !=
			    NCL_FORMAT ||
		    !strstr(err.text, bad_rows[i].says) ||
		    (bad_rows[i].at && err.at != bad_rows[i].at))
			fail_msg("%s: \"%s\" at %u", line, err.text,
				 (unsigned)err.at);
	}
	ncl_doc_free(doc);
}

static void a_nul_in_the_line_is_refused(void **state)
{
	static const char line[] = "{\"text\":\"a\0b\"}";
	ncl_doc *doc = new_doc();
	struct ncl_error err;

	(void)state;
	assert_int_equal(ncl_read_json(doc, line, sizeof(line) - 1, &err),
			 NCL_FORMAT);
	assert_int_equal(err.at, 10);
	ncl_doc_free(doc);
}

static void values_are_kept(void **state)
{
	static const char line[] =
		"{\"title\":\"T\",\"url\":\"http://x/\",\"lang\":\"en\","
		"\"date\":\"2024-04-20\",\"text\":\"a\"}";
	static const char *const names[] = { "title", "url", "lang", "date" };
	static const char *const want[] = { "T", "http://x/", "en",
					    "2024-04-20" };
	ncl_doc *doc = new_doc();
	size_t len;

	(void)state;
	assert_int_equal(ncl_read_json(doc, line, strlen(line), NULL),
			 NCL_OK);
	for (int i = 0; i < 4; i++) {
		const char *got = ncl_doc_value(doc, names[i], 0, &len);

		assert_non_null(got);
		assert_int_equal(len, strlen(want[i]));
		assert_memory_equal(got, want[i], len);
	}
	ncl_doc_free(doc);
}

static void the_id_is_known_where_the_text_is_bad(void **state)
{
	static const char line[] = "{\"text\":1,\"id\":7}";
	ncl_doc *doc = new_doc();

	(void)state;
	assert_int_equal(ncl_read_json(doc, line, strlen(line), NULL),
			 NCL_FORMAT);
	assert_string_equal(ncl_doc_origin(doc)->id, "7");
	ncl_doc_free(doc);
}

/* n times a byte, between two texts. */
static char *bomb(const char *before, int byte, size_t n, const char *after)
{
	size_t head = strlen(before);
	char *line = malloc(head + n + strlen(after) + 1);

	assert_non_null(line);
	memcpy(line, before, head);
	memset(line + head, byte, n);
	strcpy(line + head + n, after);
	return line;
}

static void bombs_do_no_harm(void **state)
{
	ncl_doc *doc = new_doc();
	struct ncl_error err;
	char *line;

	(void)state;
	line = bomb("{\"a\":", '[', 10000000, "");
	assert_int_equal(ncl_read_json(doc, line, strlen(line), &err),
			 NCL_FORMAT);
	assert_non_null(strstr(err.text, "64 levels"));
	free(line);
	line = bomb("{\"text\":\"", 'a', 50000000, "\"}");
	assert_int_equal(ncl_read_json(doc, line, strlen(line), &err),
			 NCL_OK);
	assert_int_equal(ncl_doc_block(doc, 0)->end, 50000000);
	free(line);
	ncl_doc_free(doc);
}

static int read_once(void *arg)
{
	struct ncl_error err;
	ncl_doc *doc = NULL;
	int ret = (int)ncl_doc_new(&doc, &err);

	if (ret == NCL_OK)
		ret = (int)ncl_read_json(doc, arg, strlen(arg), &err);
	ncl_doc_free(doc);
	return ret;
}

static void memory_may_fail_anywhere(void **state)
{
	static const char line[] =
		"{\"id\":1,\"title\":\"T\",\"text\":\"a\\nb\"}";

	char long_line[600] = "{\"text\":\"";

	(void)state;
	memset(long_line + strlen(long_line), 'x', 500);
	strcat(long_line, "\"}");
	assert_true(oom_each(read_once, (char *)line, NCL_NOMEM) > 0);
	assert_true(oom_each(read_once, long_line, NCL_NOMEM) > 0);
}

/* Long strings are copied many bytes at a time, wherever their escapes are. */
static void long_strings_are_read(void **state)
{
	static const struct {
		const char *json, *text;
	} parts[] = {
		{ "\\n", "\n" }, { "\\t", "\t" }, { "\\\"", "\"" },
		{ "\\\\", "\\" }, { "\\/", "/" }, { "\\b\\f\\r", "\b\f\r" },
		{ "\\u00e9", "\xc3\xa9" }, { "\\u6F22", "\xe6\xbc\xa2" },
		{ "\\ud83d\\ude00", "\xf0\x9f\x98\x80" },
		{ "\xc3\xa9", "\xc3\xa9" }, { "a", "a" }, { "}]:{", "}]:{" },
		{ "fourteen bytes", "fourteen bytes" },
		{ "these are 33 bytes, not one fewer", "these are 33 bytes, "
		  "not one fewer" },
	};
	uint32_t dice = 3;

	(void)state;
	for (int i = 0; i < 500; i++) {
		char text[2600] = "", line[6000] = "{\"a\":[{\"text\":\"no\"}],"
				  "\"title\":\"\",\"text\":\"";
		size_t len;
		ncl_doc *doc;

		for (int k = 0; k < i % 60; k++) {
			dice = dice * 1664525 + 1013904223;
			len = (dice >> 16) % (sizeof(parts) / sizeof(*parts));
			strcat(line, parts[len].json);
			strcat(text, parts[len].text);
		}
		strcat(line, i & 1 ? "\",\"id\":7}" : "\"}");
		assert_int_equal(ncl_doc_new(&doc, NULL), NCL_OK);
		assert_int_equal(ncl_read_json(doc, line, strlen(line), NULL),
				 NCL_OK);
		assert_string_equal(ncl_doc_text(doc, &len), text);
		assert_int_equal(len, strlen(text));
		if (i & 1)
			assert_string_equal(ncl_doc_origin(doc)->id, "7");
		ncl_doc_free(doc);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_are_read),
		cmocka_unit_test(others_are_refused),
		cmocka_unit_test(a_nul_in_the_line_is_refused),
		cmocka_unit_test(values_are_kept),
		cmocka_unit_test(long_strings_are_read),
		cmocka_unit_test(the_id_is_known_where_the_text_is_bad),
		cmocka_unit_test(bombs_do_no_harm),
		cmocka_unit_test(memory_may_fail_anywhere),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
