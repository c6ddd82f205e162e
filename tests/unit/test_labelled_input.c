/* Labelled files of every form to documents, and what is wrong in them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "built.h"
#include "io/labelled_input.h"
#include "oom.h"

static const struct labelled_options usual = {
	.record = { .unit = NCL_UNIT_DOCUMENT, .gold = "labels",
		    .guess_group = 1 },
	.max_doc_bytes = 100,
};
static const struct labelled_options listed = {
	.record = { .unit = NCL_UNIT_DOCUMENT, .gold = "labels",
		    .separator = "|", .text = "t", .label = "l",
		    .group = "g" },
};
static const struct labelled_options numbered = {
	.record = { .unit = NCL_UNIT_DOCUMENT, .gold = "labels",
		    .text = "3", .label = "1", .title = "2" },
	.no_header = 1,
};
static const struct labelled_options blocks = {
	.record = { .unit = NCL_UNIT_BLOCK, .gold = "role" },
};

#define ROW(bytes) bytes, sizeof(bytes) - 1

/* What is read of a file: "labels=text@group" a document, "!LINE kind" what
 * cannot be used, "!!" the end of a file that is damaged. */
static const struct {
	const char *name, *bytes;
	size_t len;
	const struct labelled_options *how;
	const char *want, *says; /* in the last error */
} rows[] = {
	{ "a.csv", ROW("text,label\na,x\nb,y\n"), &usual, "x=a y=b", NULL },
	{ "a.csv", ROW("\xef\xbb\xbfLabel;Content;site\r\nx;a;s\r\n"), &usual,
	  "x=a@s", NULL },
	{ "a.tsv", ROW("id\tcategory\ttitle\tbody\n1\tx y\tT\ta\n"), &usual,
	  "x y=a#T", NULL },
	{ "a.tsv", ROW("text\tlabel\n\"a\tx\nb\"c\ty\n"), &usual,
	  "x=\"a y=b\"c", NULL },
	{ "b.csv", ROW("l,t,g\nx| y |,a,s\n,b,\n"), &listed,
	  "x+y=a@s !3(without a label)", "nothing in l" },
	{ "c.csv", ROW("x,T,a\r\ny,,b"), &numbered, "x=a#T y=b", NULL },
	{ "d.csv", ROW("text,label\n\"a\nb\",x\nc\n\nd,y,z\ne,y"), &usual,
	  "x=a\nb !4(broken) !6(broken) y=e", "3 fields where the header has "
	  "2" },
	{ "e.csv", ROW("text,label\n\"a,x\nb,y\n"), &usual,
	  "!2(broken) y=b", "quote begins here" },
	{ "f.csv", ROW("a,b\n1,2\n"), &usual, "!!", "the header (a, b) has no "
	  "column text" },
	{ "g.csv", ROW("text,label\n"), &usual, "", NULL },
	{ "h.csv", ROW(""), &usual, "!!", "is empty" },
	{ "i.csv", ROW("text,label\rcaf\xe9 au lait d\xe9j\xe0,x\r"), &usual,
	  "x=caf\xc3\xa9 au lait d\xc3\xa9j\xc3\xa0~", NULL },
	{ "j.csv", ROW("text,label\na\0b,x\nc,\0y\n"), &usual,
	  "x=a !3(broken)", "NUL" },
	{ "k.csv", ROW("text,label\n,x\n \t,y\nc,z\n"), &usual,
	  "!2(without a text) !3(without a text) z=c", "text is empty" },
	{ "k2.csv", ROW("text,label\n0123456789012345678901234567890123456789"
	  "01234567890123456789012345678901234567890123456789012345678901234"
	  ",x\nb,y\n"), &usual, "!2(too large) y=b", "larger than the 100" },
	{ "csv", ROW("label,text\nx,a\n"), &usual, "x=a", NULL },
	{ "tsv", ROW("label\ttext\nx\ta\n"), &usual, "x=a", NULL },
	{ "l.txt", ROW("__label__x __label__y a b\n__label__z c __label__w d"),
	  &usual, "x+y=a b z+w=c  d", NULL },
	{ "m.txt", ROW("__label__x a\r\n\r\nb\r\n__label__y\r\n"), &usual,
	  "x=a !3(without a label) !4(without a text)", "text is empty" },
	{ "n.txt", ROW("nothing of it\n"), &usual, "!!", "--data-format" },
	{ "o.jsonl", ROW("{\"text\":\"a\",\"label\":\"x\"}\n{\n"
	  "{\"text\":\"b\"}"), &usual, "x=a !2(broken) !3(without a label)",
	  "nothing in labels, label" },
	{ "p.jsonl", ROW("{\"blocks\":[{\"text\":\"a\",\"role\":\"r\"}]}\n"
	  "{\"blocks\":[{\"text\":\"a\"}]}"), &blocks,
	  "r=a !2(without a label)", "none of its blocks" },
	{ "q.csv", ROW("text,role\na,b\n"), &blocks, "!!", "JSON lines" },
	{ "r.csv", ROW("\xff\xfet\0,\0"), &usual, "!!", "UTF-16" },
	{ "s.csv.gz", ROW("\x1f\x8b\x08\0"), &usual, "!!", "cut off" },
};

static size_t show(char *to, size_t size, const ncl_doc *doc,
		   const struct labelled_record *r)
{
	const char *title = ncl_doc_value(doc, "title", 0, NULL);
	size_t n = 0;

	for (uint32_t i = 0; i < r->gold.n; i++)
		n += (size_t)snprintf(to + n, size - n, "%s%s", i ? "+" : "",
				      r->gold.labels[i]);
	return n + (size_t)snprintf(to + n, size - n, "=%s%s%s%s%s%s",
				    ncl_doc_text(doc, NULL),
				    title ? "#" : "", title ? title : "",
				    r->gold.group ? "@" : "",
				    r->gold.group ? r->gold.group : "",
				    r->gold.charset ? "~" : "");
}

static void read_file(const char *path, const struct labelled_options *how,
		      char *to, size_t size, struct ncl_error *err)
{
	struct labelled_input *in = NULL;
	struct labelled_record r;
	enum labelled_result got;
	ncl_doc *doc = NULL;
	size_t n = 0;

	*to = 0;
	assert_int_equal(ncl_doc_new(&doc, NULL), NCL_OK);
	assert_int_equal(labelled_open(&in, &path, 1, how, err), NCL_OK);
	while ((got = labelled_next(in, doc, &r, err)) != LABELLED_END) {
		assert_int_not_equal(got, LABELLED_FATAL);
		if (n)
			to[n++] = ' ';
		if (got == LABELLED_DOC)
			n += show(to + n, size - n, doc, &r);
		else if (got == LABELLED_BAD)
			n += (size_t)snprintf(to + n, size - n, "!%u(%s)",
					      (unsigned)r.line,
					      labelled_fault_names[r.fault]);
		else
			n += (size_t)snprintf(to + n, size - n, "!!");
		if (got != LABELLED_DOC)
			assert_non_null(strstr(err->text, path));
	}
	labelled_close(in);
	ncl_doc_free(doc);
}

static void files_are_read(void **state)
{
	struct ncl_error err;
	char got[500];

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		char *path = strdup(built_file(rows[i].name, rows[i].bytes,
					       rows[i].len, 0644));

		err.text[0] = 0;
		read_file(path, rows[i].how, got, sizeof(got), &err);
		if (strcmp(got, rows[i].want) != 0)
			fail_msg("%s: %s (%s)", rows[i].name, got, err.text);
		if (rows[i].says && !strstr(err.text, rows[i].says))
			fail_msg("%s: %s", rows[i].name, err.text);
		free(path);
	}
}

static int read_once(void *arg)
{
	const char *path = arg;
	struct labelled_input *in = NULL;
	struct labelled_record r;
	ncl_doc *doc = NULL;
	struct ncl_error err = { 0 };
	int ret = (int)ncl_doc_new(&doc, &err);
	enum labelled_result got = LABELLED_DOC;

	if (ret == NCL_OK)
		ret = (int)labelled_open(&in, &path, 1, &listed, &err);
	while (ret == NCL_OK && got == LABELLED_DOC) {
		got = labelled_next(in, doc, &r, &err);
		if (got != LABELLED_DOC && got != LABELLED_END)
			ret = (int)err.code;
	}
	labelled_close(in);
	ncl_doc_free(doc);
	return ret;
}

static void memory_may_fail_anywhere(void **state)
{
	static const char csv[] = "l,t,g\nx|y,\"a \"\"b\"\"\",s\nz,c,s\n";
	char *path = strdup(built_file("oom.csv", csv, sizeof(csv) - 1,
				       0644));

	(void)state;
	assert_true(oom_each(read_once, path, NCL_NOMEM) > 0);
	free(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(files_are_read),
		cmocka_unit_test(memory_may_fail_anywhere),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
