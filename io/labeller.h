/*
 * One record after the other to a labelled document, in a worker of a fleet or
 * in the process itself.
 *
 *	labeller_begin(&l, watch, &err);
 *	for each record:
 *		if (labeller_read(&l, &record, &err) == NCL_OK)
 *			labeller_label(&l, condemned, &writer, &err);
 *		labeller_rest(&l);
 *	labeller_end(&l);
 */
#ifndef IO_LABELLER_H
#define IO_LABELLER_H

#include "io/fleet.h"
#include "io/input.h"

struct labeller {
	ncl_pipeline *pipeline;          /* set before labeller_begin, */
	const struct input_options *how; /* as is this, */
	/* and this: bytes for a document, beyond FLEET_LARGE times its own;
	 * 0: any number. */
	uint64_t memory;
	ncl_worker *worker;
	ncl_doc *doc;              /* the last record's */
	struct fleet_watch *watch; /* NULL: nobody watches */
};

/* Make the plugins' instances. `watch` NULL: nobody watches. */
enum ncl_status labeller_begin(struct labeller *l, struct fleet_watch *watch,
			       struct ncl_error *err);
/* Free what labeller_begin made. */
void labeller_end(struct labeller *l);

/* Make l->doc of a record. The error names its place. */
enum ncl_status labeller_read(struct labeller *l,
			      const struct input_record *record,
			      struct ncl_error *err);
/* How a document is written. NCL_NOMEM. */
struct labeller_writer {
	enum ncl_status (*write)(void *data, const ncl_doc *doc);
	void *data;
};
/* Run the chain over l->doc and write it. `condemned`: why it has failed
 * already, or NULL. The error names the document. */
enum ncl_status labeller_label(struct labeller *l, const char *condemned,
			       const struct labeller_writer *writer,
			       struct ncl_error *err);
/* Nothing is being worked on, for who watches. */
void labeller_rest(struct labeller *l);
/* The use of a chain that runs programs, which cannot be isolated; or NULL. */
const char *labeller_escapes(const ncl_pipeline *p);
/* The name of a stage that a watch showed, or NULL. */
const char *labeller_stage(const struct labeller *l, uint32_t stage);

#endif
