/*
 * The table that solvers.so exports: the only object that is linked with
 * libsvm and liblinear. It is loaded for training, and for models with a
 * kernel, RTLD_LOCAL, so that none of their names can meet a plugin's.
 */
#ifndef CORE_SOLVER_SOLVERS_H
#define CORE_SOLVER_SOLVERS_H

#include <stdint.h>

#define SOLVERS_REVISION 3u
#define SOLVER_CACHE_MB 256 /* of kernel values, for a run of libsvm */

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
	double gamma;  /* of solver_kernel */
	struct solver_node **tests; /* rows that it decides on */
	uint32_t test_count;
	unsigned seed;
};

/* Fills `columns` weights, so that the decision is above 0 for 1. Returns 0,
 * or not: then memory was short. May also end the process, if the library
 * does: call it in a child. */
typedef int solver_function(const struct solver_problem *p, double *weights);

/*
 * The same with the kernel exp(-gamma |x - y|^2): fills items + 1 coefficients,
 * so that the decision on x is the sum of coefs[i] * kernel(rows[i], x) and of
 * the last one; and the decisions on the tests.
 */
typedef int solver_kernel_function(const struct solver_problem *p,
				   double *coefs, double *decisions);

/* Support vectors that outputs share. */
struct solver_vectors {
	uint32_t count, outputs; /* outputs: at most SOLVER_OUTPUTS_MAX */
	struct solver_node **rows;
	double **coefs; /* outputs rows of count */
	const float *bias; /* of each output */
	double gamma;
};
/* libsvm takes outputs + 1 classes, and looks at each pair of them. */
#define SOLVER_OUTPUTS_MAX 512u

/* Numbers that `decide` needs room for; the first are the decisions. */
static inline uint64_t solver_room(uint32_t outputs)
{
	return (outputs + (uint64_t)1) * outputs / 2;
}

/* Support vectors at work. `rows` and `coefs` stay the caller's, who keeps
 * them until the close. Threads may decide at the same time. */
struct solver_decider;
typedef struct solver_decider *solver_open_function(
	const struct solver_vectors *v); /* NULL: memory is short */
typedef void solver_decide_function(const struct solver_decider *d,
				    const struct solver_node *x,
				    double *decisions);
typedef void solver_close_function(struct solver_decider *d);

struct solver_table {
	uint32_t revision; /* SOLVERS_REVISION */
	uint32_t reserved;
	solver_function *libsvm, *liblinear;
	solver_kernel_function *kernel;
	solver_open_function *open;
	solver_decide_function *decide;
	solver_close_function *close;
};

/* The exported symbol, and its name for dlsym. */
extern const struct solver_table ncl_solvers;
#define SOLVERS_SYMBOL "ncl_solvers"

solver_function solver_libsvm, solver_liblinear;
solver_kernel_function solver_kernel;
solver_open_function solver_open;
solver_decide_function solver_decide;
solver_close_function solver_close;

#endif
