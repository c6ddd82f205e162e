/*
 * What a command is told to read. None of it may be an output as well, which
 * would replace it.
 *
 *	const struct reads reads[] = {
 *		{ .is = "an input", .files = inputs->items },
 *		{ .is = "a model", .models = o->models.items },
 *		{ 0 },
 *	};
 *
 *	status = reads_check(reads, o->output, "output", err);
 */
#ifndef CLI_READS_H
#define CLI_READS_H

#include <nclass/nclass.h>

/* Some of it, of one kind; lists end with a NULL, and NULL is none. */
struct reads {
	const char *is; /* what each is called; NULL ends them */
	const char *file;
	const char *const *files;
	const char *const *models; /* FILE or NAME=FILE; paths have a slash */
	const char *plugins;	   /* as --plugins has them, likewise */
};

/* NCL_USAGE where an output (NULL or -: standard output) is one of them, under
 * whatever name; `what` is what the output is called. */
enum ncl_status reads_check(const struct reads *reads, const char *output,
			    const char *what, struct ncl_error *err);

#endif
