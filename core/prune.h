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

#include "solve.h"

/* Keep the `most` features that matter most by a solution on all items (of
 * which nothing else is used). NCL_NOMEM: the problem is not changed. */
enum ncl_status prune(struct problem *p, const struct dataset *d,
		      const struct solve *s, uint32_t most);

#endif
