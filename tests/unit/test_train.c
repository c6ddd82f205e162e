/* Toy data learned: the same bytes for the same seed, both solvers agree, and
 * what cannot be trained is said. */
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

static char plugins[PATH_MAX];
static uint32_t jobs = 2;

static int set_up(void **state)
{
	(void)state;
	setenv("XDG_DATA_HOME", "/nowhere", 1);
	setenv("SOURCE_DATE_EPOCH", "0", 1);
	built(plugins, "plugins");
	return 0;
}

/* ------------------------------------------------------------- documents */

static const char *const topics[] = { "sport", "politics", "weather" };
static const char *const words[][4] = {
	{ "match", "goal", "team", "league" },
	{ "vote", "council", "minister", "law" },
	{ "rain", "storm", "wind", "sun" },
};

/* Text i: mostly words of topic i % 3, and of i / 3 % 5 some others. */
static int text_of(char *out, size_t size, uint32_t i)
{
	const char *const *own = words[i % 3], *const *other =
		words[(i + 1) % 3];

	return snprintf(out, size, "The %s and the %s had a %s here.\n"
			"Of %s and %s number %u was said before.\n",
			own[i % 4], own[i / 3 % 4], own[i / 5 % 4],
			own[i / 7 % 4], other[i % 4], i % 11);
}

static ncl_doc *doc_of(const char *text, int len)
{
	ncl_doc *doc;

	assert_int_equal(ncl_doc_new(&doc, NULL), NCL_OK);
	assert_int_equal(ncl_read_text(doc, text, (size_t)len, NULL, NULL),
			 NCL_OK);
	return doc;
}

static void add_topic_documents(ncl_trainer *t, uint32_t n, int several)
{
	for (uint32_t i = 0; i < n; i++) {
		const char *labels[] = { topics[i % 3], topics[(i + 1) % 3] };
		char text[256], group[16];
		ncl_doc *doc = doc_of(text, text_of(text, sizeof(text), i));
		struct ncl_error err = { 0 };

		snprintf(group, sizeof(group), "site %u", i % 17);
		assert_int_equal(ncl_trainer_add(t, doc, labels,
						 several && i % 9 == 0 ? 2 : 1,
						 group, &err), NCL_OK);
		ncl_doc_free(doc);
	}
}

static ncl_trainer *trainer_of(const char *plugin, const char *solver,
			       uint64_t seed)
{
	struct ncl_training how = { .plugin = plugin, .plugin_path = plugins,
				    .solver = solver, .seed = seed,
				    .jobs = jobs };
	struct ncl_error err = { 0 };
	ncl_trainer *t = NULL;

	if (ncl_trainer_new(&t, &how, &err) != NCL_OK)
		fail_msg("%s", err.text);
	return t;
}

/* Train on documents and write; the file's path. */
static const char *trained(const char *solver, const char *file, int several)
{
	ncl_trainer *t = trainer_of("topic", solver, 1);
	struct ncl_error err = { 0 };
	const char *path = built_file(file, "", 0, 0644);

	add_topic_documents(t, 120, several);
	assert_int_equal(ncl_trainer_label_id(t, "sport", "id:7", &err),
			 NCL_OK);
	assert_int_equal(ncl_trainer_fact(t, "data", "toys", &err), NCL_OK);
	if (ncl_trainer_run(t, &err) != NCL_OK)
		fail_msg("%s", err.text);
	assert_non_null(strstr(ncl_trainer_summary(t), "labels 3"));
	assert_int_equal(ncl_trainer_run(t, &err), NCL_USAGE);
	assert_int_equal(ncl_trainer_write(t, path, &err), NCL_OK);
	ncl_trainer_free(t);
	return path;
}

/* How many of other texts get their topic first. */
static uint32_t right(const char *path)
{
	char model[PATH_MAX + 8];
	const char *models[] = { model, NULL };
	struct ncl_config config = { .plugins = "topic",
				     .plugin_path = plugins,
				     .models = models };
	struct ncl_error err = { 0 };
	ncl_pipeline *p = NULL;
	ncl_worker *w = NULL;
	uint32_t good = 0;

	snprintf(model, sizeof(model), "topic=%s", path);
	if (ncl_pipeline_open(&p, &config, &err) != NCL_OK)
		fail_msg("%s", err.text);
	assert_int_equal(ncl_worker_new(&w, p, &err), NCL_OK);
	for (uint32_t i = 1000; i < 1060; i++) {
		char text[256];
		ncl_doc *doc = doc_of(text, text_of(text, sizeof(text), i));
		const struct ncl_mark *marks;
		ncl_layer layer;
		uint32_t n;

		assert_int_equal(ncl_worker_run(w, doc, &err), NCL_OK);
		layer = ncl_doc_find_layer(doc, "nclass.topic/1");
		marks = ncl_doc_labels(doc, layer, &n);
		assert_true(n >= 1);
		good += !strcmp(ncl_doc_label_name(doc, layer,
						   marks[0].label),
				topics[i % 3]);
		ncl_doc_free(doc);
	}
	ncl_worker_free(w);
	ncl_pipeline_free(p);
	return good;
}

static void test_solvers_agree(void **state)
{
	static const char *const solvers[] = { "libsvm", "liblinear", "dual",
					       "auto" };

	(void)state;
	for (int several = 0; several < 2; several++)
		for (int i = 0; i < 4; i++)
			assert_true(right(trained(solvers[i], "a.ncm",
						  several)) >= 58);
}

/* However many solve at a time. */
static void test_jobs_do_not_matter(void **state)
{
	static const char *const solvers[] = { "libsvm", "liblinear",
					       "dual" };

	(void)state;
	for (int i = 0; i < 3; i++) {
		unsigned long n, m;
		void *a, *b;

		jobs = 1;
		a = built_read(trained(solvers[i], "a.ncm", 1), &n);
		jobs = 5;
		b = built_read(trained(solvers[i], "a.ncm", 1), &m);
		jobs = 2;
		assert_int_equal(n, m);
		assert_memory_equal(a, b, n);
		free(a);
		free(b);
	}
}

static void test_same_bytes(void **state)
{
	unsigned long n, m;
	void *a = built_read(trained(NULL, "a.ncm", 1), &n);
	void *b = built_read(trained(NULL, "a.ncm", 1), &m);

	(void)state;
	assert_non_null(a);
	assert_int_equal(n, m);
	assert_memory_equal(a, b, n);
	free(a);
	free(b);
}

static void test_facts(void **state)
{
	static const char *const want[][2] = {
		{ "plugin", "topic" },	{ "data", "toys" },
		{ "tokens", "1" },	{ "date", "1970-01-01" },
		{ "solver", "libsvm" }, { "documents", "120" },
	};
	const char *key, *value;
	uint32_t found = 0;
	ncl_model *m;

	(void)state;
	assert_int_equal(ncl_model_open(&m, trained(NULL, "a.ncm", 0), NULL),
			 NCL_OK);
	for (uint32_t i = 0; ncl_model_fact(m, i, &key, &value); i++)
		for (int k = 0; k < 6; k++)
			if (!strcmp(key, want[k][0])) {
				assert_string_equal(value, want[k][1]);
				found++;
			}
	assert_int_equal(found, 6);
	assert_int_equal(ncl_model_label_count(m), 3);
	for (uint32_t i = 0; i < 3; i++) {
		const struct ncl_model_label *l = ncl_model_label(m, i);

		if (!strcmp(l->name, "sport"))
			assert_string_equal(l->id, "id:7");
		else
			assert_null(l->id);
	}
	ncl_model_free(m);
}

/* ---------------------------------------------------------------- blocks */

static void add_pages(ncl_trainer *t)
{
	static const char *const labels[] = { "1", "1", NULL, "0" };

	for (uint32_t i = 0; i < 60; i++) {
		char text[400];
		int n = snprintf(text, sizeof(text),
			"The council of town %u voted on Tuesday to keep the "
			"old bridge open until the spring.\n\n"
			"Nobody in the hall said a word against it, and the "
			"mayor %u times thanked them all.\n\n"
			"More %u\n\nSubscribe now | Log in | %u\n", i, i % 7,
			i % 5, i % 3);
		ncl_doc *doc = doc_of(text, n);
		struct ncl_error err = { 0 };

		assert_int_equal(ncl_doc_block_count(doc), 4);
		if (ncl_trainer_add(t, doc, labels, 4, NULL, &err) != NCL_OK)
			fail_msg("%s", err.text);
		assert_int_equal(ncl_trainer_add(t, doc, labels, 3, NULL,
						 &err), NCL_INVALID);
		ncl_doc_free(doc);
	}
}

static void test_blocks(void **state)
{
	ncl_trainer *t = trainer_of("boiler", "liblinear", 3);
	const char *path = built_file("b.ncm", "", 0, 0644);
	struct ncl_error err = { 0 };
	ncl_model *m;

	(void)state;
	assert_int_equal(ncl_trainer_unit(t), NCL_UNIT_BLOCK);
	assert_string_equal(ncl_trainer_gold(t), "content");
	add_pages(t);
	if (ncl_trainer_run(t, &err) != NCL_OK)
		fail_msg("%s", err.text);
	assert_int_equal(ncl_trainer_write(t, path, &err), NCL_OK);
	ncl_trainer_free(t);
	assert_int_equal(ncl_model_open(&m, path, &err), NCL_OK);
	assert_int_equal(ncl_model_label_count(m), 2);
	/* by name */
	assert_string_equal(ncl_model_label(m, 0)->name, "0");
	assert_string_equal(ncl_model_label(m, 1)->name, "1");
	ncl_model_free(m);
}

/* ------------------------------------------------------- what cannot be */

static const struct {
	struct ncl_training how;
	const char *why;
} wrong[] = {
	{ { .plugin = NULL }, "no plugin" },
	{ { .plugin = "topic", .folds = 1 }, "from 2 to 20" },
	{ { .plugin = "topic", .folds = 21 }, "from 2 to 20" },
	{ { .plugin = "topic", .weight_bits = 7 }, "8 or 16" },
	{ { .plugin = "topic", .cost = -1 }, "cost" },
	{ { .plugin = "topic", .solver = "libsv" }, "libsvm" },
};

static void test_wrong_use(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		struct ncl_training how = wrong[i].how;
		struct ncl_error err = { 0 };
		ncl_trainer *t;

		how.plugin_path = plugins;
		assert_int_equal(ncl_trainer_new(&t, &how, &err), NCL_USAGE);
		assert_null(t);
		assert_non_null(strstr(err.text, wrong[i].why));
	}
}

static void test_too_little(void **state)
{
	static const uint32_t documents[] = { 0, 1 };

	(void)state;
	for (int i = 0; i < 2; i++) {
		ncl_trainer *t = trainer_of("topic", NULL, 0);
		struct ncl_error err = { 0 };

		add_topic_documents(t, documents[i], 0);
		assert_int_not_equal(ncl_trainer_run(t, &err), NCL_OK);
		assert_true(err.text[0] != 0);
		assert_int_equal(ncl_trainer_write(t, "/nowhere/x", &err),
				 NCL_USAGE);
		ncl_trainer_free(t);
	}
}

static int stop_at_three(void *data, const char *what, uint32_t done,
			 uint32_t all)
{
	(void)data;
	(void)what;
	(void)all;
	return done >= 3;
}

static void test_interrupted(void **state)
{
	struct ncl_training how = { .plugin = "topic",
				    .plugin_path = plugins, .jobs = 2,
				    .progress = stop_at_three };
	struct ncl_error err = { 0 };
	ncl_trainer *t;

	(void)state;
	assert_int_equal(ncl_trainer_new(&t, &how, &err), NCL_OK);
	add_topic_documents(t, 60, 0);
	assert_int_equal(ncl_trainer_run(t, &err), NCL_INTERRUPTED);
	ncl_trainer_free(t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_solvers_agree),
		cmocka_unit_test(test_jobs_do_not_matter),
		cmocka_unit_test(test_same_bytes),
		cmocka_unit_test(test_facts),
		cmocka_unit_test(test_blocks),
		cmocka_unit_test(test_wrong_use),
		cmocka_unit_test(test_too_little),
		cmocka_unit_test(test_interrupted),
	};

	return cmocka_run_group_tests(tests, set_up, NULL);
}
