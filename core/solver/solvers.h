/*
 * The table that solvers.so exports: the only object that is linked with
 * libsvm and liblinear. It is loaded for training alone, RTLD_LOCAL, so that
 * none of their names can meet a plugin's.
 */
#ifndef CORE_SOLVER_SOLVERS_H
#define CORE_SOLVER_SOLVERS_H

#include <stdint.h>

#define SOLVERS_REVISION 2u

/* As svm_node and feature_node: index from 1 and rising, -1 at the end. */
struct solver_node {
	int index;
	double value;
};

/* One label against the rest. The last column of all rows is 1: the bias. */
struct solver_problem {
	uint32_t items, columns;
	struct solver_node **rows; /* of the items */
	const double *y;           /* 1 or -1 each; both occur */
	double cost, positive_weight; /* C; C of positive items by it */
	int loss;      /* liblinear: 0 logistic, primal; 1 squared hinge,
			* dual; 2 the same, primal */
	unsigned seed;
};

/* Fills `columns` weights, so that the decision is above 0 for 1. Returns 0,
 * or not: then memory was short. May also end the process, if the library
 * does: call it in a child. */
typedef int solver_function(const struct solver_problem *p, double *weights);

struct solver_table {
	uint32_t revision; /* SOLVERS_REVISION */
	uint32_t reserved;
	solver_function *libsvm, *liblinear;
};

/* The exported symbol, and its name for dlsym. */
extern const struct solver_table ncl_solvers;
#define SOLVERS_SYMBOL "ncl_solvers"

solver_function solver_libsvm, solver_liblinear;

#endif
