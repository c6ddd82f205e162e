/* Do the files of a run go together? */
#ifndef CLI_RUN_CHECK_H
#define CLI_RUN_CHECK_H

#include "run.h"

/* NCL_USAGE where one would be written over, or two options contradict. */
enum ncl_status run_check(const struct run_options *o,
			  const struct operands *inputs,
			  struct ncl_error *err);

#endif
