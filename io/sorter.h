/*
 * Pairs of numbers, sorted in bounded memory: what does not fit goes to the
 * disk as sorted runs, which are merged when they are read.
 *
 *	sorter_add ... -> buffer -> run, run, run   (a file without a name)
 *	sorter_next    <- the least of the runs' first pairs
 */
#ifndef IO_SORTER_H
#define IO_SORTER_H

#include <nclass/nclass.h>

struct sorter;
struct sorter_pair {
	uint64_t key, value;
};

/* `memory` is what it may take, at least SORTER_LEAST; runs go to `folder`. */
#define SORTER_LEAST ((size_t)1 << 16)
enum ncl_status sorter_new(struct sorter **out, size_t memory,
			   const char *folder, struct ncl_error *err);
/* NCL_WRITE, NCL_NOMEM. */
enum ncl_status sorter_add(struct sorter *s, const struct sorter_pair *pair,
			   struct ncl_error *err);
/* After the last one was added; then the next pair by key, then by value.
 * *more is 0 past the last. NCL_READ, NCL_WRITE, NCL_NOMEM. */
enum ncl_status sorter_next(struct sorter *s, struct sorter_pair *pair,
			    int *more, struct ncl_error *err);
void sorter_free(struct sorter *s);

/* A file without a name in a folder, for reading and writing; -1: the error
 * (NCL_WRITE) says why. */
int sorter_file(const char *folder, struct ncl_error *err);

#endif
