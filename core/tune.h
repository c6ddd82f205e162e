/*
 * Choosing the solver's parameters by cross-validation on the folds.
 *
 *	coarse  cost, cost / 8, cost * 8; of a kernel then also gamma / 4,
 *	        gamma * 4 with the best of them
 *	fine    from the best of them on, times 2 and by 2, as far as it gets
 *	        better; gamma likewise
 *
 * A value is tried on the first fold, and given up there where it is behind
 * the best one by more than a standard error; else on all folds. At most
 * TUNE_RUNS times the folds are solved (of a kernel twice that), so what is
 * chosen depends on data, seed and folds, never on time or the number of
 * processes.
 *
 * What counts, on held-out decisions:
 *
 *	documents with one label each  accuracy
 *	blocks           the mean of accuracy and macro F1
 *	other documents  the mean of micro and macro F1, or, where thresholds
 *	                 are to be for micro F1, that; both at the break-even
 *	                 point of each label, where as many items are given it
 *	                 as have it, since thresholds come only later (of 0 it
 *	                 would be the rare labels that decide: they reach it
 *	                 at a large cost only)
 */
#ifndef CORE_TUNE_H
#define CORE_TUNE_H

#include "solve.h"

#define TUNE_RUNS 8u   /* times the folds: the budget */
#define TUNE_MOST 320u /* tries: the budget, of 20 folds, one each */

struct training; /* training.h */

/* What is chosen. */
struct tune_point {
	double cost, gamma; /* gamma 0: no kernel */
};

struct tune_try {
	struct tune_point at;
	double first, value; /* on the first fold, on those tried */
	uint32_t folds;      /* tried; 1: given up */
};

struct tune {
	struct tune_try tries[TUNE_MOST]; /* in the order tried */
	uint32_t count;                   /* 0: nothing was tuned */
	uint32_t best;
};

/* Find the best point from that of t->solve on; it stands in t->solve then, and
 * all tries in t->tune. As solve_run. */
enum ncl_status tune_run(struct training *t, struct ncl_error *err);
/* The measure, for a person. */
const char *tune_measure(const struct training *t);
/* The tries: "0.7 0.8312; 0.0875 0.7713 given up; ...", of a kernel with the
 * gamma: "0.7/0.02 0.8312; ...". Appended. NCL_NOMEM. */
enum ncl_status tune_list(const struct tune *t, struct ncl_buffer *out);

#endif
