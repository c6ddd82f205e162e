/*
 * Which line ends are there only because a line was full.
 *
 * Text that a program has wrapped at a width W leaves a trace: a line is no
 * wider than W, and with the first word of the line below it would have been.
 * So each pair of neighbouring lines allows an interval of widths:
 *
 *	The council voted on Tuesday to keep the      width 40
 *	library open until the end of the year.       "library" is 7:
 *	                                              40 <= W < 48
 *
 * In wrapped text the intervals have one W in common; where a paragraph is a
 * line, in lists, poems and teasers, they have none. W is looked for in the
 * whole document first, then, where that is not wrapped throughout, in each
 * group of lines between blank ones. Text without spaces between words that
 * has empty lines nearly everywhere goes on where one is missing and a bracket
 * is open or a long line ends within a sentence.
 */
#ifndef IO_WRAP_H
#define IO_WRAP_H

#include "io/lines.h"

/* Set LINE_CONTINUES, width and first of the lines of `text`. */
void wrap_find(struct text_lines *lines, const char *text);

#endif
