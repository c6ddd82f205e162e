/* The library leaves the program it is in as it was: signals, environment,
 * locale, files, children; it prints nothing, and the program's locale does
 * not change what it reads and writes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <nclass/nclass.h>

#include "built.h"

extern char **environ;

static char *article;
static unsigned long article_len;

/* A run with every part of a document's life, and a search that fails. */
static void use_library(uint32_t jobs, struct ncl_buffer *out)
{
	static const char *const settings[] = { "topic.min-score=0.35", NULL };
	const struct ncl_config config = { .settings = settings };
	const struct ncl_config wrong = { .plugins = "topik" };
	const struct ncl_running how = { .jobs = jobs };
	const struct ncl_input input = { .bytes = article,
					 .len = article_len };
	struct ncl_result result;
	struct ncl_error err = { 0 };
	ncl_pipeline *p = NULL, *none = NULL;
	ncl_runner *r = NULL;

	assert_int_equal(ncl_pipeline_open(&none, &wrong, &err), NCL_MISSING);
	if (ncl_pipeline_open(&p, &config, &err) ||
	    ncl_runner_new(&r, p, &how, &err) ||
	    ncl_runner_put(r, &input, &err) ||
	    ncl_runner_take(r, 1, &result, &err))
		fail_msg("%s", err.text);
	assert_int_equal(result.status, NCL_OK);
	assert_int_equal(ncl_buffer_add(out, result.json, result.json_len),
			 NCL_OK);
	ncl_runner_free(r);
	ncl_pipeline_free(p);
}

/* What of the process can be seen. */
struct process {
	struct sigaction signals[NSIG];
	sigset_t blocked;
	mode_t mask;
	char folder[PATH_MAX];
	char *environment;
	char *locale;
	char files[256];
};

static void look(struct process *p)
{
	struct ncl_buffer all = { 0 };

	memset(p, 0, sizeof(*p));
	for (int i = 1; i < NSIG; i++)
		sigaction(i, NULL, &p->signals[i]);
	sigprocmask(SIG_SETMASK, NULL, &p->blocked);
	p->mask = umask(022);
	umask(p->mask);
	assert_non_null(getcwd(p->folder, sizeof(p->folder)));
	for (char **at = environ; *at; at++)
		ncl_buffer_add(&all, *at, strlen(*at) + 1);
	p->environment = all.data;
	p->locale = strdup(setlocale(LC_ALL, NULL));
	for (int fd = 0; fd < 256; fd++)
		p->files[fd] = fcntl(fd, F_GETFD) >= 0;
}

static void compare(const struct process *a, const struct process *b)
{
	for (int i = 1; i < NSIG; i++)
		assert_true(a->signals[i].sa_handler ==
			    b->signals[i].sa_handler);
	assert_memory_equal(&a->blocked, &b->blocked, sizeof(a->blocked));
	assert_int_equal(a->mask, b->mask);
	assert_string_equal(a->folder, b->folder);
	assert_string_equal(a->environment, b->environment);
	assert_string_equal(a->locale, b->locale);
	assert_memory_equal(a->files, b->files, sizeof(a->files));
}

static void forget(struct process *p)
{
	free(p->environment);
	free(p->locale);
}

/* Standard output and error go to a file meanwhile; its length. */
static off_t printed(uint32_t jobs, struct ncl_buffer *out)
{
	FILE *file = tmpfile();
	int old[2] = { dup(1), dup(2) };
	struct stat st;

	assert_non_null(file);
	fflush(NULL);
	dup2(fileno(file), 1);
	dup2(fileno(file), 2);
	use_library(jobs, out);
	fflush(NULL);
	dup2(old[0], 1);
	dup2(old[1], 2);
	close(old[0]);
	close(old[1]);
	assert_int_equal(fstat(fileno(file), &st), 0);
	fclose(file);
	return st.st_size;
}

static void leaves_all_as_it_was(void **state)
{
	static struct process before, after;
	struct ncl_buffer out = { 0 };

	(void)state;
	look(&before);
	for (uint32_t jobs = 0; jobs < 3; jobs++)
		assert_int_equal(printed(jobs, &out), 0);
	look(&after);
	compare(&before, &after);
	assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
	assert_int_equal(errno, ECHILD);
	forget(&before);
	forget(&after);
	ncl_buffer_release(&out);
}

/* A locale with a decimal comma, made where there is none. */
static int german(void)
{
	const char *folder = built_folder();
	char command[PATH_MAX + 100];

	if (setlocale(LC_ALL, "de_DE.UTF-8"))
		return 1;
	snprintf(command, sizeof(command), "localedef -i de_DE -f UTF-8 "
		 "%s/de_DE.UTF-8 >/dev/null 2>&1", folder);
	if (!folder || system(command) != 0)
		return 0;
	setenv("LOCPATH", folder, 1);
	return setlocale(LC_ALL, "de_DE.UTF-8") != NULL;
}

static void does_not_mind_the_locale(void **state)
{
	struct ncl_buffer plain = { 0 }, other = { 0 };

	(void)state;
	use_library(0, &plain);
	if (!german()) {
		ncl_buffer_release(&plain);
		skip(); /* no locales here */
	}
	assert_string_equal(localeconv()->decimal_point, ",");
	use_library(0, &other);
	assert_int_equal(plain.len, other.len);
	assert_memory_equal(plain.data, other.data, plain.len);
	ncl_buffer_release(&plain);
	ncl_buffer_release(&other);
	setlocale(LC_ALL, "C");
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
		cmocka_unit_test(leaves_all_as_it_was),
		cmocka_unit_test(does_not_mind_the_locale),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
