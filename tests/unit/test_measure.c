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
	{ .name = "a", .threshold = 0.5f }, { .name = "b" }, { .name = "c" },
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
