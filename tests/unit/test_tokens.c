#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>
#include <xxhash.h>

#include "core/tokens.h"
#include "oom.h"

/* A text of one block, in memory that ends where it ends. */
static ncl_doc *doc_of(const char *text, uint32_t begin, uint32_t end)
{
	const struct ncl_block block = { .begin = begin, .end = end };
	size_t len = strlen(text);
	ncl_doc *doc;
	char *copy;

	assert_int_equal(ncl_doc_new(&doc, NULL), NCL_OK);
	copy = ncl_doc_alloc(doc, len + 1);
	memcpy(copy, text, len);
	assert_int_equal(ncl_doc_set_text(doc, copy, len, NULL), NCL_OK);
	assert_int_equal(ncl_doc_add_block(doc, &block, NULL), NCL_OK);
	assert_int_equal(tokens_make(doc), NCL_OK);
	return doc;
}

#define RSQ "\xe2\x80\x99"  /* right single quotation mark */
#define SHY "\xc2\xad"      /* soft hyphen */
#define ZWNJ "\xe2\x80\x8c"
#define ACUTE "\xcc\x81"    /* combining acute accent */
#define VS16 "\xef\xb8\x8f" /* variation selector */

static const struct {
	const char *what, *text;
	const char *tokens; /* as they stand, joined by | */
	const char *folded; /* NULL: the same */
} rows[] = {
	{ "words", "The Council VOTED", "The|Council|VOTED",
	  "the|council|voted" },
	{ "punctuation separates", "a,b;c.d-e_f/g", "a|b|c|d|e|f|g", NULL },
	{ "ends of the ASCII ranges", "@AZ[`az{/09:", "AZ|az|09",
	  "az|az|09" },
	{ "control bytes", "a\x01" "b\x19" "c\x7f" "d", "a|b|c|d", NULL },
	{ "digits are words", "in 2024 the G7, 3.5%", "in|2024|the|G7|3|5",
	  "in|2024|the|g7|3|5" },
	{ "apostrophe joins letters", "don't", "don't", NULL },
	{ "typographic apostrophe is the same", "Don" RSQ "t",
	  "Don" RSQ "t", "don't" },
	{ "not at the ends", "'tis the dogs' rock'n'roll",
	  "tis|the|dogs|rock'n'roll", NULL },
	{ "not two of them", "a''b c'" RSQ "d", "a|b|c|d", NULL },
	{ "not beside a digit", "90's 5'4 o'7", "90|s|5|4|o|7", NULL },
	{ "at the end", "dogs'", "dogs", NULL },
	{ "beside an accent", "e" ACUTE "'s", "e" ACUTE "'s", NULL },
	{ "modifier apostrophe", "\xd0\xbf\xca\xbc\xd1\x8f",
	  "\xd0\xbf\xca\xbc\xd1\x8f", "\xd0\xbf'\xd1\x8f" },
	{ "long word", "Donaudampfschifffahrtsgesellschaft",
	  "Donaudampfschifffahrtsgesellschaft",
	  "donaudampfschifffahrtsgesellschaft" },
	{ "sharp s", "Stra\xc3\x9f" "e STRASSE", "Stra\xc3\x9f" "e|STRASSE",
	  "strasse|strasse" },
	{ "accents inside", "na\xc3\xafvet\xc3\xa9s Caf\xc3\xa9's",
	  "na\xc3\xafvet\xc3\xa9s|Caf\xc3\xa9's",
	  "na\xc3\xafvet\xc3\xa9s|caf\xc3\xa9's" },
	{ "umlauts", "\xc3\x84PFEL", "\xc3\x84PFEL", "\xc3\xa4pfel" },
	{ "accents stay apart", "\xc3\xa9 e" ACUTE, "\xc3\xa9|e" ACUTE,
	  NULL },
	{ "times sign separates", "a\xc3\x97" "b\xc3\xb7" "c", "a|b|c",
	  NULL },
	{ "Turkish dotted I", "\xc4\xb0stanbul", "\xc4\xb0stanbul",
	  "i\xcc\x87stanbul" },
	{ "Cyrillic", "\xd0\x9c\xd0\xbe\xd1\x81\xd0\xba\xd0\xb2\xd0\xb0",
	  "\xd0\x9c\xd0\xbe\xd1\x81\xd0\xba\xd0\xb2\xd0\xb0",
	  "\xd0\xbc\xd0\xbe\xd1\x81\xd0\xba\xd0\xb2\xd0\xb0" },
	{ "Greek final sigma", "\xce\xa3\xcf\x82", "\xce\xa3\xcf\x82",
	  "\xcf\x83\xcf\x83" },
	{ "folding that grows", "\xc8\xba\xef\xac\x83", "\xc8\xba\xef\xac\x83",
	  "\xe2\xb1\xa5" "ffi" },
	{ "fullwidth letters", "\xef\xbc\xa1\xef\xbc\xa2",
	  "\xef\xbc\xa1\xef\xbc\xa2", "\xef\xbd\x81\xef\xbd\x82" },
	{ "soft hyphen", "Bundes" SHY "tag, a" SHY " b",
	  "Bundes" SHY "tag|a|b", "bundestag|a|b" },
	{ "zero width non-joiner", "\xd9\x85\xdb\x8c" ZWNJ "\xd8\xae",
	  "\xd9\x85\xdb\x8c" ZWNJ "\xd8\xae", "\xd9\x85\xdb\x8c\xd8\xae" },
	{ "no-break space separates", "a\xc2\xa0" "b\xe2\x80\x89" "c",
	  "a|b|c", NULL },
	{ "Han", "\xe4\xb8\xad\xe6\x96\x87", "\xe4\xb8\xad|\xe6\x96\x87",
	  NULL },
	{ "Han beside words", "a\xe4\xb8\xad" "B2", "a|\xe4\xb8\xad|B2",
	  "a|\xe4\xb8\xad|b2" },
	{ "Han of four bytes", "\xf0\xa0\x80\x80\xf0\xa0\x80\x81",
	  "\xf0\xa0\x80\x80|\xf0\xa0\x80\x81", NULL },
	{ "Kana, with marks", "\xe3\x81\x8b\xe3\x82\x99\xe3\x82\xab",
	  "\xe3\x81\x8b\xe3\x82\x99|\xe3\x82\xab", NULL },
	{ "halfwidth Kana", "\xef\xbd\xb6\xef\xbe\x9e\xef\xbd\xb7",
	  "\xef\xbd\xb6\xef\xbe\x9e|\xef\xbd\xb7", NULL },
	{ "Thai", "\xe0\xb8\x81\xe0\xb8\xb4\xe0\xb8\x99",
	  "\xe0\xb8\x81\xe0\xb8\xb4|\xe0\xb8\x99", NULL },
	{ "Thai digits", "\xe0\xb9\x92\xe0\xb9\x95",
	  "\xe0\xb9\x92\xe0\xb9\x95", NULL },
	{ "Hangul has spaces", "\xed\x95\x9c\xea\xb5\xad \xea\xb5\xad",
	  "\xed\x95\x9c\xea\xb5\xad|\xea\xb5\xad", NULL },
	{ "Devanagari with signs",
	  "\xe0\xa4\xb9\xe0\xa4\xbf\xe0\xa4\xa8\xe0\xa5\x8d\xe0\xa4\xa6",
	  "\xe0\xa4\xb9\xe0\xa4\xbf\xe0\xa4\xa8\xe0\xa5\x8d\xe0\xa4\xa6",
	  NULL },
	{ "emoji and stray marks", "a \xe2\x9d\xa4" VS16 " " ACUTE " b",
	  "a|b", NULL },
	{ "apostrophe before Han", "a'\xe4\xb8\xad", "a|\xe4\xb8\xad", NULL },
	{ "nothing", ", . -", "", NULL },
	{ "CJK punctuation", "\xe3\x80\x82\xef\xbc\x8c\xe3\x80\x8c", "",
	  NULL },
};

/* The next item of a list joined by |; NULL at its end. */
static const char *next_item(const char **list, size_t *len)
{
	const char *item = *list;

	if (!item || !*item)
		return NULL;
	*len = strcspn(item, "|");
	*list = item + *len + (item[*len] == '|');
	return item;
}

static void check_row(ncl_doc *doc, const char *tokens, const char *folded)
{
	const char *item, *fold;
	size_t len = 0, fold_len = 0;

	for (uint32_t i = 0; i < doc->token_count; i++) {
		const struct ncl_token *t = &doc->tokens[i];

		item = next_item(&tokens, &len);
		fold = next_item(&folded, &fold_len);
		assert_non_null(item);
		assert_non_null(fold);
		assert_int_equal(t->end - t->begin, len);
		assert_memory_equal(doc->text + t->begin, item, len);
		assert_int_equal(t->hash, XXH3_64bits(fold, fold_len));
		assert_int_equal(t->hash, tokens_hash(item, len));
		assert_int_equal(t->hash, tokens_hash(fold, fold_len));
	}
	assert_null(next_item(&tokens, &len));
}

static void words_are_found_and_folded(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ncl_doc *doc = doc_of(rows[i].text, 0,
				      (uint32_t)strlen(rows[i].text));

		print_message("%s\n", rows[i].what);
		check_row(doc, rows[i].tokens, rows[i].folded ?
			  rows[i].folded : rows[i].tokens);
		ncl_doc_free(doc);
	}
}

/* The fast ways take eight bytes: words cut by the block's end anywhere. */
static void tokens_end_with_their_block(void **state)
{
	static const char text[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
	char small[sizeof(text)];

	(void)state;
	for (size_t i = 0; i < sizeof(text); i++)
		small[i] = (char)(text[i] | (text[i] >= 'A' ? 0x20 : 0));
	for (uint32_t b = 0; b < 36; b++)
		for (uint32_t e = b + 1; e <= 36; e++) {
			ncl_doc *doc = doc_of(text, b, e);

			assert_int_equal(doc->token_count, 1);
			assert_int_equal(doc->tokens[0].begin, b);
			assert_int_equal(doc->tokens[0].end, e);
			assert_int_equal(doc->tokens[0].hash,
					 XXH3_64bits(small + b, e - b));
			ncl_doc_free(doc);
		}
}

static void long_words_are_hashed_whole(void **state)
{
	enum { MOST = 3000 };
	char *text = malloc(MOST + 1), *small = malloc(MOST * 2);

	(void)state;
	for (uint32_t n = 1; n < MOST; n += n < 600 ? 1 : 97) {
		size_t len = 0;
		ncl_doc *doc;

		for (uint32_t i = 0; i < n; i++) {
			int odd = i % 37 == 36 && i + 1 < n;

			memcpy(text + i, odd ? "\xc3\x89" : "Q", odd + 1);
			memcpy(small + len, odd ? "\xc3\xa9" : "q", odd + 1);
			len += (size_t)odd + 1;
			i += (uint32_t)odd;
		}
		text[n] = '\0';
		doc = doc_of(text, 0, n);
		assert_int_equal(doc->token_count, 1);
		assert_int_equal(doc->tokens[0].hash,
				 XXH3_64bits(small, len));
		assert_int_equal(doc->tokens[0].hash, tokens_hash(text, n));
		ncl_doc_free(doc);
	}
	free(text);
	free(small);
}

/* Make the tokens of a character that stands alone. */
static void make_alone(ncl_doc *doc, const char *word, uint32_t n)
{
	const struct ncl_block block = { .begin = 0, .end = n };

	ncl_doc_clear(doc);
	assert_int_equal(ncl_doc_set_text(doc, word, n, NULL), NCL_OK);
	assert_int_equal(ncl_doc_add_block(doc, &block, NULL), NCL_OK);
	assert_int_equal(tokens_make(doc), NCL_OK);
}

/* utf8proc's own folding of whole strings, of each character there is. */
static void folding_agrees_with_utf8proc(void **state)
{
	ncl_doc *doc = doc_of("", 0, 0);

	(void)state;
	for (int32_t c = 0x80; c < 0x110000; c++) {
		utf8proc_category_t category = utf8proc_category(c);
		utf8proc_uint8_t word[8] = { 0 }, *want;
		uint32_t n, tokens = category >= UTF8PROC_CATEGORY_LU &&
				     category <= UTF8PROC_CATEGORY_NO &&
				     (category < UTF8PROC_CATEGORY_MN ||
				      category > UTF8PROC_CATEGORY_ME);

		if (c == 0x2bc || c == 0xff9e || c == 0xff9f ||
		    (c >= 0xd800 && c <= 0xdfff))
			continue;
		n = (uint32_t)utf8proc_encode_char(c, word);
		make_alone(doc, (char *)word, n);
		if (doc->token_count != tokens)
			fail_msg("U+%04X is of another class", c);
		if (!tokens)
			continue;
		utf8proc_map(word, (utf8proc_ssize_t)n, &want,
			     UTF8PROC_CASEFOLD);
		if (tokens_hash((char *)word, n) != doc->tokens[0].hash ||
		    doc->tokens[0].hash !=
		    XXH3_64bits(want, strlen((char *)want)))
			fail_msg("U+%04X folds in another way", c);
		free(want);
	}
	ncl_doc_free(doc);
}

static void any_bytes_can_be_hashed(void **state)
{
	(void)state;
	assert_int_equal(tokens_hash("", 0), XXH3_64bits("", 0));
	assert_int_equal(tokens_hash("A-b", 3), XXH3_64bits("a-b", 3));
	assert_int_equal(tokens_hash("A\0B", 3), XXH3_64bits("a\0b", 3));
	assert_int_equal(tokens_hash("A\xff" "B", 3),
			 XXH3_64bits("a\xff" "B", 3));
	assert_int_equal(tokens_hash("\xe2\x80", 2),
			 XXH3_64bits("\xe2\x80", 2));
}

static void blocks_know_their_tokens(void **state)
{
	static const char text[] = "one two -- three -- four five six";
	static const struct {
		uint32_t begin, end, first, count;
	} want[] = { { 0, 7, 0, 2 }, { 8, 10, 2, 0 }, { 20, 33, 2, 3 } };
	ncl_doc *doc;

	(void)state;
	assert_int_equal(ncl_doc_new(&doc, NULL), NCL_OK);
	assert_int_equal(ncl_doc_set_text(doc, text, strlen(text), NULL), 0);
	for (int i = 0; i < 3; i++)
		ncl_doc_add_block(doc, &(struct ncl_block){
				  .begin = want[i].begin,
				  .end = want[i].end }, NULL);
	assert_int_equal(tokens_make(doc), NCL_OK);
	assert_int_equal(tokens_make(doc), NCL_OK);
	assert_int_equal(doc->token_count, 5);
	for (uint32_t i = 0; i < 3; i++) {
		const struct ncl_block *b = ncl_doc_block(doc, i);

		assert_int_equal(b->first_token, want[i].first);
		assert_int_equal(b->token_count, want[i].count);
	}
	ncl_doc_free(doc);
}

static int build(void *arg)
{
	ncl_doc *doc = arg;
	int ret;

	doc->tokens_made = 0;
	doc->token_size = 0;
	free(doc->tokens);
	doc->tokens = NULL;
	ret = (int)tokens_make(doc);
	if (ret != NCL_OK && (doc->token_count || doc->tokens_made))
		return 99;
	return ret;
}

static void failing_allocations_are_told(void **state)
{
	char text[4001];
	ncl_doc *doc;

	(void)state;
	for (int i = 0; i < 4000; i++)
		text[i] = i % 2 ? ' ' : 'x';
	text[4000] = '\0';
	doc = doc_of(text, 0, 4000);
	assert_int_equal(doc->token_count, 2000);
	assert_true(oom_each(build, doc, NCL_NOMEM) > 1);
	assert_int_equal(doc->token_count, 2000);
	ncl_doc_free(doc);
}

/* Near the end of a text words are looked for byte by byte, before it many
 * bytes at a time: what stands behind a block changes nothing in it. */
static void what_stands_behind_changes_nothing(void **state)
{
	static const char *const parts[] = {
		"a", "Zz", "09", "word", "LONGER", " ", "  ", ", ", "'", "''",
		"-", "\xc3\x89t\xc3\xa9", RSQ, ACUTE, "\xe6\xbc\xa2",
		("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
		 "0123456789"),
	};
	uint32_t dice = 7;

	(void)state;
	for (int i = 0; i < 2000; i++) {
		char text[600] = "x";
		uint32_t len;
		ncl_doc *alone, *more;

		for (int k = 0; k < i % 40 && strlen(text) < 400; k++) {
			dice = dice * 1664525 + 1013904223;
			strcat(text, parts[(dice >> 16) %
					   (sizeof(parts) / sizeof(*parts))]);
		}
		len = (uint32_t)strlen(text);
		alone = doc_of(text, 0, len);
		memset(text + len, i % 3 ? ' ' : 'y', 130);
		more = doc_of(text, 0, len);
		assert_int_equal(alone->token_count, more->token_count);
		assert_memory_equal(alone->tokens, more->tokens,
				    alone->token_count *
				    sizeof(*alone->tokens));
		ncl_doc_free(alone);
		ncl_doc_free(more);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_are_found_and_folded),
		cmocka_unit_test(tokens_end_with_their_block),
		cmocka_unit_test(long_words_are_hashed_whole),
		cmocka_unit_test(folding_agrees_with_utf8proc),
		cmocka_unit_test(any_bytes_can_be_hashed),
		cmocka_unit_test(blocks_know_their_tokens),
		cmocka_unit_test(failing_allocations_are_told),
		cmocka_unit_test(what_stands_behind_changes_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
