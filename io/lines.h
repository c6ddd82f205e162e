/*
 * The lines of a text.
 *
 *	row     |   A line of text.  |        rows end with LF, CRLF, CR, VT,
 *	line        [..............)          FF, NEL, LS, PS
 *	indent   ===
 *
 * A line is a row with more in it than white space, trimmed; rows of white
 * space are counted as `blanks` of the line below.
 */
#ifndef IO_LINES_H
#define IO_LINES_H

#include <nclass/nclass.h>

enum text_line_flag {
	LINE_PAGE_BREAK = 1, /* a form feed stands above it */
	LINE_INDENTED = 2,   /* white space stands before it */
	LINE_CONTINUES = 4   /* hard-wrapped: goes on from the line above */
};

struct text_line {
	uint32_t begin, end; /* byte range, never empty */
	uint32_t blanks;     /* rows of white space above it */
	uint16_t indent;     /* bytes of white space before it, capped */
	uint16_t flags;      /* of enum text_line_flag */
	uint16_t width;      /* columns with its indent; set by wrap_find */
	uint16_t first;      /* columns of what cannot be broken at its
			      * start: a word, a Chinese character */
};

/* { 0 } is an empty list. */
struct text_lines {
	struct text_line *line;
	size_t n, size;
};

/* Add the lines of a text of valid UTF-8, shorter than 4 GiB. NCL_NOMEM. */
enum ncl_status lines_split(struct text_lines *lines, const char *text,
			    size_t len);
void lines_release(struct text_lines *lines);

#endif
