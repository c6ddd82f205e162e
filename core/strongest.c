/* Finding the strongest features at the end of a training. */
#include "strongest.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "label_sum.h"
#include "training.h"

#define MOST_FOR 20
#define MOST_ALL 5000 /* of all labels together, for as long as it is 4 each */

/* Those of one label, kept sorted, the strongest first. */
struct ranked {
	uint32_t column;
	float weight, usual;
};

struct finder {
	const struct training *t;
	const ncl_model *m;
	uint32_t labels, columns;
	uint32_t most_for, most_against;
	double *scale;  /* of a column: what its value is times */
	float *spread;  /* of a column: deviation of the value */
	double *map;    /* labels * (outputs + 1); NULL: not of a chain */
	double *output; /* of the column now looked at: outputs */
	struct ranked *best; /* labels * (most_for + most_against) */
	uint32_t *count;     /* labels * 2 */
};

static void finder_release(struct finder *f)
{
	free(f->scale);
	free(f->spread);
	free(f->map);
	free(f->output);
	free(f->best);
	free(f->count);
}

static int finder_init(struct finder *f, const struct training *t,
		       const ncl_model *m)
{
	uint32_t k = m->shape.labels, o = m->shape.outputs;
	size_t most;

	*f = (struct finder){ .t = t, .m = m, .labels = k,
			      .columns = t->problem.columns - 1 };
	f->most_for = MOST_ALL / k * 4 / 5;
	f->most_for = f->most_for > MOST_FOR ? MOST_FOR :
		      f->most_for < 3 ? 3 : f->most_for;
	f->most_against = (f->most_for + 3) / 4;
	most = f->most_for + f->most_against;
	f->scale = calloc(f->columns + (size_t)1, sizeof(*f->scale));
	f->spread = calloc(f->columns + (size_t)1, sizeof(*f->spread));
	if (m->shape.decoder == MODEL_CHAIN && !(m->shape.flags & MODEL_FLAT)) {
		f->map = malloc((size_t)k * (o + 1) * sizeof(*f->map));
		if (!f->map)
			return 0;
	}
	f->output = malloc((size_t)o * sizeof(*f->output));
	f->best = malloc(k * most * sizeof(*f->best));
	f->count = calloc(k, 2 * sizeof(*f->count));
	return f->scale && f->spread && f->output && f->best && f->count;
}

/* ---------------------------------------------------------------- spreads */

/* Of the columns' values as the solver saw them: sums, then deviations. */
static int find_spreads(struct finder *f)
{
	const struct problem *p = &f->t->problem;
	double *sums = calloc(f->columns + (size_t)1, 2 * sizeof(*sums));
	double *squares = sums + f->columns, n = p->items ? p->items : 1;

	if (!sums)
		return 0;
	for (size_t i = 0; i < p->rows[p->items]; i++) {
		const struct kernel_entry *x = &p->nodes[i];

		if (x->row < f->columns) {
			sums[x->row] += (double)x->value;
			squares[x->row] += (double)x->value * (double)x->value;
		}
	}
	for (uint32_t j = 0; j < f->columns; j++) {
		double mean = sums[j] / n, var = squares[j] / n - mean * mean;

		f->scale[j] = j < p->dense ? p->scale[j] :
					     (double)p->factor[j - p->dense];
		f->spread[j] = (float)sqrt(var > 0 ? var : 0);
	}
	free(sums);
	return 1;
}

/* ---------------------------------------------------------------- ranking */

/* Put it among the best, if it is one of them. */
static void rank(struct ranked *best, uint32_t *count, uint32_t most,
		 const struct ranked *one)
{
	uint32_t at = *count;

	if (at == most && fabsf(one->usual) <= fabsf(best[most - 1].usual))
		return;
	at -= at == most;
	*count = at + 1;
	for (; at && fabsf(best[at - 1].usual) < fabsf(one->usual); at--)
		best[at] = best[at - 1];
	best[at] = *one;
}

/* Of a flat model: what the column says for label y alone. */
static double own(const struct finder *f, uint32_t y)
{
	uint32_t o = single_output(f->m->shape.outputs, y);

	return (double)f->m->emission[2 * y] * f->output[o];
}

/* What it says for label y; `all`: for all labels together. */
static double label_weight(const struct finder *f, uint32_t y, double all)
{
	uint32_t o = f->m->shape.outputs;
	const double *map;
	double w = 0;

	if (f->m->shape.decoder != MODEL_CHAIN)
		return f->output[y];
	if (!f->map)
		return own(f, y) - (all - own(f, y)) / (f->labels - 1);
	map = f->map + (size_t)y * (o + 1);
	for (uint32_t i = 0; i < o; i++)
		w += map[i] * f->output[i];
	return w;
}

static void rank_column(struct finder *f, uint32_t column)
{
	uint32_t o = f->m->shape.outputs, most = f->most_for;
	uint32_t stride = f->most_for + f->most_against;
	double all = 0;

	for (uint32_t i = 0; i < o; i++)
		f->output[i] = solve_weight(&f->t->solve, i, column);
	if (f->m->shape.flags & MODEL_FLAT)
		for (uint32_t y = 0; y < f->labels; y++)
			all += own(f, y);
	for (uint32_t y = 0; y < f->labels; y++) {
		double w = label_weight(f, y, all);
		struct ranked one = { .column = column };

		one.weight = (float)(w * f->scale[column]);
		one.usual = (float)(w * (double)f->spread[column]);
		if (one.usual > 0)
			rank(f->best + (size_t)y * stride, &f->count[2 * y],
			     most, &one);
		else if (one.usual < 0)
			rank(f->best + (size_t)y * stride + most,
			     &f->count[2 * y + 1], f->most_against, &one);
	}
}

/* ---------------------------------------------------------------- section */

static const char *column_name(const struct finder *f, uint32_t column)
{
	const struct problem *p = &f->t->problem;
	const char *name;

	if (column < p->dense)
		return f->t->data.features->dense[column];
	name = feature_names_get(&f->t->data, p->known[column - p->dense]);
	return name ? name : "";
}

static uint32_t column_group(const struct finder *f, uint32_t column)
{
	const struct problem *p = &f->t->problem;

	return column < p->dense ? STRONGEST_DENSE :
	       f->t->data.known[p->known[column - p->dense]].group;
}

/* Append a label's entries and the texts of their names. */
static enum ncl_status add_entries(const struct finder *f,
				   const struct ranked *best, uint32_t n,
				   struct ncl_buffer *entries,
				   struct ncl_buffer *text)
{
	enum ncl_status ret = NCL_OK;

	for (uint32_t i = 0; i < n && ret == NCL_OK; i++) {
		const char *name = column_name(f, best[i].column);
		const struct strongest_entry e = {
			column_group(f, best[i].column), (uint32_t)text->len,
			best[i].weight, best[i].usual,
		};

		ret = ncl_buffer_add(entries, &e, sizeof(e));
		if (ret == NCL_OK)
			ret = ncl_buffer_add(text, name, strlen(name) + 1);
	}
	return ret;
}

static enum ncl_status add_section(const struct finder *f, ncl_model *m)
{
	struct ncl_buffer all = { 0 }, entries = { 0 }, text = { 0 };
	uint32_t stride = f->most_for + f->most_against;
	struct strongest_head head = { .labels = f->labels };
	enum ncl_status ret = NCL_OK;

	for (uint32_t y = 0; y < f->labels && ret == NCL_OK; y++) {
		const struct ranked *best = f->best + (size_t)y * stride;

		ret = add_entries(f, best, f->count[2 * y], &entries, &text);
		if (ret == NCL_OK)
			ret = add_entries(f, best + f->most_for,
					  f->count[2 * y + 1], &entries,
					  &text);
		head.entries += f->count[2 * y] + f->count[2 * y + 1];
	}
	head.text = (uint32_t)text.len;
	if (ret == NCL_OK)
		ret = ncl_buffer_add(&all, &head, sizeof(head));
	if (ret == NCL_OK)
		ret = ncl_buffer_add(&all, f->count, f->labels * 2 *
				     sizeof(*f->count));
	if (ret == NCL_OK && entries.len)
		ret = ncl_buffer_add(&all, entries.data, entries.len);
	if (ret == NCL_OK && text.len)
		ret = ncl_buffer_add(&all, text.data, text.len);
	if (ret == NCL_OK)
		ret = model_add_section(m, STRONGEST_SECTION, 0, all.data,
					all.len);
	ncl_buffer_release(&all);
	ncl_buffer_release(&entries);
	ncl_buffer_release(&text);
	return ret;
}

enum ncl_status strongest_add(const struct training *t, ncl_model *m)
{
	enum ncl_status ret = NCL_NOMEM;
	struct finder f;

	if (finder_init(&f, t, m) && find_spreads(&f)) {
		for (uint32_t y = 0; f.map && y < f.labels; y++)
			label_sum_map(m, y, LABEL_SUM_AGAINST,
				      f.map + (size_t)y *
				      (m->shape.outputs + 1));
		for (uint32_t i = 0; i < f.columns; i++)
			if (f.spread[i] > 0)
				rank_column(&f, i);
		ret = add_section(&f, m);
	}
	finder_release(&f);
	return ret;
}
