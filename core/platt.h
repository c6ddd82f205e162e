/*
 * A sigmoid for each label: the probability 1 / (1 + exp(a f + b)) of its
 * decision f, by Newton's method (Lin, Lin, Weng, A note on Platt's
 * probabilistic outputs, 2007). Labels are dealt out to children (crew.h), some
 * at a time; what is found does not depend on how many there are.
 */
#ifndef CORE_PLATT_H
#define CORE_PLATT_H

#include "solve.h"

struct platt_data {
	const float *decisions;        /* items * labels, out of fold */
	const signed char *const *is;  /* label, item: 1, -1; 0: not known */
	const uint8_t *brief;          /* of each item; not 0: left out */
	uint32_t items, labels;
	const struct solve *solve; /* its jobs, and what it tells */
	double *found; /* 2 * labels: a and b of each; a is not above 0 */
};

/* NCL_NOMEM, NCL_INTERRUPTED, NCL_FATAL. */
enum ncl_status platt_run(struct platt_data *d, struct ncl_error *err);

#endif
