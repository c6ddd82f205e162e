#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "core/document.h"
#include "core/tokens.h"
#include "oom.h"

static ncl_doc *doc_of(const char *text)
{
	ncl_doc *doc;

	assert_int_equal(ncl_doc_new(&doc, NULL), NCL_OK);
	assert_int_equal(ncl_doc_set_text(doc, text, strlen(text), NULL),
			 NCL_OK);
	return doc;
}

static void too_long_is_refused(void **state)
{
	ncl_doc *doc = doc_of("");
	struct ncl_error err;

	(void)state;
	if (sizeof(size_t) > 4)
		assert_int_equal(ncl_doc_set_text(doc, "",
						  (size_t)UINT32_MAX + 1,
						  &err), NCL_LIMIT);
	ncl_doc_free(doc);
}

static const struct {
	const char *what, *text;
	uint32_t begin, end;   /* as given */
	uint32_t tbegin, tend; /* as kept; both 0: left out */
} trim_rows[] = {
	{ "nothing to trim", "abc", 0, 3, 0, 3 },
	{ "ASCII white space", " \t\r\n\v\fabc \n", 0, 11, 6, 9 },
	{ "inside stays", "  a b  ", 0, 7, 2, 5 },
	{ "NBSP and U+3000", "\xc2\xa0" "ab\xe3\x80\x80", 0, 7, 2, 4 },
	{ "U+0085, U+2028", "\xc2\x85" "ab\xe2\x80\xa8", 0, 7, 2, 4 },
	{ "U+200B, U+FEFF", "\xe2\x80\x8b" "a\xef\xbb\xbf", 0, 7, 3, 4 },
	{ "U+1680, U+202F", "\xe1\x9a\x80" "a\xe2\x80\xaf", 0, 7, 3, 4 },
	{ "U+200A, U+205F", "\xe2\x80\x8a" "a\xe2\x81\x9f", 0, 7, 3, 4 },
	{ "ZWJ is no space", "\xe2\x80\x8d" "a", 0, 4, 0, 4 },
	{ "only white space", " \xc2\xa0\n", 0, 4, 0, 0 },
	{ "empty", "abc", 1, 1, 0, 0 },
	{ "a part", "abc def ghi", 3, 8, 4, 7 },
	{ "a character of four", "\xf0\x9f\x98\x80 ", 0, 5, 0, 4 },
};

static void blocks_are_trimmed(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(trim_rows) / sizeof(trim_rows[0]);
	     i++) {
		ncl_doc *doc = doc_of(trim_rows[i].text);
		struct ncl_block block = { .begin = trim_rows[i].begin,
					   .end = trim_rows[i].end,
					   .flags = NCL_BLOCK_INDENTED,
					   .blanks_before = 7,
					   .token_count = 5 };
		const struct ncl_block *kept;

		print_message("%s\n", trim_rows[i].what);
		assert_int_equal(ncl_doc_add_block(doc, &block, NULL), 0);
		kept = ncl_doc_block(doc, 0);
		assert_int_equal(kept != NULL, trim_rows[i].tend != 0);
		if (kept) {
			assert_int_equal(kept->begin, trim_rows[i].tbegin);
			assert_int_equal(kept->end, trim_rows[i].tend);
			assert_int_equal(kept->flags, NCL_BLOCK_INDENTED);
			assert_int_equal(kept->blanks_before, 7);
			assert_int_equal(kept->token_count, 0);
		}
		ncl_doc_free(doc);
	}
}

static const struct {
	const char *what;
	uint32_t begin, end;
	const char *error;
} block_rows[] = {
	{ "behind the first", 3, 6, NULL },
	{ "apart from the first", 4, 7, NULL },
	{ "up to the end", 3, 9, NULL },
	{ "overlaps the first", 2, 5, "before the end of the last one, 3" },
	{ "before the first", 0, 1, "before the end of the last one" },
	{ "past the text", 3, 10, "in a text of 9 bytes" },
	{ "end before begin", 6, 4, "in a text of 9 bytes" },
	{ "begin cuts a character", 5, 9, "cuts a character" },
	{ "end cuts a character", 3, 5, "cuts a character" },
};

static void blocks_are_ordered_and_disjoint(void **state)
{
	const struct ncl_block first = { .begin = 0, .end = 3 };

	(void)state;
	for (size_t i = 0; i < sizeof(block_rows) / sizeof(block_rows[0]);
	     i++) {
		ncl_doc *doc = doc_of("abcd\xc3\xa9" "f h");
		struct ncl_block block = { .begin = block_rows[i].begin,
					   .end = block_rows[i].end };
		struct ncl_error err = { 0 };

		print_message("%s\n", block_rows[i].what);
		assert_int_equal(ncl_doc_add_block(doc, &first, NULL), 0);
		assert_int_equal(ncl_doc_add_block(doc, &block, &err),
				 block_rows[i].error ? NCL_INVALID : NCL_OK);
		if (block_rows[i].error)
			assert_non_null(strstr(err.text,
					       block_rows[i].error));
		assert_int_equal(ncl_doc_block_count(doc),
				 block_rows[i].error ? 1 : 2);
		ncl_doc_free(doc);
	}
}

static void blocks_are_not_without_end(void **state)
{
	size_t n = NCL_MAX_BLOCKS + 1;
	char *text = malloc(2 * n + 1);
	struct ncl_error err = { 0 };
	ncl_doc *doc = NULL;

	(void)state;
	assert_non_null(text);
	for (size_t i = 0; i < n; i++)
		memcpy(text + 2 * i, "a\n", 3);
	assert_int_equal(ncl_doc_new(&doc, &err), NCL_OK);
	assert_int_equal(ncl_read_text(doc, text, 2 * n, NULL, &err),
			 NCL_LIMIT);
	assert_non_null(strstr(err.text, "over 262144 blocks"));
	ncl_doc_clear(doc);
	text[2 * n - 2] = 0;
	assert_int_equal(ncl_read_text(doc, text, 2 * n - 2, NULL, &err),
			 NCL_OK);
	assert_int_equal(ncl_doc_block_count(doc), NCL_MAX_BLOCKS);
	ncl_doc_free(doc);
	free(text);
}

static void blocks_come_before_tokens(void **state)
{
	ncl_doc *doc = doc_of("abc def");
	struct ncl_block block = { .begin = 0, .end = 3 };

	(void)state;
	assert_int_equal(ncl_doc_add_block(doc, &block, NULL), NCL_OK);
	assert_int_equal(tokens_make(doc), NCL_OK);
	block.begin = 4;
	block.end = 7;
	assert_int_equal(ncl_doc_add_block(doc, &block, NULL), NCL_INVALID);
	ncl_doc_free(doc);
}

static const struct ncl_run runs[] = {
	{ 0, 0, 2, 1, 0 },   /* 2 letters of windows-1251 */
	{ 4, 2, 1, 1, 0 },   /* ASCII */
	{ 8, 6, 2, 5, 0 },   /* &nbsp; or so: 5 bytes for 2 */
	{ 10, 11, 1, 1, 0 }, /* ASCII up to a newline made by the reader */
	{ 13, 14, 1, 0, 0 },
	{ 14, 20, 3, 2, 0 },
};

static const struct {
	const char *what;
	uint32_t begin, end, sbegin, send;
	int differs;
} source_rows[] = {
	{ "one letter", 0, 2, 0, 1, 1 },
	{ "second letter", 2, 4, 1, 2, 1 },
	{ "across", 2, 6, 1, 4, 1 },
	{ "end is of the last character", 6, 10, 4, 11, 1 },
	{ "the reference alone", 8, 10, 6, 11, 1 },
	{ "behind the reference", 10, 12, 11, 13, 1 },
	{ "what the reader made", 13, 14, 14, 14, 1 },
	{ "not what was cut away", 10, 13, 11, 14, 1 },
	{ "last run", 17, 20, 22, 24, 1 },
	{ "nothing", 4, 4, 2, 2, 1 },
	{ "all", 0, 20, 0, 24, 1 },
};

static void spans_are_found_in_the_input(void **state)
{
	ncl_doc *doc = doc_of("");
	uint32_t begin, end;

	(void)state;
	assert_int_equal(ncl_doc_source(doc, 3, 7, &begin, &end), 0);
	assert_int_equal(begin, 3);
	assert_int_equal(end, 7);
	assert_int_equal(ncl_doc_set_runs(doc, runs,
					  sizeof(runs) / sizeof(runs[0]),
					  NULL), NCL_OK);
	for (size_t i = 0; i < sizeof(source_rows) / sizeof(source_rows[0]);
	     i++) {
		print_message("%s\n", source_rows[i].what);
		assert_int_equal(ncl_doc_source(doc, source_rows[i].begin,
						source_rows[i].end, &begin,
						&end),
				 source_rows[i].differs);
		assert_int_equal(begin, source_rows[i].sbegin);
		assert_int_equal(end, source_rows[i].send);
	}
	ncl_doc_free(doc);
}

static void runs_have_to_rise(void **state)
{
	ncl_doc *doc = doc_of("");
	struct ncl_run r[2] = { { 0, 0, 1, 1, 0 }, { 0, 1, 1, 1, 0 } };
	uint32_t begin, end;

	(void)state;
	assert_int_equal(ncl_doc_set_runs(doc, r, 2, NULL), NCL_INVALID);
	r[1].text = 5;
	r[0].source = 2;
	assert_int_equal(ncl_doc_set_runs(doc, r, 2, NULL), NCL_INVALID);
	r[0].source = 1;
	r[0].text_step = 0;
	assert_int_equal(ncl_doc_set_runs(doc, r, 2, NULL), NCL_INVALID);
	assert_int_equal(ncl_doc_source(doc, 0, 1, &begin, &end), 0);
	r[0] = (struct ncl_run){ 2, UINT32_MAX, 1, 255, 0 };
	assert_int_equal(ncl_doc_set_runs(doc, r, 1, NULL), NCL_OK);
	assert_int_equal(ncl_doc_source(doc, 1, 9, &begin, &end), 1);
	assert_int_equal(begin, 1);
	assert_int_equal(end, UINT32_MAX);
	assert_int_equal(ncl_doc_set_runs(doc, NULL, 0, NULL), NCL_OK);
	ncl_doc_free(doc);
}

static void origin_is_copied_and_cleared(void **state)
{
	ncl_doc *doc = doc_of("abc");
	char id[] = "id 1";
	const struct ncl_origin origin = { .id = id, .source = "-",
					   .index = 12 };

	(void)state;
	assert_int_equal(ncl_doc_set_origin(doc, &origin, NULL), NCL_OK);
	id[0] = 'x';
	assert_string_equal(ncl_doc_origin(doc)->id, "id 1");
	assert_string_equal(ncl_doc_origin(doc)->source, "-");
	assert_null(ncl_doc_origin(doc)->charset);
	assert_int_equal(ncl_doc_origin(doc)->index, 12);
	ncl_doc_clear(doc);
	assert_null(ncl_doc_origin(doc)->id);
	assert_string_equal(ncl_doc_text(doc, NULL), "");
	ncl_doc_free(doc);
	ncl_doc_free(NULL);
}

static void clear_gives_monstrous_arrays_back(void **state)
{
	size_t n = (size_t)3 << 20;
	char *text = malloc(2 * n + 1);
	ncl_doc *doc = doc_of("");

	(void)state;
	for (size_t i = 0; i < n; i++)
		memcpy(text + 2 * i, "a ", 2);
	text[2 * n] = '\0';
	for (int round = 0; round < 3; round++) {
		size_t len = round == 1 ? 24 : 2 * n;

		text[len] = '\0';
		assert_int_equal(ncl_doc_set_text(doc, text, len, NULL), 0);
		for (uint32_t i = 0; i < len; i += 24) /* of 12 tokens */
			ncl_doc_add_block(doc, &(struct ncl_block){
					  .begin = i, .end = i + 23 }, NULL);
		assert_int_equal(tokens_make(doc), NCL_OK);
		assert_int_equal(doc->token_count, len / 2);
		text[len] = 'a';
		ncl_doc_clear(doc);
		if (round == 1)
			assert_true(doc->block_size * 24ull <= 16 << 20 &&
				    doc->token_size * 16ull <= 16 << 20);
		else
			assert_true(doc->block_size && doc->token_size);
	}
	ncl_doc_free(doc);
	free(text);
}

static void the_cache_finds_memory_by_key(void **state)
{
	ncl_doc *doc = doc_of("abc");
	int fresh;
	char *p = doc_cache(doc, 7, 5, &fresh);

	(void)state;
	assert_int_equal(fresh, 1);
	assert_int_equal(p[4], 0);
	p[4] = 'x';
	assert_ptr_equal(doc_cache(doc, 7, 5, &fresh), p);
	assert_int_equal(fresh, 0);
	assert_null(doc_cache(doc, 7, 6, &fresh));
	assert_ptr_not_equal(doc_cache(doc, 8, 6, &fresh), p);
	assert_int_equal(fresh, 1);
	ncl_doc_clear(doc);
	p = doc_cache(doc, 7, 6, &fresh);
	assert_int_equal(fresh, 1);
	assert_int_equal(p[4], 0);
	ncl_doc_free(doc);
}

static int build(void *arg)
{
	const struct ncl_origin origin = { .id = "id",
					   .id_json = "\"id\"",
					   .source = "file",
					   .charset = "latin1",
					   .url = "http://a/",
					   .date = "2024" };
	enum ncl_status ret;
	struct ncl_error err = { 0 };
	ncl_doc *doc = NULL;

	(void)arg;
	ret = ncl_doc_new(&doc, &err);
	if (ret == NCL_OK)
		ret = ncl_doc_set_origin(doc, &origin, &err);
	if (ret == NCL_OK)
		ret = ncl_doc_set_text(doc, "abc def", 7, &err);
	if (ret == NCL_OK)
		ret = ncl_doc_add_value(doc, "title", "text", 4, &err);
	if (ret == NCL_OK)
		ret = ncl_doc_add_block(doc, &(struct ncl_block){ .end = 7 },
					&err);
	if (ret == NCL_OK)
		ret = ncl_doc_set_runs(doc, runs, 2, &err);
	if (ret == NCL_OK)
		ret = tokens_make(doc);
	ncl_doc_free(doc);
	return ret;
}

static void failing_allocations_are_told(void **state)
{
	(void)state;
	assert_true(oom_each(build, NULL, NCL_NOMEM) > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(too_long_is_refused),
		cmocka_unit_test(blocks_are_trimmed),
		cmocka_unit_test(blocks_are_ordered_and_disjoint),
		cmocka_unit_test(blocks_are_not_without_end),
		cmocka_unit_test(blocks_come_before_tokens),
		cmocka_unit_test(spans_are_found_in_the_input),
		cmocka_unit_test(runs_have_to_rise),
		cmocka_unit_test(origin_is_copied_and_cleared),
		cmocka_unit_test(clear_gives_monstrous_arrays_back),
		cmocka_unit_test(the_cache_finds_memory_by_key),
		cmocka_unit_test(failing_allocations_are_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
