/* The text of --help, made from the tables. */
#ifndef CLI_HELP_H
#define CLI_HELP_H

#include "command.h"

#define HELP_WIDTH 80

/* Append a command's whole help. NCL_NOMEM. */
enum ncl_status help_command(struct ncl_buffer *out, const struct command *c);
/* Append text wrapped at HELP_WIDTH, from column `at` on; further lines begin
 * at column `indent`. Ends with a newline. */
struct out;
void help_wrap(struct out *o, const char *text, size_t at, size_t indent);

#endif
