/* Children do tasks in any number at a time, and die without harm. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/crew.h"

#define TASKS 23u
#define BAD 7u

enum deed { WELL, NO_MEMORY, ABORTS, KILLED, CRASHES, HANGS };

struct work {
	enum deed deed;
	uint32_t stop_at; /* 0: never */
	double sum;
	uint32_t taken;
};

/* Some are longer than a pipe holds. */
static size_t size_of(void *data, uint32_t task)
{
	(void)data;
	return task % 5 ? task : 100000u + task;
}

static float *do_it(void *data, uint32_t task)
{
	const struct work *w = data;
	size_t n = size_of(data, task);
	float *out = malloc((n + 1) * sizeof(*out));

	printf("a library that prints\n");
	fflush(stdout);
	if (task == BAD && w->deed == NO_MEMORY)
		return NULL;
	if (task == BAD && w->deed == ABORTS)
		abort();
	if (task == BAD && w->deed == KILLED)
		kill(getpid(), SIGKILL);
	if (task == BAD && w->deed == CRASHES) {
		signal(SIGSEGV, SIG_DFL);
		raise(SIGSEGV);
	}
	while (task == BAD && w->deed == HANGS)
		pause();
	for (size_t i = 0; out && i < n; i++)
		out[i] = (float)(task * 2);
	return out;
}

static int take(void *data, uint32_t task, float *numbers)
{
	struct work *w = data;
	size_t n = size_of(data, task);

	w->taken++;
	for (size_t i = 0; i < n; i++)
		w->sum += numbers[i] == (float)(task * 2);
	return 0;
}

static const char *name_of(void *data, uint32_t task)
{
	(void)data;
	return task == BAD ? "the bad one" : "another";
}

static int tell(void *data, uint32_t done, uint32_t all)
{
	const struct work *w = data;

	assert_int_equal(all, TASKS);
	return w->stop_at && done >= w->stop_at;
}

static enum ncl_status run(struct work *w, uint32_t jobs,
			   struct ncl_error *err)
{
	const struct crew c = { .tasks = TASKS, .jobs = jobs,
				.size = size_of, .work = do_it, .take = take,
				.name = name_of, .tell = tell, .data = w };
	enum ncl_status ret = crew_run(&c, err);

	/* no child is left, whatever happened */
	assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
	assert_int_equal(errno, ECHILD);
	return ret;
}

static void test_all_come(void **state)
{
	static const uint32_t jobs[] = { 0, 1, 3, 64, 1000 };
	double numbers = 0;

	(void)state;
	for (uint32_t i = 0; i < TASKS; i++)
		numbers += (double)size_of(NULL, i);
	for (int i = 0; i < 5; i++) {
		struct work w = { .deed = WELL };
		struct ncl_error err = { 0 };

		assert_int_equal(run(&w, jobs[i], &err), NCL_OK);
		assert_int_equal(w.taken, TASKS);
		assert_true(w.sum == numbers);
	}
}

static const struct {
	enum deed deed;
	enum ncl_status status;
	const char *why;
} deaths[] = {
	{ NO_MEMORY, NCL_NOMEM, "ran out of memory" },
	{ ABORTS, NCL_FATAL, "memory was short" },
	{ KILLED, NCL_FATAL, "memory was short" },
	{ CRASHES, NCL_FATAL, "a mistake in it" },
};

static void test_deaths(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(deaths) / sizeof(*deaths); i++) {
		struct work w = { .deed = deaths[i].deed };
		struct ncl_error err = { 0 };

		assert_int_equal(run(&w, 3, &err), deaths[i].status);
		assert_non_null(strstr(err.text, deaths[i].why));
		assert_non_null(strstr(err.text, "the bad one"));
	}
}

static void test_stopped(void **state)
{
	struct work w = { .deed = HANGS, .stop_at = 5 };
	struct ncl_error err = { 0 };

	(void)state;
	assert_int_equal(run(&w, 2, &err), NCL_INTERRUPTED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_all_come),
		cmocka_unit_test(test_deaths),
		cmocka_unit_test(test_stopped),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
