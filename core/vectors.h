/*
 * Models with a kernel. Their decisions are not sums of weights, but sums over
 * support vectors: items of the training, in the scaled values that scoring
 * makes (problem.h).
 *
 *	decision[o] = bias[o] + sum of coef[o][v] * exp(-gamma |x - v|^2)
 *
 * The section "kernel" holds the vectors; the model's weights are all 0, and
 * scales[row] is what a value is multiplied by to stand in x. The sums are made
 * by libsvm, in solvers.so: loaded where such a model is opened for scoring.
 */
#ifndef CORE_VECTORS_H
#define CORE_VECTORS_H

#include "kernels.h"
#include "model.h"
#include "solver/solvers.h"

#define VECTORS_SECTION "kernel"
#define VECTORS_GAMMA_MAX 1e6f

/* How the section begins. Behind it stand
 *
 *	float mean[dense], scale[dense]     x = (value - mean) * scale
 *	float coefs[outputs][count]
 *	uint32_t ends[count]                where a vector's nodes end
 *	struct kernel_entry nodes[nodes]    row: dense feature, or dense +
 *	                                    row; rising in a vector
 */
struct vectors_head {
	uint32_t count, nodes;
	float gamma;
	uint32_t reserved;
};

struct vectors {
	struct vectors_head head;
	const float *mean, *scale, *coefs;
	const uint32_t *ends;
	const struct kernel_entry *nodes;
	/* from vectors_load on */
	const struct solver_table *table;
	struct solver_decider *decider;
};

/* Take a section, which is checked; it lives with the model, whose shape is
 * known. NCL_FORMAT, NCL_NOMEM. */
enum ncl_status vectors_take(ncl_model *m, const void *bytes, size_t len);
/* Make a model of a kernel, if it is one, ready to score. NCL_MISSING and
 * NCL_REFUSED (solvers.so), NCL_NOMEM; the error names `path`. */
enum ncl_status vectors_load(ncl_model *m, const char *path,
			     struct ncl_error *err);
void vectors_release(struct vectors *v);

/* An item, as libsvm wants it. */
struct vectors_item {
	struct solver_node *nodes; /* dense + rows + 1 of them */
	double *said;              /* solver_room of the outputs */
};

/* Room for one; 0 when memory is short. Release it in any case. */
int vectors_item_make(struct vectors_item *x, const ncl_model *m);
void vectors_item_release(struct vectors_item *x);
/* The decisions, a stride of them. `entries` have lines of the index, and
 * scaled values. */
void vectors_decide(const ncl_model *m, struct vectors_item *x,
		    const float *dense, const struct kernel_entry *entries,
		    uint32_t n, float *decisions);

#endif
