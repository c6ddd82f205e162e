#include "probe.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* How far the child has come. */
enum stage { UNKNOWN, BEGUN, RETURNED, HANGS };

/* No input and output, no handlers of ours, nothing blocked. */
static int spawn(pid_t *pid, const char *program, const char *object, int out)
{
	char *argv[] = { (char *)program, (char *)object, NULL };
	posix_spawn_file_actions_t files;
	posix_spawnattr_t attributes;
	sigset_t none, all;
	int ret;

	sigemptyset(&none);
	sigfillset(&all);
	posix_spawn_file_actions_init(&files);
	posix_spawnattr_init(&attributes);
	posix_spawnattr_setsigmask(&attributes, &none);
	posix_spawnattr_setsigdefault(&attributes, &all);
	ret = posix_spawnattr_setflags(&attributes,
				       POSIX_SPAWN_SETSIGMASK |
					       POSIX_SPAWN_SETSIGDEF);
	/* before the others, for the pipe may have one of their numbers */
	if (!ret)
		ret = posix_spawn_file_actions_adddup2(&files, out, PROBE_FD);
	for (int fd = 0; fd < 3 && !ret; fd++)
		ret = posix_spawn_file_actions_addopen(&files, fd, "/dev/null",
						       O_RDWR, 0);
	if (!ret)
		ret = posix_spawn(pid, program, &files, &attributes, argv,
				  environ);
	posix_spawn_file_actions_destroy(&files);
	posix_spawnattr_destroy(&attributes);
	return ret;
}

static int64_t now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Listen until the child has said that it returned, has closed its end, or the
 * time is over. */
static enum stage listen_to(int in, int64_t end)
{
	struct pollfd each = { .fd = in, .events = POLLIN };
	enum stage stage = UNKNOWN;
	char said = 0;
	ssize_t n = 1;
	int64_t left;
	int ready;

	while (n > 0 && stage != RETURNED) {
		left = end - now_ms();
		ready = poll(&each, 1, left > 0 ? (int)left : 0);
		if (ready < 0 && errno == EINTR)
			continue;
		if (ready <= 0)
			return stage == BEGUN ? HANGS : UNKNOWN;
		n = read(in, &said, 1);
		if (n > 0)
			stage = said == PROBE_RETURNED ? RETURNED : BEGUN;
	}
	return stage;
}

/* The end of a child, which has closed its end of the pipe, most likely by
 * ending: RETURNED, BEGUN for any other end, HANGS. *status is -1 where the
 * program has others reap its children. */
static enum stage wait_for_end(pid_t pid, int64_t end, int *status)
{
	pid_t got;

	while ((got = waitpid(pid, status, WNOHANG)) == 0 && now_ms() < end)
		poll(NULL, 0, 1);
	if (got < 0)
		*status = -1;
	else if (got == pid && WIFEXITED(*status) &&
		 WEXITSTATUS(*status) == PROBE_STATUS)
		return RETURNED;
	return got == 0 ? HANGS : BEGUN;
}

static enum ncl_status explain(enum stage stage, int status, unsigned seconds,
			       struct ncl_error *err)
{
	if (stage == HANGS)
		return ncl_error_set(err, NCL_REFUSED, "it hangs while it is "
				     "loaded (stopped after %u s)", seconds);
	if (stage != BEGUN)
		return NCL_OK;
	if (status == -1)
		return ncl_error_set(err, NCL_REFUSED, "it crashes, or ends "
				     "the program, while it is loaded");
	if (WIFSIGNALED(status))
		return ncl_error_set(err, NCL_REFUSED, "it crashes while it "
				     "is loaded (%s)",
				     strsignal(WTERMSIG(status)));
	return ncl_error_set(err, NCL_REFUSED, "it ends the program while it "
			     "is loaded (exit status %d)",
			     WEXITSTATUS(status));
}

enum ncl_status probe(const char *program, const char *object,
		      unsigned seconds, struct ncl_error *err)
{
	int64_t end = now_ms() + (int64_t)seconds * 1000;
	int ends[2], status = 0, failed;
	enum stage stage;
	pid_t pid;

	if (pipe2(ends, O_CLOEXEC) != 0)
		return NCL_OK;
	failed = spawn(&pid, program, object, ends[1]);
	close(ends[1]);
	if (failed) {
		close(ends[0]);
		return NCL_OK;
	}
	stage = listen_to(ends[0], end);
	close(ends[0]);
	if (stage == BEGUN) {
		stage = wait_for_end(pid, end, &status);
		if (stage != HANGS)
			return explain(stage, status, seconds, err);
	}
	kill(pid, SIGKILL);
	while (waitpid(pid, NULL, 0) < 0 && errno == EINTR)
		;
	return explain(stage, 0, seconds, err);
}
