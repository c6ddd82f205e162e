/* A solver run: an output, and the fold that is held out. */
#ifndef CORE_SOLVE_TASK_H
#define CORE_SOLVE_TASK_H

#include "solve.h"

struct solve_task {
	uint32_t output, fold; /* fold == folds: none is held out */
};

/*
 * Train on all items but those of the fold. Fills `numbers`: the weights, or
 * the decisions on the fold's items; there is room for whichever are more.
 * Not 0 when memory is short.
 */
int solve_task(const struct solve *s, solver_function *solver,
	       struct solve_task t, double *numbers);

#endif
