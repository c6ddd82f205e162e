/*
 * Where results go: standard output or a file, in whole records.
 *
 * A file is written beside its name (FILE.part) and moved into place by
 * output_close: what stands under the name is whole. After an error nothing
 * more is written, and FILE.part stays as it is.
 */
#ifndef IO_OUTPUT_H
#define IO_OUTPUT_H

#include <nclass/nclass.h>

#include <sys/stat.h>

struct output;

/* `path` NULL or "-": standard output. What is there and is no regular file
 * (a device, a pipe) is written as it is, without a FILE.part. */
enum ncl_status output_open(struct output **out, const char *path,
			    struct ncl_error *err);
/*
 * Add a record. It is written when enough are there, at once on a terminal.
 * NCL_WRITE: the error names the file; err->at is the errno, so that EPIPE
 * can be taken quietly.
 */
enum ncl_status output_write(struct output *o, const void *bytes, size_t len,
			     struct ncl_error *err);
/* Write what was added so far. */
enum ncl_status output_flush(struct output *o, struct ncl_error *err);
/* Write all, then put the file under its name. */
enum ncl_status output_close(struct output *o, struct ncl_error *err);
/* Whether a file is the one that is written, or the one that it will replace:
 * no input then. */
int output_has(const struct output *o, const struct stat *file);
/* The same before there is an output: would one to `path` write to `file`, or
 * replace it? */
int output_is(const char *path, const char *file);
/* The unfinished file's name, or NULL where there is none. */
const char *output_part(const struct output *o);
/* Free it; NULL is fine. Without output_close before, FILE.part stays. */
void output_free(struct output *o);

#endif
