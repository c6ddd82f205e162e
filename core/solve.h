/*
 * Solver runs: each output once on all items, and once for each fold without
 * it, to get decisions on items that the weights never saw. Every run is a
 * forked child that has the problem by copy-on-write, writes its numbers
 * into a pipe, and may die without harm.
 */
#ifndef CORE_SOLVE_H
#define CORE_SOLVE_H

#include "problem.h"

/* What `auto` weighs: libsvm's time grows with the square of the items, so
 * it is taken where runs * items^2 * nodes of an item stays below this. */
#define SOLVE_LIBSVM_MOST 5e10

enum solve_solver { SOLVE_LIBSVM = 1, SOLVE_LIBLINEAR };

struct solve {
	/* set by the caller */
	const struct problem *problem;
	const signed char *const *is; /* output, item: 1, -1; 0: not known */
	const char *const *names;     /* of outputs, for errors */
	uint32_t outputs;
	const uint8_t *fold; /* of each item */
	uint32_t folds;
	enum solve_solver solver;
	/* of liblinear, as in solvers.h. The dual solver draws lots, but from
	 * a seed of its own in a process of its own: always the same ones. */
	int loss;
	double cost, balance; /* C of the rarer side * (ratio ^ balance) */
	uint32_t jobs;
	uint64_t seed;
	int (*progress)(void *data, const char *what, uint32_t done,
			uint32_t all);
	void *data;
	/* found */
	float *decisions; /* items * outputs, out of fold */
	double *weights;  /* outputs * columns */
};

/* `auto`, by the rule above. */
enum solve_solver solve_choose(const struct problem *p, uint32_t outputs,
			       uint32_t folds);
/* NCL_NOMEM, NCL_INTERRUPTED, NCL_MISSING (no solvers.so), NCL_FATAL. */
enum ncl_status solve_run(struct solve *s, struct ncl_error *err);
void solve_release(struct solve *s);

#endif
