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
 * max_features, the more common first. Of documents, 400,000 are taken first,
 * and max_features of them by what a first training says (prune.h): 100,000
 * chosen so measure as well as all of them. By default
 *
 *	min_count     documents: 2 below 50,000, 5 above
 *	              blocks: 2 below 2,000, 3 below 50,000, 5 above
 *	max_features  100,000
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

#define PROBLEM_POOL 400000u

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
/* How many features a model may have. */
uint32_t problem_most(struct problem_limits limits);
/* Divide each group of counts of an item by its length; its nodes are sorted,
 * up to the bias or beyond. */
void problem_norm(const struct problem *p, const struct dataset *d,
		  struct kernel_entry *at, struct kernel_entry *end);

#endif
