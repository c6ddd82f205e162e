/* Sigmoids and thresholds for documents with any number of labels, a chain
 * for items that have one. */
#include "training.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sequence.h"

#define CHAIN_STEPS 150

/* ---------------------------------------------------------------- sigmoid */

/* Platt's sigmoid by Newton's method (Lin, Lin, Weng, A note on Platt's
 * probabilistic outputs, 2007): p = 1 / (1 + exp(a f + b)). */
struct platt {
	const float *f;        /* decisions, `step` apart */
	const signed char *is; /* 1, -1; 0: not known */
	const uint8_t *brief;  /* not 0: left out */
	uint32_t n, step;
	double high, low;      /* what 1 and -1 are taken for */
};

/* Loss, gradient and Hessian in out[0], out[1..2], out[3..5]. */
static void platt_sums(const struct platt *x, double a, double b, double *out)
{
	memset(out, 0, 6 * sizeof(*out));
	for (uint32_t i = 0; i < x->n; i++) {
		double f = x->f[(size_t)i * x->step], z = a * f + b;
		double t = x->is[i] > 0 ? x->high : x->low, p, q;

		if (!x->is[i] || x->brief[i])
			continue;
		out[0] += z >= 0 ? t * z + log1p(exp(-z)) :
				   (t - 1) * z + log1p(exp(z));
		p = z >= 0 ? exp(-z) / (1 + exp(-z)) : 1 / (1 + exp(z));
		q = p * (1 - p);
		out[1] += f * (t - p);
		out[2] += t - p;
		out[3] += f * f * q;
		out[4] += q;
		out[5] += f * q;
	}
}

static void platt_fit(const struct platt *x, double *a, double *b)
{
	double now[6], next[6];

	platt_sums(x, *a, *b, now);
	for (int step = 0; step < 100; step++) {
		double aa = now[3] + 1e-9, bb = now[4] + 1e-9;
		double det = aa * bb - now[5] * now[5];
		double da = -(bb * now[1] - now[5] * now[2]) / det;
		double db = -(aa * now[2] - now[5] * now[1]) / det;
		double slope = now[1] * da + now[2] * db, by = 1;

		if (fabs(now[1]) < 1e-6 && fabs(now[2]) < 1e-6)
			break;
		for (; by > 1e-10; by /= 2) {
			platt_sums(x, *a + by * da, *b + by * db, next);
			if (next[0] < now[0] + 1e-4 * by * slope)
				break;
		}
		if (by <= 1e-10)
			break;
		*a += by * da;
		*b += by * db;
		memcpy(now, next, sizeof(now));
	}
}

static void fit_label(struct training *t, uint32_t label)
{
	struct platt x = { .f = t->solve.decisions + label,
			   .is = t->is[label], .brief = t->brief,
			   .n = t->data.item_count,
			   .step = t->outputs };
	double yes = 0, no = 0, a = 0, b;

	for (uint32_t i = 0; i < x.n; i++) {
		yes += x.is[i] > 0 && !x.brief[i];
		no += x.is[i] < 0 && !x.brief[i];
	}
	x.high = (yes + 1) / (yes + 2);
	x.low = 1 / (no + 2);
	b = log((no + 1) / (yes + 1));
	platt_fit(&x, &a, &b);
	/* more decision is never less likely, however few the examples */
	a = a < 0 ? a : 0;
	t->sigmoid[2 * label] = (float)a;
	t->sigmoid[2 * label + 1] = (float)b;
	for (uint32_t i = 0; i < x.n; i++)
		t->p[(size_t)i * t->labels + label] =
			(float)-(a * x.f[(size_t)i * x.step] + b);
}

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

/* Log-odds by the sigmoids, then the step that labels share, then what is
 * given from where on. */
static enum ncl_status sigmoids(struct training *t)
{
	const signed char *const *is = (const signed char *const *)t->is;
	struct joint_data joint = { t->p, is, t->brief, t->data.item_count,
				    t->labels };
	struct cut_data cuts = { t->p, is, t->brief, t->data.item_count,
				 t->labels };

	for (uint32_t y = 0; y < t->labels; y++)
		fit_label(t, y);
	if (t->solve.gamma > 0) /* so that libsvm can say the same */
		memcpy(t->joint, (const float[JOINT_SIZE]){ 1, 1 },
		       sizeof(t->joint));
	else
		joint_fit(&joint, t->joint);
	for (uint32_t i = 0; i < t->data.item_count; i++)
		to_probabilities(t, t->p + (size_t)i * t->labels);
	if (cuts_find(&cuts, t->goal, t->threshold, t->missed) != NCL_OK)
		return NCL_NOMEM;
	/* no child is given without its parent */
	for (uint32_t y = 0; y < t->taxonomy.label_count; y++) {
		uint32_t up = taxonomy_parent(&t->taxonomy, y);

		if (up && t->threshold[y] < t->threshold[up - 1])
			t->threshold[y] = t->threshold[up - 1];
	}
	return NCL_OK;
}

/* ------------------------------------------------------------------ chain */

static enum ncl_status fit(struct training *t, uint32_t part)
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
		return single_train(t->chain, &single, part);
	sequence_start(t->chain, t->labels, t->outputs);
	return sequence_train(t->chain, &chain, part, CHAIN_STEPS);
}

/* Numbers that a chain has. */
static size_t chain_size(const struct training *t)
{
	return training_is_flat(t) ? 2 * (size_t)t->labels :
				     sequence_size(t->labels, t->outputs);
}

/* A decoder of the chain's parameters, as a model has them. */
static enum ncl_status make_decoder(const struct training *t,
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
		numbers[i] = (float)t->chain[i];
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
static enum ncl_status apply(struct training *t, uint8_t part)
{
	uint32_t k = t->labels, o = t->outputs, longest = 0;
	struct decoder c = { 0 };
	float *work = NULL;

	for (uint32_t i = 0; i < t->data.sequence_count; i++)
		if (t->data.sequences[i].count > longest)
			longest = t->data.sequences[i].count;
	if (make_decoder(t, &c) == NCL_OK)
		work = malloc(decoder_work(&c, longest) * sizeof(*work));
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

/* Each half is labelled by the chain that was trained on the other one, so
 * that what is reported was held out from it too. Where one half has nothing
 * to learn from, by one that was trained on all. */
static enum ncl_status chains(struct training *t)
{
	enum ncl_status ret;

	t->chain = malloc(chain_size(t) * sizeof(*t->chain));
	if (!t->chain)
		return NCL_NOMEM;
	t->one_half = !has_gold(t, 0) || !has_gold(t, 1);
	for (uint32_t part = 0; part < 2; part++) {
		ret = fit(t, t->one_half ? SEQUENCE_ALL : part);
		if (ret == NCL_OK)
			ret = apply(t, (uint8_t)!part);
		if (ret != NCL_OK)
			return ret;
	}
	return fit(t, SEQUENCE_ALL);
}

enum ncl_status training_decode(struct training *t)
{
	size_t k = t->labels;

	t->p = calloc(t->data.item_count * k + 1, sizeof(*t->p));
	t->sigmoid = calloc(2 * k, sizeof(*t->sigmoid));
	t->threshold = calloc(k, sizeof(*t->threshold));
	t->missed = calloc(k, sizeof(*t->missed));
	if (!t->p || !t->sigmoid || !t->threshold || !t->missed)
		return NCL_NOMEM;
	if (t->decoder == MODEL_CHAIN) {
		for (uint32_t y = 0; y < k; y++)
			t->threshold[y] = 0.5f;
		return chains(t);
	}
	return sigmoids(t);
}
