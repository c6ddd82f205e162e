/* What the host refuses of a plugin, called as a plugin calls it. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/pipeline.h"
#include "core/score.h"
#include "core/tokens.h"
#include "oom.h"

#define TEXT "One two.\nThr\xc3\xa9" "e."

/* Layers by handle: 1 written blocks, 2 written spans, 3 written values,
 * 4 read values, 5 read blocks, 6 of others, 7 written document labels. */
static const struct {
	const char *name;
	enum ncl_layer_kind kind;
	enum ncl_layer_use use;
} layers[] = {
	{ "me.blocks/1", NCL_LAYER_BLOCKS, NCL_WRITES },
	{ "me.spans/1", NCL_LAYER_SPANS, NCL_WRITES },
	{ "me.values/1", NCL_LAYER_VALUES, NCL_WRITES },
	{ "a.values/1", NCL_LAYER_VALUES, NCL_READS },
	{ "a.blocks/1", NCL_LAYER_BLOCKS, NCL_READS_OPTIONAL },
	{ "b.values/1", NCL_LAYER_VALUES, 0 },
	{ "me.doc/1", NCL_LAYER_DOCUMENT, NCL_WRITES },
};
#define LAYERS (sizeof(layers) / sizeof(layers[0]))

struct fixture {
	struct ncl_pipeline pipeline;
	struct stage stage;
	char name[3];
	struct stage_layer declared[LAYERS];
	struct instance instance;
	ncl_doc *doc;
	char logged[200];
};

static void take_log(void *data, enum ncl_log_level level, const char *plugin,
		     const char *text)
{
	struct fixture *f = data;

	snprintf(f->logged, sizeof(f->logged), "%d %s: %s", level, plugin,
		 text);
}

static void declare(struct fixture *f)
{
	struct stage *s = &f->stage;
	ncl_layer handle;

	for (size_t i = 0; i < LAYERS; i++) {
		layers_add(&f->pipeline.table, layers[i].name, "x",
			   layers[i].kind, &handle);
		if (!layers[i].use)
			continue;
		f->declared[s->layer_count++] = (struct stage_layer){
			layers[i].name, handle, layers[i].use,
			layers[i].kind
		};
	}
}

static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));
	const struct ncl_block blocks[] = { { .begin = 0, .end = 8 },
					    { .begin = 9, .end = 16 } };

	*state = f;
	f->pipeline.log = take_log;
	f->pipeline.log_data = f;
	strcpy(f->name, "me");
	f->stage.name = f->name;
	f->stage.pipeline = &f->pipeline;
	f->stage.layers = f->declared;
	f->stage.phase = STAGE_OPENING;
	f->instance.stage = &f->stage;
	declare(f);
	host_fill(&f->stage.host, &f->stage, sizeof(struct ncl_host));
	return ncl_doc_new(&f->doc, NULL) ||
	       ncl_doc_set_text(f->doc, TEXT, strlen(TEXT), NULL) ||
	       ncl_doc_add_block(f->doc, &blocks[0], NULL) ||
	       ncl_doc_add_block(f->doc, &blocks[1], NULL) ||
	       doc_attach(f->doc, &f->pipeline.table);
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	ncl_doc_free(f->doc);
	layers_release(&f->pipeline.table);
	for (uint32_t i = 0; i < f->stage.model_count; i++)
		ncl_model_free(f->stage.models[i]);
	free(f->stage.models);
	scratch_free(f->instance.scratch);
	free(f);
	return 0;
}

/* From opening to running; labels 1 of all layers. */
static void begin_run(struct fixture *f)
{
	const struct ncl_host *host = &f->stage.host;

	for (size_t i = 0; i < f->stage.layer_count; i++)
		assert_int_equal(host->label(host, f->declared[i].handle,
					     "one", NULL), 1);
	f->stage.phase = STAGE_READY;
	host_enter(&f->instance, f->doc);
}

static void assert_noted(struct ncl_error *err, const char *text)
{
	if (!strstr(err->text, text))
		fail_msg("\"%s\" has no \"%s\"", err->text, text);
	*err = (struct ncl_error){ 0 };
}

static void the_table_is_cut(void **state)
{
	struct fixture *f = *state;
	struct ncl_host host;
	uint32_t size = offsetof(struct ncl_host, cache);

	host_fill(&host, &f->stage, sizeof(host) + 80);
	assert_int_equal(host.size, sizeof(host));
	assert_true(NCL_HAS(&host, should_stop));
	for (uint32_t more = 0; more < sizeof(void *); more++) {
		host_fill(&host, &f->stage, size + more);
		assert_int_equal(host.size, size);
		assert_true(NCL_HAS(&host, alloc));
		assert_false(NCL_HAS(&host, cache));
		assert_null(host.cache);
		assert_null(host.should_stop);
	}
	assert_string_equal(host.version, ncl_version());
	assert_null(host.extension(&host, "nclass.unheard/1"));
}

static void a_reason_goes_to_who_speaks(void **state)
{
	struct fixture *f = *state;
	const struct ncl_host *host = &f->stage.host;

	assert_int_equal((host->fail)(host, NCL_FATAL, "no %s", "list"),
			 NCL_FATAL);
	assert_int_equal(f->stage.error.code, NCL_FATAL);
	assert_noted(&f->stage.error, "no list");
	begin_run(f);
	assert_int_equal((host->fail)(host, NCL_DOC, "%d odd", 5), NCL_DOC);
	assert_int_equal(f->instance.error.code, NCL_DOC);
	assert_noted(&f->instance.error, "5 odd");
	assert_int_equal(f->stage.error.code, NCL_OK);
	host->log(host, NCL_LOG_WARNING, "%s", "look");
	assert_string_equal(f->logged, "2 me: look");
	host_leave(&f->instance, f->doc);
	(host->fail)(host, NCL_DOC, "late");
	assert_noted(&f->stage.error, "late");
}

static void names_are_for_open_and_create(void **state)
{
	struct fixture *f = *state;
	const struct ncl_host *host = &f->stage.host;

	assert_int_equal(host->layer(host, "a.values/1"), 4);
	assert_int_equal(host->layer(host, "b.values/1"), 0);
	assert_int_equal(host->layer(host, NULL), 0);
	assert_int_equal(host->label(host, 0, "one", NULL), 0);
	assert_int_equal(f->stage.error.code, NCL_OK);
	assert_int_equal(host->label(host, 6, "one", NULL), 0);
	assert_noted(&f->stage.error, "did not declare");
	assert_int_equal(host->label(host, 1, "\xff", NULL), 0);
	assert_noted(&f->stage.error, "valid UTF-8");
	assert_int_equal(host->label(host, 1, "", NULL), 0);
	assert_noted(&f->stage.error, "valid UTF-8");
	f->stage.phase = STAGE_CREATING;
	assert_int_equal(host->label(host, 1, "one", "id"), 1);
	assert_string_equal(host->label_name(host, 1, 1), "one");
	assert_null(host->label_name(host, 1, 0));
	assert_null(host->label_name(host, 1, 2));
	begin_run(f);
	assert_int_equal(host->layer(host, "a.values/1"), 0);
	assert_noted(&f->instance.error, "open and create only");
	assert_int_equal(host->label(host, 1, "two", NULL), 0);
	assert_noted(&f->instance.error, "open and create only");
	assert_string_equal(host->label_name(host, 1, 1), "one");
}

static void a_document_is_for_run_only(void **state)
{
	struct fixture *f = *state;
	const struct ncl_host *host = &f->stage.host;
	const struct ncl_scores *scores;
	struct ncl_span span = { 0, 1, 1, 0.5f };
	size_t len = 9;
	uint32_t n = 9;

	assert_null(host->text(f->doc, &len));
	assert_int_equal(len, 0);
	assert_int_equal(host->block_count(f->doc), 0);
	assert_null(host->block(f->doc, 0));
	assert_null(host->tokens(f->doc, &n));
	assert_int_equal(n, 0);
	assert_null(host->value(f->doc, "title", 0, &len));
	assert_int_equal(host->layer_present(f->doc, 1), 0);
	assert_int_equal(host->block_label(f->doc, 1, 0, NULL), 0);
	assert_null(host->doc_labels(f->doc, 7, &n));
	assert_null(host->spans(f->doc, 2, &n));
	assert_int_equal(host->predict(f->doc, NULL, &scores), NCL_INVALID);
	assert_int_equal(host->add_span(f->doc, 2, &span), NCL_INVALID);
	assert_int_equal(host->add_block_label(f->doc, 1, 0, 1, 0.5f),
			 NCL_INVALID);
	assert_int_equal(host->add_doc_label(f->doc, 7, 1, 0.5f),
			 NCL_INVALID);
	assert_int_equal(host->add_value(f->doc, 3, "title", "x", 1),
			 NCL_INVALID);
	assert_null(host->alloc(f->doc, 1));
	assert_null(host->text(NULL, &len));
	assert_int_equal(host->should_stop(f->doc), 0);
}

static void reading_is_for_declared_layers(void **state)
{
	struct fixture *f = *state;
	const struct ncl_host *host = &f->stage.host;
	const struct doc_value value = { "title", "seen", 4 };
	const struct doc_value hidden = { "title", "hidden", 6 };
	float score = 9;
	uint32_t n;

	doc_add_layer_value(f->doc, 4, &value, NULL);
	doc_add_layer_value(f->doc, 6, &hidden, NULL);
	doc_layer_show(f->doc, 4);
	doc_layer_show(f->doc, 6);
	begin_run(f);
	assert_int_equal(host->layer_present(f->doc, 0), 0);
	assert_int_equal(host->layer_present(f->doc, 5), 0);
	assert_int_equal(host->layer_present(f->doc, 4), 1);
	assert_int_equal(f->instance.error.code, NCL_OK);
	assert_int_equal(host->layer_present(f->doc, 6), 0);
	assert_noted(&f->instance.error, "did not declare layer 6");
	assert_int_equal(host->layer_present(f->doc, 77), 0);
	assert_noted(&f->instance.error, "did not declare layer 77");
	assert_null(host->spans(f->doc, 5, &n));
	assert_noted(&f->instance.error, "kind");
	assert_int_equal(host->block_label(f->doc, 5, 2, &score), 0);
	assert_true(score == 0);
	assert_noted(&f->instance.error, "block 2 of");
	assert_string_equal(host->value(f->doc, "title", 0, NULL), "seen");
	assert_null(host->value(f->doc, "title", 1, NULL));
	assert_null(host->value(f->doc, NULL, 0, NULL));
}

static void writing_is_for_own_layers(void **state)
{
	struct fixture *f = *state;
	const struct ncl_host *host = &f->stage.host;
	struct ncl_span cut = { 0, 13, 1, 0.5f };

	begin_run(f);
	assert_int_equal(host->add_block_label(f->doc, 1, 1, 1, 1), NCL_OK);
	assert_int_equal(host->add_doc_label(f->doc, 7, 1, 0), NCL_OK);
	assert_int_equal(host->add_value(f->doc, 3, "lang", "en", 2), NCL_OK);
	assert_int_equal(f->instance.error.code, NCL_OK);
	assert_int_equal(host->add_block_label(f->doc, 5, 1, 1, 1),
			 NCL_INVALID);
	assert_noted(&f->instance.error, "did not declare that it writes");
	assert_int_equal(host->add_doc_label(f->doc, 1, 1, 1), NCL_INVALID);
	assert_noted(&f->instance.error, "no labels on the document");
	assert_int_equal(host->add_doc_label(f->doc, 7, 1, NAN),
			 NCL_INVALID);
	assert_noted(&f->instance.error, "from 0 to 1");
	assert_int_equal(host->add_span(f->doc, 2, NULL), NCL_INVALID);
	assert_noted(&f->instance.error, "no span");
	assert_int_equal(host->add_span(f->doc, 2, &cut), NCL_INVALID);
	assert_noted(&f->instance.error, "cuts a character");
	assert_int_equal(host->add_value(f->doc, 3, NULL, "en", 2),
			 NCL_INVALID);
	assert_noted(&f->instance.error, "name");
	assert_int_equal(host->add_value(f->doc, 3, "lang", "\x80", 1),
			 NCL_INVALID);
	assert_noted(&f->instance.error, "not valid UTF-8");
	f->instance.scoring = 1;
	assert_int_equal(host->add_doc_label(f->doc, 7, 1, 1), NCL_INVALID);
	assert_noted(&f->instance.error, "in run only");
}

static void memory_is_noted_when_short(void **state)
{
	struct fixture *f = *state;
	const struct ncl_host *host = &f->stage.host;
	int fresh;
	uint32_t n;

	begin_run(f);
	assert_non_null(host->cache(f->doc, 1, 8, &fresh));
	assert_null(host->cache(f->doc, 1, 9, &fresh));
	assert_int_equal(f->instance.error.code, NCL_OK);
	oom_after = 0;
	assert_null(host->tokens(f->doc, &n));
	oom_after = -1;
	assert_int_equal(f->instance.error.code, NCL_NOMEM);
	assert_noted(&f->instance.error, "no memory for tokens");
	assert_int_equal(host->tokens(f->doc, &n)[2].begin, 9);
	assert_int_equal(n, 3);
	assert_int_equal(host->should_stop(f->doc), 0);
	ncl_doc_set_limits(f->doc, f->doc->arena.used + 50, NULL);
	assert_null(host->alloc(f->doc, 100));
	assert_int_equal(f->instance.error.code, NCL_NOMEM);
	assert_int_equal(host->should_stop(f->doc), 1);
}

static void a_flag_ends_long_loops(void **state)
{
	struct fixture *f = *state;
	const struct ncl_host *host = &f->stage.host;
	volatile int stop = 0;

	ncl_doc_set_limits(f->doc, 0, &stop);
	begin_run(f);
	assert_int_equal(host->should_stop(f->doc), 0);
	stop = 1;
	assert_int_equal(host->should_stop(f->doc), 1);
	ncl_doc_clear(f->doc);
	host_enter(&f->instance, f->doc);
	assert_int_equal(host->should_stop(f->doc), 1);
}

static void models_are_opened_in_open(void **state)
{
	struct fixture *f = *state;
	const struct ncl_host *host = &f->stage.host;
	const struct ncl_scores *scores;
	ncl_model *model;

	assert_int_equal(host->model_open(host, NULL, &model), NCL_INVALID);
	assert_noted(&f->stage.error, "needs a name");
	assert_int_not_equal(host->model_open(host, "/no/such.ncm", &model),
			     NCL_OK);
	assert_null(model);
	assert_true(f->stage.error.text[0]);
	f->stage.training = 1;
	assert_int_equal(host->model_open(host, "any", &model), NCL_OK);
	assert_int_equal(host->model_labels(model), 0);
	assert_null(host->model_label(model, 0));
	assert_int_equal(host->model_labels(NULL), 0);
	begin_run(f);
	assert_int_equal(host->predict(f->doc, NULL, &scores), NCL_INVALID);
	assert_noted(&f->instance.error, "a model that me opened");
	f->instance.scoring = 1;
	assert_int_equal(host->predict(f->doc, model, &scores), NCL_INVALID);
	assert_noted(&f->instance.error, "from features");
	assert_int_equal(host->model_open(host, "any", &model), NCL_INVALID);
	assert_noted(&f->instance.error, "open only");
	assert_int_equal(host->token_hash("WORD", 4), tokens_hash("word", 4));
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_table_is_cut),
		TEST(a_reason_goes_to_who_speaks),
		TEST(names_are_for_open_and_create),
		TEST(a_document_is_for_run_only),
		TEST(reading_is_for_declared_layers),
		TEST(writing_is_for_own_layers),
		TEST(memory_is_noted_when_short),
		TEST(a_flag_ends_long_loops),
		TEST(models_are_opened_in_open),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
