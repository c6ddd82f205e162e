/* Children that solve, and the parent that waits for them. */
#include "solve.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "paths.h"
#include "solve_task.h"

#define JOBS_MAX 64

struct job {
	pid_t pid; /* 0: free */
	int fd;
	uint32_t task;
	char *bytes; /* what came */
	size_t got, want;
};

struct pool {
	struct solve *s;
	solver_function *solver;
	struct job jobs[JOBS_MAX];
	uint32_t job_count, next, done, all;
	struct ncl_error *err;
};

enum solve_solver solve_choose(const struct problem *p, uint32_t outputs,
			       uint32_t folds)
{
	double nodes = (double)p->node_count / (p->items ? p->items : 1);
	double runs = (double)outputs * (folds + 1);

	return runs * p->items * p->items * nodes <= SOLVE_LIBSVM_MOST ?
	       SOLVE_LIBSVM : SOLVE_LIBLINEAR;
}

void solve_release(struct solve *s)
{
	free(s->decisions);
	free(s->weights);
	s->decisions = NULL;
	s->weights = NULL;
}

static struct solve_task task_of(const struct solve *s, uint32_t i)
{
	return (struct solve_task){ i / (s->folds + 1), i % (s->folds + 1) };
}

static uint32_t held_out(const struct solve *s, uint32_t fold)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < s->problem->items; i++)
		n += s->fold[i] == fold;
	return n;
}

/* Doubles that a task gives: weights, or decisions on its fold. */
static size_t task_size(const struct solve *s, struct solve_task t)
{
	return t.fold == s->folds ? s->problem->columns :
				    held_out(s, t.fold);
}

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

static void child(const struct pool *pool, struct solve_task t, int fd)
{
	const struct solve *s = pool->s;
	size_t size = task_size(s, t), columns = s->problem->columns;
	double *numbers = malloc((size > columns ? size : columns) *
				 sizeof(*numbers));

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	signal(SIGINT, SIG_IGN); /* the parent kills when it is time */
	signal(SIGPIPE, SIG_DFL);
	be_silent();
	if (!numbers || solve_task(s, pool->solver, t, numbers) ||
	    send_all(fd, numbers, size * sizeof(*numbers)))
		_exit(1);
	_exit(0);
}

/* ----------------------------------------------------------- in the parent */

static enum ncl_status start(struct pool *pool, struct job *job)
{
	struct solve_task t = task_of(pool->s, pool->next);
	int ends[2];

	job->task = pool->next++;
	job->got = 0;
	job->want = task_size(pool->s, t) * sizeof(double);
	job->bytes = malloc(job->want + 1);
	if (!job->bytes || pipe2(ends, O_CLOEXEC))
		return ncl_error_set(pool->err, NCL_NOMEM,
				     "no memory to start a solver");
	job->pid = fork();
	if (job->pid == 0)
		child(pool, t, ends[1]);
	close(ends[1]);
	job->fd = ends[0];
	if (job->pid < 0) {
		job->pid = 0;
		close(ends[0]);
		return ncl_error_set(pool->err, NCL_NOMEM,
				     "cannot start a solver: %s",
				     strerror(errno));
	}
	return NCL_OK;
}

static void store(struct solve *s, struct solve_task t, const void *bytes)
{
	size_t columns = s->problem->columns, at = 0;

	if (t.fold == s->folds) {
		memcpy(s->weights + t.output * columns, bytes,
		       columns * sizeof(double));
		return;
	}
	for (uint32_t i = 0; i < s->problem->items; i++) {
		double x;

		if (s->fold[i] != t.fold)
			continue;
		memcpy(&x, (const char *)bytes + at++ * sizeof(x),
		       sizeof(x));
		s->decisions[(size_t)i * s->outputs + t.output] = (float)x;
	}
}

static enum ncl_status say_died(struct pool *pool, const struct job *job,
				int how)
{
	const char *name = pool->s->names[task_of(pool->s,
						  job->task).output];

	if (WIFSIGNALED(how))
		return ncl_error_set(pool->err, NCL_FATAL,
				     "the solver for \"%s\" was ended by "
				     "signal %d: %s", name, WTERMSIG(how),
				     WTERMSIG(how) == SIGKILL ||
				     WTERMSIG(how) == SIGABRT ?
				     "memory was short; use fewer jobs or "
				     "fewer features" : "a mistake in it");
	return ncl_error_set(pool->err, NCL_NOMEM,
			     "the solver for \"%s\" ran out of memory: use "
			     "fewer jobs or fewer features", name);
}

/* The pipe's end: take the child's numbers, or say how it died. */
static enum ncl_status finish(struct pool *pool, struct job *job)
{
	int how = 0;

	close(job->fd);
	while (waitpid(job->pid, &how, 0) < 0 && errno == EINTR)
		;
	job->pid = 0;
	if (how || job->got != job->want)
		return say_died(pool, job, how);
	store(pool->s, task_of(pool->s, job->task), job->bytes);
	free(job->bytes);
	job->bytes = NULL;
	pool->done++;
	return NCL_OK;
}

static enum ncl_status take(struct pool *pool, struct job *job)
{
	/* a byte more than there should be, to see the end */
	ssize_t n = read(job->fd, job->bytes + job->got,
			 job->want - job->got + 1);

	if (n < 0)
		return errno == EINTR || errno == EAGAIN ? NCL_OK :
		       ncl_error_set(pool->err, NCL_FATAL,
				     "cannot hear a solver: %s",
				     strerror(errno));
	job->got += (size_t)n;
	return n && job->got <= job->want ? NCL_OK : finish(pool, job);
}

static enum ncl_status wait_some(struct pool *pool)
{
	struct pollfd polls[JOBS_MAX];
	enum ncl_status ret = NCL_OK;
	struct job *of[JOBS_MAX];
	nfds_t n = 0;

	for (uint32_t i = 0; i < pool->job_count; i++)
		if (pool->jobs[i].pid) {
			of[n] = &pool->jobs[i];
			polls[n++] = (struct pollfd){
				.fd = pool->jobs[i].fd, .events = POLLIN
			};
		}
	if (poll(polls, n, 200) < 0)
		return errno == EINTR ? NCL_OK :
		       ncl_error_set(pool->err, NCL_FATAL,
				     "cannot wait for solvers: %s",
				     strerror(errno));
	for (nfds_t i = 0; i < n && ret == NCL_OK; i++)
		if (polls[i].revents)
			ret = take(pool, of[i]);
	return ret;
}

static enum ncl_status tell(struct pool *pool)
{
	struct solve *s = pool->s;

	if (s->progress &&
	    s->progress(s->data, s->solver == SOLVE_LIBSVM ? "libsvm" :
							     "liblinear",
			pool->done, pool->all))
		return ncl_error_set(pool->err, NCL_INTERRUPTED,
				     "training was interrupted");
	return NCL_OK;
}

static enum ncl_status run_tasks(struct pool *pool)
{
	enum ncl_status ret = tell(pool);

	while (pool->done < pool->all && ret == NCL_OK) {
		for (uint32_t i = 0; i < pool->job_count && ret == NCL_OK; i++)
			if (!pool->jobs[i].pid && pool->next < pool->all)
				ret = start(pool, &pool->jobs[i]);
		if (ret == NCL_OK)
			ret = wait_some(pool);
		if (ret == NCL_OK)
			ret = tell(pool);
	}
	return ret;
}

static void stop(struct pool *pool)
{
	for (uint32_t i = 0; i < pool->job_count; i++) {
		struct job *job = &pool->jobs[i];

		free(job->bytes);
		if (!job->pid)
			continue;
		kill(job->pid, SIGKILL);
		while (waitpid(job->pid, NULL, 0) < 0 && errno == EINTR)
			;
		close(job->fd);
	}
}

/* solvers.so stays loaded, as everything that was loaded does. */
static enum ncl_status load(struct pool *pool)
{
	char *path = NULL;
	enum ncl_status ret = paths_solvers(&path, pool->err);
	const struct solver_table *table = NULL;
	void *object;

	if (ret != NCL_OK)
		return ret;
	object = dlopen(path, RTLD_NOW | RTLD_LOCAL);
	if (object)
		table = dlsym(object, SOLVERS_SYMBOL);
	if (!table)
		ret = ncl_error_set(pool->err, NCL_MISSING,
				    "the solvers cannot be loaded: %s",
				    dlerror());
	else if (table->revision != SOLVERS_REVISION)
		ret = ncl_error_set(pool->err, NCL_REFUSED,
				    "%s: has revision %u, this nclass needs "
				    "%u", path, table->revision,
				    SOLVERS_REVISION);
	else
		pool->solver = pool->s->solver == SOLVE_LIBSVM ?
			       table->libsvm : table->liblinear;
	free(path);
	return ret;
}

enum ncl_status solve_run(struct solve *s, struct ncl_error *err)
{
	size_t items = s->problem->items, columns = s->problem->columns;
	struct pool pool = {
		.s = s, .err = err, .all = s->outputs * (s->folds + 1),
		.job_count = s->jobs < 1 ? 1 : s->jobs < JOBS_MAX ? s->jobs :
								    JOBS_MAX,
	};
	enum ncl_status ret = load(&pool);

	if (ret != NCL_OK)
		return ret;
	s->decisions = calloc(items * s->outputs + 1, sizeof(float));
	s->weights = calloc(columns * s->outputs + 1, sizeof(double));
	if (!s->decisions || !s->weights)
		ret = ncl_error_set(err, NCL_NOMEM, "no memory for the "
				    "weights");
	else
		ret = run_tasks(&pool);
	stop(&pool);
	if (ret != NCL_OK)
		solve_release(s);
	return ret;
}
