/* A solver's task: some outputs, and the fold that is held out. */
#ifndef CORE_SOLVE_TASK_H
#define CORE_SOLVE_TASK_H

#include "solve.h"

struct solve_task {
	uint32_t first, count; /* outputs; at most DESCENT_MOST */
	uint32_t fold;         /* == folds: none is held out */
};

/* Outputs in a row of numbers, with padding to a multiple of 8. */
static inline size_t solve_task_stride(struct solve_task t)
{
	return (t.count + 7) / 8 * 8;
}

/* How many numbers it gives. */
size_t solve_task_size(const struct solve *s, struct solve_task t);
/*
 * Train on all items but those of the fold. Gives rows of solve_task_stride
 * numbers: the weights, a row a column, or the decisions on the fold's items,
 * a row an item, with the weights behind them where those are kept; malloc'ed.
 * NULL when memory is short.
 */
float *solve_task(const struct solve *s, struct solve_task t);

#endif
