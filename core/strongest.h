/*
 * A model's strongest features, by name: which ones move a label's decision
 * the most over the items that it was trained on.
 *
 *	usual  = weight * deviation of the value over the items
 *
 * so a rare word with a large weight does not go before a common one with a
 * smaller, and all kinds of features can be compared. They stand in the
 * model's section "strongest" (docs/model-format.md).
 */
#ifndef CORE_STRONGEST_H
#define CORE_STRONGEST_H

#include "model.h"

#define STRONGEST_SECTION "strongest"
#define STRONGEST_DENSE UINT32_MAX

/* As it stands in the file, behind struct strongest_head and the numbers of
 * entries of each label; texts stand behind all entries. */
struct strongest_entry {
	uint32_t group; /* or STRONGEST_DENSE */
	uint32_t name;  /* where it begins among the texts */
	float weight;   /* of the label, as label_sum.h has it */
	float usual;
};

struct strongest_head {
	uint32_t labels, entries, text, reserved; /* text: its bytes */
};

struct training;

/* Add the section to a model that was assembled from a training. NCL_NOMEM. */
enum ncl_status strongest_add(const struct training *t, ncl_model *m);

#endif
