/* Chains opened, set and run; what a plugin's status means. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "built.h"
#include "core/pipeline.h"
#include "core/stage.h"
#include "oom.h"

static char bad[PATH_MAX], plugins[PATH_MAX];
static const char text[] = "Headline here\nThe council voted on Tuesday to.\n";

static int set_up(void **state)
{
	(void)state;
	setenv("XDG_DATA_HOME", "/nowhere", 1);
	built(bad, "tests/bad");
	built(plugins, "plugins");
	return 0;
}

static ncl_doc *make_doc(void)
{
	const struct ncl_block blocks[] = { { .begin = 0, .end = 13 },
					    { .begin = 14, .end = 46 } };
	ncl_doc *doc;

	assert_int_equal(ncl_doc_new(&doc, NULL), NCL_OK);
	assert_int_equal(ncl_doc_set_text(doc, text, sizeof(text) - 1, NULL),
			 NCL_OK);
	for (int i = 0; i < 2; i++)
		assert_int_equal(ncl_doc_add_block(doc, &blocks[i], NULL),
				 NCL_OK);
	return doc;
}

static const struct {
	const char *plugins, *setting, *model;
	enum ncl_status want;
	const char *why;
} rows[] = {
	{ "template", NULL, NULL, NCL_OK, NULL },
	{ "template,mine=template", "mine.words=3", NULL, NCL_OK, NULL },
	{ "template", "template.words=101", NULL, NCL_USAGE,
	  "template.words: \"101\" is not a whole number from 1 to 100" },
	{ "template", "template.word=3", NULL, NCL_USAGE,
	  "template.word: no such option; template has words; did you mean "
	  "\"words\"?" },
	{ "template", "templte.words=3", NULL, NCL_USAGE,
	  "\"templte.words=3\": no \"templte\" in this chain (template); did "
	  "you mean \"template\"?" },
	{ "mine=template", "template.words=3", NULL, NCL_USAGE,
	  "no \"template\" in this chain (mine)" },
	{ "template", "words=3", NULL, NCL_USAGE,
	  "\"words=3\" is no setting: write NAME.KEY=VALUE" },
	{ "template", "template.words", NULL, NCL_USAGE, "is no setting" },
	{ "template", "template.=3", NULL, NCL_USAGE, "is no setting" },
	{ "template", ".words=3", NULL, NCL_USAGE, "is no setting" },
	{ "template", NULL, "template", NCL_USAGE, "gives no model: write" },
	{ "template", NULL, "topic=./a.ncm", NCL_USAGE,
	  "no \"topic\" in this chain (template)" },
	{ "template", NULL, "template=./a.ncm", NCL_USAGE,
	  "template uses no model, so the model ./a.ncm cannot be for it" },
	{ "open-fails", NULL, NULL, NCL_MISSING,
	  "open-fails: the word list words.txt is gone" },
	{ "unmet-need", NULL, NULL, NCL_REFUSED,
	  "unmet-need needs the layer nobody.writes/1" },
	{ "single-twice,b=single-twice", NULL, NULL, NCL_REFUSED,
	  "b: this plugin can be opened only once in a process" },
	{ "single-twice", NULL, NULL, NCL_OK, NULL },
	{ "single-twice", NULL, NULL, NCL_OK, NULL }, /* one by one */
	{ "grown", NULL, NULL, NCL_OK, NULL },
	{ "small-table", NULL, NULL, NCL_OK, NULL },
	{ "needs-egg", NULL, NULL, NCL_REFUSED,
	  "needs-egg needs the layer bad.egg/1: add the plugin cycle-egg, "
	  "which writes it" },
};

static enum ncl_status open_row(size_t i, struct ncl_error *err)
{
	const char *settings[] = { rows[i].setting, NULL };
	const char *models[] = { rows[i].model, NULL };
	char path[2 * PATH_MAX];
	struct ncl_config config = { .plugins = rows[i].plugins,
				     .plugin_path = path,
				     .settings = settings,
				     .models = models };
	enum ncl_status ret;
	ncl_pipeline *p;

	snprintf(path, sizeof(path), "%s:%s", plugins, bad);
	ret = ncl_pipeline_open(&p, &config, err);
	assert_true((ret == NCL_OK) == (p != NULL));
	ncl_pipeline_free(p);
	return ret;
}

static void chains_are_opened_or_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct ncl_error err = { 0 };
		enum ncl_status ret = open_row(i, &err);

		if (ret != rows[i].want ||
		    (rows[i].why && !strstr(err.text, rows[i].why)))
			fail_msg("row %zu: %s: %s", i, ncl_status_name(ret),
				 err.text);
	}
}

static void settings_and_aliases_are_each_use_s_own(void **state)
{
	const char *const settings[] = { "mine.words=3", "mine.words=2",
					 NULL };
	struct ncl_config config = { .plugins = "template,mine=template",
				     .plugin_path = plugins,
				     .settings = settings };
	ncl_doc *doc = make_doc();
	struct ncl_error err;
	ncl_pipeline *p;
	ncl_worker *w;

	(void)state;
	assert_int_equal(ncl_pipeline_open(&p, &config, &err), NCL_OK);
	assert_int_equal(ncl_worker_new(&w, p, &err), NCL_OK);
	assert_int_equal(ncl_worker_run(w, doc, &err), NCL_OK);
	/* two words: fewer than 5, not fewer than 2 */
	assert_int_not_equal(
		ncl_doc_block_label(doc,
				    ncl_doc_find_layer(doc,
						       "example.template/1"),
				    0, NULL), 0);
	assert_int_not_equal(ncl_doc_find_layer(doc, "mine.template/1"), 0);
	assert_int_equal(
		ncl_doc_block_label(doc,
				    ncl_doc_find_layer(doc, "mine.template/1"),
				    0, NULL), 0);
	ncl_doc_free(doc);
	ncl_worker_free(w);
	ncl_pipeline_free(p);
}

/* A plugin in memory, which returns and notes what it is told to. */
static struct {
	int returns, notes;
} orders;

static struct ncl_pipeline pipeline;
static struct stage stage;
static ncl_label label;

static enum ncl_status obey(void *self, ncl_doc *doc)
{
	const struct ncl_host *host = &stage.host;

	(void)self;
	host->add_block_label(doc, 1, 0, label, 0.5f);
	if (orders.notes)
		(host->fail)(host, (enum ncl_status)orders.notes, "noted");
	return (enum ncl_status)orders.returns;
}

static const struct {
	int returns, notes;
	enum ncl_status want;
	int visible, labelled;
	const char *why;
} statuses[] = {
	{ NCL_OK, 0, NCL_OK, 1, 1, NULL },
	{ NCL_SKIP, 0, NCL_OK, 1, 0, NULL },
	{ NCL_DOC, 0, NCL_DOC, 0, 0, "fake: run failed and did not say why "
	  "(this document cannot be labelled)" },
	{ NCL_DOC, NCL_DOC, NCL_DOC, 0, 0, "fake: noted" },
	{ NCL_LIMIT, 0, NCL_LIMIT, 0, 0, "a limit of time or memory" },
	{ NCL_NOMEM, 0, NCL_NOMEM, 0, 0, "out of memory" },
	{ NCL_FATAL, NCL_FATAL, NCL_FATAL, 0, 0, "fake: noted" },
	{ NCL_FATAL, NCL_DOC, NCL_FATAL, 0, 0, "fake: noted" },
	/* what the host noted counts, though run says all is well */
	{ NCL_OK, NCL_DOC, NCL_DOC, 0, 0, "fake: noted" },
	{ NCL_SKIP, NCL_NOMEM, NCL_NOMEM, 0, 0, "fake: noted" },
	{ NCL_OK, NCL_INVALID, NCL_DOC, 0, 0, "fake: noted" },
	/* a mistake in the plugin */
	{ NCL_INVALID, NCL_INVALID, NCL_DOC, 0, 0, "fake: noted" },
	{ NCL_FORMAT, NCL_FORMAT, NCL_FATAL, 0, 0, "fake: noted" },
	{ NCL_MISSING, 0, NCL_DOC, 0, 0, "fake: run returned 7, which" },
	{ 4711, 0, NCL_DOC, 0, 0, "fake: run returned 4711, which is no" },
	{ -1, 0, NCL_DOC, 0, 0, "fake: run returned -1, which is no" },
};

static void check_status(ncl_worker *w, ncl_doc *doc, size_t i)
{
	struct ncl_error err = { 0 };
	ncl_layer layer;

	orders.returns = statuses[i].returns;
	orders.notes = statuses[i].notes;
	if (ncl_worker_run(w, doc, &err) != statuses[i].want ||
	    (statuses[i].why && !strstr(err.text, statuses[i].why)))
		fail_msg("row %zu: %s: %s", i, ncl_status_name(err.code),
			 err.text);
	layer = ncl_doc_find_layer(doc, "x.fake/1");
	assert_int_equal(layer != 0, statuses[i].visible);
	assert_int_equal(ncl_doc_block_label(doc, layer, 0, NULL) != 0,
			 statuses[i].labelled);
}

static void a_status_means_what_the_contract_says(void **state)
{
	struct stage_layer layer = { "x.fake/1", 0, NCL_WRITES,
				     NCL_LAYER_BLOCKS };
	char name[] = "fake";
	ncl_doc *doc = make_doc();
	ncl_worker *w;

	(void)state;
	stage = (struct stage){ .name = name, .layers = &layer,
				.layer_count = 1, .pipeline = &pipeline };
	stage.plugin.run = obey;
	host_fill(&stage.host, &stage, sizeof(stage.host));
	pipeline = (struct ncl_pipeline){ .stages = &stage, .count = 1 };
	assert_int_equal(layers_add(&pipeline.table, "x.fake/1", name,
				    NCL_LAYER_BLOCKS, &layer.handle), NCL_OK);
	label = layers_label(&pipeline.table, 1, "label", NULL);
	assert_int_equal(ncl_worker_new(&w, &pipeline, NULL), NCL_OK);
	for (size_t i = 0; i < sizeof(statuses) / sizeof(statuses[0]); i++)
		check_status(w, doc, i);
	ncl_doc_free(doc);
	ncl_worker_free(w);
	layers_release(&pipeline.table);
}

static const struct {
	int returned;
	enum ncl_status noted, want;
} opened[] = {
	{ NCL_OK, NCL_OK, NCL_OK },
	{ NCL_OK, NCL_MISSING, NCL_OK }, /* it can do without the model */
	{ NCL_OK, NCL_INVALID, NCL_FATAL },
	{ NCL_OK, NCL_NOMEM, NCL_NOMEM },
	{ NCL_SKIP, NCL_OK, NCL_FATAL },
	{ NCL_MISSING, NCL_MISSING, NCL_MISSING },
	{ NCL_MISSING, NCL_OK, NCL_FATAL },
	{ NCL_INVALID, NCL_INVALID, NCL_FATAL },
	{ NCL_NOMEM, NCL_OK, NCL_NOMEM },
	{ 99, NCL_OK, NCL_FATAL },
};

static void open_may_live_with_what_it_does_not_return(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(opened) / sizeof(opened[0]); i++) {
		struct ncl_error noted = { .code = opened[i].noted };

		assert_int_equal(stage_ready(opened[i].returned, &noted),
				 opened[i].want);
	}
}

static void a_failing_create_is_told(void **state)
{
	struct ncl_config config = { .plugins = "create-fails",
				     .plugin_path = bad };
	struct ncl_error err;
	ncl_pipeline *p;
	ncl_worker *w;

	(void)state;
	assert_int_equal(ncl_pipeline_open(&p, &config, &err), NCL_OK);
	assert_int_not_equal(ncl_worker_new(&w, p, &err), NCL_OK);
	assert_string_equal(err.text, "create-fails: no helper to be had");
	assert_null(w);
	ncl_pipeline_free(p);
}

static const struct {
	const char *plugins, *trainee;
	const char *order; /* of the stages; NULL: refused, with... */
	const char *why;
} trainings[] = {
	{ NULL, "learner", "learner", NULL }, /* no other runs first */
	{ "template,grown", "learner", "template grown learner", NULL },
	{ "learner,grown", "learner", "grown learner", NULL },
	{ "mine=learner,template", "mine", "template mine", NULL },
	{ "template,mine=learner", "mine", "template mine", NULL },
	{ "grown", "mine=learner", "grown mine", NULL },
	{ "learner,reads-learner", "learner", NULL, "reads-learner reads "
	  "what learner writes, so it cannot run before learner is trained: "
	  "leave it out" },
	{ "reads-learner", "learner", NULL, "reads-learner reads what" },
	{ NULL, "template", NULL, "template cannot be trained: it has no "
	  "extension nclass.features/1" },
	{ NULL, "learner,template", NULL, "one plugin is trained at a time" },
	{ NULL, "learnr", NULL, "no plugin \"learnr\"; did you mean "
	  "\"learner\"?" },
};

static void check_training(size_t i)
{
	char path[2 * PATH_MAX], got[100] = "";
	struct ncl_config config = { .plugins = trainings[i].plugins,
				     .plugin_path = path };
	struct ncl_error err = { 0 };
	ncl_pipeline *p;

	snprintf(path, sizeof(path), "%s:%s", plugins, bad);
	if (pipeline_open(&p, &config, trainings[i].trainee, &err)) {
		if (!trainings[i].why || !strstr(err.text, trainings[i].why))
			fail_msg("row %zu: %s", i, err.text);
		return;
	}
	for (uint32_t j = 0; j < p->count; j++) {
		strcat(got, j ? " " : "");
		strcat(got, p->stages[j].name);
		assert_int_equal(p->stages[j].training, j + 1 == p->count);
	}
	if (!trainings[i].order || strcmp(got, trainings[i].order) != 0)
		fail_msg("row %zu: %s", i, got);
	ncl_pipeline_free(p);
}

static void the_trainee_comes_last(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(trainings) / sizeof(trainings[0]); i++)
		check_training(i);
}

static int open_and_run(void *arg)
{
	const char *const settings[] = { "mine.words=3", NULL };
	struct ncl_config config = { .plugins = "template,mine=template",
				     .plugin_path = plugins,
				     .settings = settings };
	struct ncl_error err;
	enum ncl_status ret;
	ncl_worker *w = NULL;
	ncl_pipeline *p;

	ret = ncl_pipeline_open(&p, &config, &err);
	if (ret == NCL_OK)
		ret = ncl_worker_new(&w, p, &err);
	if (ret == NCL_OK)
		ret = ncl_worker_run(w, arg, &err);
	ncl_doc_clear(arg);
	ncl_worker_free(w);
	ncl_pipeline_free(p);
	return (int)ret;
}

static void short_memory_is_told(void **state)
{
	ncl_doc *doc;

	(void)state;
	assert_int_equal(ncl_doc_new(&doc, NULL), NCL_OK);
	assert_true(oom_each(open_and_run, doc, NCL_NOMEM) > 10);
	ncl_doc_free(doc);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(chains_are_opened_or_refused),
		cmocka_unit_test(settings_and_aliases_are_each_use_s_own),
		cmocka_unit_test(a_status_means_what_the_contract_says),
		cmocka_unit_test(open_may_live_with_what_it_does_not_return),
		cmocka_unit_test(a_failing_create_is_told),
		cmocka_unit_test(the_trainee_comes_last),
		cmocka_unit_test(short_memory_is_told),
	};

	return cmocka_run_group_tests(tests, set_up, NULL);
}
