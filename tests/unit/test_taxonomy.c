/* Taxonomies: what is refused, what a model keeps of one, and that a damaged
 * section is seen. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "core/taxonomy.h"
#include "small_model.h"

static const char *const en[] = { "en-GB", "de" };
static const char *const names[][2] = {
	{ "arts", "Kultur" }, { "film", "Film" }, { "sport", "" },
	{ "film", "" }, /* of sport: the same name again */
};
static const struct ncl_concept good[] = {
	{ "s1", "s", en, names[3], 2, 1 }, /* stands before its parent */
	{ "a", NULL, en, names[0], 2, 2 },
	{ "a1", "a", en, names[1], 2, 3 },
	{ "s", "", en, names[2], 2, 4 },
};

static void test_find(void **state)
{
	static const struct {
		const char *text, *id;
		int twice;
	} rows[] = {
		{ "a1", "a1", 0 }, { "Film", "a1", 0 }, { "sport", "s", 0 },
		{ "film", "s1", 1 }, { "s", "s", 0 }, { "", NULL, 0 },
		{ "ARTS", NULL, 0 },
	};
	struct ncl_error err = { 0 };
	struct taxonomy t;

	(void)state;
	assert_int_equal(taxonomy_make(&t, good, 4, &err), NCL_OK);
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		uint32_t other, found = taxonomy_find(&t, rows[i].text,
						      &other);

		if (!rows[i].id) {
			assert_int_equal(found, UINT32_MAX);
			continue;
		}
		assert_string_equal(t.concepts[found].id, rows[i].id);
		assert_int_equal(other != UINT32_MAX, rows[i].twice);
	}
	assert_int_equal(t.concepts[0].level, 2);
	assert_int_equal(t.concepts[1].level, 1);
	taxonomy_release(&t);
}

static void test_refused(void **state)
{
	static const char *const no[] = { "", "" };
	static const struct {
		struct ncl_concept concepts[3];
		uint64_t line;
		const char *says;
	} rows[] = {
		{ { { "a", NULL, en, names[0], 2, 1 },
		    { "b", "c", en, names[1], 2, 2 },
		    { "c", "b", en, names[2], 2, 3 } }, 2, "ring" },
		{ { { "a", "a", en, names[0], 2, 1 },
		    { "b", NULL, en, names[1], 2, 2 },
		    { "c", "b", en, names[2], 2, 3 } }, 1, "ring" },
		{ { { "a", "b", en, names[0], 2, 1 },
		    { "b", "c", en, names[1], 2, 2 },
		    { "c", "b", en, names[2], 2, 3 } }, 2, "ring" },
		{ { { "a", NULL, en, names[0], 2, 1 },
		    { "b", "q", en, names[1], 2, 2 },
		    { "c", "b", en, names[2], 2, 3 } }, 2, "not there: q" },
		{ { { "a", NULL, en, names[0], 2, 1 },
		    { "b", "a", en, names[1], 2, 2 },
		    { "a", "b", en, names[2], 2, 3 } }, 3, "on line 1" },
		{ { { "a", NULL, en, names[0], 2, 1 },
		    { "b", "a", en, no, 2, 2 },
		    { "c", "b", en, names[2], 2, 3 } }, 2, "no name" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct ncl_error err = { 0 };
		struct taxonomy t;

		assert_int_equal(taxonomy_make(&t, rows[i].concepts, 3, &err),
				 NCL_FORMAT);
		if (i != 2) /* the walk from line 1 comes to the ring, too */
			assert_int_equal(err.at, rows[i].line);
		assert_non_null(strstr(err.text, rows[i].says));
		taxonomy_release(&t);
	}
}

/* A data set of items and labels, without features. */
static void add_item(struct dataset *d, const char *const *labels, uint32_t n)
{
	d->items = realloc(d->items, (d->item_count + 2) * sizeof(*d->items));
	d->label_ids = realloc(d->label_ids, (d->label_id_count + n + 1) *
					     sizeof(*d->label_ids));
	assert_true(d->items && d->label_ids);
	d->items[d->item_count] = (struct data_item){
		0, d->label_id_count, 1
	};
	for (uint32_t i = 0; i < n; i++)
		d->label_ids[d->label_id_count++] = dataset_label(d,
								  labels[i]);
	d->items[++d->item_count] = (struct data_item){
		0, d->label_id_count, 0
	};
}

static void test_apply(void **state)
{
	static const char *const labels[] = { "Film", "s1", "arts" };
	static const uint32_t want[] = { 2, 0, 3, 2, 1, 0 };
	struct ncl_error err = { 0 };
	struct dataset d;
	struct taxonomy t;

	(void)state;
	dataset_init(&d, NULL);
	add_item(&d, labels, 1);     /* a1: arts above it */
	add_item(&d, NULL, 0);
	add_item(&d, labels + 1, 1); /* s1 */
	assert_int_equal(taxonomy_make(&t, good, 4, &err), NCL_OK);
	assert_int_equal(taxonomy_apply(&t, &d, &err), NCL_OK);
	assert_int_equal(d.label_count, 4);
	assert_string_equal(d.ids[0], "a");
	assert_string_equal(d.labels[0], "arts");
	assert_string_equal(d.ids[1], "s");
	/* levels in turn, in each as the file has them: s1 before a1 */
	assert_string_equal(d.ids[2], "s1");
	assert_int_equal(dataset_label_count(&d, 0), 2);
	assert_int_equal(dataset_label_count(&d, 1), 0);
	assert_int_equal(dataset_label_count(&d, 2), 2);
	assert_int_equal(d.label_ids[d.items[0].label], 3);
	assert_int_equal(d.label_ids[d.items[0].label + 1], 0);
	assert_true(dataset_has(&d, 2, want[0]) && dataset_has(&d, 2, 1));
	assert_int_equal(taxonomy_parent(&t, 3), 1);
	assert_int_equal(taxonomy_parent(&t, 0), 0);
	taxonomy_release(&t);
	dataset_release(&d);
}

/* Two labels, the second below the first, in two languages. */
#define HEAD "\2\0\0\0\0\0\0\0\0\0\0\0\1\0\0\0"
#define WHOLE HEAD "de\0en\0Kultur\0arts\0\0film"

static void test_take(void **state)
{
	static const struct {
		const char *bytes;
		size_t len;
		int ok;
	} rows[] = {
		{ WHOLE, sizeof(WHOLE), 1 },
		{ WHOLE, sizeof(WHOLE) - 1, 0 },
		{ WHOLE, 16, 0 },
		{ WHOLE, 7, 0 },
		{ WHOLE "\0", sizeof(WHOLE) + 1, 0 },
		{ "\2\0\0\0\0\0\0\0\0\0\0\0\2\0\0\0de\0en\0K\0a\0\0f", 29, 0 },
		{ "\2\0\0\0\0\0\0\0\1\0\0\0\1\0\0\0de\0en\0K\0a\0\0f", 29, 0 },
		{ "\2\0\0\0\1\0\0\0\0\0\0\0\1\0\0\0de\0en\0K\0a\0\0f", 29, 0 },
		{ "\2\0\0\0\0\0\0\0\0\0\0\0\1\0\0\0de\0en\0\xff\0a\0\0f", 29,
		  0 },
		{ "\xff\xff\xff\xff\0\0\0\0\0\0\0\0\1\0\0\0de\0en\0K\0", 24,
		  0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		ncl_model *m = small_model(NCL_UNIT_DOCUMENT, MODEL_SIGMOID,
					   2, 8);
		enum ncl_status ret;

		assert_non_null(m);
		ret = taxonomy_take(m, rows[i].bytes, rows[i].len);
		assert_int_equal(ret, rows[i].ok ? NCL_OK : NCL_FORMAT);
		if (rows[i].ok) {
			assert_int_equal(m->labels[1].parent, 1);
			assert_int_equal(m->labels[1].level, 2);
			assert_string_equal(ncl_model_label_name(m, 0, "de"),
					    "Kultur");
			assert_string_equal(ncl_model_label_name(m, 0,
								 "EN_us"),
					    "arts");
			assert_null(ncl_model_label_name(m, 1, "de"));
			assert_null(ncl_model_label_name(m, 1, "e"));
			assert_null(ncl_model_label_name(m, 2, "en"));
		}
		ncl_model_free(m);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_find), cmocka_unit_test(test_refused),
		cmocka_unit_test(test_apply), cmocka_unit_test(test_take),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
