#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/document.h"
#include "oom.h"

#define TEXT "d\xc3\xa9" "f ghi\njkl" /* an e with an acute accent */

/* A table with a layer of each kind; handles are the kinds. */
static enum ncl_status make_table(struct layer_table *t)
{
	static const char *const names[] = { "a.blocks/1", "a.doc/1",
					     "a.spans/1", "a.values/1" };
	enum ncl_status ret = NCL_OK;
	ncl_layer layer;

	for (uint32_t i = 0; i < 4 && ret == NCL_OK; i++)
		ret = layers_add(t, names[i], "a", (enum ncl_layer_kind)(i + 1),
				 &layer);
	for (uint32_t i = 1; i <= 3 && ret == NCL_OK; i++)
		if (layers_label(t, i, "one", NULL) != 1 ||
		    layers_label(t, i, "two", "id:2") != 2)
			ret = NCL_NOMEM;
	return ret;
}

static enum ncl_status make_doc(ncl_doc **doc)
{
	const struct ncl_block blocks[] = { { .begin = 0, .end = 8 },
					    { .begin = 8, .end = 12 } };
	enum ncl_status ret = ncl_doc_new(doc, NULL);

	if (ret == NCL_OK)
		ret = ncl_doc_set_text(*doc, TEXT, strlen(TEXT), NULL);
	for (int i = 0; i < 2 && ret == NCL_OK; i++)
		ret = ncl_doc_add_block(*doc, &blocks[i], NULL);
	return ret;
}

struct fixture {
	struct layer_table table;
	ncl_doc *doc;
};

static int setup(void **state)
{
	static struct fixture f;

	*state = &f;
	return make_table(&f.table) != NCL_OK || make_doc(&f.doc) != NCL_OK ||
	       doc_attach(f.doc, &f.table) != NCL_OK;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	ncl_doc_free(f->doc);
	layers_release(&f->table);
	return 0;
}

static void names_become_handles(void **state)
{
	struct layer_table *t = &((struct fixture *)*state)->table;
	ncl_layer layer = 9;

	assert_int_equal(layers_add(t, "a.doc/1", "b", NCL_LAYER_SPANS,
				    &layer), NCL_REFUSED);
	assert_int_equal(layer, 0);
	assert_int_equal(layers_find(t, "a.spans/1"), 3);
	assert_int_equal(layers_find(t, "a.spans/2"), 0);
	assert_null(layers_get(t, 0));
	assert_null(layers_get(t, 5));
	assert_int_equal(layers_label(t, 0, "x", NULL), 0);
	assert_int_equal(layers_label(t, 5, "x", NULL), 0);
	assert_int_equal(layers_label(t, 2, "two", NULL), 2);
	assert_int_equal(layers_label(t, 2, "one", "id:1"), 1);
	assert_string_equal(layers_label_get(t, 2, 1)->id, "id:1");
	assert_int_equal(layers_label(t, 2, "one", NULL), 1);
	/* two concepts of one name */
	assert_int_equal(layers_label(t, 2, "one", "id:other"), 3);
	assert_string_equal(layers_label_get(t, 2, 3)->id, "id:other");
	assert_null(layers_label_get(t, 2, 4));
	assert_null(layers_label_get(t, 2, 0));
}

static void many_labels_keep_their_handles(void **state)
{
	struct layer_table *t = &((struct fixture *)*state)->table;
	char name[16];

	for (uint32_t i = 3; i < 300; i++) {
		snprintf(name, sizeof(name), "label-%u", i);
		assert_int_equal(layers_label(t, 1, name, NULL), i);
	}
	assert_string_equal(layers_label_get(t, 1, 1)->name, "one");
	assert_string_equal(layers_label_get(t, 1, 299)->name, "label-299");
}

static const struct {
	const char *what;
	ncl_layer layer;
	uint32_t block;
	ncl_label label;
	float score;
	const char *error;
} block_rows[] = {
	{ "fine", 1, 0, 1, 0.5f, NULL },
	{ "ends of the scale", 1, 1, 2, 1.0f, NULL },
	{ "block past the last", 1, 2, 1, 0.5f, "block 2 of" },
	{ "no label", 1, 0, 0, 0.5f, "0 is no label of layer a.blocks/1" },
	{ "label past the last", 1, 0, 3, 0.5f, "3 is no label" },
	{ "score above 1", 1, 0, 1, 1.001f, "scores run from" },
	{ "score below 0", 1, 0, 1, -0.001f, "scores run from" },
	{ "score is no number", 1, 0, 1, NAN, "scores run from" },
	{ "score is infinite", 1, 0, 1, INFINITY, "scores run from" },
	{ "layer of another kind", 2, 0, 1, 0.5f, "no labels on blocks" },
	{ "no layer", 0, 0, 1, 0.5f, "no labels on blocks" },
	{ "layer past the last", 5, 0, 1, 0.5f, "no labels on blocks" },
};

static void block_labels_are_checked(void **state)
{
	ncl_doc *doc = ((struct fixture *)*state)->doc;

	for (size_t i = 0; i < sizeof(block_rows) / sizeof(block_rows[0]);
	     i++) {
		struct ncl_mark mark = { block_rows[i].label,
					 block_rows[i].score };
		struct ncl_error err = { 0 };
		int ret = doc_add_block_label(doc, block_rows[i].layer,
					      block_rows[i].block, &mark,
					      &err);

		print_message("%s: %s\n", block_rows[i].what, err.text);
		assert_int_equal(ret, block_rows[i].error ? NCL_INVALID :
							    NCL_OK);
		if (block_rows[i].error)
			assert_non_null(strstr(err.text,
					       block_rows[i].error));
	}
}

static const struct {
	const char *what;
	uint32_t begin, end;
	const char *error;
} span_rows[] = {
	{ "whole text", 0, 12, NULL },
	{ "ends behind a character", 0, 3, NULL },
	{ "empty", 3, 3, "in a text of 12 bytes" },
	{ "end before begin", 4, 3, "in a text of 12 bytes" },
	{ "end past the text", 3, 13, "in a text of 12 bytes" },
	{ "far past the text", 4294967294u, 4294967295u, "in a text" },
	{ "begin cuts a character", 2, 4, "cuts a character" },
	{ "end cuts a character", 0, 2, "cuts a character" },
};

static void spans_are_checked(void **state)
{
	ncl_doc *doc = ((struct fixture *)*state)->doc;

	for (size_t i = 0; i < sizeof(span_rows) / sizeof(span_rows[0]); i++) {
		struct ncl_span span = { span_rows[i].begin,
					 span_rows[i].end, 1, 0.5f };
		struct ncl_error err = { 0 };
		int ret = doc_add_span(doc, 3, &span, &err);

		print_message("%s: %s\n", span_rows[i].what, err.text);
		assert_int_equal(ret, span_rows[i].error ? NCL_INVALID :
							   NCL_OK);
		if (span_rows[i].error)
			assert_non_null(strstr(err.text, span_rows[i].error));
	}
}

static void a_layer_is_seen_when_shown(void **state)
{
	ncl_doc *doc = ((struct fixture *)*state)->doc;
	const struct ncl_mark one = { 1, 0.25f }, two = { 2, 0.75f };
	struct ncl_layer_view view;
	uint32_t n;
	float score;

	assert_int_equal(doc_add_block_label(doc, 1, 1, &one, NULL), NCL_OK);
	assert_int_equal(doc_add_block_label(doc, 1, 1, &two, NULL), NCL_OK);
	assert_int_equal(doc_add_label(doc, 2, &two, NULL), NCL_OK);
	assert_int_equal(doc_add_label(doc, 2, &one, NULL), NCL_OK);
	assert_int_equal(ncl_doc_block_label(doc, 1, 1, &score), 0);
	assert_null(ncl_doc_labels(doc, 2, &n));
	assert_int_equal(ncl_doc_layer(doc, 0, &view), 0);
	assert_int_equal(ncl_doc_find_layer(doc, "a.blocks/1"), 0);
	doc_layer_show(doc, 1);
	doc_layer_show(doc, 2);
	doc_layer_show(doc, 4);
	assert_int_equal(ncl_doc_block_label(doc, 1, 1, &score), 2);
	assert_true(score == 0.75f);
	assert_int_equal(ncl_doc_block_label(doc, 1, 0, &score), 0);
	assert_int_equal(ncl_doc_block_label(doc, 1, 2, NULL), 0);
	assert_int_equal(ncl_doc_labels(doc, 2, &n)[0].label, 2);
	assert_int_equal(n, 2);
	assert_int_equal(ncl_doc_layer(doc, 2, &view), 1);
	assert_string_equal(view.name, "a.values/1");
	assert_int_equal(view.handle, 4);
	assert_int_equal(ncl_doc_layer(doc, 3, &view), 0);
	assert_string_equal(ncl_doc_label_id(doc, 1, 2), "id:2");
	assert_string_equal(ncl_doc_label_name(doc, 1, 1), "one");
	assert_null(ncl_doc_label_id(doc, 1, 1));
	assert_null(ncl_doc_label_name(doc, 9, 1));
	doc_layer_drop(doc, 2);
	assert_null(ncl_doc_labels(doc, 2, &n));
	assert_int_equal(n, 0);
}

static void spans_come_sorted(void **state)
{
	ncl_doc *doc = ((struct fixture *)*state)->doc;
	static const uint32_t order[][2] = { { 4, 6 }, { 0, 3 }, { 4, 5 },
					     { 0, 1 } };
	const struct ncl_span *spans;
	uint32_t n;

	for (int i = 0; i < 40; i++) {
		struct ncl_span s = { order[i % 4][0], order[i % 4][1],
				      1 + i % 2, 0.5f };

		assert_int_equal(doc_add_span(doc, 3, &s, NULL), NCL_OK);
	}
	doc_layer_show(doc, 3);
	spans = ncl_doc_spans(doc, 3, &n);
	assert_int_equal(n, 40);
	for (uint32_t i = 1; i < n; i++)
		assert_true(spans[i - 1].begin < spans[i].begin ||
			    (spans[i - 1].begin == spans[i].begin &&
			     spans[i - 1].end <= spans[i].end));
}

static void values_are_the_inputs_first(void **state)
{
	ncl_doc *doc = ((struct fixture *)*state)->doc;
	const struct doc_value rows[] = { { "title", "of layer", 8 },
					  { "authors", "Jo", 2 } };
	const struct doc_value bad = { "title", "\xff", 1 };
	struct ncl_error err;
	size_t len;

	assert_int_equal(doc_add_layer_value(doc, 4, &rows[0], &err), 0);
	assert_int_equal(doc_add_layer_value(doc, 4, &rows[1], &err), 0);
	assert_int_equal(doc_add_layer_value(doc, 4, &bad, &err),
			 NCL_INVALID);
	assert_int_equal(doc_add_layer_value(doc, 1, &rows[0], &err),
			 NCL_INVALID);
	assert_int_equal(ncl_doc_add_value(doc, "title", "own", 3, &err), 0);
	assert_int_equal(ncl_doc_add_value(doc, "", "own", 3, &err),
			 NCL_INVALID);
	assert_int_equal(ncl_doc_add_value(doc, "url", "\xed\xa0\x80", 3,
					   &err), NCL_INVALID);
	assert_null(ncl_doc_value(doc, "title", 1, &len));
	doc_layer_show(doc, 4);
	assert_string_equal(ncl_doc_value(doc, "title", 0, &len), "own");
	assert_int_equal(len, 3);
	assert_string_equal(ncl_doc_value(doc, "title", 1, &len), "of layer");
	assert_null(ncl_doc_value(doc, "title", 2, &len));
	assert_string_equal(ncl_doc_value(doc, "authors", 0, NULL), "Jo");
	assert_string_equal(ncl_doc_value_name(doc, 0), "title");
	assert_string_equal(ncl_doc_value_name(doc, 1), "authors");
	assert_null(ncl_doc_value_name(doc, 2));
}

static enum ncl_status add_some(ncl_doc *doc)
{
	const struct ncl_mark mark = { 1, 0.5f };
	const struct ncl_span span = { 0, 3, 1, 0.5f };
	const struct doc_value value = { "title", "text", 4 };
	enum ncl_status ret = NCL_OK;

	for (int i = 0; i < 3 && ret == NCL_OK; i++)
		ret = doc_add_block_label(doc, 1, 0, &mark, NULL);
	for (int i = 0; i < 3000 && ret == NCL_OK; i++)
		ret = doc_add_label(doc, 2, &mark, NULL);
	for (int i = 0; i < 3000 && ret == NCL_OK; i++)
		ret = doc_add_span(doc, 3, &span, NULL);
	for (int i = 0; i < 300 && ret == NCL_OK; i++)
		ret = doc_add_layer_value(doc, 4, &value, NULL);
	return ret;
}

static int build(void *arg)
{
	struct layer_table t = { 0 };
	ncl_doc *doc = NULL;
	enum ncl_status ret = make_table(&t);

	(void)arg;
	if (ret == NCL_OK)
		ret = make_doc(&doc);
	if (ret == NCL_OK)
		ret = doc_attach(doc, &t);
	if (ret == NCL_OK)
		ret = add_some(doc);
	ncl_doc_free(doc);
	layers_release(&t);
	return (int)ret;
}

static void failing_allocations_are_told(void **state)
{
	(void)state;
	assert_true(oom_each(build, NULL, NCL_NOMEM) > 0);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(names_become_handles),
		TEST(many_labels_keep_their_handles),
		TEST(block_labels_are_checked),
		TEST(spans_are_checked),
		TEST(a_layer_is_seen_when_shown),
		TEST(spans_come_sorted),
		TEST(values_are_the_inputs_first),
		cmocka_unit_test(failing_allocations_are_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
