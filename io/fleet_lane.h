/*
 * The inside of a fleet (fleet.h): one worker, as the main process has it.
 *
 *	fleet_put   queue of items --+                      fleet.c
 *	            lane 0  first -> item -> item           fleet_lane.c
 *	            lane 1  first -> item                   fleet_worker.c
 *	work->take  <- items in order of put, once answered
 *
 * A lane outlives its worker: what dies is replaced there (fleet_judge.c). Its
 * rings and the words beside them are shared with the worker, and all that is
 * shared is mapped before the first fork.
 */
#ifndef IO_FLEET_LANE_H
#define IO_FLEET_LANE_H

#include "io/fleet.h"
#include "io/ring.h"

#include <poll.h>
#include <sys/types.h>
#include <time.h>

#define LANE_FULL (RING_BYTES / 2) /* bytes that are waiting for a worker */
#define LANE_LOW (RING_BYTES / 4)  /* fewer: it asks for more */

enum lane_phase {
	LANE_BORN,    /* begin has not returned */
	LANE_IDLE,
	LANE_WORKING, /* on an item */
	LANE_CLOSED,  /* the worker found its pipes closed, and left */
	LANE_NOMEM    /* it had no memory for the request, and left */
};

/* For whom the main process wants to be woken. */
enum lane_wake {
	LANE_AWAKE,     /* it is */
	LANE_FOR_REPLY, /* there is nothing left to do, or much to take */
	LANE_FOR_MORE   /* also: there will soon be nothing left to do */
};

struct lane_share {
	struct fleet_watch watch;
	volatile uint32_t phase; /* of enum lane_phase */
	volatile double began;   /* when the item was, or the worker born */
	_Atomic uint32_t started; /* items, since the worker was born */
	_Atomic int main_waits;   /* of enum lane_wake */
	_Atomic int worker_waits;
	struct ring requests, replies;
};

/* What goes before an item in the ring of requests, and before a reply. */
struct request_head {
	uint64_t number, len;
	uint64_t why; /* bytes of the reason that come first */
	uint64_t condemned;
};

#define REPLY_PARTS 4 /* out, why, aside, notes */
#define REPLY_BEGIN UINT64_MAX /* its number: begin failed, why says it */

struct reply_head {
	uint64_t number, parts[REPLY_PARTS];
	uint32_t status, kind;
};

struct item {
	struct item *later; /* in order of put */
	struct item *next;  /* in the queue or the lane */
	char *frame;        /* head, reason and bytes; NULL: answered */
	size_t len, frame_len; /* len: of the bytes, which come last */
	struct fleet_reply reply;
	uint64_t number;
	int again;      /* it is done once more, by a fresh worker */
	int condemned;  /* the frame has the reason */
	double seconds; /* that it took when it was condemned, */
	enum fleet_fault fault; /* and for what */
};

struct lane {
	struct lane_share *share;
	pid_t pid; /* 0: no worker */
	clockid_t clock;
	int wake; /* read: the worker calls */
	int call; /* write: to call it */
	struct item *first, *last; /* what it was given, in order */
	size_t bytes;              /* of all that */
	struct item *sending;      /* the first that is not all in the ring */
	size_t sent;
	struct reply_head head; /* of the reply that is coming */
	size_t head_got, part_got;
	uint32_t part;
	uint64_t answered; /* since it was born */
	uint32_t seen;     /* started, when it was looked at last, */
	double seen_cpu;   /* and its processor time then, */
	double seen_at;    /* and fleet.clock when that was first */
	int stopped;                /* it was asked to end the item */
};

struct fleet {
	struct fleet_work work;
	struct fleet_options options;
	struct lane *lanes;
	struct lane_share *shares;
	struct pollfd *polls;
	int *files; /* open before; -1 ends them */
	/* All items that were not taken, in order; and those of them that no
	 * worker has been given yet. */
	struct item *oldest, *newest, *queue, *queue_last;
	size_t queued; /* bytes in the queue */
	size_t held;   /* bytes of all, with their replies */
	size_t count, unanswered;
	uint64_t next; /* number */
	uint32_t stillborn; /* in a row */
	double looked; /* when the clocks were looked at */
	double clock;  /* seconds that one was there to look */
	struct fleet_counts counts;
	enum ncl_status status; /* what ended it all */
	struct ncl_error err;
};

/* --------------------------------------------------- fleet_lane.c: talking */

/* Fork a worker for a lane that has none. */
enum ncl_status lane_start(struct fleet *f, struct lane *l);
/* Whether the main process is to be woken, as far as it wants to. */
int lane_calls(const struct lane_share *s, int wanted);
/* Give it an item. */
void lane_give(struct lane *l, struct item *item);
/* Send what there is room for. */
void lane_send(struct lane *l);
/* Take the replies that are there. NCL_FORMAT: they are nonsense. */
enum ncl_status lane_take(struct fleet *f, struct lane *l);
/* Kill the worker if it lives; *how is as of waitpid. */
void lane_end(struct lane *l, int *how);

/* ------------------------------------------- fleet_judge.c: what went wrong */

/* Why a worker has to be ended. */
enum lane_fault {
	LANE_DIED,
	LANE_DEADLINE, /* of processor time */
	LANE_HUNG,     /* of time by the clock */
	LANE_SHUT,     /* it lives, but has closed its pipe */
	LANE_NONSENSE, /* in its ring */
	LANE_WORN      /* its memory is used up; its item is tried again */
};

/* Replace a worker: judge its item, and queue the others again. */
void lane_lost(struct fleet *f, struct lane *l, enum lane_fault fault);
/* Its pipe has been closed, by its end or by a plugin. */
void lane_hung_up(struct fleet *f, struct lane *l);
int lane_is_dead(const struct lane *l);
/* Look at the clocks of all, and whether they live. */
void fleet_look(struct fleet *f);
double fleet_now(void); /* seconds */

/* ----------------------------------------------- fleet_item.c: what travels */

/* NULL: no memory. */
struct item *item_new(uint64_t number, const struct fleet_parts *parts);
void item_free(struct item *item);
size_t item_reply_bytes(const struct fleet_reply *r);
/* Make the frame that a worker gets; `why` NULL: it is not condemned. 0: no
 * memory. */
int item_frame(struct item *item, const char *why);
const char *item_bytes(const struct item *item);
const char *item_why(const struct item *item); /* of a condemned one */

/* ------------------------------------------------------ fleet.c: the queue */

/* Its reply is there. */
void item_answered(struct fleet *f, struct item *item);
/* Into the queue, at its place. */
void fleet_queue(struct fleet *f, struct item *item);
void fleet_end(struct fleet *f, enum ncl_status status, const char *format,
	       ...) NCL_PRINTF(3, 4);

/* ------------------------------------------------ fleet_worker.c: the child */

/* Be the worker of a lane; does not return. `wake` and `call` are its ends. */
void worker_main(struct fleet *f, struct lane *l, int wake, int call)
	__attribute__((noreturn));

#endif
