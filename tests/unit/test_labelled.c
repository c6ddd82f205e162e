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
	{ &topics, "{\"text\":\"a\",\"labels\":\"x\",\"site\":17}", "a", "x", 1,
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

	(void)state;
	assert_true(oom_each(read_once, (char *)line, NCL_NOMEM) > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(records_are_read),
		cmocka_unit_test(others_are_refused),
		cmocka_unit_test(memory_may_fail_anywhere),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
