/* nclass.h's trainer: a chain with a plugin to be trained at its end. */
#include "prune.h"
#include "trainer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sched.h>
#include <xxhash.h>

#include "vectors.h"

static enum ncl_status nomem(struct ncl_error *err)
{
	return ncl_error_set(err, NCL_NOMEM, "out of memory");
}

/* ------------------------------------------------------------- life */

static enum ncl_status take_solver(struct ncl_trainer *t, const char *name,
				   struct ncl_error *err)
{
	static const char *const names[] = { "auto", "libsvm", "liblinear",
					     "dual", NULL };
	const char *near;

	for (int i = 0; name && names[i]; i++)
		if (!strcmp(name, names[i])) {
			t->solver = (enum solve_solver)i;
			return NCL_OK;
		}
	if (!name)
		return NCL_OK;
	near = ncl_nearest(name, names);
	return ncl_error_set(err, NCL_USAGE, "no solver \"%s\"%s%s%s: there "
			     "are auto, libsvm, liblinear, dual", name,
			     near ? " (did you mean " : "", near ? near : "",
			     near ? "?)" : "");
}

static enum ncl_status check_how(const struct ncl_training *how,
				 struct ncl_error *err)
{
	if (!how || !how->plugin)
		return ncl_error_set(err, NCL_USAGE, "no plugin to train");
	if (how->folds && (how->folds < 2 || how->folds > 20))
		return ncl_error_set(err, NCL_USAGE,
				     "%u folds: from 2 to 20", how->folds);
	if (how->weight_bits && how->weight_bits != 8 &&
	    how->weight_bits != 16)
		return ncl_error_set(err, NCL_USAGE,
				     "weights of %u bits: 8 or 16",
				     how->weight_bits);
	if (!(how->cost >= 0) || how->cost > 1e6)
		return ncl_error_set(err, NCL_USAGE,
				     "cost %g: above 0, at most 1000000",
				     how->cost);
	return languages_check(how->languages, err);
}

static enum ncl_status open_chain(struct ncl_trainer *t,
				  const struct ncl_training *how,
				  struct ncl_error *err)
{
	struct ncl_config config = {
		.plugins = how->chain, .plugin_path = how->plugin_path,
		.settings = how->settings, .models = how->models,
	};
	enum ncl_status ret = pipeline_open(&t->pipeline, &config,
					    how->plugin, err);

	if (ret == NCL_OK)
		ret = ncl_worker_new(&t->worker, t->pipeline, err);
	if (ret != NCL_OK)
		return ret;
	for (uint32_t i = 0; i < t->pipeline->count; i++)
		if (t->pipeline->stages[i].training)
			t->trainee = &t->worker->instances[i];
	if (!t->trainee)
		return ncl_error_set(err, NCL_FATAL, "%s cannot be trained",
				     how->plugin);
	dataset_init(&t->training.data, &t->trainee->stage->features);
	return NCL_OK;
}

enum ncl_status ncl_trainer_new(ncl_trainer **out,
				const struct ncl_training *how,
				struct ncl_error *err)
{
	enum ncl_status ret = check_how(how, err);
	ncl_trainer *t;

	*out = NULL;
	if (ret != NCL_OK)
		return ret;
	t = calloc(1, sizeof(*t));
	if (!t)
		return nomem(err);
	t->how = *how;
	ret = take_solver(t, how->solver, err);
	if (ret == NCL_OK)
		ret = trainer_kernel(t, err);
	t->training.wanted = how->labelling;
	if (ret == NCL_OK)
		ret = cut_goal_parse(&t->training.goal, how->optimise, err);
	if (ret == NCL_OK && mistakes_init(&t->mistakes, how->mistakes))
		ret = nomem(err);
	if (ret == NCL_OK)
		ret = model_new(&t->facts, err);
	if (ret == NCL_OK)
		ret = open_chain(t, how, err);
	if (ret != NCL_OK)
		ncl_trainer_free(t);
	else
		*out = t;
	return ret;
}

void ncl_trainer_free(ncl_trainer *t)
{
	if (!t)
		return;
	training_release(&t->training);
	ncl_model_free(t->facts);
	ncl_model_free(t->model);
	for (uint32_t k = 0; k < MODEL_HELD_MAX; k++)
		ncl_model_free(t->fold_models[k]);
	held_release(&t->keys);
	ncl_buffer_release(&t->summary);
	ncl_buffer_release(&t->notes);
	measure_release(&t->measure);
	mistakes_release(&t->mistakes);
	ncl_worker_free(t->worker);
	ncl_pipeline_free(t->pipeline);
	free(t);
}

/* ------------------------------------------------------------- data */

const char *ncl_trainer_gold(const ncl_trainer *t)
{
	const char *gold = t->trainee->stage->features.gold;

	return gold ? gold : "labels";
}

enum ncl_feature_unit ncl_trainer_unit(const ncl_trainer *t)
{
	return (enum ncl_feature_unit)t->trainee->stage->features.unit;
}

/* A document without a text is its title. */
static uint64_t hash_text(const ncl_doc *doc)
{
	size_t len, title_len = 0;
	const char *title = ncl_doc_value(doc, "title", 0, &title_len);
	const char *text = ncl_doc_text(doc, &len);

	return XXH3_64bits_withSeed(text, len,
				    XXH3_64bits(title ? title : "",
						title_len));
}

enum ncl_status ncl_trainer_add(ncl_trainer *t, ncl_doc *doc,
				const char *const *labels, uint32_t n,
				const char *group, struct ncl_error *err)
{
	struct dataset *d = &t->training.data;
	uint32_t first = d->item_count;
	uint64_t text = hash_text(doc);
	struct data_held held = {
		group ? XXH3_64bits(group, strlen(group)) : text, text
	};
	enum ncl_status ret;

	doc->held = held_key(doc, group);
	ret = ncl_worker_run(t->worker, doc, err);
	if (ret != NCL_OK)
		return ret;
	t->trainee->error = (struct ncl_error){ 0 };
	ret = dataset_add(d, t->trainee, doc, labels, n, held);
	if (ret != NCL_OK)
		return ncl_error_set(err, ret, "%s: %s",
				     t->trainee->stage->name,
				     t->trainee->error.text);
	if (t->how.mistakes &&
	    excerpts_add(&t->training.excerpts, doc, first,
			 d->item_count - first,
			 ncl_trainer_unit(t) == NCL_UNIT_BLOCK) != NCL_OK)
		return nomem(err);
	languages_count(&t->languages, doc);
	return held_note(&t->keys, doc->held) == NCL_OK ? NCL_OK : nomem(err);
}

const char *ncl_trainer_label(const ncl_trainer *t, uint32_t i,
			      uint32_t *examples)
{
	const struct dataset *d = &t->training.data;

	if (i >= d->label_count)
		return NULL;
	*examples = d->label_items[i];
	return d->labels[i];
}

enum ncl_status ncl_trainer_taxonomy(ncl_trainer *t,
				     const struct ncl_concept *all,
				     uint32_t n, struct ncl_error *err)
{
	struct taxonomy *x = &t->training.taxonomy;
	enum ncl_status ret;

	if (x->count || t->model || ncl_trainer_unit(t) != NCL_UNIT_DOCUMENT)
		return ncl_error_set(err, NCL_USAGE, x->count ?
				     "the trainer has a taxonomy already" :
				     "a taxonomy is for labels of documents, "
				     "before the training");
	ret = taxonomy_make(x, all, n, err);
	if (ret != NCL_OK)
		taxonomy_release(x);
	return ret;
}

/* ------------------------------------------------------------- training */

static uint32_t cores(void)
{
	cpu_set_t set;

	return sched_getaffinity(0, sizeof(set), &set) ? 1 :
	       (uint32_t)CPU_COUNT(&set);
}

static void set_solve(struct ncl_trainer *t)
{
	struct training *x = &t->training;
	int blocks = x->data.features->unit == NCL_UNIT_BLOCK;
	struct solve *s = &x->solve;

	s->problem = &x->problem;
	s->is = (const signed char *const *)x->is;
	s->names = (const char *const *)x->data.labels;
	s->outputs = x->outputs;
	s->fold = x->fold;
	s->solver = t->solver ? t->solver :
		    solve_choose(&x->problem, x->outputs, s->folds, blocks);
	/* on text the dual is as good, and five times as fast */
	s->loss = blocks ? 0 : 1;
	s->gamma = trainer_gamma(t);
	s->cost = t->how.cost > 0 ? t->how.cost : blocks ? 0.1 : 0.7;
	s->balance = blocks ? 0.5 : 0;
	s->jobs = t->how.jobs ? t->how.jobs : cores();
	s->keep = t->how.fold_models != 0;
	s->seed = t->how.seed;
	s->progress = t->how.progress;
	s->data = t->how.data;
}

/* Where there are more than a model may have: those that matter. */
static enum ncl_status choose_features(struct ncl_trainer *t, uint32_t most,
				       struct ncl_error *err)
{
	struct training *x = &t->training;
	double *squares;
	enum ncl_status ret;

	if (x->problem.features <= most)
		return NCL_OK;
	set_solve(t);
	ret = solve_squares(&x->solve, &squares, err);
	if (ret == NCL_OK &&
	    prune(&x->problem, &x->data, squares, most) != NCL_OK)
		ret = nomem(err);
	free(squares);
	return ret;
}

enum ncl_status ncl_trainer_run(ncl_trainer *t, struct ncl_error *err)
{
	struct problem_limits limits = { t->how.min_count,
					 t->how.max_features };
	struct training *x = &t->training;
	enum ncl_status ret;

	if (t->model || x->fold)
		return ncl_error_set(err, NCL_USAGE,
				     "a trainer runs once: make another");
	if (dataset_sort_labels(&x->data) != NCL_OK ||
	    dataset_join(&x->data) != NCL_OK || trainer_own_ids(t) != NCL_OK)
		return nomem(err);
	ret = training_prepare(x, t->how.folds ? t->how.folds : 5,
			       t->how.seed, err);
	if (ret != NCL_OK)
		return ret;
	if (problem_build(&x->problem, &x->data, limits) != NCL_OK)
		return ncl_error_set(err, NCL_NOMEM,
				     "no memory for the features: use fewer "
				     "documents or --max-features");
	ret = choose_features(t, problem_most(limits), err);
	if (ret != NCL_OK)
		return ret;
	set_solve(t);
	if (x->solve.gamma > 0 && x->outputs > SOLVER_OUTPUTS_MAX)
		return ncl_error_set(err, NCL_LIMIT,
				     "%u labels; a model with a kernel has at "
				     "most %u: use --solver auto", x->labels,
				     SOLVER_OUTPUTS_MAX);
	if (t->how.tune)
		ret = tune_run(x, err);
	if (ret == NCL_OK)
		ret = solve_run(&x->solve, err);
	return ret == NCL_OK ? trainer_finish(t, err) : ret;
}

const char *ncl_trainer_summary(const ncl_trainer *t)
{
	return t->summary.data;
}

const char *ncl_trainer_notes(const ncl_trainer *t)
{
	return t->notes.data;
}

const struct ncl_measures *ncl_trainer_measures(const ncl_trainer *t)
{
	return t->model ? &t->measure.result : NULL;
}

enum ncl_status ncl_trainer_write(ncl_trainer *t, const char *path,
				  struct ncl_error *err)
{
	enum ncl_status ret = NCL_OK;

	if (!t->model)
		return ncl_error_set(err, NCL_USAGE,
				     "nothing was trained yet");
	if (t->how.fold_models)
		ret = held_write(t->fold_models, t->training.solve.folds,
				 path, err);
	return ret == NCL_OK ? model_write(t->model, path, err) : ret;
}
