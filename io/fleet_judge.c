/* Workers that end, hang or talk nonsense: what it was, and who pays. */
#include "io/fleet_lane.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>

#define LOOK_EVERY 0.05 /* seconds */
#define WALL_TIMES 10   /* the clock's deadline, in those of processor time */
#define STILLBORN_MOST 3
#define STEP_MOST 0.25 /* seconds from look to look that count */

/* After the deadline, an item may still end by itself. */
#define GRACE(timeout) ((timeout) * 1.1 + 0.1)

double fleet_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double cpu_of(const struct lane *l)
{
	struct timespec t;

	if (l->clock == -1 || clock_gettime(l->clock, &t))
		return 0;
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* ------------------------------------------------------------------ verdict */

static void say_signal(char *text, size_t size, int number)
{
	static const struct {
		int number;
		const char *more;
	} hints[] = {
		{ SIGKILL, "; memory was short, most likely" },
		{ SIGSYS, "; --isolate does not allow what it did" },
	};
	const char *more = "";

	for (size_t i = 0; i < sizeof(hints) / sizeof(hints[0]); i++)
		if (hints[i].number == number)
			more = hints[i].more;
	snprintf(text, size, "ended by signal %d (%s)%s", number,
		 strsignal(number), more);
}

/* How a worker ended, in words that do not change from run to run. */
static void say_how(const struct fleet *f, const struct lane *l,
		    enum lane_fault fault, int how, char *text, size_t size)
{
	double timeout = f->options.timeout;

	if (fault == LANE_SHUT || l->share->phase == LANE_CLOSED)
		snprintf(text, size, "closed the pipes of its process");
	else if (l->share->phase == LANE_NOMEM)
		snprintf(text, size, "no memory to take it in");
	else if (fault == LANE_DEADLINE)
		snprintf(text, size, "not done after %g s of processor time "
			 "(--timeout)", timeout);
	else if (fault == LANE_HUNG)
		snprintf(text, size, "not done after %g s (ten times "
			 "--timeout)", timeout * WALL_TIMES);
	else if (fault == LANE_NONSENSE)
		snprintf(text, size, "overwrote memory that is not its own");
	else if (WIFSIGNALED(how))
		say_signal(text, size, WTERMSIG(how));
	else
		snprintf(text, size, "ended its process by exit(%d)",
			 WEXITSTATUS(how));
}

static void say_why(const struct fleet *f, const struct lane *l,
		    enum lane_fault fault, int how, char *text, size_t size)
{
	const char *stage = f->work.stage ?
		f->work.stage(f->work.data, l->share->watch.stage) : NULL;
	int n = snprintf(text, size, "%s%s", stage ? stage : "",
			 stage ? ": " : "");

	if (n >= 0 && (size_t)n < size)
		say_how(f, l, fault, how, text + n, size - (size_t)n);
}

/* ----------------------------------------------------------------- sentence */

/* Not even what it was could be said. */
static void fell(struct fleet *f, struct item *item, const char *why)
{
	const struct fleet_item it = { .bytes = item_bytes(item),
				       .len = item->len, .condemned = why };

	f->work.fallen(f->work.data, &it, &item->reply);
	item_answered(f, item);
}

/* Is the item to be done again by a fresh worker? A crash may come of what an
 * item before it did to the memory. */
static int has_doubt(const struct lane *l, const struct item *item,
		     enum lane_fault fault, int how)
{
	if (item->again || item->condemned || !l->answered)
		return 0;
	return fault == LANE_WORN || l->share->phase == LANE_NOMEM ||
	       (fault == LANE_DIED && l->share->phase != LANE_CLOSED &&
		WIFSIGNALED(how));
}

/* Judge the item that a worker ended on; 0: it needs no worker any more. */
static int judge(struct fleet *f, struct lane *l, struct item *item,
		 enum lane_fault fault, int how)
{
	char why[256];

	fleet_reply_release(&item->reply); /* what had come of it */
	if (has_doubt(l, item, fault, how)) {
		item->again = 1;
		return 1;
	}
	say_why(f, l, fault, how, why, sizeof(why));
	if (item->condemned) {
		/* the first reason counts, not how telling of it went */
		fell(f, item, item_why(item));
		return 0;
	}
	item->seconds = fleet_now() - l->share->began;
	item->fault = fault == LANE_DEADLINE || fault == LANE_HUNG ?
			      FLEET_LATE : FLEET_DIED;
	item->condemned = 1;
	if (!item_frame(item, why)) {
		fleet_end(f, NCL_NOMEM, "out of memory");
		return 0;
	}
	return 1;
}

/* None of its items was begun. */
static void count_stillborn(struct fleet *f, const struct lane *l,
			    enum lane_fault fault, int how)
{
	char why[256];

	if (l->answered || ++f->stillborn < STILLBORN_MOST)
		return;
	say_why(f, l, fault, how, why, sizeof(why));
	fleet_end(f, NCL_FATAL, "no worker can begin: %s", why);
}

/* Take the items out of the lane; those but the first are for anyone. */
static struct item *unload(struct fleet *f, struct lane *l, int keep_first)
{
	struct item *first = keep_first ? l->first : NULL, *next;

	for (struct item *i = l->first; i; i = next) {
		next = i->next;
		if (i != first)
			fleet_queue(f, i);
	}
	l->first = l->last = l->sending = NULL;
	l->bytes = 0;
	l->sent = 0;
	return first;
}

void lane_lost(struct fleet *f, struct lane *l, enum lane_fault fault)
{
	struct item *item;
	int how = 0, busy;

	lane_end(l, &how);
	if (fault != LANE_WORN && fault != LANE_NONSENSE)
		lane_take(f, l); /* what it had finished */
	busy = l->first && atomic_load(&l->share->started) > l->answered;
	item = unload(f, l, busy);
	if (!item)
		count_stillborn(f, l, fault, how);
	if (f->status != NCL_OK || !item)
		return;
	if (!judge(f, l, item, fault, how))
		return;
	f->counts.replaced++;
	lane_give(l, item);
	if (lane_start(f, l) == NCL_OK)
		lane_send(l);
}

/* ---------------------------------------------------------------- deadlines */

int lane_is_dead(const struct lane *l)
{
	siginfo_t info = { 0 };

	return waitid(P_PID, (id_t)l->pid, &info,
		      WEXITED | WNOHANG | WNOWAIT) == 0 && info.si_pid;
}

void lane_hung_up(struct fleet *f, struct lane *l)
{
	const struct timespec moment = { .tv_nsec = 1000000 };

	/* the pipe goes first, then the process: it may take a moment */
	for (int i = 0; i < 200 && !lane_is_dead(l); i++)
		nanosleep(&moment, NULL);
	lane_lost(f, l, lane_is_dead(l) ? LANE_DIED : LANE_SHUT);
}

static int is_busy(const struct lane *l)
{
	uint32_t phase = l->share->phase;

	return phase == LANE_WORKING || phase == LANE_BORN;
}

/* The item that was being worked on when one looked last is still there. */
static void look_again(struct fleet *f, struct lane *l)
{
	double timeout = f->options.timeout, wall = f->clock - l->seen_at;
	double cpu = cpu_of(l) - l->seen_cpu;

	if (cpu > GRACE(timeout))
		lane_lost(f, l, LANE_DEADLINE);
	else if (wall > GRACE(timeout * WALL_TIMES))
		lane_lost(f, l, LANE_HUNG);
	else if (!l->stopped &&
		 (cpu > timeout || wall > timeout * WALL_TIMES)) {
		l->share->watch.stop = 1;
		l->stopped = 1;
		if (atomic_load(&l->share->started) != l->seen)
			l->share->watch.stop = 0; /* it was the next one's */
	}
}

static void look(struct fleet *f, struct lane *l)
{
	uint32_t started = atomic_load(&l->share->started);

	/* a helper of a plugin may hold the pipe of a dead worker open */
	if (lane_is_dead(l)) {
		lane_lost(f, l, LANE_DIED);
		return;
	}
	if (f->options.timeout <= 0 || !is_busy(l))
		return;
	if (started != l->seen) {
		l->seen = started;
		l->seen_cpu = cpu_of(l);
		l->seen_at = f->clock;
		l->stopped = 0;
	}
	look_again(f, l);
}

void fleet_look(struct fleet *f)
{
	double now = fleet_now(), step = now - f->looked;

	if (step < LOOK_EVERY)
		return;
	/* Where this process was not there to look, the workers may not have
	 * been there to work: a job that is suspended, a machine that is. */
	f->clock += step < STEP_MOST ? step : STEP_MOST;
	f->looked = now;
	for (uint32_t i = 0; i < f->options.jobs; i++)
		if (f->lanes[i].pid && f->status == NCL_OK)
			look(f, &f->lanes[i]);
}
