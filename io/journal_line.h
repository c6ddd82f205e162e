/* What writing and reading a journal (journal.h) share. */
#ifndef IO_JOURNAL_LINE_H
#define IO_JOURNAL_LINE_H

#include <xxhash.h>

#include "io/journal.h"

#define JOURNAL_FIRST "nclass journal 3"

/* A file as it was; zeros where it is no file. */
struct journal_file {
	uint64_t size, time; /* time: nanoseconds of the last change */
};

/* 0: nothing is there of that name; standard input always is. */
int journal_stat(const char *path, struct journal_file *file);

struct out; /* json_out.h */
/* A tab, and text with its tabs, newlines and backslashes escaped. */
void journal_line_field(struct out *o, const char *text);

static inline uint64_t journal_line_sum(const char *line, size_t len)
{
	return XXH3_64bits(line, len);
}

/* Go on with a journal, cut to `len` bytes. */
enum ncl_status journal_append(struct journal **out, const char *path,
			       uint64_t len, struct ncl_error *err);

#endif
