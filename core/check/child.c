#include "check.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define WALL 10 /* times the processor time that a document may take */

void check_at(ncl_checked *c, const char *document)
{
	snprintf(c->place->document, sizeof(c->place->document), "%s",
		 document);
	c->place->serial++;
}

void check_manners(ncl_checked *c)
{
	struct sigaction action;
	struct stat st;
	char text[60] = "";

	fflush(NULL);
	if (fstat(c->output, &st) == 0 && st.st_size > 0) {
		ssize_t n = pread(c->output, text, sizeof(text) - 1, 0);

		text[n > 0 ? strcspn(text, "\n") : 0] = '\0';
		check_find(c, RULE_OUTPUT, "it writes to standard output or "
			   "error: \"%s\"", text);
		if (ftruncate(c->output, 0))
			return;
	}
	for (int s = 1; s < NSIG; s++)
		if (sigaction(s, NULL, &action) == 0 && s != SIGKILL &&
		    s != SIGSTOP && action.sa_handler != SIG_DFL)
			check_find(c, RULE_SIGNALS, "it handles signal %d (%s)",
				   s, strsignal(s));
}

/* No output but what is looked at, no core file, no handlers. */
static void settle(ncl_checked *c)
{
	const struct rlimit none = { 0, 0 };
	int null = open("/dev/null", O_RDONLY | O_CLOEXEC);

	setrlimit(RLIMIT_CORE, &none);
	c->output = memfd_create("output", MFD_CLOEXEC);
	dup2(null, 0);
	dup2(c->output, 1);
	dup2(c->output, 2);
	for (int s = 1; s < NSIG; s++)
		signal(s, SIG_DFL);
}

static void leave(int status, void *unused)
{
	(void)unused;
	_exit(status ? status : 97);
}

static void child(ncl_checked *c, void (*run)(ncl_checked *c))
{
	settle(c);
	on_exit(leave, NULL);
	run(c);
	check_at(c, "");
	check_manners(c);
	_exit(0);
}

/* Take a word of the child: a finding, a count, or why it could not begin. */
static enum ncl_status take(ncl_checked *c, const struct word *w,
			    struct ncl_error *err)
{
	struct finding *f;

	if (w->rule == -2) {
		c->unable = 1;
		ncl_error_set(&c->why, NCL_REFUSED, "%s", w->what);
	}
	if (w->rule < 0) {
		c->documents = w->documents ? w->documents : c->documents;
		c->time = w->time > 0 ? w->time : c->time;
		return NCL_OK;
	}
	for (uint32_t i = 0; i < c->count; i++)
		if (c->findings[i].api.rule == rules[w->rule].name) {
			c->findings[i].api.more++;
			return NCL_OK;
		}
	f = realloc(c->findings, (c->count + 1) * sizeof(*f));
	if (!f)
		return ncl_error_set(err, NCL_NOMEM, "out of memory");
	c->findings = f;
	f += c->count++;
	f->api = (struct ncl_finding){ .rule = rules[w->rule].name,
				       .where = rules[w->rule].where,
				       .says = rules[w->rule].says };
	memcpy(f->what, w->what, sizeof(f->what));
	memcpy(f->document, w->document, sizeof(f->document));
	return NCL_OK;
}

static double seconds(clockid_t clock)
{
	struct timespec t = { 0, 0 };

	clock_gettime(clock, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Where the child is. It may write there meanwhile. */
static void tell(const ncl_checked *c)
{
	char document[sizeof(c->place->document)];

	memcpy(document, c->place->document, sizeof(document));
	document[sizeof(document) - 1] = 0;
	c->how->progress(c->how->data, c->place->step, document);
}

/* Listen to a child until it is gone; 1: it was stopped, being late. */
static int listen_to(ncl_checked *c, pid_t pid, int in, struct ncl_error *err)
{
	double limit = c->how->seconds > 0 ? c->how->seconds : 10;
	uint32_t serial = c->place->serial;
	struct pollfd each = { .fd = in, .events = POLLIN };
	clockid_t clock = CLOCK_MONOTONIC;
	double wall, cpu;
	struct word w;

	clock_getcpuclockid(pid, &clock);
	wall = seconds(CLOCK_MONOTONIC);
	cpu = seconds(clock);
	for (;;) {
		if (poll(&each, 1, 50) > 0) {
			if (read(in, &w, sizeof(w)) != sizeof(w))
				return 0;
			take(c, &w, err);
		}
		if (c->how->progress)
			tell(c);
		if (serial != c->place->serial) {
			serial = c->place->serial;
			wall = seconds(CLOCK_MONOTONIC);
			cpu = seconds(clock);
		} else if (seconds(clock) > cpu + limit ||
			   seconds(CLOCK_MONOTONIC) > wall + WALL * limit) {
			kill(pid, SIGKILL);
			return 1;
		}
	}
}

/* How a child ended that did not get to its end. */
static void explain(ncl_checked *c, int late, int status,
		    struct ncl_error *err)
{
	struct word w = { 0 };
	const char *step = c->place->step;

	memcpy(w.document, c->place->document, sizeof(w.document));
	if (late) {
		w.rule = RULE_STOP;
		snprintf(w.what, sizeof(w.what), "it hangs: %s", step);
	} else if (WIFSIGNALED(status)) {
		w.rule = RULE_CRASH;
		snprintf(w.what, sizeof(w.what), "it crashes (%s): %s",
			 strsignal(WTERMSIG(status)), step);
	} else if (WEXITSTATUS(status)) {
		w.rule = RULE_EXIT;
		snprintf(w.what, sizeof(w.what), "it ends the program: %s",
			 step);
	} else {
		return;
	}
	take(c, &w, err);
}

enum ncl_status check_step(ncl_checked *c, const char *step,
			   void (*run)(ncl_checked *c), struct ncl_error *err)
{
	int ends[2], status = 0, late;
	pid_t pid;

	snprintf(c->place->step, sizeof(c->place->step), "%s", step);
	c->place->document[0] = '\0';
	if (pipe2(ends, O_CLOEXEC) != 0)
		return ncl_error_set(err, NCL_READ, "no pipe: %s",
				     strerror(errno));
	pid = fork();
	if (pid == 0) {
		c->pipe = ends[1];
		child(c, run);
	}
	close(ends[1]);
	if (pid < 0) {
		close(ends[0]);
		return ncl_error_set(err, NCL_READ, "no process: %s",
				     strerror(errno));
	}
	late = listen_to(c, pid, ends[0], err);
	close(ends[0]);
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	explain(c, late, status, err);
	return NCL_OK;
}
