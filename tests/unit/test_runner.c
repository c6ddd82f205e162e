/* Documents through a runner: in this process and in workers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <nclass/nclass.h>

#include "built.h"
#include "oom.h"

static char plugin[PATH_MAX], faults[PATH_MAX];

static int set_up(void **state)
{
	(void)state;
	setenv("XDG_DATA_HOME", "/nowhere", 1);
	built(plugin, "plugins/template.so");
	built(faults, "tests/bad/faults.so");
	return 0;
}

#define JSON(text) NCL_INPUT_JSON, text, NULL, NULL, "a.jsonl", 7
#define HEAD(id, number)                                        \
	"{\"id\":" id ",\"source\":\"a.jsonl\",\"index\":" number "," \
	"\"status\":\""

/* What is put, and how the line that comes of it begins. */
static const struct {
	enum ncl_input_format format;
	const char *bytes, *charset, *id, *source;
	uint64_t line;
	enum ncl_status status;
	const char *begin, *text;
} rows[] = {
	{ NCL_INPUT_TEXT, "One line.", NULL, NULL, NULL, 0, NCL_OK,
	  "{\"id\":\"0\",\"index\":0,\"status\":\"ok\"", "One line." },
	{ NCL_INPUT_TEXT, "na\xefve", "latin1", "x", NULL, 0, NCL_OK,
	  "{\"id\":\"x\",\"index\":1,\"status\":\"ok\","
	  "\"charset\":\"windows-1252\"", "na\xc3\xafve" },
	{ NCL_INPUT_TEXT, "x", "no-such", "x", "s", 0, NCL_USAGE,
	  "{\"id\":\"x\",\"source\":\"s\",\"index\":2,\"status\":\"failed\","
	  "\"error\":\"s: ", NULL },
	{ NCL_INPUT_HTML, "<p>A&amp;B", NULL, NULL, "p.html", 0, NCL_OK,
	  "{\"id\":\"p.html\",\"source\":\"p.html\",\"index\":3,", "A&B" },
	{ JSON("{\"id\":12345678901234567890,\"text\":\"t\",\"k\":1.0}"),
	  NCL_OK, HEAD("12345678901234567890", "4")
	  "ok\",\"fields\":{\"k\":1.0},", "t" },
	{ JSON("{\"id\":5"), NCL_FORMAT,
	  HEAD("\"a.jsonl\"", "5") "failed\",\"error\":\"a.jsonl:7: ", NULL },
	{ NCL_INPUT_JSON, "{}", NULL, NULL, "b", 0, NCL_FORMAT,
	  "{\"id\":\"b\",\"source\":\"b\",\"index\":6,\"status\":\"failed\","
	  "\"error\":\"b: it has", NULL },
	{ NCL_INPUT_TEXT, "This is more than the limit allows here, and then "
	  "some, so that it is too long.", NULL, NULL, NULL, 0, NCL_LIMIT,
	  "{\"id\":\"7\",\"index\":7,\"status\":\"failed\",\"error\":\"larger "
	  "than the 64 bytes allowed", NULL },
	{ NCL_INPUT_TEXT, NULL, NULL, NULL, NULL, 0, NCL_OK,
	  "{\"id\":\"8\",\"index\":8,\"status\":\"ok\"", "" },
};
#define ROWS (sizeof(rows) / sizeof(rows[0]))

static void put(ncl_runner *r, size_t i)
{
	const struct ncl_input input = {
		.format = rows[i].format,
		.bytes = rows[i].bytes,
		.len = rows[i].bytes ? strlen(rows[i].bytes) : 0,
		.charset = rows[i].charset,
		.id = rows[i].id,
		.source = rows[i].source,
		.line = rows[i].line,
	};

	assert_int_equal(ncl_runner_put(r, &input, NULL), NCL_OK);
}

static void check(const struct ncl_result *got, size_t i)
{
	const char *begin = rows[i].begin;

	assert_int_equal(got->index, i);
	assert_int_equal(got->status, rows[i].status);
	assert_true(got->json_len > strlen(begin));
	if (memcmp(got->json, begin, strlen(begin)) != 0)
		fail_msg("%s, not %s", got->json, begin);
	assert_int_equal(got->json[got->json_len - 1], '\n');
	assert_int_equal(got->error == NULL, got->status == NCL_OK);
	assert_int_equal(got->text_len,
			 rows[i].text ? strlen(rows[i].text) : 0);
	if (got->text_len)
		assert_memory_equal(got->text, rows[i].text, got->text_len);
}

static ncl_pipeline *chain(const char *plugins)
{
	const struct ncl_config config = { .plugins = plugins };
	ncl_pipeline *p = NULL;
	struct ncl_error err;

	if (ncl_pipeline_open(&p, &config, &err) != NCL_OK)
		fail_msg("%s", err.text);
	return p;
}

static void run_rows(uint32_t jobs)
{
	const struct ncl_running how = { .jobs = jobs,
					 .max_doc_bytes = 64,
					 .fields = { .keep = "k" },
					 .with_text = 1 };
	ncl_pipeline *p = chain(plugin);
	struct ncl_result result;
	ncl_runner *r = NULL;

	assert_int_equal(ncl_runner_new(&r, p, &how, NULL), NCL_OK);
	assert_int_equal(ncl_runner_take(r, 1, &result, NULL), NCL_SKIP);
	for (size_t i = 0; i < ROWS; i++)
		put(r, i);
	for (size_t i = 0; i < ROWS; i++) {
		assert_int_equal(ncl_runner_take(r, 1, &result, NULL),
				 NCL_OK);
		check(&result, i);
	}
	assert_int_equal(ncl_runner_take(r, 1, &result, NULL), NCL_SKIP);
	ncl_runner_free(r);
	ncl_pipeline_free(p);
}

static void runs_here(void **state)
{
	(void)state;
	run_rows(0);
}

static void runs_in_workers(void **state)
{
	(void)state;
	run_rows(1);
	run_rows(3);
}

/* A plugin that crashes costs its document; the program's signals are its
 * own, and no SIGPIPE reaches it. */
static void outlives_a_crash(void **state)
{
	static const char *const texts[] = { "fine", "fault: crash",
					     "fine too" };
	const struct ncl_running how = { .jobs = 1 };
	ncl_pipeline *p = chain(faults);
	struct ncl_result result;
	struct sigaction before, after;
	ncl_runner *r = NULL;

	(void)state;
	sigaction(SIGPIPE, NULL, &before);
	assert_int_equal(ncl_runner_new(&r, p, &how, NULL), NCL_OK);
	for (size_t i = 0; i < 3; i++) {
		const struct ncl_input input = { .bytes = texts[i],
						 .len = strlen(texts[i]) };

		assert_int_equal(ncl_runner_put(r, &input, NULL), NCL_OK);
	}
	for (size_t i = 0; i < 3; i++) {
		assert_int_equal(ncl_runner_take(r, 1, &result, NULL),
				 NCL_OK);
		assert_int_equal(result.status != NCL_OK, i == 1);
	}
	ncl_runner_free(r);
	ncl_pipeline_free(p);
	sigaction(SIGPIPE, NULL, &after);
	assert_true(before.sa_handler == after.sa_handler);
}

static void refuses_nonsense(void **state)
{
	const struct ncl_input odd = { .format = (enum ncl_input_format)9 };
	const struct ncl_running alone = { .isolate = 1 };
	ncl_pipeline *p = chain(plugin);
	struct ncl_error err;
	ncl_runner *r = NULL;

	(void)state;
	assert_int_equal(ncl_runner_new(&r, p, &alone, &err), NCL_USAGE);
	assert_non_null(strstr(err.text, "set jobs to 1 or more"));
	assert_null(r);
	assert_int_equal(ncl_runner_new(&r, p, NULL, &err), NCL_OK);
	assert_int_equal(ncl_runner_put(r, &odd, &err), NCL_USAGE);
	put(r, 0);
	ncl_runner_free(r);
	ncl_runner_free(NULL);
	ncl_pipeline_free(p);
}

static int run_one(void *arg)
{
	const struct ncl_input input = { .bytes = "A line.", .len = 7 };
	struct ncl_result result;
	ncl_runner *r = NULL;
	enum ncl_status ret = ncl_runner_new(&r, arg, NULL, NULL);

	if (ret == NCL_OK)
		ret = ncl_runner_put(r, &input, NULL);
	if (ret == NCL_OK)
		ret = ncl_runner_take(r, 1, &result, NULL);
	if (ret == NCL_OK)
		ret = result.status;
	ncl_runner_free(r);
	return ret == NCL_FATAL ? NCL_NOMEM : (int)ret; /* no room to say */
}

static void survives_failing_memory(void **state)
{
	ncl_pipeline *p = chain(plugin);

	(void)state;
	oom_each(run_one, p, NCL_NOMEM);
	ncl_pipeline_free(p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(runs_here),
		cmocka_unit_test(runs_in_workers),
		cmocka_unit_test(outlives_a_crash),
		cmocka_unit_test(refuses_nonsense),
		cmocka_unit_test(survives_failing_memory),
	};

	return cmocka_run_group_tests(tests, set_up, NULL);
}
