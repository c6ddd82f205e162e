/* Measures of a few items, against figures found by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/measure.h"
#include "oom.h"

static void near(double got, double want)
{
	if (!(fabs(got - want) < 1e-9))
		fail_msg("%.12f, not %.12f", got, want);
}

static const struct ncl_model_label labels[] = {
	{ .name = "a", .threshold = 0.5f, .level = 1 },
	{ .name = "b", .level = 2, .parent = 1 },
	{ .name = "c", .level = 2, .parent = 1 },
};

struct row {
	uint32_t gold[3], gold_count, given[3], given_count;
	uint16_t score[3];
};

/* 3 is a label that the model does not know. */
static const struct row several[] = {
	{ { 0 }, 1, { 0 }, 1, { 9000, 500, 0 } },
	{ { 0, 1 }, 2, { 0 }, 1, { 8000, 4000, 0 } },
	{ { 1 }, 1, { 0, 1 }, 2, { 6000, 7000, 0 } },
	{ { 3, 1 }, 2, { 1 }, 1, { 0, 10000, 0 } },
	{ { 0 }, 0, { 1 }, 1, { 0, 3000, 0 } },
};

static int measure_rows(struct measure *m, const struct row *rows, size_t n,
			uint32_t rounds)
{
	if (measure_start(m, 0, labels, 3) != NCL_OK ||
	    measure_label(m, "new") == NAMES_NONE)
		return NCL_NOMEM;
	for (size_t i = 0; i < n; i++) {
		const struct measure_item item = {
			.gold = rows[i].gold,
			.gold_count = rows[i].gold_count,
			.given = rows[i].given,
			.given_count = rows[i].given_count,
			.score = rows[i].score,
		};
		uint32_t group = measure_group(m, NULL);

		if (group == NAMES_NONE ||
		    measure_item(m, group, &item) != NCL_OK)
			return NCL_NOMEM;
		measure_document(m);
	}
	return measure_finish(m, rounds, 1);
}

/* What they are without the label that the model does not know. */
static void own_labels(void **state)
{
	struct measure m;
	const struct ncl_measures *r = &m.result;

	(void)state;
	assert_int_equal(measure_rows(&m, several, 5, 0), NCL_OK);
	assert_int_equal(r->unknown, 1);
	assert_int_equal(r->own.items, 5);
	assert_int_equal(r->own.tally.right, 4);
	assert_int_equal(r->own.tally.wrong, 2);
	assert_int_equal(r->own.tally.missed, 1);
	near(r->own.micro, 8.0 / 11);
	near(r->own.macro, (4.0 / 5 + 4.0 / 6) / 2);
	/* the fourth has it */
	assert_int_equal(r->inside.items, 4);
	assert_int_equal(r->inside.tally.right, 3);
	assert_int_equal(r->inside.tally.wrong, 2);
	assert_int_equal(r->inside.tally.missed, 1);
	near(r->inside.micro, 6.0 / 9);
	near(r->inside.exact, 1.0 / 4);
	measure_release(&m);
	assert_int_equal(measure_rows(&m, several, 3, 0), NCL_OK);
	assert_int_equal(r->unknown, 0);
	assert_int_equal(r->own.items, 0);
	measure_release(&m);
}

static void several_labels(void **state)
{
	struct measure m;
	const struct ncl_measures *r = &m.result;

	(void)state;
	assert_int_equal(measure_rows(&m, several, 5, 100), NCL_OK);
	assert_int_equal(r->items, 5);
	assert_int_equal(r->groups, 5);
	assert_false(r->single);
	/* right a a b b, wrong a(3) b(5), missed b(2) new(4) */
	assert_int_equal(r->tally.right, 4);
	assert_int_equal(r->tally.wrong, 2);
	assert_int_equal(r->tally.missed, 2);
	near(r->micro.value, 8.0 / 12);
	near(r->precision, 4.0 / 6);
	near(r->recall, 4.0 / 6);
	near(r->labels[0].f1.value, 4.0 / 5);
	near(r->labels[1].f1.value, 4.0 / 6);
	near(r->labels[3].f1.value, 0);
	/* no label stands in 5 items: a, b and new count */
	assert_int_equal(r->macro_from, 1);
	near(r->macro.value, (0.8 + 4.0 / 6) / 3);
	near(r->exact.value, 1.0 / 5);
	near(r->primary.value, 2.0 / 4); /* a, a; not a for b, b for new */
	near(r->first.value, 3.0 / 4);
	assert_int_equal(r->unknown, 1);
	assert_int_equal(r->unknown_items, 1);
	assert_int_equal(r->unseen, 1);
	assert_true(r->micro.low <= r->micro.value &&
		    r->micro.value <= r->micro.high);
	measure_release(&m);
}

static void levels(void **state)
{
	struct measure m;
	const struct ncl_level_measures *l;

	(void)state;
	assert_int_equal(measure_rows(&m, several, 5, 1), NCL_OK);
	assert_int_equal(m.result.level_count, 2);
	l = m.result.levels;
	assert_int_equal(l[0].labels, 1);
	near(l[0].precision, 2.0 / 3);
	near(l[0].recall, 1);
	near(l[0].micro, 0.8);
	near(l[0].macro, 0.8);
	assert_int_equal(l[1].level, 2);
	assert_int_equal(l[1].labels, 2);
	assert_int_equal(l[1].macro_labels, 1); /* c is not in the data */
	near(l[1].micro, 4.0 / 6);
	near(l[1].macro, 4.0 / 6);
	measure_release(&m);
}

/* Five documents: en, en, de, no language, none; one in fr is not served. */
static enum ncl_status measure_languages(struct measure *m)
{
	static const char *const of[] = { "en", "en", "de", NULL, NULL, "fr" };
	enum ncl_status ret = measure_start(m, 0, labels, 3);

	if (ret != NCL_OK || measure_label(m, "new") == NAMES_NONE ||
	    measure_part_by(m, "lang") || measure_part_by(m, "kind"))
		return NCL_NOMEM;
	for (uint32_t i = 0; i < 6 && ret == NCL_OK; i++) {
		const char *const values[] = { of[i], NULL };
		const struct row *row = &several[i < 5 ? i : 0];
		const struct measure_item item = {
			.gold = row->gold, .gold_count = row->gold_count,
			.given = row->given, .given_count = row->given_count,
			.score = row->score,
		};
		uint32_t group = measure_group(m, "one");

		ret = group == NAMES_NONE ? NCL_NOMEM :
					    measure_values(m, values);
		if (ret == NCL_OK && i < 5)
			ret = measure_item(m, group, &item);
		if (i == 5)
			measure_not_served(m, 2);
		else
			measure_document(m);
	}
	return ret == NCL_OK ? measure_finish(m, 1, 1) : ret;
}

static void parts_of_documents(void **state)
{
	static const struct {
		const char *name;
		uint32_t documents, not_served;
		double micro, exact;
	} want[] = {
		{ "", 2, 0, 0.5, 0 }, { "en", 2, 0, 0.8, 0.5 },
		{ "de", 1, 0, 2.0 / 3, 0 }, { "fr", 0, 1, 0, 0 },
	};
	struct measure m;
	const struct ncl_measures *r = &m.result;

	(void)state;
	assert_int_equal(measure_languages(&m), NCL_OK);
	assert_int_equal(r->items, 5);
	assert_int_equal(r->part_count, 4); /* no document has a kind */
	for (uint32_t i = 0; i < r->part_count; i++) {
		assert_string_equal(r->parts[i].field, "lang");
		assert_string_equal(r->parts[i].name, want[i].name);
		assert_int_equal(r->parts[i].documents, want[i].documents);
		assert_int_equal(r->parts[i].not_served, want[i].not_served);
		near(r->parts[i].micro, want[i].micro);
		near(r->parts[i].exact, want[i].exact);
	}
	assert_int_equal(r->not_served, 1);
	near(r->micro.value, 8.0 / 12);
	near(r->with_those, 8.0 / 14);
	measure_release(&m);
}

static int part_once(void *arg)
{
	struct measure m;
	enum ncl_status ret = measure_languages(&m);

	(void)arg;
	measure_release(&m);
	return (int)ret;
}

static void parts_may_lack_memory(void **state)
{
	(void)state;
	assert_true(oom_each(part_once, NULL, NCL_NOMEM) > 0);
}

static void scores(void **state)
{
	struct measure m;
	const struct ncl_calibration *c = &m.result.calibration;

	(void)state;
	assert_int_equal(measure_rows(&m, several, 5, 1), NCL_OK);
	assert_int_equal(c->pairs, 10); /* of a and b */
	assert_int_equal(c->pairs_likely, 7);
	/* bins: 0: .05 of b, two 0 of a, none right; 3: .3 wrong; 4: .4
	 * right; 6: .6 wrong; 7: .7 right; 8: .8 right; 9: .9 and 1 right */
	near(c->error_likely, (0.3 + 0.6 + 0.6 + 0.3 + 0.2 + 0.1) / 7);
	near(c->error, (0.05 + 0.3 + 0.6 + 0.6 + 0.3 + 0.2 + 0.1) / 10);
	/* a: .01 + .04 + .36; b: .0025 + .36 + .09 + 0 + .09; the shares
	 * 2/5 and 3/5 give .24 * 5 each */
	near(c->brier_skill, 1 - (0.41 + 0.5425) / 2.4);
	/* a at .9, .8: right; .6: wrong */
	near(m.result.labels[0].average_precision, 1);
	/* b at 1, .7, .4: right */
	near(m.result.labels[1].average_precision, 1);
	/* one round: no intervals */
	assert_true(m.result.micro.low > m.result.micro.high);
	measure_release(&m);
}

static void one_label_each(void **state)
{
	static const struct row rows[] = {
		{ { 0 }, 1, { 0 }, 1, { 10000, 0, 0 } },
		{ { 1 }, 1, { 2 }, 1, { 0, 0, 10000 } },
		{ { 1 }, 1, { 2 }, 1, { 0, 0, 10000 } },
	};
	struct measure m;

	(void)state;
	assert_int_equal(measure_rows(&m, rows, 3, 1), NCL_OK);
	assert_true(m.result.single);
	near(m.result.exact.value, 1.0 / 3);
	assert_int_equal(m.result.confusion_count, 1);
	assert_int_equal(m.result.confusions[0].gold, 1);
	assert_int_equal(m.result.confusions[0].given, 2);
	assert_int_equal(m.result.confusions[0].items, 2);
	measure_release(&m);
}

static void same_numbers_again(void **state)
{
	struct measure a, b;

	(void)state;
	assert_int_equal(measure_rows(&a, several, 5, 50), NCL_OK);
	assert_int_equal(measure_rows(&b, several, 5, 50), NCL_OK);
	near(a.result.micro.low, b.result.micro.low);
	near(a.result.micro.high, b.result.micro.high);
	measure_release(&a);
	measure_release(&b);
}

static void a_model_and_itself(void **state)
{
	struct ncl_comparison c = { 0 };
	struct measure a, b;

	(void)state;
	assert_int_equal(measure_rows(&a, several, 5, 50), NCL_OK);
	assert_int_equal(measure_rows(&b, several, 5, 50), NCL_OK);
	assert_int_equal(measure_compare(&a, &b, 50, 1, &c), NCL_OK);
	assert_true(c.count >= 3);
	for (uint32_t i = 0; i < c.count; i++) {
		near(c.differences[i].change.value, 0);
		near(c.differences[i].p, 1);
	}
	measure_release(&a);
	measure_release(&b);
}

static void mcnemar(void **state)
{
	static const struct {
		uint64_t b, c;
		double p;
	} rows[] = {
		{ 0, 0, 1 }, { 3, 3, 1 },
		{ 0, 5, 2.0 / 32 },
		{ 1, 5, 2 * (1 + 6) / 64.0 },
		{ 10, 1, 2 * (1 + 11) / 2048.0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		near(measure_mcnemar(rows[i].b, rows[i].c), rows[i].p);
}

static void words(void **state)
{
	static const struct {
		const char *text;
		uint32_t n;
	} rows[] = {
		{ "", 0 }, { "one two", 2 }, { "don't", 2 }, { "a_b 3", 2 },
		{ "\xe4\xb8\xad\xe6\x96\x87", 2 }, /* two Han characters */
		{ "ab\xe4\xb8\xad\xe6\x96\x87", 1 }, /* in a word they join */
		{ " - ", 0 }, { "\xc3\xa9t\xc3\xa9", 1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_int_equal(measure_words(rows[i].text,
					       strlen(rows[i].text)),
				 rows[i].n);
}

static int build(void *arg)
{
	struct measure m;
	int ret = measure_rows(&m, several, 5, 3);

	(void)arg;
	measure_release(&m);
	return ret;
}

static void no_memory(void **state)
{
	(void)state;
	assert_true(oom_each(build, NULL, NCL_NOMEM) > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(several_labels),
		cmocka_unit_test(own_labels),
		cmocka_unit_test(levels),
		cmocka_unit_test(parts_of_documents),
		cmocka_unit_test(parts_may_lack_memory),
		cmocka_unit_test(scores),
		cmocka_unit_test(one_label_each),
		cmocka_unit_test(same_numbers_again),
		cmocka_unit_test(a_model_and_itself),
		cmocka_unit_test(mcnemar),
		cmocka_unit_test(words),
		cmocka_unit_test(no_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
