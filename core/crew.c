/* Children that work, and the parent that waits for them. */
#include "crew.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "error.h"

struct job {
	pid_t pid; /* 0: free */
	int fd;
	uint32_t task;
	char *bytes; /* what came */
	size_t got, want;
};

struct state {
	const struct crew *c;
	struct job jobs[CREW_MOST];
	uint32_t job_count, next, done;
	struct ncl_error *err;
};

/* ------------------------------------------------------------ in the child */

static int send_all(int fd, const void *bytes, size_t len)
{
	const char *at = bytes;

	while (len) {
		ssize_t n = write(fd, at, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return -1;
		at += n;
		len -= (size_t)n;
	}
	return 0;
}

static void be_silent(void)
{
	int null = open("/dev/null", O_RDWR);

	if (null >= 0) {
		dup2(null, 1);
		dup2(null, 2);
	}
}

static void child(const struct crew *c, uint32_t task, size_t bytes, int fd,
		  pid_t parent)
{
	float *numbers;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent) /* it died before */
		_exit(1);
	signal(SIGINT, SIG_IGN); /* the parent kills when it is time */
	signal(SIGTERM, SIG_DFL);
	signal(SIGPIPE, SIG_DFL);
	be_silent();
	numbers = c->work(c->data, task);
	_exit(!numbers || send_all(fd, numbers, bytes) ? 1 : 0);
}

/* ----------------------------------------------------------- in the parent */

static enum ncl_status start(struct state *s, struct job *job)
{
	pid_t parent = getpid();
	int ends[2];

	job->task = s->next++;
	job->got = 0;
	job->want = s->c->size(s->c->data, job->task) * sizeof(float);
	job->bytes = malloc(job->want + 1);
	if (!job->bytes || pipe2(ends, O_CLOEXEC))
		return ncl_error_set(s->err, NCL_NOMEM,
				     "no memory to start a solver");
	job->pid = fork();
	if (job->pid == 0)
		child(s->c, job->task, job->want, ends[1], parent);
	close(ends[1]);
	job->fd = ends[0];
	if (job->pid < 0) {
		job->pid = 0;
		close(ends[0]);
		return ncl_error_set(s->err, NCL_NOMEM,
				     "cannot start a solver: %s",
				     strerror(errno));
	}
	return NCL_OK;
}

static enum ncl_status say_died(struct state *s, const struct job *job,
				int how)
{
	const char *name = s->c->name(s->c->data, job->task);

	if (WIFSIGNALED(how))
		return ncl_error_set(s->err, NCL_FATAL,
				     "the solver for \"%s\" was ended by "
				     "signal %d: %s", name, WTERMSIG(how),
				     WTERMSIG(how) == SIGKILL ||
				     WTERMSIG(how) == SIGABRT ?
				     "memory was short; use fewer jobs or "
				     "fewer features" : "a mistake in it");
	return ncl_error_set(s->err, NCL_NOMEM,
			     "the solver for \"%s\" ran out of memory: use "
			     "fewer jobs or fewer features", name);
}

/* The pipe's end: take the child's numbers, or say how it died. */
static enum ncl_status finish(struct state *s, struct job *job)
{
	int how = 0;

	close(job->fd);
	while (waitpid(job->pid, &how, 0) < 0 && errno == EINTR)
		;
	job->pid = 0;
	if (how || job->got != job->want)
		return say_died(s, job, how);
	if (!s->c->take(s->c->data, job->task,
			(float *)(void *)job->bytes))
		free(job->bytes);
	job->bytes = NULL;
	s->done++;
	return NCL_OK;
}

static enum ncl_status take(struct state *s, struct job *job)
{
	/* a byte more than there should be, to see the end */
	ssize_t n = read(job->fd, job->bytes + job->got,
			 job->want - job->got + 1);

	if (n < 0)
		return errno == EINTR || errno == EAGAIN ? NCL_OK :
		       ncl_error_set(s->err, NCL_FATAL,
				     "cannot hear a solver: %s",
				     strerror(errno));
	job->got += (size_t)n;
	return n && job->got <= job->want ? NCL_OK : finish(s, job);
}

static enum ncl_status wait_some(struct state *s)
{
	struct pollfd polls[CREW_MOST];
	enum ncl_status ret = NCL_OK;
	struct job *of[CREW_MOST];
	nfds_t n = 0;

	for (uint32_t i = 0; i < s->job_count; i++)
		if (s->jobs[i].pid) {
			of[n] = &s->jobs[i];
			polls[n++] = (struct pollfd){
				.fd = s->jobs[i].fd, .events = POLLIN
			};
		}
	if (poll(polls, n, 200) < 0)
		return errno == EINTR ? NCL_OK :
		       ncl_error_set(s->err, NCL_FATAL,
				     "cannot wait for solvers: %s",
				     strerror(errno));
	for (nfds_t i = 0; i < n && ret == NCL_OK; i++)
		if (polls[i].revents)
			ret = take(s, of[i]);
	return ret;
}

static enum ncl_status tell(struct state *s)
{
	const struct crew *c = s->c;

	if (c->tell && c->tell(c->data, s->done, c->tasks))
		return ncl_error_set(s->err, NCL_INTERRUPTED,
				     "training was interrupted");
	return NCL_OK;
}

static void stop(struct state *s)
{
	for (uint32_t i = 0; i < s->job_count; i++) {
		struct job *job = &s->jobs[i];

		free(job->bytes);
		if (!job->pid)
			continue;
		kill(job->pid, SIGKILL);
		while (waitpid(job->pid, NULL, 0) < 0 && errno == EINTR)
			;
		close(job->fd);
	}
}

enum ncl_status crew_run(const struct crew *c, struct ncl_error *err)
{
	struct state s = {
		.c = c, .err = err,
		.job_count = c->jobs < 1 ? 1 : c->jobs < CREW_MOST ? c->jobs :
								    CREW_MOST,
	};
	enum ncl_status ret = tell(&s);

	while (s.done < c->tasks && ret == NCL_OK) {
		for (uint32_t i = 0; i < s.job_count && ret == NCL_OK; i++)
			if (!s.jobs[i].pid && s.next < c->tasks)
				ret = start(&s, &s.jobs[i]);
		if (ret == NCL_OK)
			ret = wait_some(&s);
		if (ret == NCL_OK)
			ret = tell(&s);
	}
	stop(&s);
	return ret;
}
