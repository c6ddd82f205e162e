/*
 * Models as training writes them, cut and with bytes changed: refused with a
 * reason, or used as any other. A sample of the bytes; DAMAGE_STEP=1 in the
 * environment takes every one.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <xxhash.h>

#include <nclass/nclass.h>

#include "built.h"
#include "core/model_file.h"

static char plugins[PATH_MAX];
static size_t step = 61;

static int set_up(void **state)
{
	const char *asked = getenv("DAMAGE_STEP");

	(void)state;
	setenv("XDG_DATA_HOME", "/nowhere", 1);
	built(plugins, "plugins");
	if (asked && atoi(asked) > 0)
		step = (size_t)atoi(asked);
	return 0;
}

/* ----------------------------------------------------------------- models */

static const char *const words[][4] = {
	{ "match", "goal", "team", "league" },
	{ "vote", "council", "minister", "law" },
	{ "rain", "storm", "wind", "sun" },
};

static ncl_doc *doc_of(uint32_t i)
{
	const char *const *w = words[i % 3];
	struct ncl_error err = { 0 };
	enum { SIZE = 200 };
	ncl_doc *doc;
	char *text;
	int n;

	assert_int_equal(ncl_doc_new(&doc, NULL), NCL_OK);
	text = ncl_doc_alloc(doc, SIZE);
	assert_non_null(text);
	n = snprintf(text, SIZE, "The %s and the %s of %s\nSome %s %u.\n",
		     w[i % 4], w[i / 3 % 4], w[i / 5 % 4],
		     words[(i + 1) % 3][i % 4], i % 7);
	assert_int_equal(ncl_read_text(doc, text, (size_t)n, NULL, &err),
			 NCL_OK);
	return doc;
}

/* What is damaged: one label each, several, a taxonomy, a kernel. */
static const struct kind {
	const char *name, *solver, *kernel;
	int several, levels;
} kinds[] = {
	{ "single", "libsvm", NULL, 0, 0 },
	{ "several", "dual", NULL, 1, 0 },
	{ "levels", "dual", NULL, 1, 1 },
	{ "kernel", "libsvm", "rbf", 0, 0 },
};

static void add_levels(ncl_trainer *t)
{
	static const char *const languages[] = { "en", "de" };
	static const char *const life[] = { "life", "Leben" };
	static const char *const sport[] = { "sport", "Sport" };
	static const char *const other[] = { "other", "anderes" };
	static const struct ncl_concept all[] = {
		{ "life", NULL, languages, life, 2, 1 },
		{ "0", "life", languages, sport, 2, 2 },
		{ "1", "life", languages, other, 1, 3 },
		{ "2", NULL, languages, other, 1, 4 },
	};
	struct ncl_error err = { 0 };

	assert_int_equal(ncl_trainer_taxonomy(t, all, 4, &err), NCL_OK);
}

/* The bytes of a trained model. */
static char *trained(const struct kind *k, size_t *len)
{
	static const char *const names[] = { "0", "1", "2" };
	struct ncl_training how = {
		.plugin = "topic", .plugin_path = plugins, .jobs = 1,
		.solver = k->solver, .kernel = k->kernel, .min_count = 1,
		.folds = 2,
	};
	const char *path = built_file(k->name, "", 0, 0644);
	struct ncl_error err = { 0 };
	ncl_trainer *t;
	unsigned long n;
	char *bytes;

	if (ncl_trainer_new(&t, &how, &err) != NCL_OK)
		fail_msg("%s", err.text);
	if (k->levels)
		add_levels(t);
	for (uint32_t i = 0; i < 42; i++) {
		const char *labels[] = { names[i % 3], names[(i + 1) % 3] };
		ncl_doc *doc = doc_of(i);

		assert_int_equal(ncl_trainer_add(t, doc, labels,
						 k->several && i % 5 == 0 ?
						 2 : 1, NULL, &err), NCL_OK);
		ncl_doc_free(doc);
	}
	if (ncl_trainer_run(t, &err) != NCL_OK)
		fail_msg("%s: %s", k->name, err.text);
	assert_int_equal(ncl_trainer_write(t, path, &err), NCL_OK);
	ncl_trainer_free(t);
	bytes = built_read(path, &n);
	assert_non_null(bytes);
	*len = n;
	return bytes;
}

static void seal(char *bytes, size_t len)
{
	size_t skip = offsetof(struct model_head, parts);
	uint64_t sum = XXH3_64bits(bytes + skip, len - skip), all = len;

	memcpy(bytes + offsetof(struct model_head, checksum), &sum,
	       sizeof(sum));
	memcpy(bytes + offsetof(struct model_head, length), &all,
	       sizeof(all));
}

/* -------------------------------------------------------------------- use */

static void look(const ncl_explanation *why)
{
	struct ncl_explained use;

	for (uint32_t u = 0; ncl_explained(why, u, &use); u++) {
		const float *p = ncl_explain_scores(why, u, 0);

		for (uint32_t y = 0; y < use.labels; y++) {
			struct ncl_explain_at at = { u, 0, y };
			struct ncl_reasons reasons;
			struct ncl_strong strong;

			assert_true(!p || (p[y] >= 0 && p[y] <= 1));
			ncl_explain_reasons(why, &at, 5, &reasons, NULL);
			for (uint32_t i = 0; ncl_model_strongest(use.model, y,
								 i, &strong);
			     i++)
				assert_true(!strong.name || *strong.name ||
					    !*strong.name);
		}
	}
}

/* Whoever opens it may label, explain and write with it. */
static void use(const char *path)
{
	char model[PATH_MAX + 8];
	const char *models[] = { model, NULL };
	struct ncl_config config = { .plugins = "topic", .models = models,
				     .plugin_path = plugins };
	const struct ncl_write_options write = { 0 };
	const struct ncl_explain_options explain = { .top = 3 };
	const ncl_explanation *why;
	struct ncl_error err = { 0 };
	struct ncl_buffer out = { 0 };
	ncl_pipeline *p = NULL;
	ncl_worker *w = NULL;
	ncl_doc *doc = doc_of(1);

	snprintf(model, sizeof(model), "topic=%s", path);
	if (ncl_pipeline_open(&p, &config, &err) == NCL_OK) {
		assert_int_equal(ncl_worker_new(&w, p, &err), NCL_OK);
		if (ncl_worker_run(w, doc, &err) == NCL_OK)
			ncl_write_jsonl(&out, doc, &write);
		if (ncl_worker_explain(w, doc, &why, &err) == NCL_OK) {
			look(why);
			ncl_write_explain_jsonl(&out, doc, why, &explain);
		}
	}
	ncl_buffer_release(&out);
	ncl_doc_free(doc);
	ncl_worker_free(w);
	ncl_pipeline_free(p);
}

/* Opens bytes as a file; whether they were taken. */
static int taken(const char *bytes, size_t len)
{
	const char *path = built_file("damaged.ncm", bytes, len, 0644);
	struct ncl_error err = { 0 };
	ncl_model *m = NULL;

	if (ncl_model_open(&m, path, &err) != NCL_OK) {
		assert_null(m);
		assert_non_null(strstr(err.text, "damaged.ncm"));
		return 0;
	}
	ncl_model_free(m);
	use(path);
	return 1;
}

static void test_cut(void **state)
{
	(void)state;
	for (size_t k = 0; k < sizeof(kinds) / sizeof(*kinds); k++) {
		size_t len;
		char *bytes = trained(&kinds[k], &len);

		assert_true(taken(bytes, len));
		for (size_t n = 0; n < len; n += step) {
			char *cut = malloc(n + 1);

			memcpy(cut, bytes, n);
			assert_false(taken(cut, n));
			if (n >= sizeof(struct model_head)) {
				seal(cut, n);
				assert_false(taken(cut, n));
			}
			free(cut);
		}
		free(bytes);
	}
}

static void test_changed(void **state)
{
	(void)state;
	for (size_t k = 0; k < sizeof(kinds) / sizeof(*kinds); k++) {
		uint32_t sealed = 0;
		size_t len;
		char *bytes = trained(&kinds[k], &len);

		for (size_t i = k % step; i < len; i += step) {
			char was = bytes[i];
			char *copy = malloc(len);

			bytes[i] = (char)(i % 3 ? was ^ (1 << i % 8) : ~was);
			assert_false(taken(bytes, len));
			memcpy(copy, bytes, len);
			seal(copy, len);
			sealed += taken(copy, len) != 0;
			bytes[i] = was;
			free(copy);
		}
		print_message("%s: %zu bytes, %u changes that fit\n",
			      kinds[k].name, len, sealed);
		free(bytes);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cut),
		cmocka_unit_test(test_changed),
	};

	return cmocka_run_group_tests(tests, set_up, NULL);
}
