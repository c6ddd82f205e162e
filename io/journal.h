/*
 * The journal of a run that writes FILE.part: what is needed to go on with it
 * after it was cut short, by a crash, a full disk or the user.
 *
 *	nclass journal 3             the first line
 *	is <key> <value>             what must be the same: version, plugins,
 *	                             models, options
 *	input <number> <size> <time> <path>   each that was begun
 *	output <size> <time> <path>  each file of --output-dir that was ended
 *	mark <numbers>               all up to here is on the disk
 *
 * Fields are parted by tabs, and each line ends with a checksum: a line that
 * is torn, and all behind it, is as if it were not there. Lines are added
 * behind one another, and count from the next mark on.
 */
#ifndef IO_JOURNAL_H
#define IO_JOURNAL_H

#include <nclass/nclass.h>

#include "io/output.h"

#define JOURNAL_FAILURES 8 /* kinds of failures that can be counted */
#define JOURNAL_FILES 3    /* output, quarantine, statistics */

struct journal_mark {
	uint64_t done;    /* documents, all told: the next one's index */
	uint64_t input;   /* number of the input of the last of them, from 0 */
	uint64_t records; /* of that input that are done */
	uint64_t offset;  /* where the last of them begins in it */
	uint64_t pages;   /* of them that stand in the output's file */
	struct output_mark files[JOURNAL_FILES];
	uint64_t failures[JOURNAL_FAILURES];
};

/* ------------------------------------------------------------------ writing */

struct journal;

/* Begin a journal, which is empty until the first mark. NCL_NOMEM,
 * NCL_WRITE. */
enum ncl_status journal_new(struct journal **out, const char *path,
			    struct ncl_error *err);
/* Note what must be the same; at the beginning. NCL_NOMEM. */
enum ncl_status journal_fact(struct journal *j, const char *key,
			     const char *value);
/* Note an input, with its size and time as they are now. NCL_NOMEM. */
enum ncl_status journal_input(struct journal *j, uint64_t number,
			      const char *path);
/* Note a finished file, with its size and time; in the order of the inputs.
 * NCL_NOMEM. */
enum ncl_status journal_output(struct journal *j, const char *path);
/* Write all that was noted, and the mark; wait until it is on the disk. What
 * the mark tells of must be there before. */
enum ncl_status journal_mark(struct journal *j,
			     const struct journal_mark *mark,
			     struct ncl_error *err);
/* Close it; `whole`: the run came to its end, and it is removed. NULL is
 * fine. */
void journal_end(struct journal *j, int whole);

/* The XXH3-64 of a file's bytes. NCL_READ; the error names it. */
enum ncl_status journal_checksum(uint64_t *sum, const char *path,
				 struct ncl_error *err);

/* ------------------------------------------------------------------ reading */

struct journal_past;

/* Read a journal. NCL_MISSING: there is none, or it has no mark. */
enum ncl_status journal_load(struct journal_past **out, const char *path,
			     struct ncl_error *err);
/* Its last mark. */
const struct journal_mark *journal_last(const struct journal_past *p);
/* Fact i; 0 past the last. */
int journal_past_fact(const struct journal_past *p, size_t i,
		      const char **key, const char **value);
/* Whether input `number` is the one that was noted: NCL_REFUSED says what is
 * another. Numbers must rise from call to call. */
enum ncl_status journal_check_input(struct journal_past *p, uint64_t number,
				    const char *path, struct ncl_error *err);
/* The path of input `number`, or NULL: none was noted. As above. */
const char *journal_past_input(struct journal_past *p, uint64_t number);
/* Whether the finished file that was noted next, from call to call, is `path`
 * and as it was then. NCL_REFUSED says what is another. */
enum ncl_status journal_check_output(struct journal_past *p, const char *path,
				     struct ncl_error *err);
/* Go on writing it behind the last mark. */
enum ncl_status journal_go_on(struct journal **out,
			      const struct journal_past *p,
			      struct ncl_error *err);
void journal_past_free(struct journal_past *p);

#endif
