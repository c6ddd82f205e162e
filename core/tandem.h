/*
 * Two models over the same features, scored in one go.
 *
 * section and boiler learn from the same features of a page (ncl_features:
 * same). Where both stand in a chain, the features are asked for once, looked
 * up once, and their weights stand side by side in one line of one index:
 *
 *	line  [ row | first's scale | second's scale |
 *	        first's weights, second's weights, 0 ]
 *
 * The first of the two that predicts gets its own scores, and those of the
 * other wait with the document until it asks. Each of them adds the same
 * numbers in the same order as it would alone, so the scores are the same to
 * the last bit.
 */
#ifndef CORE_TANDEM_H
#define CORE_TANDEM_H

#include "model.h"

struct stage;
struct ncl_pipeline;

#define TANDEM_SECONDS 8u /* outputs of a second, at most */

struct tandem {
	ncl_model *both; /* no labels; the idf of a line is the second scale */
	const ncl_model *first, *second;
	uint32_t split; /* outputs of the first */
};

/* Find the stages of a chain that go together and make what they share.
 * NCL_NOMEM. */
enum ncl_status tandem_find(struct ncl_pipeline *p);
void tandem_free(struct tandem *t);

#endif
