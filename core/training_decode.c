/* Sigmoids and thresholds for documents with any number of labels, a chain
 * for items that have one. */
#include "training.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "crew.h"
#include "platt.h"
#include "sequence.h"

#define CHAIN_STEPS 150

static enum ncl_status nomem(struct ncl_error *err)
{
	return ncl_error_set(err, NCL_NOMEM, "out of memory");
}

/* ---------------------------------------------------------------- sigmoid */

/* Log-odds of an item's labels, by what they share, and by the taxonomy: a
 * parent is at least as likely as its children. */
static void to_probabilities(const struct training *t, float *p)
{
	joint_apply(t->joint, p, t->labels);
	for (uint32_t y = t->taxonomy.label_count; y-- > 0;) {
		uint32_t up = taxonomy_parent(&t->taxonomy, y);

		if (up && p[up - 1] < p[y])
			p[up - 1] = p[y];
	}
}

/* Each label's sigmoid, and the log-odds that it gives. */
static enum ncl_status fit_sigmoids(struct training *t, struct ncl_error *err)
{
	uint32_t k = t->labels;
	double *ab = calloc(k, 2 * sizeof(*ab));
	struct platt_data d = {
		.decisions = t->solve.decisions,
		.is = (const signed char *const *)t->is, .brief = t->brief,
		.items = t->data.item_count, .labels = k, .solve = &t->solve,
		.found = ab,
	};
	enum ncl_status ret = ab ? platt_run(&d, err) : nomem(err);

	for (uint32_t y = 0; ret == NCL_OK && y < 2 * k; y++)
		t->sigmoid[y] = (float)ab[y];
	for (uint32_t i = 0; ret == NCL_OK && i < d.items; i++)
		for (uint32_t y = 0; y < k; y++) {
			size_t at = (size_t)i * k + y;

			t->p[at] = (float)-(ab[2 * y] * d.decisions[at] +
					    ab[2 * y + 1]);
		}
	free(ab);
	return ret;
}

/* Log-odds by the sigmoids, then the step that labels share, then what is
 * given from where on. */
static enum ncl_status sigmoids(struct training *t, struct ncl_error *err)
{
	const signed char *const *is = (const signed char *const *)t->is;
	struct joint_data joint = { t->p, is, t->brief, t->data.item_count,
				    t->labels };
	struct cut_data cuts = { t->p, is, t->brief, t->data.item_count,
				 t->labels };

	enum ncl_status ret = fit_sigmoids(t, err);

	if (ret != NCL_OK)
		return ret;
	if (t->solve.gamma > 0) /* so that libsvm can say the same */
		memcpy(t->joint, (const float[JOINT_SIZE]){ 1, 1 },
		       sizeof(t->joint));
	else
		joint_fit(&joint, t->joint);
	for (uint32_t i = 0; i < t->data.item_count; i++)
		to_probabilities(t, t->p + (size_t)i * t->labels);
	if (cuts_find(&cuts, t->goal, t->threshold, t->missed) != NCL_OK)
		return nomem(err);
	/* no child is given without its parent */
	for (uint32_t y = 0; y < t->taxonomy.label_count; y++) {
		uint32_t up = taxonomy_parent(&t->taxonomy, y);

		if (up && t->threshold[y] < t->threshold[up - 1])
			t->threshold[y] = t->threshold[up - 1];
	}
	return NCL_OK;
}

/* ------------------------------------------------------------------ chain */

static enum ncl_status fit(const struct training *t, double *x, uint32_t part)
{
	struct sequence_data chain = {
		.labels = t->labels, .outputs = t->outputs,
		.decisions = t->solve.decisions, .gold = t->gold,
		.sequences = t->data.sequences,
		.count = t->data.sequence_count, .part = t->part,
	};
	struct single_data single = {
		.labels = t->labels, .outputs = t->outputs,
		.decisions = t->solve.decisions, .gold = t->gold,
		.part = t->part, .items = t->data.item_count,
	};

	if (training_is_flat(t))
		return single_train(x, &single, part);
	sequence_start(x, t->labels, t->outputs);
	return sequence_train(x, &chain, part, CHAIN_STEPS);
}

/* Numbers that a chain has. */
static size_t chain_size(const struct training *t)
{
	return training_is_flat(t) ? 2 * (size_t)t->labels :
				     sequence_size(t->labels, t->outputs);
}

/* A decoder of the chain's parameters, as a model has them. */
static enum ncl_status make_decoder(const struct training *t, const double *x,
				    struct decoder *c)
{
	uint32_t k = t->labels, o = t->outputs;
	size_t n = chain_size(t);
	ncl_model m = { .shape = { .labels = k, .outputs = o } };
	float *numbers = malloc(n * sizeof(*numbers));
	enum ncl_status ret;

	if (!numbers)
		return NCL_NOMEM;
	for (size_t i = 0; i < n; i++)
		numbers[i] = (float)x[i];
	m.emission = numbers;
	if (training_is_flat(t)) {
		m.shape.flags = MODEL_FLAT;
	} else {
		m.transitions = numbers + (size_t)k * (o + 1);
		m.ends = m.transitions + (size_t)k * k;
	}
	ret = decoder_init(c, &m);
	free(numbers);
	return ret;
}

/* Posteriors of one half of the sequences. */
static enum ncl_status apply(struct training *t, const double *x, uint8_t part)
{
	uint32_t k = t->labels, o = t->outputs, longest = 0;
	struct decoder c = { 0 };
	float *work = NULL;

	for (uint32_t i = 0; i < t->data.sequence_count; i++)
		if (t->data.sequences[i].count > longest)
			longest = t->data.sequences[i].count;
	if (make_decoder(t, x, &c) == NCL_OK)
		work = malloc(decoder_work(&c, longest, 0) * sizeof(*work));
	for (uint32_t i = 0; work && i < t->data.sequence_count; i++) {
		const struct data_sequence *q = &t->data.sequences[i];

		if (t->part[i] == part)
			decoder_run(&c, t->solve.decisions +
				    (size_t)q->first * o, o, q->count,
				    t->p + (size_t)q->first * k, work);
	}
	decoder_release(&c);
	free(work);
	return work ? NCL_OK : NCL_NOMEM;
}

/* Whether a half has items to learn from. */
static int has_gold(const struct training *t, uint32_t part)
{
	for (uint32_t i = 0; i < t->data.sequence_count; i++) {
		const struct data_sequence *q = &t->data.sequences[i];

		for (uint32_t k = 0; t->part[i] == part && k < q->count; k++)
			if (t->gold[q->first + k] >= 0)
				return 1;
	}
	return 0;
}

/* The chains of both halves and of all, each the task of a child. */
struct fits {
	const struct training *t;
	double *chains; /* one behind the other */
};

/* A double is two of the crew's numbers. */
static size_t fit_size(void *data, uint32_t task)
{
	const struct fits *f = data;

	(void)task;
	return chain_size(f->t) * sizeof(double) / sizeof(float);
}

static float *fit_work(void *data, uint32_t task)
{
	const struct fits *f = data;
	double *x = malloc(chain_size(f->t) * sizeof(*x));
	uint32_t part = task < 2 && !f->t->one_half ? task : SEQUENCE_ALL;

	if (x && fit(f->t, x, part) != NCL_OK) {
		free(x);
		x = NULL;
	}
	return (float *)(void *)x;
}

static int fit_take(void *data, uint32_t task, float *numbers)
{
	struct fits *f = data;
	size_t n = chain_size(f->t);

	memcpy(f->chains + task * n, numbers, n * sizeof(double));
	return 0;
}

static const char *fit_name(void *data, uint32_t task)
{
	(void)data;
	(void)task;
	return "scores";
}

static int fit_tell(void *data, uint32_t done, uint32_t all)
{
	const struct fits *f = data;

	(void)done;
	(void)all;
	return solve_tell(&f->t->solve, SOLVE_SCORES);
}

/* Each half is labelled by the chain that was trained on the other one, so
 * that what is reported was held out from it too. Where one half has nothing
 * to learn from, by one that was trained on all. */
static enum ncl_status chains(struct training *t, struct ncl_error *err)
{
	size_t n = chain_size(t);
	struct fits f = { t, malloc(3 * n * sizeof(*f.chains)) };
	struct crew crew = {
		.tasks = 3, .jobs = t->solve.jobs, .size = fit_size,
		.work = fit_work, .take = fit_take, .name = fit_name,
		.tell = fit_tell, .data = &f,
	};
	enum ncl_status ret;

	t->chain = f.chains;
	if (!t->chain)
		return nomem(err);
	t->one_half = !has_gold(t, 0) || !has_gold(t, 1);
	ret = crew_run(&crew, err);
	for (uint32_t part = 0; part < 2 && ret == NCL_OK; part++)
		if (apply(t, f.chains + part * n, (uint8_t)!part) != NCL_OK)
			ret = nomem(err);
	memmove(t->chain, f.chains + 2 * n, n * sizeof(*f.chains));
	return ret;
}

enum ncl_status training_decode(struct training *t, struct ncl_error *err)
{
	size_t k = t->labels;

	t->p = calloc(t->data.item_count * k + 1, sizeof(*t->p));
	t->sigmoid = calloc(2 * k, sizeof(*t->sigmoid));
	t->threshold = calloc(k, sizeof(*t->threshold));
	t->missed = calloc(k, sizeof(*t->missed));
	if (!t->p || !t->sigmoid || !t->threshold || !t->missed)
		return nomem(err);
	if (t->decoder == MODEL_CHAIN) {
		for (uint32_t y = 0; y < k; y++)
			t->threshold[y] = 0.5f;
		return chains(t, err);
	}
	return sigmoids(t, err);
}
