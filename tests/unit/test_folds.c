/* Folds: what is held together, and how labels are spread. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "core/training.h"

enum { DOCS = 60, LABELS = 3 };

/* Documents of one label each, in groups of `size`; text i is of its own. */
static void fill(struct training *t, uint32_t size)
{
	static char names[LABELS][2] = { "a", "b", "c" };
	struct dataset *d = &t->data;

	*t = (struct training){ 0 };
	d->items = calloc(DOCS + 1, sizeof(*d->items));
	d->sequences = calloc(DOCS, sizeof(*d->sequences));
	d->label_ids = calloc(DOCS, sizeof(*d->label_ids));
	for (uint32_t y = 0; y < LABELS; y++)
		assert_int_equal(dataset_label(d, names[y]), y);
	for (uint32_t i = 0; i < DOCS; i++) {
		d->items[i] = (struct data_item){ 0, i, 1 };
		d->sequences[i] = (struct data_sequence){
			i, 1, 1000 + i / size, 5000 + i
		};
		d->label_ids[i] = i < 5 ? 2 : i % 2;
		d->label_items[d->label_ids[i]]++;
	}
	d->items[DOCS].label = DOCS;
	d->item_count = d->sequence_count = d->label_id_count = DOCS;
}

/* How many items of a label are in a fold (part 2: in either part). */
static uint32_t count(const struct training *t, uint32_t label, uint8_t fold,
		      uint8_t part)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < DOCS; i++)
		n += t->data.label_ids[i] == label && t->fold[i] == fold &&
		     (part == 2 || t->part[i] == part);
	return n;
}

static void each_fold_has_its_share(void **state)
{
	struct training t;
	uint32_t folds = 5;

	(void)state;
	fill(&t, 1);
	assert_int_equal(training_deal(&t, &folds, 7), NCL_OK);
	assert_int_equal(folds, 5);
	for (uint8_t f = 0; f < 5; f++) {
		assert_int_equal(count(&t, 2, f, 2), 1); /* of five */
		for (uint32_t y = 0; y < 2; y++) {
			assert_in_range(count(&t, y, f, 2), 5, 6);
			assert_in_range(count(&t, y, f, 0), 2, 4);
		}
	}
	training_release(&t);
}

static void groups_stay_whole(void **state)
{
	struct training t;
	uint32_t folds = 5;

	(void)state;
	fill(&t, 4);
	assert_int_equal(training_deal(&t, &folds, 0), NCL_OK);
	for (uint32_t i = 0; i < DOCS; i++) {
		assert_int_equal(t.fold[i], t.fold[i / 4 * 4]);
		assert_int_equal(t.part[i], t.part[i / 4 * 4]);
	}
	training_release(&t);
}

static void one_text_joins_its_groups(void **state)
{
	struct training t;
	uint32_t folds = 5;

	(void)state;
	fill(&t, 2);
	for (uint32_t i = 0; i + 10 < DOCS; i += 10) /* 0-10-20-...: one */
		t.data.sequences[i].text = t.data.sequences[i + 10].text;
	t.data.sequences[10].text = t.data.sequences[1].text = 1;
	assert_int_equal(dataset_join(&t.data), NCL_OK);
	assert_int_equal(training_deal(&t, &folds, 0), NCL_OK);
	assert_int_equal(t.fold[0], t.fold[10]);
	assert_int_equal(t.fold[1], t.fold[11]);
	assert_int_not_equal(t.data.sequences[2].group,
			     t.data.sequences[0].group);
	training_release(&t);
}

/* So each half can be checked by what was learned from the other. */
static void few_groups_fill_both_parts(void **state)
{
	(void)state;
	for (uint32_t groups = 2; groups < 6; groups++) {
		struct training t;
		uint32_t folds = 5, in[2] = { 0, 0 };

		fill(&t, (DOCS + groups - 1) / groups);
		assert_int_equal(training_deal(&t, &folds, 0), NCL_OK);
		assert_int_equal(folds, groups);
		assert_int_equal(t.groups, groups);
		for (uint32_t i = 0; i < DOCS; i++)
			in[t.part[i]]++;
		assert_in_range(in[0], DOCS / 4, DOCS - DOCS / 4);
		training_release(&t);
	}
}

static void one_text_is_refused(void **state)
{
	struct training t;
	uint32_t folds = 5;

	(void)state;
	fill(&t, DOCS);
	for (uint32_t i = 0; i < DOCS; i++)
		t.data.sequences[i].text = 7;
	assert_int_equal(training_deal(&t, &folds, 0), NCL_REFUSED);
	training_release(&t);
}

static void one_group_is_held_out_by_document(void **state)
{
	struct training t;
	uint32_t folds = 5;

	(void)state;
	fill(&t, DOCS);
	assert_int_equal(training_deal(&t, &folds, 0), NCL_OK);
	assert_int_equal(folds, 5);
	assert_int_equal(count(&t, 2, 0, 2), 1);
	training_release(&t);
	fill(&t, DOCS / 2);
	assert_int_equal(training_deal(&t, &folds, 0), NCL_OK);
	assert_int_equal(folds, 2);
	training_release(&t);
}

static void labels_are_sorted(void **state)
{
	static const char *const names[] = { "b", "c", "a" };
	struct dataset d = { 0 };

	(void)state;
	for (uint32_t i = 0; i < 3; i++)
		assert_int_equal(dataset_label(&d, names[i]), i);
	assert_int_equal(dataset_label(&d, "c"), 1);
	assert_int_equal(dataset_sort_labels(&d), NCL_OK);
	assert_string_equal(d.labels[0], "a");
	assert_string_equal(d.labels[2], "c");
	assert_int_equal(dataset_label(&d, "b"), 1);
	assert_int_equal(d.label_count, 3);
	dataset_release(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_fold_has_its_share),
		cmocka_unit_test(groups_stay_whole),
		cmocka_unit_test(one_text_joins_its_groups),
		cmocka_unit_test(few_groups_fill_both_parts),
		cmocka_unit_test(one_text_is_refused),
		cmocka_unit_test(one_group_is_held_out_by_document),
		cmocka_unit_test(labels_are_sorted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
