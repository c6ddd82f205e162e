/*
 * One document of a run: read, labelled and written into a reply, in a worker
 * or in the process itself.
 */
#ifndef CLI_RUN_DOC_H
#define CLI_RUN_DOC_H

#include "run.h"

/* What a reply is about (fleet_reply.kind). */
enum run_kind {
	RUN_DOC,
	RUN_BAD,       /* it could not be framed or read */
	RUN_UNREADABLE /* a whole input */
};

/* Make the plugins' instances. `watch` NULL: nobody watches. */
enum ncl_status run_doc_begin(struct run *r, struct fleet_watch *watch,
			      struct ncl_error *err);
/* Do a document. `condemned` NULL, or why it has failed already. */
void run_doc(struct run *r, const struct input_record *record,
	     const char *condemned, struct fleet_reply *reply);
/* The reply to what is no document, or of which nothing can be known. */
void run_doc_bad(struct run *r, const struct input_record *record,
		 const char *why, struct fleet_reply *reply);
/* The name of a stage that a watch showed. */
const char *run_doc_stage(const struct run *r, uint32_t stage);

#endif
