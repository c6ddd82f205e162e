/* --stats: how a run stands, a JSON line every so many documents, so that the
 * file depends on the input alone. docs/corpora.md. */
#ifndef CLI_RUN_STATS_H
#define CLI_RUN_STATS_H

#include "run.h"

/* The kinds of failures by name, in the order of enum run_failure. */
extern const char *const run_failure_names[RUN_FAILURES];

/* Write a line if it is time to; at the `end` one in any case. */
enum ncl_status run_stats(struct run *r, int end, struct ncl_error *err);
/* Append {"crash":2,"time":1}: those that there are. */
enum ncl_status run_stats_failures(struct ncl_buffer *to,
				   const uint64_t failures[RUN_FAILURES]);

#endif
