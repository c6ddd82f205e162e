/* The main process: items in, replies out, in order. */
#include "io/fleet_lane.h"

#include <errno.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "io/files.h"

#define BATCH ((size_t)32 << 10) /* bytes queued before workers are called */
#define WAIT_MS 100              /* then clocks and signals are looked at */

/* ------------------------------------------------------------------- items */

void item_answered(struct fleet *f, struct item *item)
{
	item->reply.seconds = item->seconds;
	item->reply.fault = item->fault;
	f->held -= item->len;
	f->held += item_reply_bytes(&item->reply);
	f->unanswered--;
	free(item->frame);
	item->frame = NULL;
}

void fleet_end(struct fleet *f, enum ncl_status status, const char *format,
	       ...)
{
	char text[sizeof(f->err.text)];
	va_list args;

	if (f->status != NCL_OK)
		return;
	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	f->status = ncl_error_set(&f->err, status, "%s", text);
}

static enum ncl_status ended(const struct fleet *f, struct ncl_error *err)
{
	if (f->status != NCL_OK && err)
		*err = f->err;
	return f->status;
}

/* --------------------------------------------------------------- the queue */

void fleet_queue(struct fleet *f, struct item *item)
{
	struct item **at = &f->queue;

	if (f->queue && f->queue_last->number < item->number)
		at = &f->queue_last->next;
	while (*at && (*at)->number < item->number)
		at = &(*at)->next;
	item->next = *at;
	*at = item;
	if (!item->next)
		f->queue_last = item;
	f->queued += item->frame_len;
}

/* The lane that an item is best given to, or NULL: all have enough to do. A
 * worker is started only where those that are there are at work. */
static struct lane *choose(struct fleet *f)
{
	struct lane *best = NULL, *empty = NULL;

	for (uint32_t i = 0; i < f->options.jobs; i++) {
		struct lane *l = &f->lanes[i];

		if (!l->pid)
			empty = empty ? empty : l;
		else if (l->bytes < LANE_FULL && (!best ||
						  l->bytes < best->bytes))
			best = l;
	}
	if (best && (!best->bytes || !empty))
		return best;
	if (empty && lane_start(f, empty) == NCL_OK)
		return empty;
	return best;
}

static void hand_out(struct fleet *f)
{
	while (f->queue && f->status == NCL_OK) {
		struct lane *l = choose(f);
		struct item *item = f->queue;

		if (!l)
			break;
		f->queue = item->next;
		f->queued -= item->frame_len;
		lane_give(l, item);
	}
	for (uint32_t i = 0; i < f->options.jobs; i++)
		if (f->lanes[i].pid)
			lane_send(&f->lanes[i]);
}

/* Take the replies that are in order. */
static void deliver(struct fleet *f)
{
	while (f->oldest && !f->oldest->frame && f->status == NCL_OK) {
		struct item *item = f->oldest;

		f->oldest = item->later;
		if (!f->oldest)
			f->newest = NULL;
		f->held -= item_reply_bytes(&item->reply) + sizeof(*item);
		f->count--;
		f->status = f->work.take(f->work.data, &item->reply, &f->err);
		item_free(item);
	}
}

/* All that can be done without waiting. */
static void pump(struct fleet *f)
{
	for (uint32_t i = 0; i < f->options.jobs; i++) {
		struct lane *l = &f->lanes[i];

		if (l->pid && lane_take(f, l) != NCL_OK)
			lane_lost(f, l, LANE_NONSENSE);
	}
	hand_out(f);
	deliver(f);
	fleet_look(f);
	if (f->status == NCL_OK && f->work.tick)
		f->status = f->work.tick(f->work.data, &f->err);
}

/* -------------------------------------------------------------------- wait */

/* Is there something to do, so that one must not sleep? From here on workers
 * call. */
static int is_called(struct fleet *f)
{
	int wanted = f->queue ? LANE_FOR_MORE : LANE_FOR_REPLY, called = 0;

	for (uint32_t i = 0; i < f->options.jobs; i++) {
		struct lane *l = &f->lanes[i];

		if (!l->pid)
			continue;
		atomic_store(&l->share->main_waits,
			     l->sending ? LANE_FOR_MORE : wanted);
		called += lane_calls(l->share, l->sending ? LANE_FOR_MORE :
							    wanted) &&
			  (ring_held(&l->share->replies) || l->sending ||
			   (f->queue && l->bytes < LANE_FULL));
	}
	return called > 0;
}

static void heard(struct fleet *f, struct lane *l, short events)
{
	char bytes[256];
	ssize_t n;

	do
		n = read(l->wake, bytes, sizeof(bytes));
	while (n == (ssize_t)sizeof(bytes));
	if (n == 0 || (events & POLLERR))
		lane_hung_up(f, l);
}

/* Sleep until a worker calls, `file` (-1: none) can be read, or a moment is
 * over. *ready: the file can be. */
static void sleep_some(struct fleet *f, int file, int *ready)
{
	struct pollfd *polls = f->polls;
	nfds_t n = 0;
	int got;

	for (uint32_t i = 0; i < f->options.jobs; i++)
		polls[n++] = (struct pollfd){
			.fd = f->lanes[i].pid ? f->lanes[i].wake : -1,
			.events = POLLIN
		};
	polls[n++] = (struct pollfd){ .fd = file, .events = POLLIN };
	got = poll(polls, n, is_called(f) ? 0 : WAIT_MS);
	for (uint32_t i = 0; i < f->options.jobs; i++)
		if (f->lanes[i].pid)
			atomic_store(&f->lanes[i].share->main_waits,
				     LANE_AWAKE);
	*ready = got > 0 && polls[n - 1].revents;
	for (uint32_t i = 0; i < f->options.jobs && got > 0; i++)
		if (polls[i].revents && f->lanes[i].pid)
			heard(f, &f->lanes[i], polls[i].revents);
}

enum ncl_status fleet_wait_file(struct fleet *f, int file,
				struct ncl_error *err)
{
	int ready = 0;

	while (f->status == NCL_OK && !ready) {
		struct pollfd now = { .fd = file, .events = POLLIN };

		if (poll(&now, 1, 0) > 0) /* most often it can be read */
			break;
		pump(f);
		if (f->status == NCL_OK)
			sleep_some(f, file, &ready);
	}
	return ended(f, err);
}

static int is_full(const struct fleet *f)
{
	return f->held > FLEET_WINDOW * f->options.jobs &&
	       f->count > f->options.jobs;
}

static enum ncl_status add(struct fleet *f, struct item *item,
			   struct ncl_error *err)
{
	int ready;

	if (f->newest)
		f->newest->later = item;
	else
		f->oldest = item;
	f->newest = item;
	f->count++;
	f->held += item->len + item_reply_bytes(&item->reply) + sizeof(*item);
	if (item->frame) {
		f->unanswered++;
		fleet_queue(f, item);
	}
	if (f->queued >= BATCH || is_full(f) || !f->queue)
		pump(f);
	while (f->status == NCL_OK && is_full(f)) {
		sleep_some(f, -1, &ready);
		pump(f);
	}
	return ended(f, err);
}

/* --------------------------------------------------------- what others call */

enum ncl_status fleet_put(struct fleet *f, const struct fleet_parts *parts,
			  struct ncl_error *err)
{
	struct item *item;

	if (f->status != NCL_OK)
		return ended(f, err);
	item = item_new(f->next, parts);
	if (!item)
		return ncl_error_set(err, NCL_NOMEM, "out of memory");
	f->next++;
	return add(f, item, err);
}

enum ncl_status fleet_put_reply(struct fleet *f, struct fleet_reply *reply,
				struct ncl_error *err)
{
	struct item *item = f->status ? NULL : calloc(1, sizeof(*item));

	if (!item) {
		fleet_reply_release(reply);
		return f->status ? ended(f, err) :
				   ncl_error_set(err, NCL_NOMEM,
						 "out of memory");
	}
	item->number = f->next++;
	item->reply = *reply;
	*reply = (struct fleet_reply){ 0 };
	return add(f, item, err);
}

enum ncl_status fleet_wait(struct fleet *f, struct ncl_error *err)
{
	const struct item *first = f->oldest;
	int ready;

	pump(f);
	while (f->status == NCL_OK && f->oldest && f->oldest == first) {
		sleep_some(f, -1, &ready);
		pump(f);
	}
	return ended(f, err);
}

enum ncl_status fleet_finish(struct fleet *f, struct ncl_error *err)
{
	int ready;

	pump(f);
	while (f->status == NCL_OK && f->oldest) {
		sleep_some(f, -1, &ready);
		pump(f);
	}
	return ended(f, err);
}

void fleet_counts(const struct fleet *f, struct fleet_counts *counts)
{
	*counts = f->counts;
}

enum ncl_status fleet_new(struct fleet **out, const struct fleet_work *work,
			  const struct fleet_options *options,
			  struct ncl_error *err)
{
	uint32_t jobs = options->jobs < 1 ? 1 : options->jobs;
	struct fleet *f = calloc(1, sizeof(*f));
	void *shared = MAP_FAILED;

	*out = NULL;
	if (f) {
		jobs = jobs < FLEET_MOST ? jobs : FLEET_MOST;
		f->work = *work;
		f->options = *options;
		f->options.jobs = jobs;
		f->lanes = calloc(jobs, sizeof(*f->lanes));
		f->polls = calloc(jobs + 1, sizeof(*f->polls));
		f->files = files_open();
		f->looked = fleet_now();
		shared = mmap(NULL, jobs * sizeof(*f->shares),
			      PROT_READ | PROT_WRITE,
			      MAP_SHARED | MAP_ANONYMOUS, -1, 0);
		if (shared != MAP_FAILED)
			f->shares = shared;
	}
	if (!f || !f->lanes || !f->polls || !f->files || !f->shares) {
		fleet_free(f);
		return ncl_error_set(err, NCL_NOMEM, "no memory for workers");
	}
	for (uint32_t i = 0; i < jobs; i++)
		f->lanes[i].share = &f->shares[i];
	*out = f;
	return NCL_OK;
}

void fleet_free(struct fleet *f)
{
	struct item *later;

	if (!f)
		return;
	for (uint32_t i = 0; f->lanes && i < f->options.jobs; i++)
		lane_end(&f->lanes[i], NULL);
	for (struct item *i = f->oldest; i; i = later) {
		later = i->later;
		item_free(i);
	}
	if (f->shares)
		munmap(f->shares, f->options.jobs * sizeof(*f->shares));
	free(f->lanes);
	free(f->polls);
	free(f->files);
	free(f);
}
