#include "io/fleet_lane.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

int lane_calls(const struct lane_share *s, int wanted)
{
	size_t todo = ring_held(&s->requests);
	size_t done = ring_held(&s->replies);

	return done >= RING_BYTES / 2 || (done && !todo) ||
	       (wanted == LANE_FOR_MORE && todo < LANE_LOW);
}

/* ------------------------------------------------------------------ start */

static void forget(const struct fleet *f, struct lane *l)
{
	struct lane_share *s = l->share;

	s->watch = (struct fleet_watch){ 0 };
	s->phase = LANE_BORN;
	atomic_store(&s->started, 0);
	atomic_store(&s->main_waits, LANE_AWAKE);
	atomic_store(&s->worker_waits, 0);
	ring_reset(&s->requests);
	ring_reset(&s->replies);
	l->sending = l->first;
	l->sent = 0;
	l->head_got = l->part_got = 0;
	l->part = 0;
	l->answered = 0;
	l->seen = 0;
	l->seen_cpu = 0;
	l->seen_at = f->clock;
	s->began = fleet_now();
	l->stopped = 0;
}

static enum ncl_status fork_worker(struct fleet *f, struct lane *l,
				   const int up[2], const int down[2])
{
	pid_t parent = getpid();

	l->pid = fork();
	if (l->pid == 0) {
		setpgid(0, 0);
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		if (getppid() != parent) /* it died before */
			_exit(1);
		worker_main(f, l, up[1], down[0]);
	}
	if (l->pid < 0) {
		l->pid = 0;
		return NCL_FATAL;
	}
	setpgid(l->pid, l->pid);
	if (clock_getcpuclockid(l->pid, &l->clock))
		l->clock = -1;
	return NCL_OK;
}

enum ncl_status lane_start(struct fleet *f, struct lane *l)
{
	int up[2] = { -1, -1 }, down[2] = { -1, -1 }, why;

	forget(f, l);
	if (pipe2(up, O_CLOEXEC) == 0 &&
	    socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, down) == 0 &&
	    fork_worker(f, l, up, down) == NCL_OK) {
		l->wake = up[0];
		l->call = down[1];
		up[0] = down[1] = -1;
		fcntl(l->wake, F_SETFL, O_NONBLOCK);
		fcntl(l->call, F_SETFL, O_NONBLOCK);
		f->counts.started++;
	}
	why = errno;
	for (int i = 0; i < 2; i++) {
		if (up[i] >= 0)
			close(up[i]);
		if (down[i] >= 0)
			close(down[i]);
	}
	if (!l->pid)
		fleet_end(f, NCL_FATAL, "cannot start a worker: %s",
			  strerror(why));
	return f->status;
}

void lane_end(struct lane *l, int *how)
{
	int unused;

	if (!l->pid)
		return;
	kill(l->pid, SIGKILL);
	while (waitpid(l->pid, how ? how : &unused, 0) < 0 && errno == EINTR)
		;
	kill(-l->pid, SIGKILL); /* helpers that a plugin left behind */
	l->pid = 0;
	close(l->wake);
	close(l->call);
}

/* ---------------------------------------------------------------- requests */

void lane_give(struct lane *l, struct item *item)
{
	item->next = NULL;
	if (l->first)
		l->last->next = item;
	else
		l->first = item;
	l->last = item;
	if (!l->sending)
		l->sending = item;
	l->bytes += item->frame_len;
}

void lane_send(struct lane *l)
{
	struct lane_share *s = l->share;
	size_t put = 0;

	while (l->sending) {
		struct item *item = l->sending;
		size_t n = ring_put(&s->requests, item->frame + l->sent,
				    item->frame_len - l->sent);

		put += n;
		l->sent += n;
		if (l->sent < item->frame_len)
			break;
		l->sending = item->next;
		l->sent = 0;
	}
	/* a pipe that is full is a call as well; a worker that is gone is
	 * seen elsewhere */
	if (put && atomic_exchange(&s->worker_waits, 0) &&
	    send(l->call, "", 1, MSG_NOSIGNAL) < 0)
		errno = 0;
}

/* ----------------------------------------------------------------- replies */

static struct ncl_buffer *part_of(struct fleet_reply *r, uint32_t part)
{
	struct ncl_buffer *const parts[REPLY_PARTS] = { &r->out, &r->why,
							&r->aside, &r->notes };

	return parts[part];
}

/* What a reply may have, for an item of `len` bytes: lines of one letter
 * become blocks of some fifty bytes. */
static uint64_t most_bytes(const struct item *item)
{
	return ((uint64_t)64 << 20) + 128 * (uint64_t)item->len;
}

static enum ncl_status check_head(const struct lane *l)
{
	const struct reply_head *h = &l->head;
	const struct item *item = l->first;
	uint64_t most;

	if (h->number == REPLY_BEGIN && !l->answered)
		return h->parts[1] < 4096 && !h->parts[0] && !h->parts[2] &&
				       !h->parts[3] ?
			       NCL_OK :
			       NCL_FORMAT;
	if (!item || h->number != item->number ||
	    h->status >= NCL_STATUS_COUNT)
		return NCL_FORMAT;
	most = most_bytes(item);
	for (uint32_t i = 0; i < REPLY_PARTS; i++)
		if (h->parts[i] > most)
			return NCL_FORMAT;
	return NCL_OK;
}

static enum ncl_status take_head(struct lane *l)
{
	l->head_got += ring_take(&l->share->replies,
				 (char *)&l->head + l->head_got,
				 sizeof(l->head) - l->head_got);
	if (l->head_got < sizeof(l->head))
		return NCL_SKIP;
	l->part = 0;
	l->part_got = 0;
	return check_head(l);
}

/* Take the parts into a reply. NCL_SKIP: not all is there yet. */
static enum ncl_status take_parts(struct lane *l, struct fleet_reply *r)
{
	for (; l->part < REPLY_PARTS; l->part++, l->part_got = 0) {
		struct ncl_buffer *b = part_of(r, l->part);
		size_t want = (size_t)l->head.parts[l->part];

		if (want && !b->data) {
			b->data = malloc(want + 1);
			if (!b->data)
				return NCL_NOMEM;
			b->size = want + 1;
		}
		if (!want)
			continue;
		l->part_got += ring_take(&l->share->replies,
					 b->data + l->part_got,
					 want - l->part_got);
		if (l->part_got < want)
			return NCL_SKIP;
		b->len = want;
		b->data[want] = 0;
	}
	return NCL_OK;
}

/* begin failed: that is for the user. */
static enum ncl_status take_begin(struct fleet *f, struct lane *l)
{
	struct fleet_reply r = { 0 };
	enum ncl_status ret = take_parts(l, &r);

	if (ret == NCL_OK)
		fleet_end(f, (enum ncl_status)l->head.status, "%s",
			  r.why.data ? r.why.data : "a worker cannot begin");
	fleet_reply_release(&r);
	return NCL_SKIP;
}

static void pop(struct lane *l)
{
	struct item *item = l->first;

	l->first = item->next;
	l->bytes -= item->frame_len;
	if (l->sending == item) { /* answered before it was all read */
		l->sending = l->first;
		l->sent = 0;
	}
}

/* A document that failed for want of memory may do so for what others left
 * behind: it gets a worker of its own. */
static int is_worn(const struct lane *l)
{
	return l->pid && l->head.status == NCL_NOMEM && l->answered > 0;
}

static enum ncl_status take_reply(struct fleet *f, struct lane *l)
{
	struct item *item = l->first;
	enum ncl_status ret = take_parts(l, &item->reply);

	if (ret != NCL_OK)
		return ret;
	l->head_got = 0;
	if (is_worn(l) && !item->condemned) {
		fleet_reply_release(&item->reply);
		lane_lost(f, l, LANE_WORN);
		return NCL_SKIP;
	}
	l->answered++;
	f->stillborn = 0;
	f->counts.again += item->again && l->head.status == NCL_OK;
	item->reply.status = (enum ncl_status)l->head.status;
	item->reply.kind = l->head.kind;
	pop(l);
	item_answered(f, item);
	return NCL_OK;
}

enum ncl_status lane_take(struct fleet *f, struct lane *l)
{
	enum ncl_status ret = NCL_OK;
	size_t before = ring_held(&l->share->replies);

	if (before > RING_BYTES)
		return NCL_FORMAT;
	while (ret == NCL_OK && f->status == NCL_OK) {
		if (l->head_got < sizeof(l->head))
			ret = take_head(l);
		if (ret == NCL_OK)
			ret = l->head.number == REPLY_BEGIN ?
				      take_begin(f, l) :
				      take_reply(f, l);
	}
	/* a worker that waits for room has it now */
	if (before && l->pid && atomic_exchange(&l->share->worker_waits, 0) &&
	    send(l->call, "", 1, MSG_NOSIGNAL) < 0)
		errno = 0;
	if (ret == NCL_NOMEM)
		fleet_end(f, NCL_NOMEM, "out of memory");
	return ret == NCL_FORMAT ? NCL_FORMAT : NCL_OK;
}
