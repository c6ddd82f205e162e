/* --shard I/N: which part of the inputs is read. */
#ifndef CLI_SHARD_H
#define CLI_SHARD_H

#include "command.h"
#include "io/input.h"

/* Set the part in *how; `text` NULL: all. NCL_USAGE: it is no part, or what is
 * read cannot be split. */
enum ncl_status shard_take(struct input_options *how, const char *text,
			   const struct operands *inputs,
			   struct ncl_error *err);

#endif
