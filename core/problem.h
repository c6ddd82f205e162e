/*
 * From a data set to what the solvers take: vocabulary, scales, rows.
 *
 *	columns  0 .. dense - 1     dense features / their scale (- mean)
 *	         dense ..           vocabulary, in the rows of the model
 *	         the last           1: the bias
 *
 * The rows hold the same values that scoring makes (score.h), so that the
 * weights found can be folded into the model:
 *
 *	counts   damp(count) * idf / length over the group * its share
 *	flags    1
 *	numbers  value / root mean square of the feature
 *	dense    (value - mean) / deviation; the mean only where most items
 *	         have a value, so that what is mostly 0 stays 0
 *
 * idf is (1 + log((items + 1) / (items with it + 1))) ^ 1.5: rare words weigh
 * more than is usual, which measured best on three sets of news and letters.
 *
 * Vocabulary: features of at least min_count items, and of those at most
 * max_features, the more common first. By default
 *
 *	min_count     documents: 2 below 50,000, 5 above
 *	              blocks: 2 below 2,000, 3 below 50,000, 5 above
 *	max_features  400,000 for documents, 100,000 for blocks
 */
#ifndef CORE_PROBLEM_H
#define CORE_PROBLEM_H

#include "dataset.h"
#include "kernels.h"
#include "model.h"

struct problem {
	uint32_t items, columns, dense, features;
	struct kernel_entry *nodes; /* the rows, columns rising in each */
	size_t *rows;  /* where an item's nodes begin; items + 1 of them */
	double *mean, *scale;  /* of dense features */
	uint32_t *known;       /* row: its index in dataset->known */
	float *factor;         /* row: idf, or 1 / root mean square, or 1 */
	struct model_group *groups;
};

struct problem_limits {
	uint32_t min_count, max_features; /* 0: by the rules above */
};

/*
 * NCL_NOMEM when memory is short. The rows are made where the data set's
 * entries were, so that they are held once: it has none of them after this,
 * nor its dense features, and nothing can be added to it.
 */
enum ncl_status problem_build(struct problem *p, struct dataset *d,
			      struct problem_limits limits);
void problem_release(struct problem *p);

#endif
