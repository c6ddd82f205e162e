/*
 * From decisions to probabilities, along a document: a linear chain.
 *
 *	score(y | f) = start[y1] + sum over items of
 *	               (emission[y] . (f, 1)) + transitions[y-before][y]
 *	               + end[yn]
 *
 * where f are the item's decisions. Forward-backward gives each label's
 * posterior, which is the score of a block. It is trained on decisions of
 * models that never saw the item, so it also calibrates them. Documents with
 * one label each are chains of one item: of such a model (MODEL_FLAT) nothing
 * but a factor and a bias of each label's own decision is left.
 */
#ifndef CORE_SEQUENCE_H
#define CORE_SEQUENCE_H

#include "kernels.h"
#include "model.h"

/* Transitions and ends count at most so much either way. */
#define SEQUENCE_MOST 15.0f

/* A model's chain, ready for decoding. */
struct decoder {
	uint32_t labels, outputs, pad; /* pad: labels, in whole lanes */
	const struct kernels *kernels;
	int flat; /* documents: no transitions */
	/* (outputs + 1) * pad, the last row: bias; flat: factors, biases */
	float *emission;
	float *forward;  /* exp of transitions, labels * pad */
	float *backward; /* its transpose */
	float *start, *end; /* exp, pad each */
};

/* NCL_NOMEM when memory is short. */
enum ncl_status decoder_init(struct decoder *c, const ncl_model *m);
void decoder_release(struct decoder *c);
/* Floats of work memory that decoding n items needs; where the decisions, rows
 * of `stride`, may be written over (0: they may not) it is half of that, if
 * they have room. */
size_t decoder_work(const struct decoder *c, size_t n, uint32_t stride);
/* p: n * labels posteriors; decisions: n rows of `stride`. Left in `work`: n
 * rows of `pad` with what each item's own decisions say of it, the likeliest
 * label 1; then n rows of its probabilities given the items up to it. */
void decoder_run(const struct decoder *c, const float *decisions,
		  uint32_t stride, uint32_t n, float *p, float *work);
/* The same, and decisions may be written over; `work` as decoder_work says. */
void decoder_run_over(const struct decoder *c, float *decisions,
		      uint32_t stride, uint32_t n, float *p, float *work);

#endif
