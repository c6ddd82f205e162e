/*
 * Solver runs: the outputs once on all items, and once for each fold without
 * it, to get decisions on items that the weights never saw. Outputs are dealt
 * with in groups, and every group and fold is a task of a child (crew.h).
 *
 * What `auto` takes, by counts that anybody can work out:
 *
 *	libsvm     where outputs * (folds + 1) * items^2 * features of an
 *	           item is at most 5e10: some minutes
 *	dual       else, for documents: the dual coordinate descent of
 *	           descent.h, for squared hinge
 *	liblinear  else, for blocks: logistic regression, primal
 *
 * Of a kernel (gamma above 0, libsvm alone) there are no weights a column, but
 * coefficients an item: where `weights` is said below, rows of these stand,
 * and the last row is the bias as ever.
 */
#ifndef CORE_SOLVE_H
#define CORE_SOLVE_H

#include "problem.h"
#include "solver/solvers.h"

#define SOLVE_LIBSVM_MOST 5e10
/* What libsvm is not begun with, by the same rule. */
#define SOLVE_REFUSED 1e12
#define SOLVE_A_MINUTE 1e10 /* of it that one job does, or more */

/* From so many outputs on, what is held for each feature of each must be little
 * where it can. */
#define SOLVE_MANY 256

enum solve_solver { SOLVE_LIBSVM = 1, SOLVE_LIBLINEAR, SOLVE_DUAL };

struct solve {
	/* set by the caller */
	const struct problem *problem;
	const signed char *const *is; /* output, item: 1, -1; 0: not known */
	const char *const *names;     /* of outputs, for errors */
	uint32_t outputs;
	const uint8_t *fold; /* of each item */
	uint32_t folds;
	enum solve_solver solver;
	/* of liblinear, as in solvers.h. Its dual solver draws lots, but from
	 * a seed set for each run: always the same ones. */
	int loss;
	double gamma; /* of the kernel exp(-gamma |x - y|^2); 0: linear */
	double cost, balance; /* C of the rarer side * (ratio ^ balance) */
	uint32_t jobs;
	int keep; /* the weights of the folds too */
	uint64_t seed;
	int (*progress)(void *data, const char *what, uint32_t done,
			uint32_t all);
	void *data;
	/* found */
	float *decisions; /* items * outputs, out of fold */
	float *weights;   /* solve_rows of `stride`: an output each */
	float *fold_weights; /* so for each fold; NULL: they are not kept */
	uint32_t stride;  /* outputs rounded up to a multiple of 8 */
	/* of the running: what the libraries take, held once for them all */
	struct solver_node *nodes;
	solver_function *function;
	solver_kernel_function *kernel;
	char what[96]; /* told with the progress */
	int sums_only; /* tasks give sums of squared weights, a column each, */
	float **sums;  /* and these stand here */
	uint32_t step; /* outputs of a task */
	uint32_t first, end; /* folds of this run; `folds`: all items */
};

/* `auto`, by the rule above. */
enum solve_solver solve_choose(const struct problem *p, uint32_t outputs,
			       uint32_t folds, int blocks);
/* As --solver and models call it. */
const char *solve_name(enum solve_solver solver);
/* NCL_LIMIT: too much for libsvm. NCL_NOMEM, NCL_INTERRUPTED, NCL_MISSING (no
 * solvers.so), NCL_FATAL. */
enum ncl_status solve_run(struct solve *s, struct ncl_error *err);
/* Only the decisions of folds first to end - 1, at most folds; other ones that
 * were found stay. As solve_run. */
enum ncl_status solve_folds(struct solve *s, uint32_t first, uint32_t end,
			    struct ncl_error *err);
/* How much columns matter, trained on all items: the sum of the squared weights
 * of all outputs, for each column. Free it; nothing else is left. As
 * solve_run. */
enum ncl_status solve_squares(struct solve *s, double **out,
			      struct ncl_error *err);
void solve_release(struct solve *s);
/* solvers.so, loaded where it was not; it stays. NCL_MISSING, NCL_REFUSED. */
enum ncl_status solvers_load(const struct solver_table **out,
			     struct ncl_error *err);

#define SOLVE_SCORES "scores and measures" /* what comes behind the solver */

/* Tell that something is being done; not 0: stop. */
static inline int solve_tell(const struct solve *s, const char *what)
{
	return s->progress && s->progress(s->data, what, 0, 1);
}

/* Rows of the weights. */
static inline size_t solve_rows(const struct solve *s)
{
	return s->gamma > 0 ? s->problem->items + (size_t)1 :
			      s->problem->columns;
}

static inline double solve_weight(const struct solve *s, uint32_t output,
				  uint32_t column)
{
	return (double)s->weights[(size_t)column * s->stride + output];
}

#endif
