/*
 * Tasks done by forked children, some at a time. A child has all memory of its
 * parent by copy-on-write, writes the numbers that it found into a pipe, and
 * may die without harm: of a library's mistake, or because memory is short.
 * Children die with their parent, and leave signals from a terminal to it.
 */
#ifndef CORE_CREW_H
#define CORE_CREW_H

#include <stddef.h>
#include <stdint.h>

#include <nclass/nclass.h>

#define CREW_MOST 64 /* children at a time */

struct crew {
	uint32_t tasks, jobs; /* at least 1 */
	/* How many numbers the task gives. */
	size_t (*size)(void *data, uint32_t task);
	/* In a child, standard output and error closed: do the task; the
	 * numbers, or NULL where memory is short. They need not be freed. */
	float *(*work)(void *data, uint32_t task);
	/* In the parent, in any order of tasks: take the numbers. Not 0: they
	 * are kept, and freed by whoever keeps them. */
	int (*take)(void *data, uint32_t task, float *numbers);
	/* What a task is about, for errors. */
	const char *(*name)(void *data, uint32_t task);
	/* Told some times a second; not 0: stop. May be NULL. */
	int (*tell)(void *data, uint32_t done, uint32_t all);
	void *data;
};

/* All tasks; no child is left, whatever happens. NCL_NOMEM, NCL_INTERRUPTED,
 * NCL_FATAL. */
enum ncl_status crew_run(const struct crew *c, struct ncl_error *err);

#endif
