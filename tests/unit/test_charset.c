/* Charsets: names, detection, conversion with its map, binary files. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "io/charset.h"
#include "oom.h"
#include "texts.h"

static ncl_doc *new_doc(void)
{
	ncl_doc *doc = NULL;

	assert_int_equal(ncl_doc_new(&doc, NULL), NCL_OK);
	return doc;
}

/* ----------------------------------------------------------------- names */

static const struct {
	const char *label, *name; /* name NULL: there is none */
} name_rows[] = {
	{ "utf-8", "utf-8" },
	{ "UTF8", "utf-8" },
	{ "latin1", "windows-1252" },
	{ "ISO-8859-1", "windows-1252" },
	{ "ascii", "windows-1252" },
	{ "ISO-8859-9", "windows-1254" },
	{ "GB2312", "gb18030" },
	{ "gbk", "gb18030" },
	{ "Shift_JIS", "shift_jis" },
	{ "ks_c_5601-1987", "euc-kr" },
	{ "TIS-620", "windows-874" },
	{ "ISO-2022-KR", "iso-2022-kr" }, /* of iconv alone */
	{ "utf-61", NULL },
	{ "", NULL },
	{ "../../etc/passwd", NULL },
	{ "utf-8//TRANSLIT", NULL },
};

static void names_are_those_of_the_web(void **state)
{
	struct charset charset;
	struct ncl_error err;

	(void)state;
	for (size_t i = 0; i < sizeof(name_rows) / sizeof(*name_rows); i++) {
		enum ncl_status ret = charset_named(
			&charset, name_rows[i].label, &err);

		assert_int_equal(ret, name_rows[i].name ? NCL_OK : NCL_USAGE);
		if (name_rows[i].name)
			assert_string_equal(charset.name, name_rows[i].name);
	}
	assert_int_equal(charset_check("windws-1251", &err), NCL_USAGE);
	assert_non_null(strstr(err.text, "did you mean windows-1251?"));
}

/* ------------------------------------------------------------- detection */

/* `from` in another charset, for the caller to free. */
static char *encode(const char *from, const char *to, size_t *len)
{
	iconv_t cd = iconv_open(to, "UTF-8");
	size_t in_left = strlen(from), left = 4 * in_left + 16;
	char *out = calloc(1, left + 1), *end = out, *in = (char *)from;

	assert_true(cd != (iconv_t)-1 && out);
	if (iconv(cd, &in, &in_left, &end, &left) == (size_t)-1)
		fail_msg("%s cannot hold: %s", to, in);
	iconv(cd, NULL, NULL, &end, &left);
	iconv_close(cd);
	*len = (size_t)(end - out);
	return out;
}

/* Every block is found in the input by its source range. */
static void check_sources(const ncl_doc *doc, const char *raw, size_t raw_len,
			  const char *charset)
{
	const char *text = ncl_doc_text(doc, NULL);
	uint32_t from, to, last = 0;
	const struct ncl_block *b;

	for (uint32_t i = 0; (b = ncl_doc_block(doc, i)); i++) {
		iconv_t cd = iconv_open("UTF-8", charset);
		char back[4096], *in, *out = back;
		size_t in_left, left = sizeof(back);

		ncl_doc_source(doc, b->begin, b->end, &from, &to);
		assert_true(from >= last && from < to && to <= raw_len);
		last = to;
		in = (char *)raw + from;
		in_left = to - from;
		if (!strncmp(charset, "ISO-2022", 8)) {
			iconv_close(cd);
			continue;
		}
		assert_int_equal(iconv(cd, &in, &in_left, &out, &left), 0);
		iconv_close(cd);
		assert_int_equal(out - back, b->end - b->begin);
		assert_memory_equal(back, text + b->begin,
				    b->end - b->begin);
	}
}

static int detected(const struct text_in *row, const char *charset)
{
	ncl_doc *doc = new_doc();
	struct ncl_error err;
	size_t len, text_len;
	char *raw = encode(row->text, charset, &len);
	const char *text;
	int same;

	if (ncl_read_text(doc, raw, len, NULL, &err) != NCL_OK)
		fail_msg("%s in %s: %s", row->language, charset, err.text);
	text = ncl_doc_text(doc, &text_len);
	same = text_len == strlen(row->text) &&
	       !memcmp(text, row->text, text_len);
	if (same)
		check_sources(doc, raw, len, charset);
	else
		print_message("%s in %s: taken for %s\n", row->language,
			      charset, ncl_doc_origin(doc)->charset);
	ncl_doc_free(doc);
	free(raw);
	return same;
}

static void texts_are_known_by_their_bytes(void **state)
{
	int right = 0, all = 0;

	(void)state;
	for (const struct text_in *row = texts; row->text; row++) {
		const char *list = row->charsets;
		char name[32];
		int n;

		while (sscanf(list, "%31s%n", name, &n) == 1) {
			right += detected(row, name);
			all++;
			list += n;
		}
	}
	print_message("detected %d of %d\n", right, all);
	assert_int_equal(right, all);
}

/* ---------------------------------------------------- small and damaged */

#define ROW(bytes) bytes, sizeof(bytes) - 1

static const struct {
	const char *what, *bytes;
	size_t len;
	const char *charset; /* what the caller says */
	const char *text, *found;
} read_rows[] = {
	{ "ASCII", ROW("abc"), NULL, "abc", NULL },
	{ "UTF-8", ROW("caf\xc3\xa9"), NULL, "caf\xc3\xa9", NULL },
	{ "a mark of UTF-8", ROW("\xef\xbb\xbf" "a"), NULL, "a", NULL },
	{ "a mark of UTF-16LE", ROW("\xff\xfe" "a\0b\0"), NULL, "ab",
	  "utf-16le" },
	{ "a mark of UTF-16BE", ROW("\xfe\xff\0a\0b"), NULL, "ab",
	  "utf-16be" },
	{ "a mark of UTF-32LE", ROW("\xff\xfe\0\0a\0\0\0"), NULL, "a",
	  "utf-32le" },
	{ "a mark against a name", ROW("\xff\xfe" "a\0"), "utf-8", "a",
	  "utf-16le" },
	{ "half a unit at the end", ROW("\xff\xfe" "a\0b"), NULL,
	  "a\xef\xbf\xbd", "utf-16le" },
	{ "a lone surrogate", ROW("\xff\xfe\x3d\xd8" "a\0"), NULL,
	  "\xef\xbf\xbd" "a", "utf-16le" },
	{ "a pair", ROW("\xff\xfe\x3d\xd8\x00\xde"), NULL,
	  "\xf0\x9f\x98\x80", "utf-16le" },
	{ "a short Latin-1", ROW("caf\xe9"), NULL, "caf\xc3\xa9",
	  "windows-1252" },
	{ "the same in others too", ROW("Caf\xe9 \x93noir\x94"), NULL,
	  "Caf\xc3\xa9 \xe2\x80\x9cnoir\xe2\x80\x9d", "windows-1252" },
	{ "quotes of Windows", ROW("\x93" "a\x94 \x96 it\x92s"), NULL,
	  "\xe2\x80\x9c" "a\xe2\x80\x9d \xe2\x80\x93 it\xe2\x80\x99s",
	  "windows-1252" },
	{ "named", ROW("\xcf\xf0\xe8"), "cp1251",
	  "\xd0\x9f\xd1\x80\xd0\xb8", "windows-1251" },
	{ "named, no character", ROW("a\x98" "b"), "cp1251",
	  "a\xef\xbf\xbd" "b", "windows-1251" },
	{ "named UTF-8 and damaged", ROW("a\xe4\xb8" "b\xff"), "utf-8",
	  "a\xef\xbf\xbd" "b\xef\xbf\xbd", "utf-8" },
	{ "damaged Shift_JIS", ROW("\x82\xa0\x82" "\n\x82\xa2"), "sjis",
	  "\xe3\x81\x82\xef\xbf\xbd\n\xe3\x81\x84", "shift_jis" },
	{ "half a character at the end", ROW("a\x82"), "sjis",
	  "a\xef\xbf\xbd", "shift_jis" },
	{ "two characters of one", ROW("\x88\x62" "a"), "big5-hkscs",
	  "\xc3\x8a\xcc\x84" "a", "big5" },
	{ "NULs", ROW("one two three\0four five six seven"), NULL,
	  "one two three", NULL },
	{ "a NUL in a very short text", ROW("a\0b\nc\n"), NULL, "a",
	  NULL },
	{ "half a character of UTF-8, cut off",
	  ROW("\xd0\x9f\xd1\x80\xd0\xb8\xd0\xb2\xd0\xb5\xd1\x82, "
	      "\xd0\xbc\xd0\xb8\xd1\x80 \xd0\xbc\xd0\xb8\xd1\x80 "
	      "\xd0"), NULL,
	  "\xd0\x9f\xd1\x80\xd0\xb8\xd0\xb2\xd0\xb5\xd1\x82, "
	  "\xd0\xbc\xd0\xb8\xd1\x80 \xd0\xbc\xd0\xb8\xd1\x80 \xef\xbf\xbd",
	  "utf-8" },
};

static void bytes_become_text(void **state)
{
	ncl_doc *doc = new_doc();
	struct ncl_error err;

	(void)state;
	for (size_t i = 0; i < sizeof(read_rows) / sizeof(*read_rows); i++) {
		const char *found, *text;

		ncl_doc_clear(doc);
		if (ncl_read_text(doc, read_rows[i].bytes, read_rows[i].len,
				  read_rows[i].charset, &err) != NCL_OK)
			fail_msg("%s: %s", read_rows[i].what, err.text);
		text = ncl_doc_text(doc, NULL);
		found = ncl_doc_origin(doc)->charset;
		if (strcmp(text, read_rows[i].text) ||
		    strcmp(found ? found : "",
			   read_rows[i].found ? read_rows[i].found : ""))
			fail_msg("%s: %s (%s)", read_rows[i].what, text,
				 found);
	}
	ncl_doc_free(doc);
}

static void damage_keeps_its_place(void **state)
{
	static const char bytes[] = "\x82\xa0\x82\n\x82\xa2";
	ncl_doc *doc = new_doc();
	uint32_t from, to;

	(void)state;
	assert_int_equal(ncl_read_text(doc, bytes, 6, "sjis", NULL), NCL_OK);
	ncl_doc_source(doc, 3, 6, &from, &to);
	assert_int_equal(from, 2);
	assert_int_equal(to, 3);
	ncl_doc_source(doc, 7, 10, &from, &to);
	assert_int_equal(from, 4);
	assert_int_equal(to, 6);
	ncl_doc_free(doc);
}

static const struct {
	const char *bytes;
	size_t len;
	const char *says;
} binary_rows[] = {
	{ ROW("%PDF-1.4\n"), "PDF" },
	{ ROW("\x1f\x8b\x08\0\0\0"), "is compressed (gzip)" },
	{ ROW("BZh91AY&SY\x12\x34"), "is compressed (bzip2)" },
	{ ROW("\x28\xb5\x2f\xfd\x24"), "is compressed (zstd)" },
	{ ROW("\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), "PNG" },
	{ ROW("\xff\xd8\xff\xe0\0\x10JFIF"), "JPEG" },
	{ ROW("PK\x03\x04\x14\0\0\0\x08\0"), "ZIP" },
	{ ROW("PK\x03\x04\x14\0\6\0\x08\0\0\0!\0\1\2\3\4\5\6\7\x08\1\2\3\4"
	      "\x13\0\x08\2[Content_Types].xml"), "Word" },
	{ ROW("\177ELF\2\1\1\0"), "ELF" },
	{ ROW("a\1\2\3\4\5\6\x0e\x0f\x10 text"), "9 control bytes" },
	{ ROW("a\0\0\0\0\0b\0\0\0\0\0\0c"), "control bytes" },
};

static void binary_files_are_refused(void **state)
{
	ncl_doc *doc = new_doc();
	struct ncl_error err;

	(void)state;
	for (size_t i = 0; i < sizeof(binary_rows) / sizeof(*binary_rows);
	     i++) {
		enum ncl_status ret = ncl_read_text(
			doc, binary_rows[i].bytes, binary_rows[i].len, NULL,
			&err);

		if (ret != NCL_FORMAT ||
		    !strstr(err.text, binary_rows[i].says))
			fail_msg("%s: %s", binary_rows[i].says, err.text);
	}
	ncl_doc_free(doc);
}

static int read_once(void *arg)
{
	ncl_doc *doc = NULL;
	int ret = (int)ncl_doc_new(&doc, NULL);

	if (ret == NCL_OK)
		ret = (int)ncl_read_text(doc, "\x82\xa0\x82\xa2 a", 6, arg,
					 NULL);
	ncl_doc_free(doc);
	return ret;
}

static void memory_may_fail_anywhere(void **state)
{
	(void)state;
	assert_true(oom_each(read_once, (char *)"sjis", NCL_NOMEM) > 0);
	assert_true(oom_each(read_once, (char *)"utf-16", NCL_NOMEM) > 0);
	assert_true(oom_each(read_once, (char *)"koi8-r", NCL_NOMEM) > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_are_those_of_the_web),
		cmocka_unit_test(texts_are_known_by_their_bytes),
		cmocka_unit_test(bytes_become_text),
		cmocka_unit_test(damage_keeps_its_place),
		cmocka_unit_test(binary_files_are_refused),
		cmocka_unit_test(memory_may_fail_anywhere),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
