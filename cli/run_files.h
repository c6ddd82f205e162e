/* The files that a run writes, and where its journal stands. */
#ifndef CLI_RUN_FILES_H
#define CLI_RUN_FILES_H

#include "run.h"

/* Open them: anew where `last` is NULL, else behind that mark. With
 * --output-dir that of the input at hand is opened when it is known. */
enum ncl_status run_files_open(struct run *r, const struct journal_mark *last,
			       struct ncl_error *err);
/* What the user called the place of the results. */
const char *run_files_name(const struct run *r);
/* Append the name of the run's journal to *path; nothing where it cannot have
 * one. NCL_WRITE, NCL_NOMEM. */
enum ncl_status run_files_journal(const struct run *r, struct ncl_buffer *path,
				  struct ncl_error *err);
/* Whether one of those that are written now is compressed. */
int run_files_packed(const struct run *r);
void run_files_free(struct run *r);

#endif
