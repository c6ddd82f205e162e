/* JSON strings, and a document's whole JSON line. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "io/json_out.h"
#include "oom.h"
#include "sample_doc.h"

#define ROW(text, want) { text, sizeof(text) - 1, want }

static const struct {
	const char *text;
	size_t len;
	const char *want;
} rows[] = {
	ROW("", "\"\""),
	ROW("plain", "\"plain\""),
	ROW("a quote \" in the middle", "\"a quote \\\" in the middle\""),
	ROW("back\\slash", "\"back\\\\slash\""),
	ROW("\n\r\t\b\f", "\"\\n\\r\\t\\b\\f\""),
	ROW("\0\x01\x1b\x1f", "\"\\u0000\\u0001\\u001b\\u001f\""),
	ROW("a\xc2\x85\xe2\x80\xa8\xe2\x80\x99\xe2\x80\xa9\xc2\xa0",
	    "\"a\\u0085\\u2028\xe2\x80\x99\\u2029\xc2\xa0\""),
	ROW("\x7f is as it is", "\"\x7f is as it is\""),
	ROW("1234567\"", "\"1234567\\\"\""), /* the last of eight bytes */
	ROW("12345678\"", "\"12345678\\\"\""),
	ROW("\"\"\"\"\"\"\"\"", "\"\\\"\\\"\\\"\\\"\\\"\\\"\\\"\\\"\""),
	ROW("\xc3\xa9\xe4\xb8\xad\xf0\x9f\x98\x80 with more behind",
	    "\"\xc3\xa9\xe4\xb8\xad\xf0\x9f\x98\x80 with more behind\""),
	ROW("\xe2\x80\xa9!!!!!!", "\"\\u2029!!!!!!\""),
};

static void strings_are_escaped(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct ncl_buffer b = { 0 };
		struct out o;

		out_start(&o, &b);
		out_json(&o, rows[i].text, rows[i].len);
		assert_int_equal(out_end(&o), NCL_OK);
		assert_string_equal(b.data, rows[i].want);
		ncl_buffer_release(&b);
	}
}

/* Each byte value at each place of a word of eight, among the highest and the
 * lowest plain ones. */
static void no_byte_slips_through(void **state)
{
	static const char around[] = { ' ', '!', '#', '[', ']', '~' };
	char text[24];

	(void)state;
	for (unsigned n = 0; n < 24u * 128 * sizeof(around); n++) {
		unsigned c = n / 24 % 128;
		struct ncl_buffer b = { 0 };
		struct out o;

		memset(text, around[n / 24 / 128], sizeof(text));
		text[n % 24] = (char)c;
		out_start(&o, &b);
		out_json(&o, text, sizeof(text));
		assert_int_equal(out_end(&o), NCL_OK);
		if (c >= 0x20 && c != '"' && c != '\\')
			assert_int_equal(b.len, sizeof(text) + 2);
		else
			assert_true(b.data[1 + n % 24] == '\\');
		ncl_buffer_release(&b);
	}
}

static void bytes_that_are_no_text_become_marks(void **state)
{
	struct ncl_buffer b = { 0 };
	struct out o;

	(void)state;
	out_start(&o, &b);
	out_json_bytes(&o, "caf\xe9 \"\xff", 7);
	assert_int_equal(out_end(&o), NCL_OK);
	assert_string_equal(b.data,
			    "\"caf\xef\xbf\xbd \\\"\xef\xbf\xbd\"");
	ncl_buffer_release(&b);
}

static const char text[] = "\xc3\x89t\xc3\xa9\nBy Jo Doe\nIt \"rained\".\n";

static void label_all(struct sample *s)
{
	sample_open(s, text);
	sample_role(s, 0, "headline", 0.9921f);
	sample_role(s, 1, "byline", 0.5f);
	sample_role(s, 2, "body", 1);
	sample_verdict(s, 0, 0, 0.041f);
	sample_verdict(s, 1, 0, 0);
	sample_verdict(s, 2, 1, 0.97f);
	sample_topic(s, "weather", "medtop:17000000", 0.9312f);
	sample_topic(s, "labour", NULL, 0.25f);
	sample_below(s, "labour");
	sample_article(s, 0.5f);
	sample_span(s, 9, 15, "person");
}

static void a_line_has_its_keys_in_order(void **state)
{
	const struct ncl_origin origin = { .id = "7", .id_json = "7",
					   .source = "a.jsonl", .index = 3,
					   .charset = "windows-1252" };
	const struct ncl_write_options how = { .with_text = 1,
					       .with_kept = 1 };
	struct ncl_buffer b = { 0 };
	struct sample s;

	(void)state;
	label_all(&s);
	assert_false(ncl_doc_set_origin(s.doc, &origin, NULL));
	assert_false(ncl_doc_add_value(s.doc, "title", "T", 1, NULL));
	assert_false(ncl_doc_add_value(s.doc, "authors", "Jo", 2, NULL));
	assert_int_equal(ncl_write_jsonl(&b, s.doc, &how), NCL_OK);
	assert_string_equal(
		b.data,
		"{\"id\":7,\"source\":\"a.jsonl\",\"index\":3,"
		"\"status\":\"ok\",\"charset\":\"windows-1252\","
		"\"offsets\":\"byte\","
		"\"values\":{\"title\":\"T\",\"authors\":[\"Jo\"]},"
		"\"topics\":[{\"id\":\"medtop:17000000\","
		"\"label\":\"weather\",\"score\":0.9312},"
		"{\"label\":\"labour\",\"score\":0.2500,\"below\":true}],"
		"\"article\":0.5000,"
		"\"blocks\":[{\"begin\":0,\"end\":5,\"role\":\"headline\","
		"\"role_score\":0.9921,\"keep\":false,\"score\":0.0410},"
		"{\"begin\":6,\"end\":15,\"role\":\"byline\","
		"\"role_score\":0.5000,\"keep\":false,\"score\":0.0000},"
		"{\"begin\":16,\"end\":28,\"role\":\"body\","
		"\"role_score\":1.0000,\"keep\":true,\"score\":0.9700}],"
		"\"layers\":{\"acme.names/1\":{\"spans\":[{\"begin\":9,"
		"\"end\":15,\"label\":\"person\",\"score\":0.8800}]}},"
		"\"text\":\"\xc3\x89t\xc3\xa9\\nBy Jo Doe\\n"
		"It \\\"rained\\\".\\n\","
		"\"kept\":\"It \\\"rained\\\".\"}\n");
	ncl_buffer_release(&b);
	sample_close(&s);
}

static void a_bare_document_has_blocks_only(void **state)
{
	struct ncl_buffer b = { 0 };
	struct sample s;

	(void)state;
	sample_open(&s, "one\n");
	assert_int_equal(ncl_write_jsonl(&b, s.doc, NULL), NCL_OK);
	assert_string_equal(b.data,
			    "{\"id\":\"0\",\"index\":0,\"status\":\"ok\","
			    "\"offsets\":\"byte\",\"values\":{},"
			    "\"blocks\":[{\"begin\":0,\"end\":3}]}\n");
	ncl_buffer_release(&b);
	sample_close(&s);
}

static void offsets_are_counted_and_src_stays_bytes(void **state)
{
	const struct ncl_write_options how = { .offsets = NCL_OFFSETS_CHAR };
	struct ncl_buffer b = { 0 };
	struct sample s;

	(void)state;
	sample_open(&s, text);
	sample_span(&s, 9, 15, "person");
	assert_int_equal(ncl_write_jsonl(&b, s.doc, &how), NCL_OK);
	assert_non_null(strstr(b.data, "\"offsets\":\"char\""));
	assert_non_null(strstr(b.data, "{\"begin\":0,\"end\":3,"
				       "\"src\":[0,5]}"));
	assert_non_null(strstr(b.data, "{\"begin\":4,\"end\":13,"
				       "\"src\":[6,15]}"));
	assert_non_null(strstr(b.data, "{\"begin\":7,\"end\":13,"
				       "\"label\":\"person\""));
	ncl_buffer_release(&b);
	sample_close(&s);
}

static void a_failed_document_says_why(void **state)
{
	const struct ncl_origin origin = { .source = "b\xe9.txt",
					   .index = 12 };
	struct ncl_buffer b = { 0 };
	struct sample s;

	(void)state;
	sample_open(&s, "");
	assert_false(ncl_doc_set_origin(s.doc, &origin, NULL));
	assert_int_equal(ncl_write_failed(&b, s.doc, "no \"text\""), NCL_OK);
	assert_string_equal(b.data,
			    "{\"id\":\"b\xef\xbf\xbd.txt\","
			    "\"source\":\"b\xef\xbf\xbd.txt\",\"index\":12,"
			    "\"status\":\"failed\","
			    "\"error\":\"no \\\"text\\\"\"}\n");
	ncl_buffer_release(&b);
	sample_close(&s);
}

/* Each form, behind something that the buffer holds already. */
static int write_all(void *arg)
{
	const struct ncl_write_options how = { .offsets = NCL_OFFSETS_UTF16,
					       .with_text = 1,
					       .with_kept = 1 };
	const struct sample *s = arg;
	struct ncl_buffer b = { 0 };
	int ret = ncl_write_jsonl(&b, s->doc, &how);

	if (!ret)
		ret = ncl_write_pretty(&b, s->doc, &how);
	if (!ret)
		ret = ncl_write_text(&b, s->doc);
	ncl_buffer_release(&b);
	return ret;
}

static void short_memory_is_an_error(void **state)
{
	struct sample s;

	(void)state;
	label_all(&s);
	assert_true(oom_each(write_all, &s, NCL_NOMEM) > 0);
	sample_close(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(strings_are_escaped),
		cmocka_unit_test(no_byte_slips_through),
		cmocka_unit_test(bytes_that_are_no_text_become_marks),
		cmocka_unit_test(a_line_has_its_keys_in_order),
		cmocka_unit_test(a_bare_document_has_blocks_only),
		cmocka_unit_test(offsets_are_counted_and_src_stays_bytes),
		cmocka_unit_test(a_failed_document_says_why),
		cmocka_unit_test(short_memory_is_an_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
