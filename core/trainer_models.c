/* What training found, as models. */
#include "trainer.h"

#include <stdlib.h>
#include <string.h>

#include "strongest.h"

static enum ncl_status nomem(struct ncl_error *err)
{
	return ncl_error_set(err, NCL_NOMEM, "out of memory");
}

static enum ncl_status add_given(ncl_model *m, const ncl_model *from)
{
	const char *key, *value;
	enum ncl_status ret = NCL_OK;

	for (uint32_t i = 0;
	     ret == NCL_OK && ncl_model_fact(from, i, &key, &value); i++)
		if (strncmp(key, "id.", 3))
			ret = model_add_fact(m, key, value);
	return ret;
}

/* A model of the weights that stand in x->solve.weights now. */
static enum ncl_status make_model(struct ncl_trainer *t,
				  const struct ncl_measures *q, ncl_model **out,
				  struct ncl_error *err)
{
	struct training *x = &t->training;
	enum ncl_status ret;
	char training[17];

	held_training(&t->keys, t->how.seed, training);
	ret = training_assemble(x, t->how.weight_bits ? t->how.weight_bits :
				8, out, err);
	if (ret == NCL_OK &&
	    (training_facts(x, q, t->trainee->stage, *out) != NCL_OK ||
	     model_add_fact(*out, "training", training) != NCL_OK ||
	     languages_fact(&t->languages, t->how.languages, *out) ||
	     add_given(*out, t->facts) != NCL_OK))
		ret = nomem(err);
	return ret;
}

/* The fold of each document; one without an item is in none. */
static uint8_t *folds_of_documents(const struct training *x)
{
	const struct dataset *d = &x->data;
	uint8_t *fold = malloc(d->sequence_count + (size_t)1);

	for (uint32_t i = 0; fold && i < d->sequence_count; i++)
		fold[i] = d->sequences[i].count ?
			  x->fold[d->sequences[i].first] : UINT8_MAX;
	return fold;
}

static enum ncl_status make_fold_models(struct ncl_trainer *t,
					const struct ncl_measures *q,
					struct ncl_error *err)
{
	struct training *x = &t->training;
	size_t size = solve_rows(&x->solve) * x->solve.stride;
	float *weights = x->solve.weights;
	uint8_t *fold = folds_of_documents(x);
	enum ncl_status ret = fold ? NCL_OK : nomem(err);

	for (uint32_t k = 0; k < x->solve.folds && ret == NCL_OK; k++) {
		x->solve.weights = x->solve.fold_weights + k * size;
		ret = make_model(t, q, &t->fold_models[k], err);
		if (ret == NCL_OK && held_add(t->fold_models[k], &t->keys,
					      fold, (uint8_t)k) != NCL_OK)
			ret = nomem(err);
	}
	x->solve.weights = weights;
	free(fold);
	return ret;
}

static enum ncl_status tell(const struct ncl_trainer *t, uint32_t done,
			    struct ncl_error *err)
{
	if (t->how.progress &&
	    t->how.progress(t->how.data, SOLVE_SCORES, done, 1))
		return ncl_error_set(err, NCL_INTERRUPTED,
				     "training was interrupted");
	return NCL_OK;
}

enum ncl_status trainer_finish(struct ncl_trainer *t, struct ncl_error *err)
{
	struct training *x = &t->training;
	const struct ncl_measures *q = &t->measure.result;
	enum ncl_status ret = tell(t, 0, err);

	if (ret != NCL_OK)
		return ret;
	ret = training_decode(x, err);
	if (ret != NCL_OK)
		return ret;
	if (training_measure(x, &t->measure, &t->mistakes) != NCL_OK ||
	    training_summary(x, &t->summary) != NCL_OK ||
	    training_notes(x, &t->notes) != NCL_OK)
		return nomem(err);
	ret = make_model(t, q, &t->model, err);
	if (ret == NCL_OK && !(x->solve.gamma > 0) &&
	    strongest_add(x, t->model) != NCL_OK)
		ret = nomem(err);
	if (ret == NCL_OK && x->solve.keep)
		ret = make_fold_models(t, q, err);
	return ret == NCL_OK ? tell(t, 1, err) : ret;
}
