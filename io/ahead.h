/*
 * How much there is to be read, found out while reading goes on: a second walk
 * over the inputs, a little at a time, since a folder may hold millions.
 */
#ifndef IO_AHEAD_H
#define IO_AHEAD_H

#include "io/walk.h"

/* { 0 } is ready. */
struct ahead {
	struct walk *walk;
	uint64_t total;
	int ended; /* all is known, or nothing ever will be */
};

/* Look at some more of what `walk` will come to. The bytes of all its files; 0:
 * not known yet, or never, since one is no file, or the list is none. */
uint64_t ahead_look(struct ahead *a, const struct walk *walk);
void ahead_release(struct ahead *a);

#endif
