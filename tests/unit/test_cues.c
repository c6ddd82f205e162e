#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "common/shape.h"
#include "core/document.h"
#include "core/tokens.h"

static const char *const group_names[] = {
#define GROUP_NAME(name, low) #low,
	CUE_LIST(GROUP_NAME)
#undef GROUP_NAME
};

static struct cues cues;

static int setup(void **state)
{
	const struct ncl_host host = { .token_hash = tokens_hash };

	(void)state;
	cues_init(&cues, &host);
	return 0;
}

/* A document of one block, with its tokens. */
static ncl_doc *doc_of(const char *text, size_t len)
{
	const struct ncl_block block = { .end = (uint32_t)len };
	ncl_doc *doc;
	char *copy;

	assert_int_equal(ncl_doc_new(&doc, NULL), NCL_OK);
	copy = ncl_doc_alloc(doc, len + 1);
	assert_non_null(copy);
	memcpy(copy, text, len);
	assert_int_equal(ncl_doc_set_text(doc, copy, len, NULL), NCL_OK);
	assert_int_equal(ncl_doc_add_block(doc, &block, NULL), NCL_OK);
	assert_int_equal(tokens_make(doc), NCL_OK);
	return doc;
}

static uint32_t spaces(const char *text, size_t len)
{
	uint32_t n = 0;

	for (size_t i = 0; i < len; i++)
		n += text[i] == ' ';
	return n;
}

/* A cue that is parted otherwise than texts are would never be found. */
static void cues_are_parted_as_texts_are(void **state)
{
	(void)state;
	for (uint32_t g = 0; g < CUE_COUNT; g++) {
		for (const char *cue = cue_words[g], *end; *cue;
		     cue = *end ? end + 1 : end) {
			size_t len = strcspn(cue, ",");
			ncl_doc *doc = doc_of(cue, len);
			uint32_t count = ncl_doc_block(doc, 0)->token_count;

			end = cue + len;
			ncl_doc_free(doc);
			if (!len || count != spaces(cue, len) + 1)
				fail_msg("%s: \"%.*s\" is %u words",
					 group_names[g], (int)len, cue,
					 count);
		}
	}
}

static const struct {
	const char *text, *groups; /* in the order of the list */
} rows[] = {
	{ "The river rose overnight", "" },
	{ "Share this story", "share" },
	{ "All rights reserved", "legal nav" },
	{ "Datenschutz", "legal" },
	{ "5 min read", "read" },
	{ "Читайте также", "related" },
	{ "更新：3月2日", "month ago" },
	{ "コメント", "comments" },
	{ "発表によると", "said" },
	{ "저작권자", "legal" },
	{ "اقرأ أيضا", "related" },
	{ "We believe in journalism that you can trust",
	  "we you appeal" },
	{ "Our partners look at it on your device", "we you consent" },
	{ "我们认为", "we said" },
	{ "In den Warenkorb", "shop" },
};

static void cues_are_found(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ncl_doc *doc = doc_of(rows[i].text, strlen(rows[i].text));
		struct shape s = {
			.count = ncl_doc_block(doc, 0)->token_count
		};
		char found[256] = "";

		shape_cues(&s, doc->tokens, &cues);
		for (uint32_t g = 0; g < CUE_COUNT; g++)
			if (s.groups >> g & 1)
				snprintf(found + strlen(found),
					 sizeof(found) - strlen(found),
					 "%s%s", *found ? " " : "",
					 group_names[g]);
		if (strcmp(found, rows[i].groups))
			fail_msg("\"%s\": found \"%s\", not \"%s\"",
				 rows[i].text, found, rows[i].groups);
		ncl_doc_free(doc);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cues_are_parted_as_texts_are),
		cmocka_unit_test(cues_are_found),
	};

	return cmocka_run_group_tests_name("cues", tests, setup, NULL);
}
