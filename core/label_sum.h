/*
 * A model's labels as linear functions of an item's features, for those who
 * look at one label at a time: explanations, export, the strongest features.
 * (Scoring has kernels of its own; these numbers agree with it to rounding.)
 *
 *	outputs f[o] = bias[o] + sum of value * weight[o]
 *	label   f(y) = map[0] * f[0] + ... + map[O-1] * f[O-1] + map[O]
 *
 * A label of a sigmoid model is its output. In a chain all outputs speak for
 * each label (the emission of sequence.h), and only differences count:
 *
 *	LABEL_SUM_PLAIN    the label's own emission
 *	LABEL_SUM_AGAINST  less the mean of the other labels': of two labels
 *	                that is the log-odds of an item alone
 */
#ifndef CORE_LABEL_SUM_H
#define CORE_LABEL_SUM_H

#include "model.h"

enum label_sum_kind { LABEL_SUM_PLAIN, LABEL_SUM_AGAINST };

/* Fill map[0..outputs], which has outputs + 1 numbers. */
void label_sum_map(const ncl_model *m, uint32_t label,
		   enum label_sum_kind kind, double *map);
/* The label's decision from an item's outputs. */
double label_sum_decision(const ncl_model *m, const double *map,
			  const float *outputs);
double label_sum_bias(const ncl_model *m, const double *map);
/* Of a hashed feature: times its value (norm and damping in it). */
double label_sum_row(const ncl_model *m, const double *map, uint32_t row);
double label_sum_dense(const ncl_model *m, const double *map, uint32_t i);

#endif
