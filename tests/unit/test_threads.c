/* Pipelines in threads of their own, opened, run and freed at once: each gives
 * the bytes that one alone gives. `make check SAN=thread ONLY=threads` looks
 * for races. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include <nclass/nclass.h>

#include "built.h"

enum { THREADS = 4, ROUNDS = 3 };

static char *article;
static unsigned long article_len;

/* Of each reader, and of both ways to convert: by table, by iconv. */
static const struct ncl_input inputs[] = {
	{ .format = NCL_INPUT_HTML,
	  .bytes = "<html lang=de><title>T</title><p>Gr\xfc\xdf" "e aus Wien, "
		   "sagte er am Montag.<p>&copy; 2025",
	  .len = 71, .charset = "windows-1252" },
	{ .format = NCL_INPUT_TEXT, .bytes = "\xd6\xd0\xce\xc4\xa1\xa3\n",
	  .len = 7, .charset = "gbk" },
	{ .format = NCL_INPUT_TEXT, .bytes = "Stra\xdf" "e und Stra\xdf" "en.",
	  .len = 18 },
	{ .format = NCL_INPUT_JSON, .len = 31,
	  .bytes = "{\"id\":7,\"text\":\"By Ann Smith.\"}" },
	{ .format = NCL_INPUT_JSON, .bytes = "{\"id\":7", .len = 7 },
};
#define INPUTS (sizeof(inputs) / sizeof(inputs[0]))

static enum ncl_status take(ncl_runner *r, struct ncl_buffer *out)
{
	struct ncl_result result;
	enum ncl_status ret = ncl_runner_take(r, 1, &result, NULL);

	return ret ? ret :
		     ncl_buffer_add(out, result.json, result.json_len);
}

/* All documents through a pipeline of its own. */
static enum ncl_status run_all(struct ncl_buffer *out, struct ncl_error *err)
{
	const struct ncl_config config = { .settings = NULL };
	const struct ncl_input whole = { .bytes = article,
					 .len = article_len };
	ncl_pipeline *p = NULL;
	ncl_runner *r = NULL;
	enum ncl_status ret = ncl_pipeline_open(&p, &config, err);

	if (!ret)
		ret = ncl_runner_new(&r, p, NULL, err);
	for (size_t i = 0; !ret && i <= INPUTS; i++) {
		ret = ncl_runner_put(r, i < INPUTS ? &inputs[i] : &whole, err);
		if (!ret)
			ret = take(r, out);
	}
	ncl_runner_free(r);
	ncl_pipeline_free(p);
	return ret;
}

struct job {
	pthread_t thread;
	struct ncl_buffer out[ROUNDS];
	struct ncl_error err;
};

static void *work(void *data)
{
	struct job *job = data;

	for (int i = 0; i < ROUNDS; i++)
		if (run_all(&job->out[i], &job->err))
			break;
	return NULL;
}

static void check(struct job *job, const struct ncl_buffer *want)
{
	pthread_join(job->thread, NULL);
	if (job->err.code)
		fail_msg("%s", job->err.text);
	for (int i = 0; i < ROUNDS; i++) {
		assert_int_equal(job->out[i].len, want->len);
		assert_memory_equal(job->out[i].data, want->data, want->len);
		ncl_buffer_release(&job->out[i]);
	}
}

static void gives_the_same_in_each(void **state)
{
	static struct job jobs[THREADS];
	struct ncl_buffer want = { 0 };
	struct ncl_error err = { 0 };

	(void)state;
	for (int i = 0; i < THREADS; i++)
		assert_int_equal(pthread_create(&jobs[i].thread, NULL, work,
						&jobs[i]), 0);
	if (run_all(&want, &err))
		fail_msg("%s", err.text);
	for (int i = 0; i < THREADS; i++)
		check(&jobs[i], &want);
	ncl_buffer_release(&want);
}

static int set_up(void **state)
{
	(void)state;
	setenv("XDG_DATA_HOME", "/nowhere", 1);
	article = built_read("examples/article.txt", &article_len);
	return article == NULL;
}

static int tear_down(void **state)
{
	(void)state;
	free(article);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(gives_the_same_in_each),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
