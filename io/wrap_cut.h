/* Lines of Chinese and Japanese that end within a sentence. */
#ifndef IO_WRAP_CUT_H
#define IO_WRAP_CUT_H

#include "io/lines.h"

/* Whether a line follows the one above without anything between. */
static inline int line_is_pair(const struct text_line *line)
{
	return line->blanks == 0 && !(line->flags & LINE_PAGE_BREAK);
}

/* Where nearly all lines are parted by empty ones, the few that are not belong
 * together where the upper one is cut off: what wraps Chinese at its rare
 * spaces leaves one or two. Widths are in columns. Sets LINE_CONTINUES. */
void wrap_join_few(struct text_lines *lines, const char *text);

#endif
