/* Two models over the same features: scored in one go, as alone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "core/score.h"
#include "core/tandem.h"
#include "oom.h"
#include "small_model.h"

static const struct ncl_feature_group groups[] = {
	{ "words", NCL_FLAGS, 0, "" }, { "marks", NCL_FLAGS, 0, "" }
};
static const char *const dense_names[] = { "length", "height" };

/* A chain of two plugins with one function of features. */
struct bench {
	struct stage stages[2];
	struct ncl_pipeline pipeline;
	struct instance instances[2];
	ncl_model *models[2];
	ncl_doc *doc;
};

static int calls;

/* Many items, so that they end in several look-ups, and features of both, of
 * one and of no vocabulary, some of them twice. */
#define BLOCKS 300u

static enum ncl_status many(void *self, ncl_doc *doc, struct ncl_sink *sink)
{
	(void)self;
	(void)doc;
	calls++;
	for (uint32_t i = 0; i < BLOCKS; i += 1 + i % 2) {
		const float dense[] = { (float)i / 7, 0.3f };

		sink->item(sink, i);
		if (i % 3)
			sink->dense(sink, 0, dense, 2);
		for (uint32_t k = 0; k < i % 17; k++)
			sink->add(sink, k & 1, 10 + k % 5, 1);
	}
	return NCL_OK;
}

/* All groups are of flags, and the second row has the key of `hash`. */
static int make_flags(ncl_model *m, uint64_t hash, uint16_t scale)
{
	uint64_t key = model_key(0, hash);
	struct model_group *g = arena_alloc(&m->arena, 2 * sizeof(*g));
	uint16_t *scales = arena_alloc(&m->arena, 3 * sizeof(*scales));

	if (!g || !scales)
		return 0;
	memcpy(g, m->groups, 2 * sizeof(*g));
	memcpy(scales, m->scales, 3 * sizeof(*scales));
	g[0].kind = NCL_FLAGS;
	scales[1] = scale;
	((uint32_t *)m->keys)[1] = (uint32_t)(key >> 32);
	((uint8_t *)m->tails)[1] = (uint8_t)(key >> 24);
	m->groups = g;
	m->scales = scales;
	model_index_release(&m->index);
	return model_index(m) == NCL_OK;
}

static void bench_close(struct bench *b)
{
	for (int i = 0; i < 2; i++) {
		scratch_free(b->instances[i].scratch);
		tandem_free(b->stages[i].tandem);
		ncl_model_free(b->models[i]);
	}
	ncl_doc_free(b->doc);
}

static int make_doc(struct bench *b)
{
	char text[2 * BLOCKS + 1];

	for (uint32_t i = 0; i < BLOCKS; i++)
		memcpy(text + (size_t)2 * i, "x\n", 2);
	if (ncl_doc_new(&b->doc, NULL) != NCL_OK ||
	    ncl_doc_set_text(b->doc, text, sizeof(text) - 1, NULL) != NCL_OK)
		return 0;
	for (uint32_t i = 0; i < BLOCKS; i++) {
		struct ncl_block block = { .begin = 2 * i, .end = 2 * i + 1 };

		if (ncl_doc_add_block(b->doc, &block, NULL) != NCL_OK)
			return 0;
	}
	return 1;
}

/* Models of 5 and of `labels` labels. */
static int bench_open(struct bench *b, uint32_t labels)
{
	*b = (struct bench){ 0 };
	b->models[0] = small_model(NCL_UNIT_BLOCK, MODEL_CHAIN, 5, 8);
	b->models[1] = small_model(NCL_UNIT_BLOCK, MODEL_CHAIN, labels, 8);
	for (int i = 0; i < 2; i++) {
		b->stages[i].features = (struct ncl_features){
			.size = sizeof(struct ncl_features), .revision = 1,
			.unit = NCL_UNIT_BLOCK, .dense = dense_names,
			.dense_count = 2, .group_size = sizeof(groups[0]),
			.group_count = 2, .groups = groups, .features = many,
			.same = "many",
		};
		b->stages[i].models = &b->models[i];
		b->stages[i].model_count = 1;
		b->instances[i].stage = &b->stages[i];
	}
	b->pipeline.stages = b->stages;
	b->pipeline.count = 2;
	return b->models[0] && b->models[1] && make_doc(b) &&
	       make_flags(b->models[0], 12, 0x3e80) &&
	       make_flags(b->models[1], 13, 0x3eab);
}

static const float *predict(struct bench *b, int i)
{
	const struct ncl_scores *scores = NULL;

	b->doc->speaker = &b->instances[i];
	assert_int_equal(score_predict(b->doc, b->models[i], &scores),
			 NCL_OK);
	assert_int_equal(scores->items, BLOCKS);
	assert_int_equal(scores->labels, b->models[i]->shape.labels);
	return scores->p;
}

static void test_same_scores(void **state)
{
	(void)state;
	for (uint32_t labels = 2; labels <= 8; labels += 3) {
		const float *alone[2];
		struct bench b;

		assert_true(bench_open(&b, labels));
		calls = 0;
		for (int i = 0; i < 2; i++)
			alone[i] = predict(&b, i);
		assert_int_equal(calls, 2);
		assert_int_equal(tandem_find(&b.pipeline), NCL_OK);
		assert_non_null(b.stages[0].tandem);
		for (int i = 0; i < 2; i++)
			assert_memory_equal(predict(&b, i), alone[i],
					    BLOCKS * sizeof(float) *
					    (i ? labels : 5));
		assert_int_equal(calls, 3);
		bench_close(&b);
	}
}

/* The second asks first, or alone: it is scored for itself. */
static void test_second_alone(void **state)
{
	const float *alone, *p;
	struct bench b;

	(void)state;
	assert_true(bench_open(&b, 2));
	alone = predict(&b, 1);
	assert_int_equal(tandem_find(&b.pipeline), NCL_OK);
	p = predict(&b, 1);
	assert_memory_equal(p, alone, BLOCKS * 2 * sizeof(*p));
	bench_close(&b);
}

/* What keeps two stages apart. */
static void no_name(struct bench *b)
{
	b->stages[1].features.same = NULL;
}

static void other_name(struct bench *b)
{
	b->stages[1].features.same = "others";
}

static void two_models(struct bench *b)
{
	b->stages[0].model_count = 2;
}

static void counts(struct bench *b)
{
	((struct model_group *)b->models[1]->groups)[1].kind = NCL_COUNTS;
}

static void wide_weights(struct bench *b)
{
	b->models[0]->shape.weight_bits = 16;
}

static void fewer_dense(struct bench *b)
{
	b->models[0]->shape.dense = 1;
}

static void training(struct bench *b)
{
	b->pipeline.for_training = 1;
}

static void test_apart(void **state)
{
	static void (*const changes[])(struct bench *) = {
		no_name, other_name, two_models, counts, wide_weights,
		fewer_dense, training,
	};

	(void)state;
	for (size_t i = 0; i < sizeof(changes) / sizeof(*changes); i++) {
		struct bench b;

		assert_true(bench_open(&b, 2));
		changes[i](&b);
		assert_int_equal(tandem_find(&b.pipeline), NCL_OK);
		assert_null(b.stages[0].tandem);
		bench_close(&b);
	}
	/* more outputs than a second may have */
	{
		struct bench b;

		assert_true(bench_open(&b, TANDEM_SECONDS + 1));
		assert_int_equal(tandem_find(&b.pipeline), NCL_OK);
		assert_null(b.stages[0].tandem);
		bench_close(&b);
	}
}

static int build(void *arg)
{
	const struct ncl_scores *scores;
	struct bench b;
	int ret = bench_open(&b, 2) ? NCL_OK : NCL_NOMEM;

	(void)arg;
	if (ret == NCL_OK)
		ret = tandem_find(&b.pipeline);
	for (int i = 0; i < 2 && ret == NCL_OK; i++) {
		b.doc->speaker = &b.instances[i];
		ret = score_predict(b.doc, b.models[i], &scores);
	}
	bench_close(&b);
	return ret;
}

static void test_no_memory(void **state)
{
	(void)state;
	assert_true(oom_each(build, NULL, NCL_NOMEM) > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_same_scores),
		cmocka_unit_test(test_second_alone),
		cmocka_unit_test(test_apart),
		cmocka_unit_test(test_no_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
