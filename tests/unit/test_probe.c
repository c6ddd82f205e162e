/* What crashes, exits or hangs in a child does no harm. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "built.h"
#include "core/loader.h"
#include "core/probe.h"

static void returns(const char *path)
{
	printf("not to be seen: %s\n", path);
}

static void crashes(const char *path)
{
	(void)path;
	raise(SIGBUS);
}

static void leaves(const char *path)
{
	exit(*path);
}

static void hangs(const char *path)
{
	while (*path)
		pause();
}

static const struct {
	void (*try)(const char *path);
	enum ncl_status want;
	const char *why;
} rows[] = {
	{ returns, NCL_OK, "" },
	{ crashes, NCL_REFUSED, "it crashes while it is loaded (Bus error)" },
	{ leaves, NCL_REFUSED, "while it is loaded (exit status 47)" },
	{ hangs, NCL_REFUSED,
	  "it hangs while it is loaded (stopped after 1 s)" },
};

static void the_end_of_the_child_is_told(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct ncl_error err = { 0 };

		assert_int_equal(probe(rows[i].try, "/", 1, &err),
				 rows[i].want);
		if (!strstr(err.text, rows[i].why))
			fail_msg("row %zu: %s", i, err.text);
	}
	assert_true(waitpid(-1, NULL, WNOHANG) < 0); /* none is left */
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
		cmocka_unit_test(flipped_bits_do_no_harm),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
