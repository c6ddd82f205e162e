/*
 * Choosing a vocabulary by weight: where there are more features than a model
 * may have, one training on all of them says which ones matter, and the model
 * is trained on those.
 *
 *	a feature matters by |w| * sqrt(sum of its squared values)
 *
 * where |w| is the length of its weights over all outputs. What is left is
 * normed again, so that the rows are as scoring will make them.
 */
#ifndef CORE_PRUNE_H
#define CORE_PRUNE_H

#include "problem.h"

/* Keep the `most` features that matter most by |w|^2 of a solution on all
 * items, one for each column. NCL_NOMEM: the problem is not changed. */
enum ncl_status prune(struct problem *p, const struct dataset *d,
		      const double *squares, uint32_t most);

#endif
