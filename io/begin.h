/* The beginnings of inputs, and what their readers share. */
#ifndef IO_BEGIN_H
#define IO_BEGIN_H

#include "io/source.h"

/* Open an input; NCL_FORMAT for what is compressed in a way not known. */
enum ncl_status begin_source(struct source *s, const char *path,
			     struct ncl_error *err);
/* NCL_FORMAT for a web archive, where none is read. */
enum ncl_status begin_refuse_archive(const struct source *s,
				     struct ncl_error *err);
/* Hold the first line that is not blank, as far as a MiB goes. */
enum ncl_status begin_hold_line(struct source *s, struct ncl_error *err);
/* NCL_FORMAT for UTF-16, in which no line can be found by its LF; `what` are
 * the lines: "JSON lines". */
enum ncl_status begin_check_lines(const struct source *s, const char *what,
				  struct ncl_error *err);
/*
 * The next line that is not blank, without the mark that may stand before the
 * first; piece->bytes is NULL at the end. *line counts lines. As source_line.
 */
enum ncl_status begin_line(struct source *s, uint64_t max, uint64_t *line,
			   struct piece *piece, struct ncl_error *err);

/* "byte 12: " before an error's text, and its `at`. */
void begin_name_byte(struct ncl_error *err, uint64_t at);
/* Put the input's name, and the line where it is not 0, before an error's
 * text: "pages.jsonl:12: ..."; `source` may be NULL. */
void begin_name(struct ncl_error *err, const char *source, uint64_t line);

#endif
