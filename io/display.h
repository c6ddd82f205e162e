/*
 * Text for a terminal: made harmless, measured in columns, cut into lines.
 */
#ifndef IO_DISPLAY_H
#define IO_DISPLAY_H

#include <stddef.h>

struct out; /* json_out.h */

/*
 * Append valid UTF-8 as a terminal may see it: white space (line ends too) is
 * one space; control characters are shown as pictures or as U+FFFD, so none
 * reaches the terminal; so are those that turn the direction of writing. At
 * most 8 marks stay on one character; soft hyphens go.
 */
void display_clean(struct out *o, const char *text, size_t len);

/* The columns that clean text takes. */
size_t display_width(const char *text, size_t len);

/*
 * The first line of clean text that fits into `width` columns: how many bytes
 * to show is put into *shown, how many they take with the space behind them
 * is returned. Breaks at spaces and between wide characters, in a word only
 * where it is longer than a line.
 */
size_t display_line(const char *text, size_t len, size_t width,
		    size_t *shown);

#endif
