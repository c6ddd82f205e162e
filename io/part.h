/*
 * A part of a list of inputs, so that each of N runs takes its own: --shard.
 *
 *	inputs    | a ........ | b .. | c ................ |      bytes, and
 *	parts     [ 1 .......... ) [ 2 .......... ) [ 3 .. )      one an input
 *
 * All inputs are laid end to end, each as long as its file and one more. That
 * is cut into N parts of one length. An input is in the part where it begins;
 * of one that can be split (plain JSON lines), each line is where it begins.
 */
#ifndef IO_PART_H
#define IO_PART_H

#include "io/walk.h"

/* { 0 }: everything. */
struct part {
	uint32_t number, count; /* the number from 1; count 0: all */
	int whole;              /* no input is split */
	/* Set here, when it is first needed. */
	uint64_t begin, end, total;
	uint64_t at; /* where the next input begins */
	int measured;
	/* Of the input at hand: the bytes that are in the part; `to` may be
	 * past its end. `from` is not 0: it has to be split there, or it is
	 * another part's. */
	uint64_t from, to;
};

/* The next input that the part may have something of; as walk_next. NCL_USAGE,
 * *path NULL: the output is among the inputs. */
enum ncl_status part_next(struct part *part, struct walk *walk,
			  const char **path, struct ncl_error *err);

#endif
