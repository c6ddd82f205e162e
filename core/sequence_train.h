/*
 * Training of the chain in sequence.h: the likelihood of each known label by
 * itself, its posterior, with a ridge that draws transitions to 0 and the
 * emission to its diagonal. (Not of all labels of a document together:
 * decisions have seen the neighbours already, and a chain that takes them for
 * independent becomes too sure, and worse than no chain.)
 *
 *	parameters  emission    labels * (outputs + 1), the last: bias
 *	            transitions labels * labels
 *	            ends        start, then end, labels each
 */
#ifndef CORE_SEQUENCE_TRAIN_H
#define CORE_SEQUENCE_TRAIN_H

#include "dataset.h"

struct sequence_data {
	uint32_t labels, outputs;
	const float *decisions; /* items * outputs, out of fold */
	const int32_t *gold;    /* item: its label, or -1: not known */
	const struct data_sequence *sequences;
	uint32_t count;
	const uint8_t *part; /* sequence: which half it is of, 0 or 1 */
};

#define SEQUENCE_ALL 2 /* both halves */

static inline uint32_t sequence_size(uint32_t labels, uint32_t outputs)
{
	return labels * (outputs + 1) + labels * labels + 2 * labels;
}

/* Where training starts: outputs at twice their value, all else 0. */
void sequence_start(double *x, uint32_t labels, uint32_t outputs);
/* Train on one half or all. NCL_NOMEM. */
enum ncl_status sequence_train(double *x, const struct sequence_data *d,
			       uint32_t part, uint32_t steps);
/* Minus the log likelihood of a half, with its gradient, or NULL; with the
 * ridge if `ridge`. NaN: no memory. */
double sequence_loss(const double *x, double *gradient,
		     const struct sequence_data *d, uint32_t part, int ridge);

#endif
