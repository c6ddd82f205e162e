/* The child's side of a fleet: requests in, replies out, until it is killed. */
#include "io/fleet_lane.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "io/files.h"
#include "io/isolate.h"

#define LARGE ((size_t)1 << 20) /* an item that gets memory of its own */

struct worker {
	struct fleet *fleet;
	struct lane_share *share;
	int wake, call;
	ino_t wake_is, call_is;
	rlim_t memory; /* of data, 0: no limit */
	char *bytes;
	size_t size;
	struct fleet_reply reply; /* to the last item; its memory is kept */
};

/* ----------------------------------------------------------------- talking */

static int same_file(int fd, ino_t is)
{
	struct stat st;

	return fstat(fd, &st) == 0 && st.st_ino == is;
}

static int is_intact(const struct worker *w)
{
	return same_file(w->wake, w->wake_is) && same_file(w->call, w->call_is);
}

static void leave(struct worker *w, enum lane_phase why)
{
	w->share->phase = why;
	_exit(1);
}

/* Wake the main process, if it wants to be. */
static void wake(struct worker *w)
{
	int wanted = atomic_load(&w->share->main_waits);

	if (wanted == LANE_AWAKE || !lane_calls(w->share, wanted) ||
	    !atomic_exchange(&w->share->main_waits, LANE_AWAKE))
		return;
	while (write(w->wake, "", 1) < 0 && errno == EINTR)
		;
}

/* Sleep until the main process calls, unless `ready` bytes could be moved. */
static void wait_call(struct worker *w, size_t (*ready)(struct worker *w))
{
	char byte;
	ssize_t n;

	atomic_store(&w->share->worker_waits, 1);
	if (ready(w)) {
		atomic_store(&w->share->worker_waits, 0);
		return;
	}
	wake(w);
	do
		n = read(w->call, &byte, 1);
	while (n < 0 && errno == EINTR);
	if (n <= 0)
		leave(w, LANE_CLOSED);
}

static size_t is_asked(struct worker *w)
{
	return ring_held(&w->share->requests);
}

static size_t has_room(struct worker *w)
{
	return RING_BYTES - ring_held(&w->share->replies);
}

static void get(struct worker *w, void *to, size_t len)
{
	while (len) {
		size_t n = ring_take(&w->share->requests, to, len);

		to = (char *)to + n;
		len -= n;
		if (len && !n)
			wait_call(w, is_asked);
	}
}

static void put(struct worker *w, const void *bytes, size_t len)
{
	while (len) {
		size_t n = ring_put(&w->share->replies, bytes, len);

		bytes = (const char *)bytes + n;
		len -= n;
		if (len && !n)
			wait_call(w, has_room);
	}
}

static void put_reply(struct worker *w, uint64_t number,
		      const struct fleet_reply *r)
{
	const struct ncl_buffer *parts[REPLY_PARTS] = { &r->out, &r->why,
							&r->aside, &r->notes };
	struct reply_head head = { .number = number,
				   .status = (uint32_t)r->status,
				   .kind = r->kind };

	for (int i = 0; i < REPLY_PARTS; i++)
		head.parts[i] = parts[i]->len;
	put(w, &head, sizeof(head));
	for (int i = 0; i < REPLY_PARTS; i++)
		put(w, parts[i]->data, parts[i]->len);
}

/* ------------------------------------------------------------------ limits */

static void limit_data(rlim_t bytes)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_DATA, &limit) == 0 && bytes <= limit.rlim_max) {
		limit.rlim_cur = bytes;
		setrlimit(RLIMIT_DATA, &limit);
	}
}

/* The data that the worker was born with, and what it may take on top. */
static void limit_memory(struct worker *w)
{
	unsigned long long data = 0;
	FILE *file;

	if (!w->fleet->options.memory)
		return;
	file = fopen("/proc/self/statm", "re");
	if (file && fscanf(file, "%*u %*u %*u %*u %*u %llu", &data) != 1)
		data = 0;
	if (file)
		fclose(file);
	if (!data)
		return;
	w->memory = (rlim_t)data * (rlim_t)sysconf(_SC_PAGESIZE) +
		    (rlim_t)w->fleet->options.memory;
	limit_data(w->memory);
}

static void allow_for(struct worker *w, size_t len)
{
	if (w->memory && len > LARGE)
		limit_data(w->memory + FLEET_LARGE * (rlim_t)len);
}

/* -------------------------------------------------------------------- work */

static void work(struct worker *w, const struct request_head *head)
{
	const struct fleet_work *todo = &w->fleet->work;
	const struct fleet_item item = {
		.bytes = w->bytes + head->why,
		.len = (size_t)head->len,
		.condemned = head->condemned ? w->bytes : NULL,
	};

	w->share->phase = LANE_WORKING;
	fleet_reply_clear(&w->reply);
	todo->run(todo->data, &item, &w->reply);
	if (!is_intact(w))
		leave(w, LANE_CLOSED);
	w->share->phase = LANE_IDLE;
	put_reply(w, head->number, &w->reply);
	wake(w);
}

/* Room for a request; that there is none is a reply too. */
static int make_room(struct worker *w, size_t size)
{
	char *bytes;

	if (size <= w->size)
		return 1;
	free(w->bytes);
	w->bytes = NULL;
	w->size = 0;
	bytes = malloc(size);
	if (!bytes)
		return 0;
	w->bytes = bytes;
	w->size = size;
	return 1;
}

static void give_back(struct worker *w)
{
	if (w->size <= 4 * LARGE)
		return;
	free(w->bytes);
	w->bytes = NULL;
	w->size = 0;
}

static void start(struct worker *w)
{
	w->share->watch = (struct fleet_watch){ 0 };
	w->share->began = fleet_now();
	atomic_fetch_add(&w->share->started, 1);
}

static void serve(struct worker *w)
{
	struct request_head head;
	size_t len;

	for (;;) {
		get(w, &head, sizeof(head));
		start(w);
		len = (size_t)(head.why + head.len);
		allow_for(w, len);
		if (!make_room(w, len + 1))
			leave(w, LANE_NOMEM);
		get(w, w->bytes, len);
		w->bytes[len] = 0;
		wake(w);
		work(w, &head);
		if (len > LARGE) {
			give_back(w);
			if (w->memory)
				limit_data(w->memory);
		}
	}
}

/* ------------------------------------------------------------------- birth */

static int was_open(const struct worker *w, int fd)
{
	for (const int *at = w->fleet->files; *at >= 0; at++)
		if (*at == fd)
			return 1;
	return fd == w->wake || fd == w->call;
}

/* Outputs, inputs and the pipes of others are no affair of a plugin's; what
 * it prints must not stand among the results. */
static void keep_own_files(struct worker *w)
{
	int null = open("/dev/null", O_RDONLY | O_CLOEXEC);
	int *files = files_open();

	if (null >= 0 && null != STDIN_FILENO)
		dup2(null, STDIN_FILENO);
	dup2(STDERR_FILENO, STDOUT_FILENO);
	for (int *at = files; at && *at >= 0; at++)
		if (*at > STDERR_FILENO && !was_open(w, *at))
			close(*at);
	free(files);
}

/* exit() in a worker is the plugin's doing, but not the program's affair. */
static void leave_exit(int status, void *unused)
{
	(void)unused;
	_exit(status);
}

static void be_child(struct worker *w)
{
	static const int usual[] = { SIGTERM, SIGPIPE, SIGSEGV, SIGBUS, SIGFPE,
				     SIGILL, SIGABRT, SIGALRM, SIGXCPU };
	const struct rlimit none = { 0, 0 };
	struct stat st;

	signal(SIGINT, SIG_IGN); /* the main process ends it */
	for (size_t i = 0; i < sizeof(usual) / sizeof(usual[0]); i++)
		signal(usual[i], SIG_DFL);
	setrlimit(RLIMIT_CORE, &none);
	on_exit(leave_exit, NULL);
	keep_own_files(w);
	w->wake_is = fstat(w->wake, &st) == 0 ? st.st_ino : 0;
	w->call_is = fstat(w->call, &st) == 0 ? st.st_ino : 0;
	limit_memory(w);
}

static enum ncl_status begin(struct worker *w, struct ncl_error *err)
{
	const struct fleet_work *todo = &w->fleet->work;
	enum ncl_status ret = todo->begin(todo->data, &w->share->watch, err);

	if (ret == NCL_OK && w->fleet->options.isolate)
		ret = isolate_enter(err);
	return ret;
}

void worker_main(struct fleet *f, struct lane *l, int wake_end, int call_end)
{
	struct worker w = { .fleet = f, .share = l->share, .wake = wake_end,
			    .call = call_end };
	struct fleet_reply reply = { 0 };
	struct ncl_error err = { 0 };

	be_child(&w);
	reply.status = begin(&w, &err);
	if (reply.status != NCL_OK) {
		ncl_buffer_add(&reply.why, err.text, strlen(err.text));
		put_reply(&w, REPLY_BEGIN, &reply);
		_exit(1);
	}
	w.share->phase = LANE_IDLE;
	serve(&w);
	_exit(0);
}
