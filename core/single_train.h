/*
 * Training of probabilities for documents that have one label each: a scale
 * and a bias of each label's decision, in a softmax (multinomial logistic
 * regression with a diagonal matrix of weights; of two labels, the one
 * decision speaks for both). It fits 2 numbers a label by tens of thousands of
 * held-out decisions, so a ridge is needed for what is constant only.
 *
 *	x[2 y]      label y: times its decision
 *	x[2 y + 1]  its bias
 */
#ifndef CORE_SINGLE_TRAIN_H
#define CORE_SINGLE_TRAIN_H

#include "nclass/nclass.h"

/* More items than this tell no more; every second, third... is taken. */
#define SINGLE_MOST 50000u

struct single_data {
	uint32_t labels, outputs; /* outputs: as many, or 1 for two labels */
	const float *decisions;   /* items * outputs, out of fold */
	const int32_t *gold;      /* item: its label, or -1: not known */
	const uint8_t *part;      /* item: which half it is of, 0 or 1 */
	uint32_t items;
};

#define SINGLE_ALL 2 /* both halves */

/* The decision that speaks for label y. */
static inline uint32_t single_output(uint32_t outputs, uint32_t y)
{
	return outputs > 1 ? y : 0;
}

/* Train x, 2 * labels numbers, on one half or all. NCL_NOMEM. */
enum ncl_status single_train(double *x, const struct single_data *d,
			     uint32_t part);
/* Minus the log likelihood of the items of a half, with the ridge; fills the
 * gradient, 2 * labels numbers. NaN: no memory. */
double single_loss(const double *x, double *gradient,
		   const struct single_data *d, uint32_t part);

#endif
