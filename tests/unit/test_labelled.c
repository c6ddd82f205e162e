/* Training records to documents with what is right for them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "io/labelled.h"
#include "oom.h"

static const struct labelled_format topics = {
	.unit = NCL_UNIT_DOCUMENT, .gold = "labels", .group = "site"
};
static const struct labelled_format usual = {
	.unit = NCL_UNIT_DOCUMENT, .gold = "labels", .guess_group = 1
};
static const struct labelled_format named = {
	.unit = NCL_UNIT_DOCUMENT, .gold = "labels", .text = "body",
	.label = "k", .title = "t", .id = "n"
};
static const struct labelled_format roles = {
	.unit = NCL_UNIT_BLOCK, .gold = "role", .group = "url"
};
static const char *const masks[] = { "dup", "by=text,rule", NULL };
static const char *const values[] = { "kind", NULL };
static const struct labelled_format masked = {
	.unit = NCL_UNIT_BLOCK, .gold = "role", .masks = masks
};
static const struct labelled_format kinds = {
	.unit = NCL_UNIT_DOCUMENT, .gold = "labels", .masks = masks,
	.values = values, .title = "head"
};
static const struct labelled_format content = {
	.unit = NCL_UNIT_BLOCK, .gold = "content"
};

static const struct {
	const struct labelled_format *how;
	const char *line, *text;
	const char *labels; /* joined by |, - where one is not known */
	uint32_t known;
	const char *group;
} rows[] = {
	{ &topics, "{\"text\":\"a\\nb\",\"labels\":[\"x\",\"y z\"]}", "a\nb",
	  "x|y z", 1, NULL },
	{ &topics, "{\"text\":\"a\",\"labels\":\"x\",\"site\":\"s.org\"}",
	  "a", "x", 1, "s.org" },
	{ &topics, "{\"text\":\"a\",\"labels\":[]}", "a", "", 1, NULL },
	{ &topics, "{\"text\":\"a\",\"labels\":null}", "a", "", 0, NULL },
	{ &topics, "{\"text\":\"a\"}", "a", "", 0, NULL },
	{ &topics, "{\"text\":\"a\",\"labels\":[1,false]}", "a", "1|0", 1,
	  NULL },
	{ &topics, "{\"blocks\":[{\"text\":\"a\"},{\"text\":\"b\"}],"
	  "\"labels\":[\"x\"]}", "a\nb", "x", 1, NULL },
	{ &topics, "{\"text\":\"a\",\"label\":12,\"topic\":\"x\"}", "a", "12",
	  1, NULL },
	{ &usual, "{\"content\":\"a\",\"category\":\"x\",\"url\":"
	  "\"http://www.a.org/b\"}", "a", "x", 1, "a.org" },
	{ &usual, "{\"text\":\"a\",\"labels\":\"x\",\"url\":\"http://b.org\","
	  "\"site\":\"s\"}", "a", "x", 1, "s" },
	{ &named, "{\"text\":\"a\",\"body\":\"b\",\"k\":\"x\",\"label\":\"y\""
	  "}", "b", "x", 1, NULL },
	{ &named, "{\"body\":\"b\",\"labels\":\"y\"}", "b", "", 0, NULL },
	{ &roles, "{\"blocks\":[]}", "", "", 0, NULL },
	{ &topics, "{\"text\":\"a\",\"labels\":\" x y\\t\",\"site\":17}", "a",
	  "x y", 1,
	  "17" },
	{ &roles, "{\"url\":\"https://www.Example.org:80/a\",\"blocks\":["
	  "{\"text\":\"a\\r\\nb\",\"role\":\"body\"},"
	  "{\"text\":\"c\",\"role\":null},{\"text\":\"d\"}]}",
	  "a  b\nc\nd", "body|-|-", 1, "example.org" },
	{ &roles, "{\"url\":\"http://u@x.org?q\",\"blocks\":["
	  "{\"text\":\" \",\"role\":\"ad\"},{\"text\":\"\"},"
	  "{\"text\":\" a \",\"role\":\"body\"}]}", " \n\n a ", "body", 1,
	  "x.org" },
	{ &content, "{\"blocks\":[{\"text\":\"a\",\"content\":1},"
	  "{\"text\":\"b\",\"content\":0},{\"text\":\"c\",\"content\":true},"
	  "{\"text\":\"d\",\"content\":false},"
	  "{\"text\":\"e\",\"content\":null}]}", "a\nb\nc\nd\ne",
	  "1|0|1|0|-", 4, NULL },
};

/* Pages: labels are laid over the blocks that the reader makes. */
static const struct {
	const char *what;
	const struct labelled_format *how;
	const char *line, *labels;
	uint32_t known;
} page_rows[] = {
	{ "by place", &roles,
	  "{\"html\":\"<h1>Hi</h1><p>One <b>two</b></p><p>Three</p>\","
	  "\"blocks\":[{\"src\":[4,6],\"role\":\"headline\"},"
	  "{\"src\":[14,24],\"role\":\"body\"}]}", "headline|body|-", 2 },
	{ "one place over several", &roles,
	  "{\"html\":\"<p>One</p><p>Two</p><p>Three</p>\","
	  "\"blocks\":[{\"src\":[0,20],\"role\":\"body\"},"
	  "{\"src\":[20,32],\"role\":\"ad\"}]}", "body|body|ad", 3 },
	{ "several in one: the larger", &roles,
	  "{\"html\":\"<p>One two three</p>\","
	  "\"blocks\":[{\"src\":[3,6],\"role\":\"byline\"},"
	  "{\"src\":[6,16],\"role\":\"body\"}]}", "body", 1 },
	{ "less than half", &roles,
	  "{\"html\":\"<p>One two three</p><p>a</p>\","
	  "\"blocks\":[{\"src\":[3,8],\"role\":\"byline\"},"
	  "{\"src\":[20,28],\"role\":\"body\"}]}", "-|body", 1 },
	{ "by text, cut otherwise", &roles,
	  "{\"html\":\"<p>One</p><p>Two  <i>three</i></p><p>Four</p>\","
	  "\"blocks\":[{\"text\":\"One Two three\",\"role\":\"body\"},"
	  "{\"text\":\"no such\",\"role\":\"nav\"},"
	  "{\"text\":\"Four\",\"role\":\"ad\"}]}", "body|body|ad", 3 },
	{ "a text that stands twice, by its neighbours", &roles,
	  "{\"html\":\"<p>Share</p><p>A sentence that stands once here.</p>"
	  "<p>Share</p><p>More</p>\",\"blocks\":["
	  "{\"text\":\"A sentence that stands once here.\","
	  "\"role\":\"body\"},{\"text\":\"Share\","
	  "\"role\":\"share\"}]}", "-|body|share|-", 2 },
	{ "a short text is no part of a word", &roles,
	  "{\"html\":\"<p>Made</p><p>Ad</p>\",\"blocks\":["
	  "{\"text\":\"Ad\",\"role\":\"ad\"}]}", "-|ad", 1 },
	{ "as run writes it", &content,
	  "{\"html\":\"<p>One</p><p>Two</p>\",\"offsets\":\"byte\","
	  "\"blocks\":[{\"begin\":0,\"end\":3,\"src\":[3,6],"
	  "\"keep\":true,\"score\":0.9},{\"begin\":4,\"end\":7,"
	  "\"src\":[13,16],\"keep\":false,\"score\":0.1}]}", "1|0", 2 },
	{ "as run writes it, of a converted page", &content,
	  "{\"html\":\"<p>\u00e9\u00e9\u00e9</p><p>Two</p>\","
	  "\"charset\":\"windows-1252\",\"blocks\":["
	  "{\"begin\":0,\"end\":6,\"src\":[3,6],\"keep\":true},"
	  "{\"begin\":7,\"end\":10,\"src\":[13,16],\"keep\":false}]}",
	  "1|0", 2 },
	{ "as run --keep-fields html writes it", &content,
	  "{\"fields\":{\"html\":\"<p>One</p><p>Two</p>\"},\"blocks\":["
	  "{\"begin\":0,\"end\":3,\"src\":[3,6],\"keep\":true},"
	  "{\"begin\":4,\"end\":7,\"src\":[13,16],\"keep\":false}]}", "1|0",
	  2 },
	{ "as run --merge writes it", &content,
	  "{\"html\":\"<p>One</p><p>Two</p>\",\"nclass\":{\"blocks\":["
	  "{\"begin\":0,\"end\":3,\"src\":[3,6],\"keep\":false},"
	  "{\"begin\":4,\"end\":7,\"src\":[13,16],\"keep\":true}]}}", "0|1",
	  2 },
	{ "as run writes it, of a text", &content,
	  "{\"text\":\"One\\n\\nTwo\",\"blocks\":["
	  "{\"begin\":0,\"end\":3,\"keep\":true},"
	  "{\"begin\":5,\"end\":8,\"keep\":false}]}", "1|0", 2 },
	{ "masked by a field", &masked,
	  "{\"blocks\":[{\"text\":\"a\",\"role\":\"ad\",\"dup\":true},"
	  "{\"text\":\"b\",\"role\":\"ad\",\"dup\":0},"
	  "{\"text\":\"c\",\"role\":\"ad\",\"by\":\"text\"},"
	  "{\"text\":\"d\",\"role\":\"ad\",\"by\":\"box\"}]}", "-|ad|-|ad",
	  2 },
	{ "masked as a whole", &masked,
	  "{\"dup\":1,\"blocks\":[{\"text\":\"a\",\"role\":\"ad\"}]}",
	  "-", 0 },
	{ "null is not known", &content,
	  "{\"html\":\"<p>One</p>\",\"blocks\":[{\"text\":\"One\","
	  "\"content\":null,\"keep\":true}]}", "-", 0 },
};

static void join(char *out, const struct labelled *l)
{
	*out = 0;
	for (uint32_t i = 0; i < l->n; i++)
		sprintf(out + strlen(out), "%s%s", i ? "|" : "",
			l->labels[i] ? l->labels[i] : "-");
}

static void records_are_read(void **state)
{
	struct labelled got;
	struct ncl_error err;
	ncl_doc *doc = NULL;
	char labels[100];

	(void)state;
	assert_int_equal(ncl_doc_new(&doc, &err), NCL_OK);
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		if (labelled_read(doc, rows[i].line, strlen(rows[i].line),
				  rows[i].how, &got, &err) != NCL_OK)
			fail_msg("%s: %s", rows[i].line, err.text);
		join(labels, &got);
		assert_string_equal(ncl_doc_text(doc, NULL), rows[i].text);
		assert_string_equal(labels, rows[i].labels);
		assert_int_equal(got.known, rows[i].known);
		if (rows[i].how->unit == NCL_UNIT_BLOCK)
			assert_int_equal(got.n, ncl_doc_block_count(doc));
		assert_string_equal(got.group ? got.group : "(none)",
				    rows[i].group ? rows[i].group : "(none)");
	}
	ncl_doc_free(doc);
}

static void pages_are_read(void **state)
{
	struct labelled got;
	struct ncl_error err;
	ncl_doc *doc = NULL;
	char labels[100];

	(void)state;
	assert_int_equal(ncl_doc_new(&doc, &err), NCL_OK);
	for (size_t i = 0; i < sizeof(page_rows) / sizeof(*page_rows); i++) {
		const char *line = page_rows[i].line;

		if (labelled_read(doc, line, strlen(line), page_rows[i].how,
				  &got, &err) != NCL_OK)
			fail_msg("%s: %s", page_rows[i].what, err.text);
		join(labels, &got);
		if (strcmp(labels, page_rows[i].labels) != 0)
			fail_msg("%s: %s", page_rows[i].what, labels);
		assert_int_equal(got.known, page_rows[i].known);
		assert_int_equal(got.n, ncl_doc_block_count(doc));
	}
	ncl_doc_free(doc);
}

/* The markup is that of the page: what a model of pages is trained on. */
static void pages_have_markup(void **state)
{
	static const char line[] =
		"{\"html\":\"<h2>One</h2>\",\"lang\":\"de\",\"blocks\":"
		"[{\"text\":\"One\",\"role\":\"heading\"}],"
		"\"values\":{\"title\":\"T\",\"url\":\"http://x.org/a\","
		"\"lang\":\"en\"}}";
	struct labelled got;
	ncl_doc *doc = NULL;

	(void)state;
	assert_int_equal(ncl_doc_new(&doc, NULL), NCL_OK);
	assert_int_equal(labelled_read(doc, line, strlen(line), &roles, &got,
				       NULL), NCL_OK);
	assert_int_equal(ncl_doc_block(doc, 0)->heading, 2);
	assert_int_equal(ncl_doc_block(doc, 0)->tag, NCL_TAG_H2);
	assert_string_equal(got.group, "x.org");
	assert_string_equal(ncl_doc_value(doc, "lang", 0, NULL), "de");
	assert_null(ncl_doc_value(doc, "lang", 1, NULL));
	assert_null(ncl_doc_value(doc, "title", 0, NULL));
	ncl_doc_free(doc);
}

/* What options name is found, or told that it is not there. */
static void named_fields_are_found(void **state)
{
	static const struct {
		const char *line, *kind;
		uint32_t masked, found;
	} docs[] = {
		{ "{\"text\":\"a\",\"labels\":\"x\",\"kind\":2.5,"
		  "\"dup\":0}", "2.5", 0,
		  LABELLED_FOUND_VALUE | LABELLED_FOUND_MASK },
		{ "{\"text\":\"a\",\"labels\":\"x\",\"head\":\"h\","
		  "\"by\":\"rule\"}", NULL, 1,
		  LABELLED_FOUND_TITLE | LABELLED_FOUND_MASK << 1 },
	};
	struct labelled got;
	ncl_doc *doc = NULL;

	(void)state;
	assert_int_equal(ncl_doc_new(&doc, NULL), NCL_OK);
	for (int i = 0; i < 2; i++) {
		const char *kind;

		assert_int_equal(labelled_read(doc, docs[i].line,
					       strlen(docs[i].line), &kinds,
					       &got, NULL), NCL_OK);
		kind = ncl_doc_value(doc, "kind", 0, NULL);
		assert_int_equal(got.masked, docs[i].masked);
		assert_int_equal(got.found, docs[i].found);
		assert_string_equal(kind ? kind : "(none)",
				    docs[i].kind ? docs[i].kind : "(none)");
	}
	ncl_doc_free(doc);
}

static const struct {
	const struct labelled_format *how;
	const char *line, *says;
} bad_rows[] = {
	{ &topics, "{\"text\":\"a\",\"labels\":[\"x\",{}]}", "no label" },
	{ &topics, "{\"text\":\"a\",\"labels\":2.5}", "no label" },
	{ &topics, "{\"text\":\"a\",\"labels\":\"\"}", "no label" },
	{ &topics, "{\"text\":\"a\",\"site\":[1]}", "\"site\" is an array" },
	{ &topics, "{\"labels\":[\"x\"]}", "no \"text\"" },
	{ &roles, "{\"text\":\"a\"}", "it has no \"blocks\"" },
	{ &roles, "{\"blocks\":{}}", "\"blocks\" is no array" },
	{ &roles, "{\"blocks\":[{\"text\":\"a\"},1]}", "block 1: no object" },
	{ &roles, "{\"blocks\":[{}]}", "block 0: it has no \"text\"" },
	{ &roles, "{\"blocks\":[{\"text\":\"a\",\"role\":[]}]}",
	  "block 0: \"role\" holds no label" },
	{ &roles, "{\"blocks\":[{\"text\":\"a\",\"text\":\"b\"}]}",
	  "stands twice" },
	{ &roles, "{\"blocks\":", "the line ends" },
	{ &roles, "{\"html\":\"<p>a\",\"blocks\":[{\"src\":[3]}]}",
	  "block 0: the numbers of \"src\" are no range" },
	{ &roles, "{\"html\":\"<p>a\",\"blocks\":[{\"src\":[3,2]}]}",
	  "no range" },
	{ &roles, "{\"html\":\"<p>a\",\"blocks\":[{\"src\":[3,5]}]}",
	  "block 0: it ends at byte 5 of 4" },
	{ &roles, "{\"html\":\"<p>ab\",\"blocks\":[{\"src\":[3,5]},"
	  "{\"src\":[4,5]}]}", "block 1: it begins at byte 4, before" },
	{ &roles, "{\"html\":\"<p>ab\",\"blocks\":[{\"src\":[3,5]},"
	  "{\"text\":\"b\"}]}", "either texts or ranges" },
	{ &roles, "{\"html\":\"<p>ab\",\"blocks\":[{\"begin\":1}]}",
	  "\"begin\" and \"end\" are no range" },
	{ &roles, "{\"html\":\"<p>ab\",\"blocks\":[{\"role\":\"ad\"}]}",
	  "it has no \"text\" and no \"src\" or" },
	{ &roles, "{\"text\":\"ab\",\"blocks\":[{\"role\":\"ad\"}]}",
	  "it has no \"text\" and no \"begin\"" },
	{ &roles, "{\"text\":\"ab\",\"offsets\":\"char\",\"blocks\":["
	  "{\"begin\":0,\"end\":1}]}", "--offsets byte" },
};

static void others_are_refused(void **state)
{
	struct labelled got;
	struct ncl_error err;
	ncl_doc *doc = NULL;

	(void)state;
	assert_int_equal(ncl_doc_new(&doc, &err), NCL_OK);
	for (size_t i = 0; i < sizeof(bad_rows) / sizeof(*bad_rows); i++)
		if (labelled_read(doc, bad_rows[i].line,
				  strlen(bad_rows[i].line), bad_rows[i].how,
				  &got, &err) != NCL_FORMAT ||
		    !strstr(err.text, bad_rows[i].says))
			fail_msg("%s: %s", bad_rows[i].line, err.text);
	ncl_doc_free(doc);
}

static int read_once(void *arg)
{
	struct labelled got;
	ncl_doc *doc = NULL;
	int ret = (int)ncl_doc_new(&doc, NULL);

	if (ret == NCL_OK)
		ret = (int)labelled_read(doc, arg, strlen(arg), &roles, &got,
					 NULL);
	ncl_doc_free(doc);
	return ret;
}

static void memory_may_fail_anywhere(void **state)
{
	static const char line[] = "{\"id\":1,\"url\":\"http://x.org/\","
				   "\"blocks\":[{\"text\":\"a\","
				   "\"role\":\"body\"}]}";
	static const char page[] = "{\"html\":\"<p>a<p>b\",\"blocks\":["
				   "{\"text\":\"b\",\"role\":\"body\"}]}";

	(void)state;
	assert_true(oom_each(read_once, (char *)line, NCL_NOMEM) > 0);
	assert_true(oom_each(read_once, (char *)page, NCL_NOMEM) > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(records_are_read),
		cmocka_unit_test(pages_are_read),
		cmocka_unit_test(pages_have_markup),
		cmocka_unit_test(named_fields_are_found),
		cmocka_unit_test(others_are_refused),
		cmocka_unit_test(memory_may_fail_anywhere),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
