/*
 * Work done by processes: what crashes, hangs or eats memory there costs the
 * one thing that was being worked on.
 *
 *	main process                            worker (one of `jobs`)
 *	fleet_put -> queue -> ring of requests -> work->run
 *	work->take <- in order of put <- ring of replies <-
 *
 * The main process is one thread; it neither looks into what it passes on nor
 * waits for a worker while another has something for it. Workers are forked
 * from it as they are needed, so they share what it had opened before.
 *
 *	fleet_new(&f, &work, &options, &err);
 *	while (there is more)
 *		fleet_put(f, &parts, &err);
 *	fleet_finish(f, &err);
 *	fleet_free(f);
 *
 * What becomes of an item, whatever the worker does with it:
 *	run returned            its reply is taken
 *	the worker died of it   it is tried again by a fresh worker, in case
 *	(signal)                that something before it did the harm; then it
 *	                        is condemned
 *	exit, deadline, pipes   it is condemned
 *	closed
 *	condemned               run is called again, to say what the item was;
 *	                        if that goes wrong too, `fallen` does it
 * All that the worker had finished counts, and the rest is sent to others.
 *
 * Memory: what was put and not taken yet is held, at most FLEET_WINDOW a job,
 * or as many items as jobs where these are larger; fleet_put waits for it.
 */
#ifndef IO_FLEET_H
#define IO_FLEET_H

#include <nclass/nclass.h>

#define FLEET_MOST 1024 /* jobs */
#define FLEET_WINDOW ((size_t)8 << 20)

/* What a worker is at, for whoever watches it; in shared memory. */
struct fleet_watch {
	/* Of the work's own choosing; work->stage names it. 0 before run. */
	volatile uint32_t stage;
	/* Not 0: the deadline has come, long loops should end. */
	volatile int stop;
};

/* Why an item was condemned. */
enum fleet_fault {
	FLEET_FINE, /* it was not */
	FLEET_DIED, /* the worker crashed, ended, closed its pipes */
	FLEET_LATE  /* the deadline */
};

/* What came of an item. Released by the fleet. */
struct fleet_reply {
	enum ncl_status status; /* NCL_FATAL: no item can be done */
	struct ncl_buffer out;   /* results */
	struct ncl_buffer why;   /* why it failed, in a line for a person */
	struct ncl_buffer aside; /* how the failed item is set aside */
	struct ncl_buffer notes; /* lines for a person; "a\nb\n" */
	uint32_t kind;           /* the work's own */
	enum fleet_fault fault;  /* set by the fleet, as is: */
	double seconds; /* that a condemned item took; not of others */
};

/* An item for a worker. */
struct fleet_item {
	const char *bytes; /* lives until run returns; bytes[len] is 0 */
	size_t len;
	const char *condemned; /* why it has failed, or NULL */
};

struct fleet_work {
	/* In a worker, before its first item. Not NCL_OK ends it all. */
	enum ncl_status (*begin)(void *data, struct fleet_watch *watch,
				 struct ncl_error *err);
	/* In a worker: do an item, or only say what it was. Sets the reply,
	 * which is empty. */
	void (*run)(void *data, const struct fleet_item *item,
		    struct fleet_reply *reply);
	/* In the main process: an item whose worker died even when only asked
	 * what it was. Sets the reply. */
	void (*fallen)(void *data, const struct fleet_item *item,
		       struct fleet_reply *reply);
	/* In the main process, in order of put. Not NCL_OK ends it all. */
	enum ncl_status (*take)(void *data, struct fleet_reply *reply,
				struct ncl_error *err);
	/* In the main process, now and then; not NCL_OK ends it all. */
	enum ncl_status (*tick)(void *data, struct ncl_error *err);
	/* The name of a stage ("topic"), or NULL where it has none. */
	const char *(*stage)(void *data, uint32_t stage);
	void *data;
};

struct fleet_options {
	uint32_t jobs;     /* workers, 1 to FLEET_MOST */
	double timeout;    /* seconds of CPU time an item, ten times that by
			    * the clock; 0: none */
	uint64_t memory;   /* bytes a worker may take beyond what it was born
			    * with, and FLEET_LARGE an item's byte; 0: any */
	int isolate;       /* no network, files or programs once begun */
};

/* Bytes of memory that a byte of a large item may cost. */
#define FLEET_LARGE 12

/* What happened, for a summary. */
struct fleet_counts {
	uint64_t started;  /* workers */
	uint64_t replaced; /* of them: in the place of one that ended */
	uint64_t again;    /* items that a fresh worker did after all */
};

struct fleet;

/* `work` and `options` are copied. Files that are open now are the workers'
 * too; what is opened later is closed in them. NCL_NOMEM, NCL_FATAL. */
enum ncl_status fleet_new(struct fleet **out, const struct fleet_work *work,
			  const struct fleet_options *options,
			  struct ncl_error *err);
/* An item to be: `head`, with `bytes` behind it. */
struct fleet_parts {
	const char *head, *bytes;
	size_t head_len, len;
};
/* Queue an item, whose bytes are copied; waits while the window is full. An
 * error is what ended it all: of the work, or NCL_FATAL. */
enum ncl_status fleet_put(struct fleet *f, const struct fleet_parts *parts,
			  struct ncl_error *err);
/* Queue the reply to something that no worker has to see; *reply is taken. */
enum ncl_status fleet_put_reply(struct fleet *f, struct fleet_reply *reply,
				struct ncl_error *err);
/* Wait until a file can be read, and go on with the work meanwhile. */
enum ncl_status fleet_wait_file(struct fleet *f, int file,
				struct ncl_error *err);
/* Wait until something is taken, or nothing is left to be. */
enum ncl_status fleet_wait(struct fleet *f, struct ncl_error *err);
/* Wait until all is taken. */
enum ncl_status fleet_finish(struct fleet *f, struct ncl_error *err);
void fleet_counts(const struct fleet *f, struct fleet_counts *counts);
/* End the workers, those that are at work too; NULL is fine. */
void fleet_free(struct fleet *f);

void fleet_reply_release(struct fleet_reply *reply);
/* Empty it for the next; memory is kept, unless it is much. */
void fleet_reply_clear(struct fleet_reply *reply);

#endif
