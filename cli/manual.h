/* Manual pages (roff), made from the tables; scripts/man.sh puts what docs/
 * tells of a command into them. */
#ifndef CLI_MANUAL_H
#define CLI_MANUAL_H

#include "command.h"

/* Append the page nclass-NAME(1) of a command. NCL_NOMEM. */
enum ncl_status manual_command(struct ncl_buffer *out,
			       const struct command *c);
/* Append nclass(1). NCL_NOMEM. */
enum ncl_status manual_overview(struct ncl_buffer *out);

#endif
