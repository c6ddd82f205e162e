#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <string.h>
#include <xxhash.h>

#include "core/tokens.h"

enum { PLACES = 140, MOST = 70 };

/* A block of all of a text, in memory that ends where it ends. */
static ncl_doc *doc_of(const char *text)
{
	const struct ncl_block block = { .end = (uint32_t)strlen(text) };
	ncl_doc *doc;
	char *copy;

	assert_int_equal(ncl_doc_new(&doc, NULL), NCL_OK);
	copy = ncl_doc_alloc(doc, block.end + 1);
	memcpy(copy, text, block.end + 1);
	assert_int_equal(ncl_doc_set_text(doc, copy, block.end, NULL), NCL_OK);
	assert_int_equal(ncl_doc_add_block(doc, &block, NULL), NCL_OK);
	assert_int_equal(tokens_make(doc), NCL_OK);
	return doc;
}

/* Text is looked at 64 bytes at a time: words cut by that anywhere, before
 * another word, at the end, and before what is not ASCII. */
static void words_are_whole_wherever_they_stand(void **state)
{
	static const char *const behind[] = { " b", "", "\xe2\x80\xa6" };
	char text[PLACES + MOST + 5], small[MOST + 1];

	(void)state;
	memset(small, 'q', sizeof(small));
	for (uint32_t at = 2; at < PLACES; at++)
		for (uint32_t n = 1; n <= MOST; n++) {
			ncl_doc *doc;

			memset(text, '.', at);
			text[0] = 'a';
			memset(text + at, 'Q', n);
			strcpy(text + at + n, behind[(at + n) % 3]);
			doc = doc_of(text);
			assert_int_equal(doc->token_count,
					 (at + n) % 3 ? 2 : 3);
			assert_int_equal(doc->tokens[1].begin, at);
			assert_int_equal(doc->tokens[1].end, at + n);
			assert_int_equal(doc->tokens[1].hash,
					 XXH3_64bits(small, n));
			ncl_doc_free(doc);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_are_whole_wherever_they_stand),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
