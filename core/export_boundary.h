/*
 * At which decision a label is given, for export.c: where its probability
 * reaches the threshold. By the step that labels share (joint.h) that depends
 * on what is said of the other labels:
 *
 *	others  = product of 1 - p over the other labels
 *	given   where decision >= boundary(others)
 */
#ifndef CORE_EXPORT_BOUNDARY_H
#define CORE_EXPORT_BOUNDARY_H

#include "model.h"

/* Further from 0 than any decision can be (score_sink.c bounds them). */
#define EXPORT_NEVER 1e5

/* The boundary; EXPORT_NEVER or less than nothing of it where the label is
 * never or always given. `others` counts only where the model has a joint. */
double export_boundary(const ncl_model *m, uint32_t label, double others);
/* The product, from an item's outputs. */
double export_others(const ncl_model *m, uint32_t label, const float *outputs);

#endif
