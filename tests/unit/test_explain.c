/* Explanations: the same scores, sums that come out, names and places. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "built.h"
#include "core/explain.h"
#include "core/score.h"
#include "oom.h"
#include "small_model.h"

static char plugins[PATH_MAX];

/* ------------------------------------------------------- a model by hand */

static const struct ncl_feature_group groups[] = {
	{ "words", NCL_COUNTS, 0, "" }, { "marks", NCL_FLAGS, 0, "" }
};
static const char *const dense_names[] = { "length", "height" };

typedef enum ncl_status feature_function(void *, ncl_doc *,
					 struct ncl_sink *);

struct bench {
	struct stage stage;
	struct instance instance;
	ncl_doc *doc;
	ncl_model *model;
	ncl_explanation why;
};

static void bench_open(struct bench *b, uint32_t unit,
		       feature_function *function, uint32_t labels)
{
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
	b->stage.name = (char *)"small";
	b->instance.stage = &b->stage;
	b->model = small_model(unit, unit == NCL_UNIT_BLOCK ? MODEL_CHAIN :
							      MODEL_SIGMOID,
			       labels, 8);
	assert_non_null(b->model);
	assert_int_equal(ncl_doc_new(&b->doc, NULL), NCL_OK);
	assert_int_equal(ncl_doc_set_text(b->doc, text, sizeof(text) - 1,
					  NULL), NCL_OK);
	for (int i = 0; i < 3; i++)
		assert_int_equal(ncl_doc_add_block(b->doc, &blocks[i], NULL),
				 NCL_OK);
	b->why.doc = b->doc;
	b->why.last_use = &b->why.uses;
	b->doc->speaker = &b->instance;
	b->doc->explanation = &b->why;
}

static void bench_close(struct bench *b)
{
	scratch_free(b->instance.scratch);
	ncl_doc_free(b->doc);
	ncl_model_free(b->model);
}

static enum ncl_status some_words(void *self, ncl_doc *doc,
				  struct ncl_sink *sink)
{
	const float dense[] = { 3, 0 };

	(void)self;
	(void)doc;
	assert_non_null(sink->name);
	sink->dense(sink, 0, dense, 2);
	sink->add(sink, 0, 11, 1);
	sink->name(sink, 0, 11, "eleven\n\033[2J");
	sink->name(sink, 0, 98, "not in the vocabulary");
	sink->add(sink, 0, 12, 1);
	return NCL_OK;
}

/* Dense 0 is worth 3 * 1, word 11 is worth 2 of sqrt(2 * 2 + 1) with weight
 * 0.5 / 2 ... by small_model.h: value 1 / sqrt(5), weight 0.5. */
static void test_by_hand(void **state)
{
	const struct ncl_explain_at at = { 0, 0, 0 };
	const struct ncl_scores *scores;
	struct ncl_reasons r;
	struct ncl_verdict v;
	struct bench b;
	double unit = 1 / sqrt(5.0);

	(void)state;
	bench_open(&b, NCL_UNIT_DOCUMENT, some_words, 2);
	assert_int_equal(score_predict(b.doc, b.model, &scores), NCL_OK);
	assert_true(ncl_explain_verdict(&b.why, &at, &v));
	assert_true(fabs(v.bias - 0.5) < 1e-9);
	assert_true(fabs(v.decision - (3.5 - 0.5 * unit)) < 1e-6);
	assert_true(v.p == scores->p[0] && v.above == 0);
	assert_true(fabsf(v.own - v.p) < 1e-6f);
	assert_int_equal(ncl_explain_reasons(&b.why, &at, 9, &r, NULL),
			 NCL_OK);
	assert_int_equal(r.count, 3);
	assert_int_equal(r.left, 0);
	assert_string_equal(r.reasons[0].name, "length");
	assert_null(r.reasons[0].group);
	assert_true(fabs(r.reasons[0].value - 3) < 1e-9);
	assert_string_equal(r.reasons[1].name, "eleven\n\033[2J");
	assert_string_equal(r.reasons[1].group, "words");
	assert_true(fabs(r.reasons[1].value * r.reasons[1].weight -
			 0.5 * unit) < 1e-6);
	assert_null(r.reasons[2].name); /* nobody told it */
	assert_true(r.reasons[2].weight < 0);
	/* one for it; none of either is the least */
	assert_int_equal(ncl_explain_reasons(&b.why, &at, 1, &r, NULL),
			 NCL_OK);
	assert_int_equal(r.count, 2);
	assert_int_equal(r.left, 1);
	assert_true(fabs(r.left_worth - 0.5 * unit) < 1e-6);
	bench_close(&b);
}

static enum ncl_status mark_first(void *self, ncl_doc *doc,
				  struct ncl_sink *sink)
{
	(void)self;
	(void)doc;
	sink->item(sink, 0);
	sink->add(sink, 1, 11, 1);
	sink->item(sink, 2);
	return NCL_OK;
}

/* Two labels, whose transitions favour staying: the first block's mark speaks
 * for label 1 there, and by the chain in the blocks below. */
static void test_neighbours(void **state)
{
	struct ncl_explain_at at = { 0, 0, 1 };
	const struct ncl_scores *scores;
	struct ncl_verdict v[3];
	struct bench b;

	(void)state;
	bench_open(&b, NCL_UNIT_BLOCK, mark_first, 2);
	assert_int_equal(score_predict(b.doc, b.model, &scores), NCL_OK);
	for (at.item = 0; at.item < 3; at.item++) {
		struct ncl_verdict *x = &v[at.item];

		assert_true(ncl_explain_verdict(&b.why, &at, x));
		/* alone: the log-odds are the decision */
		assert_true(fabs(log(x->own / (1 - x->own)) - x->decision) <
			    1e-3);
		assert_true(fabs(log(x->p / (1 - x->p)) - x->decision -
				 (double)x->above - (double)x->below) < 1e-3);
	}
	assert_true(fabs(v[0].decision - 2 * (0.5 + 2.5)) < 1e-5);
	assert_true(fabs(v[1].decision - 1) < 1e-5);
	assert_true(fabsf(v[0].above) < 1e-5f && fabsf(v[2].below) < 1e-5f);
	assert_true(v[1].above > 0.3f && v[2].above > 0.1f);
	bench_close(&b);
}

static void test_out_of_range(void **state)
{
	const struct ncl_explain_at wrong[] = { { 1, 0, 0 }, { 0, 3, 0 },
						{ 0, 0, 2 } };
	const struct ncl_scores *scores;
	struct ncl_explained use;
	struct ncl_reasons r;
	struct ncl_verdict v;
	struct ncl_note note;
	struct bench b;

	(void)state;
	bench_open(&b, NCL_UNIT_BLOCK, mark_first, 2);
	assert_int_equal(score_predict(b.doc, b.model, &scores), NCL_OK);
	for (int i = 0; i < 3; i++) {
		assert_false(ncl_explain_verdict(&b.why, &wrong[i], &v));
		assert_int_equal(ncl_explain_reasons(&b.why, &wrong[i], 1, &r,
						     NULL), NCL_INVALID);
		assert_int_equal(r.count, 0);
	}
	assert_true(ncl_explained(&b.why, 0, &use));
	assert_int_equal(use.items, 3);
	assert_false(ncl_explained(&b.why, 1, &use));
	assert_false(ncl_explain_note(&b.why, 0, 0, &note));
	bench_close(&b);
}

/* --------------------------------------------------- the plugins of nclass */

static const char article[] =
	"Council votes to keep the library open\n"
	"By Jo Doe, Tuesday 12 March 2024\n"
	"The council voted on Tuesday to keep the library open until the end "
	"of the year, after police and residents had asked the government "
	"for money. The minister said that the council was right.\n"
	"Readers of the library had signed a letter to the council, and the "
	"library won: there will be money for the books and the roof.\n"
	"Share on Facebook\n"
	"Read more: ten pictures of the old library\n"
	"Subscribe to our newsletter\n";

static ncl_doc *read_article(void)
{
	ncl_doc *doc;

	assert_int_equal(ncl_doc_new(&doc, NULL), NCL_OK);
	assert_int_equal(ncl_read_text(doc, article, sizeof(article) - 1,
				       NULL, NULL), NCL_OK);
	return doc;
}

static void check_places(const ncl_doc *doc, const struct ncl_reason *r)
{
	size_t len;
	const char *text = ncl_doc_text(doc, &len);

	for (uint32_t i = 0; i < r->place_count; i++) {
		const struct ncl_place *p = &r->places[i];

		assert_true(p->begin < p->end && p->end <= len);
		assert_true(!i || p[-1].begin < p->begin);
		if (r->group && strcmp(r->group, "words") == 0)
			assert_int_equal(strncasecmp(text + p->begin, r->name,
						     p->end - p->begin), 0);
	}
}

static void check_sums(const ncl_doc *doc, const ncl_explanation *why,
		       const struct ncl_explain_at *at)
{
	struct ncl_reasons all, few;
	struct ncl_verdict v;
	double sum, part;

	assert_true(ncl_explain_verdict(why, at, &v));
	assert_int_equal(ncl_explain_reasons(why, at, UINT32_MAX, &all, NULL),
			 NCL_OK);
	assert_int_equal(ncl_explain_reasons(why, at, 3, &few, NULL), NCL_OK);
	assert_true(few.count <= 6 && few.count <= all.count);
	assert_int_equal(few.count + few.left, all.count);
	sum = part = v.bias;
	for (uint32_t i = 0; i < all.count; i++) {
		sum += all.reasons[i].value * all.reasons[i].weight;
		check_places(doc, &all.reasons[i]);
		assert_true(!all.reasons[i].group || all.reasons[i].name);
	}
	for (uint32_t i = 0; i < few.count; i++)
		part += few.reasons[i].value * few.reasons[i].weight;
	assert_true(fabs(sum - v.decision) < 1e-4);
	assert_true(fabs(part + few.left_worth - v.decision) < 1e-4);
}

static int open_chain(ncl_pipeline **p, ncl_worker **w)
{
	const struct ncl_config config = { .plugin_path = plugins };

	*w = NULL;
	return ncl_pipeline_open(p, &config, NULL) == NCL_OK &&
	       ncl_worker_new(w, *p, NULL) == NCL_OK;
}

static void test_sums(void **state)
{
	struct ncl_explained use;
	const ncl_explanation *why;
	ncl_pipeline *p;
	ncl_worker *w;
	ncl_doc *doc = read_article();
	struct ncl_explain_at at = { 0 };

	(void)state;
	assert_true(open_chain(&p, &w));
	assert_int_equal(ncl_worker_explain(w, doc, &why, NULL), NCL_OK);
	for (; ncl_explained(why, at.use, &use); at.use++)
		for (at.item = 0; at.item < use.items; at.item++)
			for (at.label = 0; at.label < use.labels; at.label++)
				check_sums(doc, why, &at);
	assert_int_equal(at.use, 4);
	ncl_doc_free(doc);
	ncl_worker_free(w);
	ncl_pipeline_free(p);
}

/* Every score of an explained document is that of one that was run. */
static void test_same_scores(void **state)
{
	struct ncl_write_options how = { 0 };
	struct ncl_buffer run = { 0 }, explained = { 0 };
	const ncl_explanation *why;
	struct ncl_note note;
	ncl_pipeline *p;
	ncl_worker *w;
	ncl_doc *doc = read_article();

	(void)state;
	assert_true(open_chain(&p, &w));
	assert_int_equal(ncl_worker_explain(w, doc, &why, NULL), NCL_OK);
	assert_int_equal(ncl_write_jsonl(&explained, doc, &how), NCL_OK);
	/* what the roles did is told by boiler */
	assert_true(ncl_explain_note(why, 0, 0, &note));
	assert_string_equal(note.plugin, "boiler");
	assert_int_equal(strncmp(note.what, "role ", 5), 0);
	assert_int_equal(ncl_worker_run(w, doc, NULL), NCL_OK);
	assert_int_equal(ncl_write_jsonl(&run, doc, &how), NCL_OK);
	assert_string_equal(run.data, explained.data);
	ncl_buffer_release(&run);
	ncl_buffer_release(&explained);
	ncl_doc_free(doc);
	ncl_worker_free(w);
	ncl_pipeline_free(p);
}

static enum ncl_status explain_once(ncl_worker *w, ncl_doc *doc)
{
	const struct ncl_explain_at at = { 0, 2, 0 };
	const ncl_explanation *why;
	struct ncl_reasons r;
	enum ncl_status ret = ncl_worker_explain(w, doc, &why, NULL);

	if (ret == NCL_OK)
		ret = ncl_explain_reasons(why, &at, 5, &r, NULL);
	return ret;
}

/* No memory at any point: an error, and the worker still works. */
static void test_no_memory(void **state)
{
	enum ncl_status ret = NCL_NOMEM;
	ncl_pipeline *p;
	ncl_worker *w;

	(void)state;
	assert_true(open_chain(&p, &w));
	for (long n = 0; ret == NCL_NOMEM; n++) {
		ncl_doc *doc = read_article();

		oom_after = n;
		ret = explain_once(w, doc);
		oom_after = -1;
		ncl_doc_free(doc);
		assert_true(ret == NCL_OK || ret == NCL_NOMEM);
	}
	assert_int_equal(ret, NCL_OK);
	ncl_worker_free(w);
	ncl_pipeline_free(p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_by_hand),
		cmocka_unit_test(test_neighbours),
		cmocka_unit_test(test_out_of_range),
		cmocka_unit_test(test_sums),
		cmocka_unit_test(test_same_scores),
		cmocka_unit_test(test_no_memory),
	};

	setenv("XDG_DATA_HOME", "/nowhere", 1);
	built(plugins, "plugins");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
