/* A request and its answer. */
#define _GNU_SOURCE
#include "program.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define MOST ((size_t)64 << 20) /* bytes of an answer */
#define LOOK_EVERY 100          /* milliseconds: whether it is enough */
#define PIECE ((size_t)16 << 10)
#define DEATH_MS 200 /* a pipe goes first, then the process */

/* How far an exchange is. */
struct exchange {
	struct program *p;
	const ncl_doc *doc;
	const struct text *request;
	size_t sent, seen; /* of the reply, looked through for a newline */
	double end;        /* when it is too late */
	int closed;        /* it has closed one of its pipes */
};

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* ------------------------------------------------------------------- faults */

/* A pipe of it is closed: it has ended, or it just did that. */
static enum program_fault say_closed(struct program *p)
{
	int dead = program_wait(p, DEATH_MS), never = !p->answered, how = 0;

	program_end(p, &how);
	if (!dead)
		snprintf(p->why, sizeof(p->why), "its program closed its "
			 "standard input or output");
	else if (WIFSIGNALED(how))
		snprintf(p->why, sizeof(p->why), "its program was ended by "
			 "signal %d (%s)", WTERMSIG(how),
			 strsignal(WTERMSIG(how)));
	else
		snprintf(p->why, sizeof(p->why), "its program ended without "
			 "an answer (exit status %d)", WEXITSTATUS(how));
	/* by convention of shells: not found, or not to be executed */
	never = never && dead && WIFEXITED(how) &&
		(WEXITSTATUS(how) == 126 || WEXITSTATUS(how) == 127);
	return never ? PROGRAM_NEVER : PROGRAM_WRONG;
}

enum program_fault program_wrong(struct program *p, const char *why)
{
	program_end(p, NULL);
	snprintf(p->why, sizeof(p->why), "%s", why);
	return PROGRAM_WRONG;
}

static enum program_fault say_late(struct exchange *x)
{
	struct program *p = x->p;
	double seconds = p->how->timeout + (p->answered ? 0 : p->how->start);

	program_end(p, NULL);
	snprintf(p->why, sizeof(p->why), "its program gave no answer in %g s "
		 "(options timeout, start-timeout)", seconds);
	return PROGRAM_LATE;
}

/* ------------------------------------------------------------------ sending */

/* Write without a SIGPIPE: a program that is gone is no end of ours. */
static ssize_t put(int file, const char *bytes, size_t len)
{
	const struct timespec none = { 0, 0 };
	sigset_t pipe_signal, before;
	ssize_t n;

	sigemptyset(&pipe_signal);
	sigaddset(&pipe_signal, SIGPIPE);
	pthread_sigmask(SIG_BLOCK, &pipe_signal, &before);
	n = write(file, bytes, len);
	if (n < 0 && errno == EPIPE) {
		sigtimedwait(&pipe_signal, NULL, &none);
		errno = EPIPE;
	}
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return n;
}

static void send_some(struct exchange *x)
{
	ssize_t n = put(x->p->in, x->request->data + x->sent,
			x->request->len - x->sent);

	if (n > 0)
		x->sent += (size_t)n;
	else if (n < 0 && errno != EAGAIN && errno != EINTR)
		x->closed = 1;
}

/* ---------------------------------------------------------------- receiving */

static void receive_some(struct exchange *x)
{
	struct text *r = &x->p->reply;
	ssize_t n;

	if (!text_room(r, PIECE))
		return;
	n = read(x->p->out, r->data + r->len, r->size - r->len - 1);
	if (n > 0)
		r->len += (size_t)n;
	else if (n == 0 || (errno != EAGAIN && errno != EINTR))
		x->closed = 1;
}

/* Whether a whole line is there, and nothing else. */
static int is_answered(struct exchange *x, enum program_fault *fault)
{
	struct text *r = &x->p->reply;
	const char *end = NULL;

	if (r->len > x->seen)
		end = memchr(r->data + x->seen, '\n', r->len - x->seen);
	x->seen = r->len;
	if (!end && r->len > MOST) {
		*fault = program_wrong(x->p, "its program answered with more "
				       "than 64 MiB");
		return 1;
	}
	if (!end)
		return 0;
	if ((size_t)(end - r->data) + 1 < r->len) {
		*fault = program_wrong(x->p, "its program answered with more "
				       "than one line");
		return 1;
	}
	if (x->sent < x->request->len) {
		*fault = program_wrong(x->p, "its program answered before it "
				       "had read the document");
		return 1;
	}
	r->data[--r->len] = 0;
	x->p->answered++;
	return 1;
}

/* Wait until something can be done, and do it. */
static enum program_fault step(struct exchange *x)
{
	struct program *p = x->p;
	struct pollfd files[3] = {
		{ x->sent < x->request->len ? p->in : -1, POLLOUT, 0 },
		{ p->out, POLLIN, 0 },
		{ p->err, POLLIN, 0 },
	};
	double left = x->end - now();

	if (left <= 0)
		return say_late(x);
	poll(files, 3, left * 1000 < LOOK_EVERY ? (int)(left * 1000) + 1 :
						  LOOK_EVERY);
	if (files[2].revents)
		program_listen(p);
	if (files[0].revents)
		send_some(x);
	if (files[1].revents)
		receive_some(x);
	if (p->reply.failed)
		return PROGRAM_NOMEM;
	if (!files[0].revents && !files[1].revents &&
	    p->how->host->should_stop(x->doc)) {
		program_end(p, NULL);
		snprintf(p->why, sizeof(p->why), "its program was stopped");
		return PROGRAM_STOPPED;
	}
	return PROGRAM_FINE;
}

enum program_fault program_ask(struct program *p, const ncl_doc *doc,
			       const struct text *request)
{
	struct exchange x = { .p = p, .doc = doc, .request = request };
	enum program_fault fault = PROGRAM_FINE;

	text_clear(&p->reply);
	if (!program_start(p))
		return PROGRAM_NEVER;
	x.end = now() + p->how->timeout + (p->answered ? 0 : p->how->start);
	send_some(&x);
	while (fault == PROGRAM_FINE && !is_answered(&x, &fault))
		fault = x.closed ? say_closed(p) : step(&x);
	if (fault == PROGRAM_NOMEM)
		program_end(p, NULL);
	return fault;
}
