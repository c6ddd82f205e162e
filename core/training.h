/*
 * What a training run goes through, from the data set to the model.
 *
 *	dataset -> problem -> solve -> decode -> measure
 *	                        |        |
 *	                     weights  sigmoids or chain, thresholds
 *	                        +--------+--> assemble -> ncl_model
 *
 * Everything that is measured or calibrated is so on decisions of folds that
 * the weights never saw. Brief documents (headlines among articles: those of
 * fewer features than a tenth of the mean) are trained on, but not measured,
 * and no threshold is chosen on them: they are unlike what will be labelled.
 */
#ifndef CORE_TRAINING_H
#define CORE_TRAINING_H

#include "cuts.h"
#include "excerpts.h"
#include "joint.h"
#include "measure.h"
#include "sequence_train.h"
#include "single_train.h"
#include "solve.h"
#include "taxonomy.h"
#include "tune.h"

struct training {
	struct dataset data;
	struct excerpts excerpts;  /* where mistakes are to be shown */
	struct taxonomy taxonomy;  /* of labels, where there is one */
	struct problem problem;
	struct solve solve;
	struct tune tune;          /* where it was asked for */
	struct cut_goal goal;      /* of thresholds */
	enum ncl_labelling wanted; /* NCL_LABELS_AUTO: by the data */
	enum model_decoder decoder;
	uint32_t labels, outputs;
	uint32_t groups;     /* one: each document was held out for itself */
	uint8_t *fold;       /* of each item */
	uint8_t *part;       /* of each sequence: half of the chain's check */
	int one_half;        /* all that can be learned from is in one half */
	signed char **is;    /* output, item: as in solve.h */
	int32_t *gold;       /* of each item: its one label, or -1 */
	uint8_t *brief;      /* of each item: see below */
	uint32_t brief_count;
	double *chain;       /* parameters, as in sequence_train.h, or, of
			      * documents, single_train.h */
	float *sigmoid;      /* labels * 2, as in model.h */
	float joint[JOINT_SIZE]; /* where labels are not one each */
	float *threshold;    /* labels */
	uint8_t *missed;     /* labels: the precision asked is not reached */
	float *p;            /* items * labels, held out */
};

/* Documents with one label each: no chain is longer than one item. */
static inline int training_is_flat(const struct training *t)
{
	return t->decoder == MODEL_CHAIN &&
	       t->data.features->unit == NCL_UNIT_DOCUMENT;
}

/* Folds for all items, and parts: groups whole, labels in equal shares. *folds
 * becomes less where there are fewer groups. NCL_REFUSED: all documents are of
 * one text. NCL_NOMEM. */
enum ncl_status training_deal(struct training *t, uint32_t *folds,
			      uint64_t seed);
/* Single or several labels, folds, and who is what: from the data set. */
enum ncl_status training_prepare(struct training *t, uint32_t folds,
				 uint64_t seed, struct ncl_error *err);
/* From held-out decisions to probabilities and thresholds. NCL_NOMEM,
 * NCL_INTERRUPTED, NCL_FATAL. */
enum ncl_status training_decode(struct training *t, struct ncl_error *err);
void training_release(struct training *t);

#define TRAINING_ROUNDS 200 /* of the bootstrap */

/* Measure what was held out, in a zeroed `m`, and keep the worst mistakes of
 * which there are excerpts; release both then. NCL_NOMEM. */
enum ncl_status training_measure(const struct training *t, struct measure *m,
				 struct mistakes *mistakes);
/* What was trained on, in a line; appended. NCL_NOMEM. */
enum ncl_status training_summary(const struct training *t,
				 struct ncl_buffer *out);

/* What was decided on the way, a line each; appended. NCL_NOMEM. */
enum ncl_status training_notes(const struct training *t,
			       struct ncl_buffer *out);

/* Facts for the model's metadata: the plugin of `s`, its revision, options
 * and layers, and what was measured. NCL_NOMEM. */
enum ncl_status training_facts(const struct training *t,
			       const struct ncl_measures *q,
			       const struct stage *s, ncl_model *m);

/* The section of a kernel's support vectors, for a model that has all else,
 * and facts of them. NCL_NOMEM. */
enum ncl_status vectors_add(const struct training *t, ncl_model *m);

/* A model of the shape, labels, vocabulary and weights; facts are the
 * caller's to add. NCL_NOMEM. */
enum ncl_status training_assemble(const struct training *t,
				  uint32_t weight_bits, ncl_model **out,
				  struct ncl_error *err);

#endif
