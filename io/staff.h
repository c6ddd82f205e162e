/*
 * Records in, replies out in the same order: by workers of a fleet, or, with
 * no jobs, by this process. `nclass run` and ncl_runner are built on it.
 *
 *	staff_new(&s, &how, &err);
 *	for each record:
 *		staff_put(s, &record, &err);	or staff_put_bad(...)
 *	fleet_finish(staff_fleet(s), &err);
 *	staff_free(s);
 *
 *	                worker, or this process         this process
 *	record -------> read, run the chain, write ---> take
 *	bad record, or one whose worker fell: fail ---> take
 */
#ifndef IO_STAFF_H
#define IO_STAFF_H

#include "io/fleet.h"
#include "io/input.h"

/* What a reply is about (fleet_reply.kind). */
enum staff_kind {
	STAFF_DOC,
	STAFF_BAD,       /* it could not be framed or read */
	STAFF_UNREADABLE /* a whole input */
};

struct staff_how {
	ncl_pipeline *pipeline;            /* outlives the staff, */
	const struct input_options *input; /* as does this */
	struct fleet_options fleet;        /* jobs 0: all in this process */
	const char *option; /* what stands before an option's name: "--" */
	/* Where the work is done: write a labelled document to reply->out and
	 * the like. NCL_NOMEM. */
	enum ncl_status (*write)(void *data, const ncl_doc *doc,
				 struct fleet_reply *reply);
	/* There, or here for what nothing is known of: the same of one that
	 * failed, to a reply whose status and `why` are set. NCL_NOMEM. */
	enum ncl_status (*fail)(void *data, const struct input_record *record,
				const ncl_doc *doc, struct fleet_reply *reply);
	/* Here; as those of struct fleet_work. `tick` may be NULL. */
	enum ncl_status (*take)(void *data, struct fleet_reply *reply,
				struct ncl_error *err);
	enum ncl_status (*tick)(void *data, struct ncl_error *err);
	void *data;
};

struct staff;

/* `how` is copied. NCL_USAGE where it is to be isolated and cannot be. Files
 * that are opened later are closed in workers. */
enum ncl_status staff_new(struct staff **out, const struct staff_how *how,
			  struct ncl_error *err);
/* Have a record done; its bytes are copied where they are not done at once. An
 * error is what ended it all. */
enum ncl_status staff_put(struct staff *s, const struct input_record *record,
			  struct ncl_error *err);
/* Something that is no document: `why` tells its place. */
enum ncl_status staff_put_bad(struct staff *s,
			      const struct input_record *record,
			      const struct ncl_error *why,
			      enum staff_kind kind, struct ncl_error *err);
/* NULL where this process does it all. */
struct fleet *staff_fleet(const struct staff *s);
/* Where a plugin's words on the document at hand go, or NULL: none is. */
struct ncl_buffer *staff_notes(const struct staff *s);
/* End the workers, those that are at work too; NULL is fine. */
void staff_free(struct staff *s);

#endif
