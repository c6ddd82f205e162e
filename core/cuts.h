/*
 * Thresholds: from which probability on a label is given, for what is asked.
 *
 *	balanced (default)  F1 of each label by itself
 *	macro-f1            the same
 *	micro-f1            F1 of all labels together: one threshold for all
 *	precision=P         of each label: the lowest that keeps precision P
 *	recall=R            of each label: the highest that keeps recall R
 *
 * They are found on held-out probabilities. A rare label has few examples to
 * count, so what is true is taken a part from its examples, a part from its
 * calibrated probabilities: that is steadier than counting, and better than
 * drawing each threshold to that of all labels (tried on two sets).
 */
#ifndef CORE_CUTS_H
#define CORE_CUTS_H

#include <stddef.h>
#include <stdint.h>

#include "nclass/nclass.h"

enum cut_kind { CUT_MACRO, CUT_MICRO, CUT_PRECISION, CUT_RECALL };

struct cut_goal {
	enum cut_kind kind;
	double value; /* the precision or recall that is asked */
};

/* From "micro-f1", "precision=0.9", ...; NULL: macro-f1. NCL_USAGE. */
enum ncl_status cut_goal_parse(struct cut_goal *goal, const char *text,
			       struct ncl_error *err);

/* Held-out probabilities, row by row, and what is so. */
struct cut_data {
	const float *p;               /* items * labels */
	const signed char *const *is; /* label, item; 0: not known */
	const uint8_t *left_out;      /* not 0: item is passed over */
	uint32_t items, labels;
};

/*
 * A threshold for each label. A precision that a label does not reach at any
 * threshold makes it 1, so that the label is not given; missed[y], 0 before,
 * is then 1. NCL_NOMEM.
 */
enum ncl_status cuts_find(const struct cut_data *d, struct cut_goal goal,
			  float *thresholds, uint8_t *missed);

#endif
