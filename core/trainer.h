/*
 * nclass.h's trainer.
 *
 *	trainer.c         documents in, through the chain; the solvers
 *	trainer_facts.c   what the caller notes in the model
 *	trainer_kernel.c  kernel and gamma
 *	trainer_models.c  what was found, as models
 */
#ifndef CORE_TRAINER_H
#define CORE_TRAINER_H

#include "held.h"
#include "languages.h"
#include "training.h"

struct ncl_trainer {
	ncl_pipeline *pipeline;
	ncl_worker *worker;
	struct instance *trainee; /* the last of the worker's */
	struct training training;
	struct ncl_training how; /* strings in it are not kept */
	enum solve_solver solver; /* 0: auto */
	ncl_model *facts;         /* holds facts until there is a model */
	ncl_model *model;
	struct held_keys keys; /* of the documents */
	ncl_model *fold_models[MODEL_HELD_MAX]; /* where they are wanted */
	struct ncl_buffer summary, notes;
	struct measure measure; /* of what was held out */
	struct mistakes mistakes;
	struct languages languages; /* of the documents */
};

/* After the solvers: decode, measure, report, and make the model, with those of
 * the folds where they are wanted. */
enum ncl_status trainer_finish(struct ncl_trainer *t, struct ncl_error *err);

/* Ids of labels that were given, to the labels. NCL_NOMEM. */
enum ncl_status trainer_own_ids(struct ncl_trainer *t);

/* Is what was asked of kernel and gamma right? NCL_USAGE. */
enum ncl_status trainer_kernel(const struct ncl_trainer *t,
			       struct ncl_error *err);
/* The gamma, once there is a problem; 0: linear. */
double trainer_gamma(const struct ncl_trainer *t);

#endif
