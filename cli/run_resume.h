/*
 * The files that a run writes, and how it goes on with them after it was cut
 * short: the journal, marks in it, and where in the inputs a mark stands.
 */
#ifndef CLI_RUN_RESUME_H
#define CLI_RUN_RESUME_H

#include "run.h"

/* Open what is written: anew, or, with --resume, behind the last mark of the
 * journal; then inputs are passed over up to there. */
enum ncl_status resume_open(struct run *r, struct ncl_error *err);
/* A record is on its way. */
enum ncl_status resume_put(struct run *r, const struct input_record *record,
			   struct ncl_error *err);
/* The oldest of them was written. Marks where it is time to. */
enum ncl_status resume_taken(struct run *r, struct ncl_error *err);
/* The run is over: put the files under their names, or, where `status` says
 * that it ended early, leave them so that --resume can go on. */
enum ncl_status resume_close(struct run *r, enum ncl_status status,
			     struct ncl_error *err);
void resume_free(struct run *r);

#endif
