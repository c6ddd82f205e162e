/* nclass.h's evaluator: one chain, or two on the same documents. */
#include "judge.h"

#include <stdlib.h>
#include <string.h>

#define ROUNDS 1000
#define MISTAKES 50

struct ncl_evaluator {
	struct judge side[2];
	int sides;
	uint32_t rounds;
	uint64_t seed;
	int ran, broken;
	uint64_t only_first, only_second; /* got an item right */
	struct ncl_comparison comparison;
};

static enum ncl_status nomem(struct ncl_error *err)
{
	return ncl_error_set(err, NCL_NOMEM, "out of memory");
}

/* ------------------------------------------------------------ opening */

static size_t length(const char *const *list)
{
	size_t n = 0;

	while (list && list[n])
		n++;
	return n;
}

/* Models of the first list, then of the second, which win; NULL: no memory. */
static const char **joined(const char *const *first, const char *const *second)
{
	size_t n = length(first), m = length(second);
	const char **all = calloc(n + m + 1, sizeof(*all));

	if (all && n)
		memcpy(all, first, n * sizeof(*all));
	if (all && m)
		memcpy(all + n, second, m * sizeof(*all));
	return all;
}

static enum ncl_status open_side(struct judge *j,
				 const struct ncl_evaluation *how,
				 const char *const *against,
				 struct ncl_error *err)
{
	const char **models = joined(how->models, against);
	struct ncl_config config = {
		.plugin_path = how->plugin_path, .settings = how->settings,
		.models = models,
	};
	struct ncl_buffer list = { 0 };
	enum ncl_status ret = models ? NCL_OK : NCL_NOMEM;

	if (ret == NCL_OK && how->chain && *how->chain &&
	    (ncl_buffer_add(&list, how->chain, strlen(how->chain)) ||
	     ncl_buffer_add(&list, ",", 1)))
		ret = NCL_NOMEM;
	if (ret == NCL_OK &&
	    ncl_buffer_add(&list, how->plugin, strlen(how->plugin)))
		ret = NCL_NOMEM;
	config.plugins = list.data;
	if (ret != NCL_OK)
		nomem(err);
	else
		ret = judge_open(j, &config, how->plugin, how->mistakes ?
				 how->mistakes : MISTAKES, err);
	ncl_buffer_release(&list);
	free(models);
	return ret;
}

/* The names of the values, in the order of the caller, into its measures. */
static enum ncl_status part_by(struct measure *m, const char *const *fields,
			       struct ncl_error *err)
{
	for (size_t i = 0; fields && fields[i]; i++) {
		const char *copy = arena_copy(&m->arena, fields[i],
					      strlen(fields[i]));

		if (!copy)
			return nomem(err);
		if (measure_part_by(m, copy) != NCL_OK)
			return ncl_error_set(err, NCL_USAGE, "documents can "
					     "be parted by %u fields at most",
					     MEASURE_FIELDS);
	}
	return NCL_OK;
}

enum ncl_status ncl_evaluator_new(ncl_evaluator **out,
				  const struct ncl_evaluation *how,
				  struct ncl_error *err)
{
	enum ncl_status ret;
	ncl_evaluator *e;

	*out = NULL;
	if (!how || !how->plugin || !*how->plugin)
		return ncl_error_set(err, NCL_USAGE, "no plugin to measure");
	e = calloc(1, sizeof(*e));
	if (!e)
		return nomem(err);
	e->rounds = how->rounds ? how->rounds : ROUNDS;
	e->seed = how->seed;
	e->sides = how->against && *how->against ? 2 : 1;
	ret = open_side(&e->side[0], how, NULL, err);
	if (ret == NCL_OK && e->sides == 2)
		ret = open_side(&e->side[1], how, how->against, err);
	for (int i = 0; i < e->sides && ret == NCL_OK; i++)
		ret = part_by(&e->side[i].measure, how->parts, err);
	if (ret != NCL_OK)
		ncl_evaluator_free(e);
	else
		*out = e;
	return ret;
}

void ncl_evaluator_free(ncl_evaluator *e)
{
	if (!e)
		return;
	for (int i = 0; i < 2; i++)
		judge_release(&e->side[i]);
	free(e);
}

/* ------------------------------------------------------------ data */

const char *ncl_evaluator_gold(const ncl_evaluator *e)
{
	const char *gold = e->side[0].it->stage->features.gold;

	return gold ? gold : "labels";
}

enum ncl_feature_unit ncl_evaluator_unit(const ncl_evaluator *e)
{
	return (enum ncl_feature_unit)e->side[0].it->stage->features.unit;
}

static void count_sides(ncl_evaluator *e, const char *const *labels)
{
	const struct judge *a = &e->side[0], *b = &e->side[1];

	for (uint32_t i = 0; i < a->items; i++) {
		if (a->measure.blocks && !labels[i])
			continue;
		e->only_first += a->right[i] && !b->right[i];
		e->only_second += b->right[i] && !a->right[i];
	}
}

enum ncl_status ncl_evaluator_add(ncl_evaluator *e, ncl_doc *doc,
				  const char *const *labels, uint32_t n,
				  const char *group, struct ncl_error *err)
{
	enum ncl_status ret = NCL_OK;
	int served = 0;

	if (e->ran || e->broken)
		return ncl_error_set(err, NCL_USAGE,
				     "the measures were taken already");
	for (int i = 0; i < e->sides && ret == NCL_OK; i++)
		ret = judge_look(&e->side[i], doc, labels, n, err);
	if (ret != NCL_OK)
		return ret;
	/* by one of two models: the other one missed it */
	for (int i = 0; i < e->sides; i++)
		served |= !e->side[i].unserved;
	for (int i = 0; i < e->sides && ret == NCL_OK; i++)
		ret = judge_count(&e->side[i], doc, labels, group, served);
	if (ret != NCL_OK) {
		e->broken = 1;
		return ncl_error_set(err, ret, "no memory for the measures");
	}
	if (e->sides == 2 && served)
		count_sides(e, labels);
	return NCL_OK;
}

/* ------------------------------------------------------------ measures */

static enum ncl_status finish(ncl_evaluator *e, struct judge *j)
{
	struct ncl_measures *r = &j->measure.result;
	enum ncl_status ret = measure_finish(&j->measure, e->rounds, e->seed);

	if (j->it->stage->model_path)
		r->model = j->it->stage->model_path;
	return ret == NCL_OK ? mistakes_fill(&j->mistakes, &j->measure) : ret;
}

static enum ncl_status compare(ncl_evaluator *e)
{
	struct ncl_comparison *c = &e->comparison;
	const struct ncl_measures *r = &e->side[0].measure.result;
	enum ncl_status ret = measure_compare(&e->side[0].measure,
					      &e->side[1].measure, e->rounds,
					      e->seed, c);

	c->mcnemar = 1;
	if (!r->single || !e->side[1].measure.result.single)
		return ret;
	c->only_first = e->only_first;
	c->only_second = e->only_second;
	c->mcnemar = measure_mcnemar(c->only_first, c->only_second);
	return ret;
}

enum ncl_status ncl_evaluator_run(ncl_evaluator *e, struct ncl_error *err)
{
	enum ncl_status ret = NCL_OK;

	if (e->ran || e->broken)
		return ncl_error_set(err, NCL_USAGE,
				     "an evaluator runs once: make another");
	if (!e->side[0].measure.sum.items && e->side[0].measure.not_served)
		return ncl_error_set(err, NCL_FORMAT,
				     "all documents are in languages that the "
				     "model is not for, so nothing can be "
				     "measured");
	if (!e->side[0].measure.sum.items)
		return ncl_error_set(err, NCL_FORMAT,
				     "nothing in the data was labelled, so "
				     "nothing can be measured");
	for (int i = 0; i < e->sides && ret == NCL_OK; i++)
		ret = finish(e, &e->side[i]);
	if (ret == NCL_OK && e->sides == 2)
		ret = compare(e);
	if (ret != NCL_OK) {
		e->broken = 1;
		return ncl_error_set(err, ret, "no memory for the measures");
	}
	e->ran = 1;
	return NCL_OK;
}

const struct ncl_measures *ncl_evaluator_measures(const ncl_evaluator *e,
						  int second)
{
	return e->ran && (!second || e->sides == 2) ?
	       &e->side[second != 0].measure.result : NULL;
}

const struct ncl_comparison *ncl_evaluator_comparison(const ncl_evaluator *e)
{
	return e->ran && e->sides == 2 ? &e->comparison : NULL;
}
