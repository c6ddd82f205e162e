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

#include "io/pack.h"

struct output;

/* What the name of a FILE.part's journal (journal.h) ends with. */
#define OUTPUT_JOURNAL ".journal"

/* `path` NULL or "-": standard output. What is there and is no regular file
 * (a device, a pipe) is written as it is, without a FILE.part. */
enum ncl_status output_open(struct output **out, const char *path,
			    struct ncl_error *err);
/* How far a file was written, to go on with it. */
struct output_mark {
	uint64_t len;   /* bytes */
	uint64_t inode; /* of the file itself, under whichever name */
};
/* How to write; zero is as output_open. */
struct output_how {
	enum pack_kind pack;
	/* NULL, or go on with FILE.part as it was left, cut to this; with
	 * FILE where it had been moved into place meanwhile. */
	const struct output_mark *goes_on;
};
/* The same in other ways. NCL_MISSING, NCL_FORMAT: there is no FILE.part to go
 * on with, or it is shorter. */
enum ncl_status output_open_as(struct output **out, const char *path,
			       const struct output_how *how,
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
/* End the compressed member or frame; one that is not begun is none. */
enum ncl_status output_cut(struct output *o, struct ncl_error *err);
/* Write what was added, but for what a member that has not ended holds back;
 * wait until it is on the disk. */
enum ncl_status output_sync(struct output *o, struct output_mark *mark,
			    struct ncl_error *err);
/* Whether it is compressed. */
int output_packs(const struct output *o);
/* Write all, then put the file under its name. */
enum ncl_status output_close(struct output *o, struct ncl_error *err);
/* Whether a file is the one that is written, its journal, or the one that it
 * will replace: no input then. */
int output_has(const struct output *o, const struct stat *file);
/* The same before there is an output: would one to `path` write to `file`, or
 * replace it? */
int output_is(const char *path, const char *file);
/* Append the name that FILE.part would have for an output to `path`; nothing
 * where it would have none. NCL_NOMEM. */
enum ncl_status output_part_name(struct ncl_buffer *name, const char *path);
/* The unfinished file's name, or NULL where there is none. */
const char *output_part(const struct output *o);
/* Free it; NULL is fine. Without output_close before, FILE.part stays. */
void output_free(struct output *o);

#endif
