/* Answers from what was noted: verdicts, reasons, their names and places. */
#include "explain_cause.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "label_sum.h"

struct explain_use *explain_use(const ncl_explanation *x, uint32_t i)
{
	struct explain_use *use = x->uses;

	while (use && i--)
		use = use->next;
	return use;
}

int ncl_explained(const ncl_explanation *why, uint32_t i,
		  struct ncl_explained *out)
{
	const struct explain_use *use = explain_use(why, i);

	if (!use)
		return 0;
	*out = (struct ncl_explained){
		.plugin = use->stage->name, .model = use->model,
		.unit = (enum ncl_feature_unit)use->model->shape.unit,
		.items = use->items, .labels = use->model->shape.labels,
		.single = use->model->shape.decoder == MODEL_CHAIN,
	};
	return 1;
}

int ncl_explain_note(const ncl_explanation *why, uint32_t block, uint32_t i,
		     struct ncl_note *out)
{
	uint32_t n = why->doc->block_count;
	const struct explain_note *note;

	if (!why->notes || (block >= n && block != NCL_NO_BLOCK))
		return 0;
	note = why->notes[block < n ? block : n].first;
	while (note && i--)
		note = note->next;
	if (!note)
		return 0;
	*out = (struct ncl_note){ note->stage->name, note->what, note->odds };
	return 1;
}

enum ncl_status ncl_worker_explain(ncl_worker *w, ncl_doc *doc,
				   const ncl_explanation **out,
				   struct ncl_error *err)
{
	ncl_explanation *x = arena_alloc(&doc->arena, sizeof(*x));
	enum ncl_status ret;

	*out = x;
	if (!x)
		return ncl_error_set(err, NCL_NOMEM,
				     "no memory for an explanation");
	x->doc = doc;
	x->last_use = &x->uses;
	doc->explanation = x;
	ret = ncl_worker_run(w, doc, err);
	doc->explanation = NULL;
	return ret;
}

/* The use that is meant, or NULL where anything of `at` is out of range. */
static struct explain_use *find(const ncl_explanation *why,
				const struct ncl_explain_at *at)
{
	struct explain_use *use = explain_use(why, at->use);

	if (!use || at->item >= use->items ||
	    at->label >= use->model->shape.labels)
		return NULL;
	return use;
}

/* ---------------------------------------------------------------- verdict */

static double log_odds(double p)
{
	double low = 1e-7;

	p = p < low ? low : p > 1 - low ? 1 - low : p;
	return log(p / (1 - p));
}

static double *label_map(const struct explain_use *use, uint32_t label)
{
	double *map = malloc((use->model->shape.outputs + (size_t)1) *
			     sizeof(*map));

	if (map)
		label_sum_map(use->model, label, LABEL_SUM_AGAINST, map);
	return map;
}

const float *ncl_explain_scores(const ncl_explanation *why, uint32_t use,
				uint32_t item)
{
	const struct explain_use *u = explain_use(why, use);

	return u && item < u->items ? u->p + (size_t)item *
				      u->model->shape.labels : NULL;
}

int ncl_explain_verdict(const ncl_explanation *why,
			const struct ncl_explain_at *at,
			struct ncl_verdict *out)
{
	const struct explain_use *use = find(why, at);
	double *map = use ? label_map(use, at->label) : NULL;
	const ncl_model *m;
	size_t i;

	*out = (struct ncl_verdict){ 0 };
	if (!map)
		return 0;
	m = use->model;
	i = (size_t)at->item * m->shape.labels + at->label;
	out->decision = label_sum_decision(m, map, use->outputs +
					(size_t)at->item * m->shape.outputs);
	out->bias = label_sum_bias(m, map);
	out->p = out->own = use->p[i];
	out->threshold = m->labels[at->label].threshold;
	if (m->shape.decoder == MODEL_SIGMOID)
		out->own = (float)(1 / (1 + exp(
			(double)m->sigmoid[2 * at->label] * out->decision +
			(double)m->sigmoid[2 * at->label + 1])));
	if (use->own && m->shape.unit == NCL_UNIT_BLOCK) {
		double own = log_odds(use->own[i]);
		double above = log_odds(use->above[i]);

		out->own = use->own[i];
		out->above = (float)(above - own);
		out->below = (float)(log_odds(out->p) - above);
	}
	free(map);
	return 1;
}

/* ---------------------------------------------------------------- reasons */

static double worth(const struct cause *c)
{
	return c->value * c->weight;
}

/* Falling; then by what they are, so that the order is always the same. */
static int by_worth(const void *left, const void *right)
{
	const struct cause *a = left, *b = right;
	double x = worth(a), y = worth(b);

	if (x != y)
		return x > y ? -1 : 1;
	if (a->dense != b->dense)
		return a->dense > b->dense ? -1 : 1;
	return a->row < b->row ? -1 : a->row > b->row;
}

/* All features of the item that are worth something. */
static int gather(struct causes *c, const double *map)
{
	const ncl_model *m = c->use->model;
	uint32_t kept = 0;

	if (!causes_take(c) || (m->vectors && !causes_drop(c, map)))
		return 0;
	for (uint32_t i = 0; i < c->count; i++) {
		struct cause *one = &c->list[i];

		if (!m->vectors)
			one->weight = one->dense ?
				      label_sum_dense(m, map, one->row) :
				      label_sum_row(m, map, one->row);
		if (worth(one) != 0)
			c->list[kept++] = *one;
	}
	c->count = kept;
	qsort(c->list, c->count, sizeof(*c->list), by_worth);
	return 1;
}

/* Keep `top` at both ends; the others are left out. */
static void narrow(struct causes *c, uint32_t top, struct ncl_reasons *out)
{
	uint32_t kept = 0, less = 0;

	while (less < c->count && worth(&c->list[less]) > 0)
		less++;
	for (uint32_t i = 0; i < c->count; i++) {
		if (i < less ? i < top : c->count - i <= top) {
			c->list[kept++] = c->list[i];
			continue;
		}
		out->left++;
		out->left_worth += worth(&c->list[i]);
	}
	c->count = kept;
}

static int hand_out(const struct causes *c, struct ncl_reasons *out)
{
	const ncl_model *m = c->use->model;
	struct ncl_reason *list = arena_alloc(&c->use->doc->arena, c->count *
					      sizeof(*list) + 1);

	for (uint32_t i = 0; list && i < c->count; i++) {
		const struct cause *one = &c->list[i];

		list[i] = (struct ncl_reason){
			.group = one->dense ? NULL :
				 m->group_names[one->group],
			.name = one->dense ? m->dense_names[one->row] :
					     one->name,
			.value = one->value, .weight = one->weight,
			.places = one->places, .place_count = one->count,
		};
	}
	out->reasons = list;
	out->count = c->count;
	return list != NULL;
}

enum ncl_status ncl_explain_reasons(const ncl_explanation *why,
				    const struct ncl_explain_at *at,
				    uint32_t top, struct ncl_reasons *out,
				    struct ncl_error *err)
{
	struct causes c = { .use = find(why, at) };
	double *map;
	int ok;

	*out = (struct ncl_reasons){ 0 };
	if (!c.use)
		return ncl_error_set(err, NCL_INVALID,
				     "no such use, item or label");
	c.item = &c.use->item[at->item];
	map = label_map(c.use, at->label);
	ok = map && gather(&c, map);
	if (ok)
		narrow(&c, top, out);
	ok = ok && causes_locate(&c, at->item) && hand_out(&c, out);
	free(c.list);
	free(map);
	if (ok)
		return NCL_OK;
	*out = (struct ncl_reasons){ 0 };
	return ncl_error_set(err, NCL_NOMEM, "no memory for an explanation");
}
