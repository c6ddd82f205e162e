/* A chain measured through nclass.h: what is counted, and what is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <nclass/nclass.h>

#include "built.h"
#include "oom.h"

static char plugins[PATH_MAX], model[PATH_MAX + 8];
static const char *const models[] = { model, NULL };

static const char *const topics[] = { "sport", "money" };
static const char *const texts[] = {
	"The goal of the match was for the league and the team.",
	"The bank and the market said that the profit was a tax.",
};

static ncl_doc *doc_of(const char *text)
{
	ncl_doc *doc;

	assert_int_equal(ncl_doc_new(&doc, NULL), NCL_OK);
	assert_int_equal(ncl_read_text(doc, text, strlen(text), NULL, NULL),
			 NCL_OK);
	return doc;
}

/* A model of two topics, in a file. */
static int set_up(void **state)
{
	struct ncl_training how = { .plugin = "topic",
				    .plugin_path = plugins };
	const char *path = built_file("evaluated.ncm", "", 0, 0644);
	struct ncl_error err = { 0 };
	ncl_trainer *t = NULL;

	(void)state;
	setenv("XDG_DATA_HOME", "/nowhere", 1);
	built(plugins, "plugins");
	assert_int_equal(ncl_trainer_new(&t, &how, &err), NCL_OK);
	for (int i = 0; i < 60; i++) {
		char text[128], group[16];
		ncl_doc *doc;

		snprintf(text, sizeof(text), "%s It is %d.\n", texts[i % 2],
			 i);
		snprintf(group, sizeof(group), "site %d", i / 4);
		doc = doc_of(text);
		assert_int_equal(ncl_trainer_add(t, doc, &topics[i % 2], 1,
						 group, &err), NCL_OK);
		ncl_doc_free(doc);
	}
	if (ncl_trainer_run(t, &err) || ncl_trainer_write(t, path, &err))
		fail_msg("%s", err.text);
	ncl_trainer_free(t);
	snprintf(model, sizeof(model), "topic=%s", path);
	return 0;
}

static ncl_evaluator *evaluator_of(const char *const *against)
{
	const struct ncl_evaluation how = {
		.plugin = "topic", .plugin_path = plugins, .models = models,
		.against = against, .rounds = 100,
	};
	struct ncl_error err = { 0 };
	ncl_evaluator *e = NULL;

	if (ncl_evaluator_new(&e, &how, &err) != NCL_OK)
		fail_msg("%s", err.text);
	return e;
}

struct row {
	int text;           /* of texts; what the model says is of topics */
	const char *labels[2];
	uint32_t n;
	const char *group;
};

static const struct row rows[] = {
	{ 0, { "sport" }, 1, "a" }, { 1, { "money" }, 1, "a" },
	{ 0, { "money" }, 1, "b" }, { 1, { "weather" }, 1, "c" },
	{ 1, { "money", "money" }, 2, "c" },
};

static enum ncl_status add(ncl_evaluator *e, const struct row *r,
			   struct ncl_error *err)
{
	ncl_doc *doc = doc_of(texts[r->text]);
	enum ncl_status ret = ncl_evaluator_add(e, doc, r->labels, r->n,
						r->group, err);

	ncl_doc_free(doc);
	return ret;
}

static void add_rows(ncl_evaluator *e)
{
	struct ncl_error err = { 0 };

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_int_equal(add(e, &rows[i], &err), NCL_OK);
}

static void counts_what_is_said(void **state)
{
	ncl_evaluator *e = evaluator_of(NULL);
	const struct ncl_measures *m;
	struct ncl_error err = { 0 };

	(void)state;
	assert_string_equal(ncl_evaluator_gold(e), "labels");
	assert_int_equal(ncl_evaluator_unit(e), NCL_UNIT_DOCUMENT);
	assert_null(ncl_evaluator_measures(e, 0));
	add_rows(e);
	assert_int_equal(ncl_evaluator_run(e, &err), NCL_OK);
	m = ncl_evaluator_measures(e, 0);
	assert_int_equal(m->items, 5);
	assert_int_equal(m->groups, 3);
	assert_int_equal(m->tally.right, 3);
	assert_int_equal(m->tally.wrong, 2);
	assert_int_equal(m->tally.missed, 2);
	assert_int_equal(m->label_count, 3);
	assert_string_equal(m->labels[2].name, "weather");
	assert_int_equal(m->labels[2].known, 0);
	assert_int_equal(m->unknown_items, 1);
	assert_int_equal(m->mistake_count, 2);
	assert_string_equal(m->mistakes[0].gold[0].name,
			    strcmp(m->mistakes[0].given[0].name, "sport") ?
			    "weather" : "money");
	assert_true(m->micro.low <= m->micro.value &&
		    m->micro.value <= m->micro.high);
	assert_null(ncl_evaluator_measures(e, 1));
	assert_null(ncl_evaluator_comparison(e));
	assert_int_equal(ncl_evaluator_run(e, &err), NCL_USAGE);
	assert_int_equal(add(e, &rows[0], &err), NCL_USAGE);
	ncl_evaluator_free(e);
}

static void a_model_is_no_better_than_itself(void **state)
{
	ncl_evaluator *e = evaluator_of(models);
	const struct ncl_comparison *c;
	struct ncl_error err = { 0 };

	(void)state;
	add_rows(e);
	assert_int_equal(ncl_evaluator_run(e, &err), NCL_OK);
	c = ncl_evaluator_comparison(e);
	assert_true(c->count > 0);
	for (uint32_t i = 0; i < c->count; i++)
		assert_true(c->differences[i].first ==
			    c->differences[i].second);
	assert_int_equal(c->only_first + c->only_second, 0);
	assert_int_equal(ncl_evaluator_measures(e, 1)->tally.right, 3);
	ncl_evaluator_free(e);
}

static void refuses(void **state)
{
	struct ncl_evaluation how = { .plugin_path = plugins };
	struct ncl_error err = { 0 };
	ncl_evaluator *e = NULL;

	(void)state;
	assert_int_equal(ncl_evaluator_new(&e, &how, &err), NCL_USAGE);
	how.plugin = "template";
	assert_int_equal(ncl_evaluator_new(&e, &how, &err), NCL_REFUSED);
	assert_non_null(strstr(err.text, "template cannot be measured"));
	assert_null(e);
	e = evaluator_of(NULL);
	assert_int_equal(ncl_evaluator_run(e, &err), NCL_FORMAT);
	assert_non_null(strstr(err.text, "nothing in the data"));
	ncl_evaluator_free(e);
	ncl_evaluator_free(NULL);
}

/* A document of its own each: one that met no memory keeps that in mind. */
static enum ncl_status add_row(ncl_evaluator *e, const struct row *r,
			       struct ncl_error *err)
{
	const char *text = texts[r->text];
	ncl_doc *doc = NULL;
	enum ncl_status ret = ncl_doc_new(&doc, err);

	if (!ret)
		ret = ncl_read_text(doc, text, strlen(text), NULL, err);
	if (!ret)
		ret = ncl_evaluator_add(e, doc, r->labels, r->n, r->group,
					err);
	ncl_doc_free(doc);
	/* a plugin without memory for one document passes it over */
	return ret == NCL_LIMIT ? NCL_NOMEM : ret;
}

static int measure_all(void *arg)
{
	const struct ncl_evaluation how = {
		.plugin = "topic", .plugin_path = plugins, .models = models,
		.against = models, .rounds = 2,
	};
	ncl_evaluator *e = NULL;
	struct ncl_error err = { 0 };
	enum ncl_status ret = ncl_evaluator_new(&e, &how, &err);

	(void)arg;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]) && !ret; i++)
		ret = add_row(e, &rows[i], &err);
	if (!ret)
		ret = ncl_evaluator_run(e, &err);
	ncl_evaluator_free(e);
	return (int)ret;
}

static void no_memory(void **state)
{
	(void)state;
	assert_true(oom_each(measure_all, NULL, NCL_NOMEM) > 10);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(counts_what_is_said),
		cmocka_unit_test(a_model_is_no_better_than_itself),
		cmocka_unit_test(refuses),
		cmocka_unit_test(no_memory),
	};

	return cmocka_run_group_tests(tests, set_up, NULL);
}
