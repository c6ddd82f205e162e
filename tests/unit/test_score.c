/* Scores against sums made by hand, and what a sink refuses. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/score.h"
#include "oom.h"
#include "small_model.h"

static const struct ncl_feature_group groups[] = {
	{ "words", NCL_COUNTS, 0, "" }, { "marks", NCL_FLAGS, 0, "" }
};
static const char *const dense_names[] = { "length", "height" };

typedef enum ncl_status feature_function(void *, ncl_doc *,
					 struct ncl_sink *);

/* A plugin of one function, ready to predict with a model. */
struct bench {
	struct stage stage;
	struct instance instance;
	ncl_doc *doc;
	ncl_model *model;
};

static int bench_open(struct bench *b, uint32_t unit,
		      feature_function *function, uint32_t labels,
		      uint32_t bits)
{
	enum model_decoder decoder = unit == NCL_UNIT_BLOCK ? MODEL_CHAIN :
							      MODEL_SIGMOID;
	static const char text[] = "one two\nthree\nfour";
	const struct ncl_block blocks[] = {
		{ .begin = 0, .end = 7 }, { .begin = 8, .end = 13 },
		{ .begin = 14, .end = 18 },
	};

	*b = (struct bench){ .stage.features = {
		.size = sizeof(struct ncl_features), .revision = 1,
		.unit = unit, .dense = dense_names, .dense_count = 2,
		.group_size = sizeof(groups[0]), .group_count = 2,
		.groups = groups, .features = function,
	} };
	b->instance.stage = &b->stage;
	b->model = small_model(unit, decoder, labels, bits);
	if (!b->model || ncl_doc_new(&b->doc, NULL) != NCL_OK ||
	    ncl_doc_set_text(b->doc, text, sizeof(text) - 1, NULL) != NCL_OK)
		return 0;
	for (int i = 0; i < 3; i++)
		if (ncl_doc_add_block(b->doc, &blocks[i], NULL) != NCL_OK)
			return 0;
	b->doc->speaker = &b->instance;
	return 1;
}

static void bench_close(struct bench *b)
{
	scratch_free(b->instance.scratch);
	ncl_doc_free(b->doc);
	ncl_model_free(b->model);
}

/* ------------------------------------------------------------- documents */

static enum ncl_status two_words(void *self, ncl_doc *doc,
				 struct ncl_sink *sink)
{
	const float dense[] = { 3, 0.5f };

	(void)self;
	(void)doc;
	sink->dense(sink, 0, dense, 2);
	sink->add(sink, 0, 11, 1);
	sink->add(sink, 0, 12, 0.5f);
	sink->add(sink, 0, 11, 2);
	sink->add(sink, 0, 99, 7); /* not in the vocabulary */
	sink->add(sink, 1, 12, 1); /* of the other group only */
	sink->add(sink, 1, 11, 5);
	sink->add(sink, 1, 11, 5);
	return NCL_OK;
}

/* The decision of output o by hand. */
static double two_words_by_hand(double o)
{
	double a = 1 + log(3.0), b = 0.5;
	double length = sqrt(a * 2 * a * 2 + b * b);

	return 0.5 + 3 * (1 + o) + 0.5 * 2 +
	       a / length * 0.5 * (o + 1) - b / length * (o + 1) +
	       0.25 * 10 * (o + 1);
}

static void test_document(void **state)
{
	(void)state;
	for (uint32_t bits = 8; bits <= 16; bits += 8) {
		const struct ncl_scores *scores;
		struct bench b;

		assert_true(bench_open(&b, NCL_UNIT_DOCUMENT, two_words, 3,
				       bits));
		/* twice: what the first left behind must not count */
		for (int i = 0; i < 2; i++) {
			assert_int_equal(score_predict(b.doc, b.model,
						       &scores), NCL_OK);
			assert_int_equal(scores->items, 1);
			assert_int_equal(scores->labels, 3);
			for (int o = 0; o < 3; o++) {
				double f = two_words_by_hand(o);

				assert_true(fabs(scores->p[o] - 1 /
						 (1 + exp(-f))) < 1e-6);
			}
		}
		bench_close(&b);
	}
}

/* ----------------------------------------------------------------- parts */

/* The second of three parts has the features of the document above. */
static enum ncl_status second_part(void *arg, ncl_doc *doc,
				   struct ncl_sink *sink)
{
	sink->item(sink, 1);
	return two_words(arg, doc, sink);
}

static void parts_score_as_documents_do(void **state)
{
	struct ncl_parts_call call = { second_part, NULL, 3 };
	const struct ncl_scores *scores;
	float p[9] = { 0 };
	struct bench b;

	(void)state;
	assert_true(bench_open(&b, NCL_UNIT_DOCUMENT, two_words, 3, 8));
	assert_int_equal(score_parts(b.doc, b.model, &call, p), NCL_OK);
	assert_int_equal(score_predict(b.doc, b.model, &scores), NCL_OK);
	assert_memory_equal(p + 3, scores->p, 3 * sizeof(*p));
	assert_memory_equal(p, p + 6, 3 * sizeof(*p));
	assert_memory_not_equal(p, p + 3, 3 * sizeof(*p));
	call.parts = 1;
	assert_int_equal(score_parts(b.doc, b.model, &call, p), NCL_INVALID);
	assert_non_null(strstr(b.instance.error.text, "item() of a block"));
	bench_close(&b);
	assert_true(bench_open(&b, NCL_UNIT_BLOCK, two_words, 3, 8));
	assert_int_equal(score_parts(b.doc, b.model, &call, p), NCL_INVALID);
	bench_close(&b);
}

/* ---------------------------------------------------------------- blocks */

static enum ncl_status second_block(void *self, ncl_doc *doc,
				    struct ncl_sink *sink)
{
	(void)self;
	(void)doc;
	sink->item(sink, 1);
	sink->add(sink, 1, 11, 1);
	return NCL_OK;
}

/* A chain of three items and two labels, all eight ways summed up. */
static void by_hand(const double *f, double *p)
{
	double all = 0;

	memset(p, 0, 3 * sizeof(*p));
	for (int way = 0; way < 8; way++) {
		double s = 0;

		for (int i = 0; i < 3; i++) {
			s += way >> i & 1 ? f[i] : -f[i];
			s += i && (way >> i & 1) == (way >> (i - 1) & 1) ?
			     0.5 : 0;
		}
		all += exp(s);
		for (int i = 0; i < 3; i++)
			p[i] += way >> i & 1 ? exp(s) : 0;
	}
	for (int i = 0; i < 3; i++)
		p[i] /= all;
}

static void test_blocks(void **state)
{
	const double f[] = { 0.5, 0.5 + 0.25 * 10, 0.5 };
	const struct ncl_scores *scores;
	struct bench b;
	double p[3];

	(void)state;
	assert_true(bench_open(&b, NCL_UNIT_BLOCK, second_block, 2, 8));
	assert_int_equal(score_predict(b.doc, b.model, &scores), NCL_OK);
	assert_int_equal(scores->items, 3);
	by_hand(f, p);
	for (int i = 0; i < 3; i++) {
		assert_true(fabs(scores->p[2 * i + 1] - p[i]) < 1e-5);
		assert_true(fabs(scores->p[2 * i] + scores->p[2 * i + 1] -
				 1) < 1e-5);
	}
	bench_close(&b);
}

static enum ncl_status nothing(void *self, ncl_doc *doc,
			       struct ncl_sink *sink)
{
	(void)self;
	(void)doc;
	(void)sink;
	return NCL_OK;
}

static void test_no_blocks(void **state)
{
	const struct ncl_scores *scores;
	struct bench b;

	(void)state;
	assert_true(bench_open(&b, NCL_UNIT_BLOCK, nothing, 3, 8));
	assert_int_equal(score_predict(b.doc, b.model, &scores), NCL_OK);
	assert_true(fabsf(scores->p[0] - 1 / 3.0f) < 1e-5f);
	b.doc->block_count = 0;
	assert_int_equal(score_predict(b.doc, b.model, &scores), NCL_OK);
	assert_int_equal(scores->items, 0);
	bench_close(&b);
}

/* -------------------------------------------------------------- mistakes */

static const struct mistake {
	const char *what;
	uint32_t block; /* item() of it, then of `then` */
	uint32_t then;
	uint32_t group;
	float value;
} mistakes[] = {
	{ "not there", 3, 3, 0, 1 },
	{ "rising order", 1, 0, 0, 1 },
	{ "rising order", 1, 1, 0, 1 },
	{ "group out of range", 0, 1, 2, 1 },
	{ "not finite", 0, 1, 0, NAN },
	{ "not finite", 0, 1, 1, INFINITY },
	{ "below zero", 0, 1, 0, -1 },
};

static enum ncl_status make_mistake(void *self, ncl_doc *doc,
				    struct ncl_sink *sink)
{
	const struct mistake *m = self;

	(void)doc;
	sink->item(sink, m->block);
	sink->add(sink, m->group, 1, m->value);
	sink->item(sink, m->then);
	return NCL_OK;
}

static enum ncl_status too_early(void *self, ncl_doc *doc,
				 struct ncl_sink *sink)
{
	(void)self;
	(void)doc;
	sink->add(sink, 0, 1, 1);
	return NCL_OK;
}

static enum ncl_status wide_dense(void *self, ncl_doc *doc,
				  struct ncl_sink *sink)
{
	const float x[] = { 1, 2 };

	(void)self;
	(void)doc;
	sink->item(sink, 0);
	sink->dense(sink, 1, x, 2);
	return NCL_OK;
}

static enum ncl_status late_tokens(void *self, ncl_doc *doc,
				   struct ncl_sink *sink)
{
	(void)self;
	(void)doc;
	sink->item(sink, 0);
	sink->add_tokens(sink, 0, 3, 2, 1);
	return NCL_OK;
}

static void refused(feature_function *function, const void *self,
		    const char *why)
{
	const struct ncl_scores *scores;
	struct bench b;

	assert_true(bench_open(&b, NCL_UNIT_BLOCK, function, 3, 8));
	b.instance.self = (void *)self;
	assert_int_equal(score_predict(b.doc, b.model, &scores),
			 NCL_INVALID);
	assert_null(scores);
	assert_non_null(strstr(b.instance.error.text, why));
	bench_close(&b);
}

static void test_mistakes(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(mistakes) / sizeof(*mistakes); i++)
		refused(make_mistake, &mistakes[i], mistakes[i].what);
	refused(too_early, NULL, "before the first item");
	refused(wide_dense, NULL, "dense feature out of range");
	refused(late_tokens, NULL, "token out of range");
}

/* Sums that overflow give scores all the same. */
static enum ncl_status huge(void *self, ncl_doc *doc, struct ncl_sink *sink)
{
	const float x[] = { FLT_MAX, -FLT_MAX };

	(void)self;
	(void)doc;
	for (uint32_t i = 0; i < 3; i++) {
		sink->item(sink, i);
		sink->dense(sink, 0, x, 2);
		sink->add(sink, 0, 11, FLT_MAX);
		sink->add(sink, 0, 11, FLT_MAX);
	}
	return NCL_OK;
}

static void test_huge(void **state)
{
	const struct ncl_scores *scores;
	struct bench b;

	(void)state;
	assert_true(bench_open(&b, NCL_UNIT_BLOCK, huge, 3, 8));
	assert_int_equal(score_predict(b.doc, b.model, &scores), NCL_OK);
	for (int i = 0; i < 9; i++)
		assert_true(scores->p[i] >= 0 && scores->p[i] <= 1);
	bench_close(&b);
}

/* ---------------------------------------------------------------- memory */

static int predict_once(void *arg)
{
	const struct ncl_scores *scores;
	struct bench b;
	int ret = NCL_NOMEM;

	(void)arg;
	if (bench_open(&b, NCL_UNIT_BLOCK, second_block, 3, 8))
		ret = score_predict(b.doc, b.model, &scores);
	bench_close(&b);
	return ret;
}

static void test_no_memory(void **state)
{
	(void)state;
	assert_true(oom_each(predict_once, NULL, NCL_NOMEM) > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_document),
		cmocka_unit_test(parts_score_as_documents_do),
		cmocka_unit_test(test_blocks),
		cmocka_unit_test(test_no_blocks),
		cmocka_unit_test(test_mistakes),
		cmocka_unit_test(test_huge),
		cmocka_unit_test(test_no_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
