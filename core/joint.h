/*
 * From each label's own probability to one that knows of the others: a
 * second step of calibration, which all labels of a model share.
 *
 *	log-odds of q = w[0] ln p - w[1] ln(1 - p) + w[2] none + w[3]
 *	none          = product of 1 - p over the other labels
 *
 * The first two terms bend the curve of sigmoids, which are too sure at their
 * ends (beta calibration: Kull, Silva Filho, Flach, 2017). The third tells
 * what one sigmoid a label cannot: a document of which nothing else is said
 * is likelier to be of this label. (1, 1, 0, 0) changes nothing. Within a
 * document the order of labels stays the same where w[2] is not negative.
 *
 * Four numbers for all labels are learned well from few documents; matrices
 * over all pairs of labels were no better than none, tried on two sets.
 */
#ifndef CORE_JOINT_H
#define CORE_JOINT_H

#include <stddef.h>
#include <stdint.h>

#define JOINT_SECTION "joint" /* of a model: JOINT_SIZE f32 */
#define JOINT_SIZE 4

/* x: log-odds of the labels of one document, `labels` of them, each made a
 * probability by w. */
void joint_apply(const float w[JOINT_SIZE], float *x, uint32_t labels);

/* The log-odds of many documents, row by row, and what is so. */
struct joint_data {
	const float *x; /* items * labels */
	/* 1: item has the label, -1: it has not, 0: not known */
	const signed char *const *is; /* label, item */
	const uint8_t *left_out; /* not 0: item is passed over */
	uint32_t items, labels;
};

/* The w that says best what is so, drawn to (1, 1, 0, 0); that itself where
 * none makes a larger p likelier. */
void joint_fit(const struct joint_data *d, float w[JOINT_SIZE]);

#endif
