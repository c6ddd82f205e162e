/* What crashes, exits or hangs in a child does no harm. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <iconv.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "built.h"
#include "core/loader.h"
#include "core/probe.h"

/* The program that the library runs, and those that are not what it ought to
 * be: nothing is learned by them. */
static const struct {
	const char *program, *object;
	unsigned seconds;
	enum ncl_status want;
	const char *why;
} rows[] = {
	{ "try-load", "plugins/template.so", 60, NCL_OK, "" },
	{ "try-load", "tests/bad/wrong-magic.so", 60, NCL_OK, "" },
	{ "try-load", "tests/bad/load-crashes.so", 60, NCL_REFUSED,
	  "it crashes while it is loaded (Segmentation fault)" },
	{ "try-load", "tests/bad/load-exits.so", 60, NCL_REFUSED,
	  "it ends the program while it is loaded (exit status 7)" },
	{ "try-load", "tests/bad/load-closes.so", 60, NCL_OK, "" },
	{ "try-load", "tests/bad/load-hangs.so", 3, NCL_REFUSED,
	  "it hangs while it is loaded (stopped after 3 s)" },
	{ "no-such-program", "tests/bad/load-exits.so", 60, NCL_OK, "" },
	{ "../Makefile", "tests/bad/load-exits.so", 60, NCL_OK, "" },
	{ "/bin/false", "tests/bad/load-exits.so", 60, NCL_OK, "" },
	{ "/bin/cat", "tests/bad/load-hangs.so", 60, NCL_OK, "" },
};

static void the_end_of_the_child_is_told(void **state)
{
	char program[4096], object[4096];

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct ncl_error err = { 0 };
		const char *run = *rows[i].program == '/' ?
					  rows[i].program :
					  built(program, rows[i].program);

		if (probe(run, built(object, rows[i].object), rows[i].seconds,
			  &err) != rows[i].want ||
		    strcmp(err.text, rows[i].why) != 0)
			fail_msg("row %zu: %s", i, err.text);
	}
	assert_true(waitpid(-1, NULL, WNOHANG) < 0); /* none is left */
}

/* A program may have said that it wants to know of no child. */
static void children_may_be_ignored(void **state)
{
	struct ncl_error err = { 0 };
	char program[4096], object[4096];

	(void)state;
	built(program, "try-load");
	signal(SIGCHLD, SIG_IGN);
	assert_int_equal(probe(program, built(object, "plugins/template.so"),
			       60, &err), NCL_OK);
	assert_int_equal(probe(program,
			       built(object, "tests/bad/load-crashes.so"), 60,
			       &err), NCL_REFUSED);
	signal(SIGCHLD, SIG_DFL);
	assert_string_equal(err.text, "it crashes, or ends the program, while "
			    "it is loaded");
}

static void *wait_and_load(void *unused)
{
	(void)unused;
	for (int i = 0; i < 200; i++) {
		iconv_t way = iconv_open("UTF-8", i % 2 ? "GBK" : "CP1125");

		free(malloc(1 << (i % 18)));
		if (way != (iconv_t)-1)
			iconv_close(way);
	}
	return NULL;
}

/* What another thread holds of the loader, iconv and malloc does not matter. */
static void other_threads_do_not_matter(void **state)
{
	struct ncl_error err = { 0 };
	char program[4096], object[4096];
	pthread_t other;

	(void)state;
	built(program, "try-load");
	built(object, "plugins/template.so");
	assert_int_equal(pthread_create(&other, NULL, wait_and_load, NULL), 0);
	for (int i = 0; i < 20; i++)
		if (probe(program, object, 60, &err))
			fail_msg("%s", err.text);
	pthread_join(other, NULL);
}

/* Load an object with one bit flipped; the process must not end by it. */
static void load_flipped(char *object, unsigned long size, unsigned long bit)
{
	struct ncl_error err;
	struct loaded l;
	int status;
	pid_t pid;

	object[bit / 8] ^= (char)(1 << bit % 8);
	built_file("flipped.so", object, size, 0644);
	object[bit / 8] ^= (char)(1 << bit % 8);
	/* for each a process: objects stay loaded */
	pid = fork();
	if (pid == 0) {
		char path[128];

		snprintf(path, sizeof(path), "%s/flipped.so", built_folder());
		loader_open(&l, path, 0, &err);
		_exit(0);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
		fail_msg("bit %lu: status %x", bit, status);
}

static void flipped_bits_do_no_harm(void **state)
{
	char path[4096];
	unsigned long size, seed = 1;
	char *object = built_read(built(path, "plugins/template.so"), &size);

	(void)state;
	for (int i = 0; i < 300; i++) {
		seed = seed * 6364136223846793005u + 1442695040888963407u;
		/* the first part is what the loader reads */
		load_flipped(object, size,
			     (seed >> 33) % (8 * (i % 2 ? size : 4096)));
	}
	free(object);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_end_of_the_child_is_told),
		cmocka_unit_test(children_may_be_ignored),
		cmocka_unit_test(other_threads_do_not_matter),
		cmocka_unit_test(flipped_bits_do_no_harm),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
