/*
 * Linear classifiers by dual coordinate descent, many labels in one go.
 *
 * The method is that of Hsieh, Chang, Lin, Keerthi and Sundararajan, "A dual
 * coordinate descent method for large-scale linear SVM" (ICML 2008), for the
 * squared hinge loss: the problem that liblinear's type 1 solves, to the same
 * tolerance. What differs is memory. liblinear goes over all items once more
 * for each label, and for every feature of an item fetches one weight, mostly
 * from far away. Here the weights of a feature for up to 32 labels lie side by
 * side, so that one fetch and a few vector instructions serve all of them; and
 * nodes and weights are floats, half as large.
 */
#ifndef CORE_DESCENT_H
#define CORE_DESCENT_H

#include "problem.h"

#define DESCENT_MOST 32 /* outputs of a run */

struct descent {
	/* set by the caller */
	const struct problem *problem;
	const signed char *const *is; /* output, item: 1, -1; 0: not known */
	uint32_t outputs;             /* 1 to DESCENT_MOST */
	const uint8_t *fold;          /* of each item */
	uint32_t without;             /* a fold that is left out */
	double cost, balance;         /* as in solve.h */
	uint64_t seed;                /* of the order of the items */
	/* found */
	float *weights;  /* columns rows of `stride` */
	uint32_t stride; /* outputs rounded up to a multiple of 8 */
};

/* Fills `weights`, which descent_release frees. Not 0: memory is short. An
 * output whose items are all of one side gets a bias that says so. */
int descent_run(struct descent *d);
/* The decisions on an item: `stride` of them. */
void descent_decide(const struct descent *d, uint32_t item, float *decisions);
void descent_release(struct descent *d);

#endif
