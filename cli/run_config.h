/* nclass run --print-config: a configuration file that says what is in force.
 */
#ifndef CLI_RUN_CONFIG_H
#define CLI_RUN_CONFIG_H

#include "run.h"

/* Append it; the run's pipeline is open. NCL_USAGE: a value cannot stand in
 * such a file; NCL_NOMEM. */
enum ncl_status run_config(struct ncl_buffer *to, const struct run *r,
			   struct ncl_error *err);

#endif
