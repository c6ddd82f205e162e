/* Inputs: files, folders, formats, limits, and what fails in which way. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "built.h"
#include "io/input.h"
#include "oom.h"

/* A file in the test's folder; its path is for the caller to free. */
static char *file(const char *name, const char *bytes, size_t len)
{
	const char *path = built_file(name, bytes, len, 0644);

	assert_non_null(path);
	return strdup(path);
}

/* Read all of a list into "id or source:text|..." with ! before what failed,
 * !! before unreadable inputs; the last error's text stays in `err`. */
static void read_all(char *out, size_t size, const char *const *paths,
		     size_t n, const struct input_options *how,
		     struct ncl_error *err)
{
	enum input_result got;
	struct input *in = NULL;
	ncl_doc *doc = NULL;
	size_t len = 0;
	uint64_t index = 0;

	*out = 0;
	assert_int_equal(ncl_doc_new(&doc, NULL), NCL_OK);
	assert_int_equal(input_open(&in, paths, n, how, err), NCL_OK);
	while ((got = input_next(in, doc, err)) != INPUT_END) {
		const struct ncl_origin *o = ncl_doc_origin(doc);
		const char *base = strrchr(o->source, '/');

		assert_int_not_equal(got, INPUT_FATAL);
		assert_int_equal(o->index, index++);
		len += (size_t)snprintf(
			out + len, size - len, "%s%s%s", len ? "|" : "",
			got == INPUT_DOC	  ? ""
			: got == INPUT_UNREADABLE ? "!!"
						  : "!",
			o->id ? o->id : base ? base + 1 : o->source);
		if (got == INPUT_DOC)
			len += (size_t)snprintf(out + len, size - len, ":%s",
						ncl_doc_text(doc, NULL));
		else
			assert_non_null(strstr(err->text, o->source));
	}
	input_free(in);
	ncl_doc_free(doc);
}

#define ROW(bytes) bytes, sizeof(bytes) - 1

static const struct {
	const char *name, *bytes;
	size_t len;
	enum input_format format;
	const char *want; /* as read_all has it, */
	const char *says; /* and in the last error; NULL: none */
} rows[] = {
	{ "a.txt", ROW("one\ntwo"), INPUT_AUTO, "a.txt:one\ntwo", NULL },
	{ "empty.txt", ROW(""), INPUT_AUTO, "empty.txt:", NULL },
	{ "a", ROW("one"), INPUT_AUTO, "a:one", NULL },
	{ "a.jsonl", ROW("{\"id\":1,\"text\":\"a\"}\n{\"id\":2,\"text\":\"b\"}"
	  ), INPUT_AUTO, "1:a|2:b", NULL },
	{ "b.ndjson", ROW("\xef\xbb\xbf\r\n \n{\"text\":\"a\"}\r\n\r\n"),
	  INPUT_AUTO, "b.ndjson:a", NULL },
	{ "empty.jsonl", ROW("\n\n"), INPUT_AUTO, "", NULL },
	{ "json", ROW("\n {\"id\":1, \"text\" : \"a\"}\n"), INPUT_AUTO, "1:a",
	  NULL },
	{ "nested", ROW("{\"a\":{\"text\":\"a\"}}\n"), INPUT_AUTO,
	  "nested:{\"a\":{\"text\":\"a\"}}\n", NULL },
	{ "html", ROW("{\"id\":1,\"html\":\"<p>a<p>b\"}"), INPUT_AUTO,
	  "1:a\nb", NULL },
	{ "c.jsonl", ROW("{\"id\":1,\"text\":\"a\"}\n{oops\n"
	  "{\"id\":3,\"text\":\"c\"}\n"), INPUT_AUTO, "1:a|!c.jsonl|3:c",
	  "c.jsonl:2: byte 1" },
	{ "d.jsonl", ROW("{\"id\":1,\"text\":\"0123456789012345678901234567890"
	  "1234567890\"}\n{\"id\":2,\"text\":\"b\"}"), INPUT_AUTO,
	  "!d.jsonl|2:b", "d.jsonl:1: larger than the 50 bytes" },
	{ "e.txt", ROW("01234567890123456789012345678901234567890123456789!"),
	  INPUT_AUTO, "!e.txt", "larger than the 50 bytes" },
	{ "a.txt", ROW("{\"id\":1,\"text\":\"a\"}"), INPUT_JSONL, "1:a",
	  NULL },
	{ "a.jsonl", ROW("{\"text\":\"a\"}"), INPUT_TEXT,
	  "a.jsonl:{\"text\":\"a\"}", NULL },
	{ "utf16.jsonl", ROW("\xff\xfe{\0\"\0"), INPUT_AUTO, "!!utf16.jsonl",
	  "iconv -f UTF-16" },
	{ "a.html", ROW("<p>a"), INPUT_AUTO, "a.html:a", NULL },
	{ "page", ROW("\n<!DOCTYPE html><p>a"), INPUT_AUTO, "page:a", NULL },
	{ "a.txt", ROW("<p>a"), INPUT_HTML, "a.txt:a", NULL },
	{ "a.warc", ROW("WARC/1.0\r\n"), INPUT_AUTO, "!a.warc",
	  "a.warc: byte 0: the record is cut off in its head" },
	{ "a.jsonl.gz", ROW("\x1f\x8b\x08\0\0"), INPUT_AUTO, "!!a.jsonl.gz",
	  "cut off: byte 5 of the gzip data" },
	{ "a.lz4", ROW("\x04\x22\x4d\x18"), INPUT_AUTO, "!!a.lz4",
	  "use lz4cat FILE | nclass run -" },
	{ "a.pdf", ROW("%PDF-1.7"), INPUT_AUTO, "!a.pdf", "PDF" },
	{ "nul.jsonl", ROW("{\"id\":1,\"text\":\"a\"}\n\0\n{\"id\":3,"
	  "\"text\":\"c\"}"), INPUT_AUTO, "1:a|!nul.jsonl|3:c", "0x00" },
};

static void formats_are_told_apart(void **state)
{
	char got[1000];

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		const struct input_options how = { .format = rows[i].format,
						   .max_doc_bytes = 50 };
		struct ncl_error err = { 0 };
		char *path = file(rows[i].name, rows[i].bytes, rows[i].len);
		const char *paths[] = { path };

		read_all(got, sizeof(got), paths, 1, &how, &err);
		if (strcmp(got, rows[i].want))
			fail_msg("%s: %s, not %s (%s)", rows[i].name, got,
				 rows[i].want, err.text);
		if (rows[i].says && !strstr(err.text, rows[i].says))
			fail_msg("%s: %s", rows[i].name, err.text);
		unlink(path);
		free(path);
	}
}

static void folders_are_walked_in_byte_order(void **state)
{
	const struct input_options how = { 0 };
	char folder[4096], path[5000], got[1000];
	const char *paths[] = { folder };
	struct ncl_error err;

	(void)state;
	snprintf(folder, sizeof(folder), "%s/walk", built_folder());
	assert_int_equal(mkdir(folder, 0755), 0);
	snprintf(path, sizeof(path), "%s/b", folder);
	assert_int_equal(mkdir(path, 0755), 0);
	snprintf(path, sizeof(path), "%s/b/loop", folder);
	assert_int_equal(symlink("..", path), 0);
	snprintf(path, sizeof(path), "%s/pipe", folder);
	assert_int_equal(mkfifo(path, 0644), 0);
	free(file("walk/a.txt", "A", 1));
	free(file("walk/b/z.txt", "Z", 1));
	free(file("walk/b/B.txt", "B", 1));
	free(file("walk/c.txt", "C", 1));
	free(file("walk/.hidden", "H", 1));
	read_all(got, sizeof(got), paths, 1, &how, &err);
	assert_string_equal(got, "a.txt:A|B.txt:B|z.txt:Z|c.txt:C");
}

/* All of a folder and a list of files is known ahead, but where one of them
 * is a pipe. */
static void sizes_are_summed_ahead(void **state)
{
	struct input_options how = { 0 };
	char folder[4096], path[5000];
	const char *paths[] = { folder, NULL };
	struct walk_empty empty;
	struct input *in = NULL;
	uint64_t total = 0;

	(void)state;
	snprintf(folder, sizeof(folder), "%s/sizes", built_folder());
	assert_int_equal(mkdir(folder, 0755), 0);
	free(file("sizes/a.txt", "one", 3));
	free(file("sizes/b.jsonl", "{\"text\":\"b\"}\n", 13));
	snprintf(path, sizeof(path), "%s/pipe", folder);
	assert_int_equal(mkfifo(path, 0644), 0); /* passed over */
	assert_int_equal(input_open(&in, paths, 1, &how, NULL), NCL_OK);
	assert_int_equal(input_total(in), 16);
	input_empty(in, &empty);
	assert_int_equal(empty.folders, 0);
	input_free(in);
	assert_int_equal(input_open(&in, paths, 1, &how, NULL), NCL_OK);
	input_free(in); /* in the middle */
	how.walk.list = file("sizes.list", path, strlen(path));
	assert_int_equal(input_open(&in, paths, 1, &how, NULL), NCL_OK);
	for (int i = 0; i < 3; i++)
		total += input_total(in);
	assert_int_equal(total, 0); /* a pipe has no end that is known */
	input_free(in);
	free((char *)how.walk.list);
}

static void what_cannot_be_read_is_told(void **state)
{
	const struct input_options how = { 0 };
	struct ncl_error err = { 0 };
	char *good = file("good.txt", "G", 1), got[1000];
	const char *paths[] = { "/nowhere/x.txt", good, "/nowhere/y" };

	(void)state;
	read_all(got, sizeof(got), paths, 3, &how, &err);
	assert_string_equal(got, "!!x.txt|good.txt:G|!!y");
	assert_non_null(strstr(err.text, "/nowhere/y: no such file"));
	free(good);
}

static const struct {
	struct input_options how;
	enum ncl_status want;
	const char *says;
} option_rows[] = {
	{ { .charset = "utf9" }, NCL_USAGE, "no charset \"utf9\"" },
	{ { .walk = { .list = "no/list" } }, NCL_MISSING,
	  "no/list: cannot be opened" },
	{ { .walk = { .list = "-" } }, NCL_USAGE, "2 times" },
};

static void wrong_options_are_refused_at_once(void **state)
{
	const char *const paths[] = { "-", "-" };
	const struct input_options fine = { 0 };
	struct input *in = NULL;
	struct ncl_error err;

	(void)state;
	for (size_t i = 0; i < sizeof(option_rows) / sizeof(*option_rows);
	     i++) {
		assert_int_equal(input_open(&in, paths, 1,
					    &option_rows[i].how, &err),
				 option_rows[i].want);
		assert_null(in);
		assert_non_null(strstr(err.text, option_rows[i].says));
	}
	assert_int_equal(input_open(&in, paths, 2, &fine, &err), NCL_USAGE);
	assert_non_null(strstr(err.text, "2 times"));
}

/* A text that is larger than what is read at once, by lines and as one. */
static void large_inputs_come_whole(void **state)
{
	const struct input_options how = { 0 };
	size_t n = 20000, len = 0;
	char *bytes = malloc(n * 40), *path;
	const char *paths[1];
	enum input_result got;
	struct input *in = NULL;
	struct ncl_error err;
	ncl_doc *doc = NULL;

	(void)state;
	assert_non_null(bytes);
	for (size_t i = 0; i < n; i++)
		len += (size_t)sprintf(bytes + len,
				       "{\"id\":%zu,\"text\":\"t%zu\"}\n", i,
				       i);
	path = file("large.jsonl", bytes, len);
	paths[0] = path;
	assert_int_equal(ncl_doc_new(&doc, &err), NCL_OK);
	assert_int_equal(input_open(&in, paths, 1, &how, &err), NCL_OK);
	for (size_t i = 0; i < n; i++) {
		char want[32];

		got = input_next(in, doc, &err);
		assert_int_equal(got, INPUT_DOC);
		sprintf(want, "t%zu", i);
		assert_string_equal(ncl_doc_text(doc, NULL), want);
	}
	assert_int_equal(input_next(in, doc, &err), INPUT_END);
	assert_int_equal(input_bytes(in), len);
	input_free(in);
	ncl_doc_free(doc);
	unlink(path);
	free(path);
	free(bytes);
}

/* Without memory a run ends, or a document fails and says why. */
static int read_once(void *arg)
{
	const char *const paths[] = { arg };
	const struct input_options how = { 0 };
	struct input *in = NULL;
	struct ncl_error err = { 0 };
	enum input_result got = INPUT_END;
	ncl_doc *doc = NULL;
	int ret = (int)ncl_doc_new(&doc, &err);

	if (ret == NCL_OK)
		ret = (int)input_open(&in, paths, 1, &how, &err);
	while (ret == NCL_OK &&
	       (got = input_next(in, doc, &err)) != INPUT_END)
		if (got != INPUT_DOC)
			ret = got == INPUT_FATAL ? NCL_NOMEM : (int)err.code;
	input_free(in);
	ncl_doc_free(doc);
	return ret;
}

static void memory_may_fail_anywhere(void **state)
{
	char *path = file("oom.jsonl", ROW("{\"text\":\"a\"}\n"));
	char folder[4096];

	(void)state;
	assert_true(oom_each(read_once, path, NCL_NOMEM) > 0);
	free(path);
	path = file("oom.txt", ROW("caf\xe9\n"));
	assert_true(oom_each(read_once, path, NCL_NOMEM) > 0);
	free(path);
	snprintf(folder, sizeof(folder), "%s/oom", built_folder());
	assert_int_equal(mkdir(folder, 0755), 0);
	free(file("oom/a.txt", "A", 1));
	free(file("oom/b.txt", "B", 1));
	assert_true(oom_each(read_once, folder, NCL_NOMEM) > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(formats_are_told_apart),
		cmocka_unit_test(folders_are_walked_in_byte_order),
		cmocka_unit_test(sizes_are_summed_ahead),
		cmocka_unit_test(what_cannot_be_read_is_told),
		cmocka_unit_test(wrong_options_are_refused_at_once),
		cmocka_unit_test(large_inputs_come_whole),
		cmocka_unit_test(memory_may_fail_anywhere),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
