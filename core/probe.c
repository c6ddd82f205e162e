#include "probe.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define RETURNED 'r'

/* No output, no core file, no handlers of the program's. */
static void keep_quiet(void)
{
	const struct rlimit none = { 0, 0 };
	int null = open("/dev/null", O_RDWR | O_CLOEXEC);
	static const int fatal[] = { SIGSEGV, SIGBUS, SIGILL, SIGFPE,
				     SIGABRT, SIGTERM };

	for (int fd = 0; fd < 3 && null >= 0; fd++)
		dup2(null, fd);
	setrlimit(RLIMIT_CORE, &none);
	for (size_t i = 0; i < sizeof(fatal) / sizeof(fatal[0]); i++)
		signal(fatal[i], SIG_DFL);
}

/* exit() in the child must not end what the program began. */
static void leave(int status, void *unused)
{
	(void)unused;
	_exit(status);
}

static void child(void (*try)(const char *path), const char *path, int out)
{
	const char done = RETURNED;

	keep_quiet();
	on_exit(leave, NULL);
	try(path);
	_exit(write(out, &done, 1) == 1 ? 0 : 1);
}

static int64_t now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Wait until the child has said that it returned (1), is gone without that
 * (0), or the time is over (-1). */
static int wait_for(int in, unsigned seconds)
{
	int64_t end = now_ms() + (int64_t)seconds * 1000, left;
	struct pollfd each = { .fd = in, .events = POLLIN };
	char done = 0;
	int ready;

	do {
		left = end - now_ms();
		ready = poll(&each, 1, left > 0 ? (int)left : 0);
	} while (ready < 0 && errno == EINTR);
	if (ready == 0)
		return -1;
	return read(in, &done, 1) == 1 && done == RETURNED;
}

/* How a child ended; the status is 0 where others have reaped it. */
static enum ncl_status explain(int answer, int status, unsigned seconds,
			       struct ncl_error *err)
{
	if (answer > 0)
		return NCL_OK;
	if (answer < 0)
		return ncl_error_set(err, NCL_REFUSED, "it hangs while it is "
				     "loaded (stopped after %u s)", seconds);
	if (WIFSIGNALED(status))
		return ncl_error_set(err, NCL_REFUSED, "it crashes while it "
				     "is loaded (%s)",
				     strsignal(WTERMSIG(status)));
	return ncl_error_set(err, NCL_REFUSED, "it ends the program while it "
			     "is loaded (exit status %d)",
			     WEXITSTATUS(status));
}

enum ncl_status probe(void (*try)(const char *path), const char *path,
		      unsigned seconds, struct ncl_error *err)
{
	int ends[2], status = 0, answer;
	pid_t pid;

	if (pipe2(ends, O_CLOEXEC) != 0)
		return NCL_OK;
	pid = fork();
	if (pid == 0)
		child(try, path, ends[1]);
	close(ends[1]);
	if (pid < 0) {
		close(ends[0]);
		return NCL_OK;
	}
	answer = wait_for(ends[0], seconds);
	close(ends[0]);
	if (answer < 0)
		kill(pid, SIGKILL);
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	return explain(answer, status, seconds, err);
}
