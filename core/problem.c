/* Vocabulary, scales and rows of a training problem. */
#include "problem.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "score.h"
#include "sink.h"

void problem_release(struct problem *p)
{
	free(p->nodes);
	free(p->rows);
	free(p->mean);
	free(p->scale);
	free(p->known);
	free(p->factor);
	free(p->groups);
	*p = (struct problem){ 0 };
}

/* ------------------------------------------------------------- vocabulary */

static uint32_t default_min_count(uint32_t items, int blocks)
{
	return items >= 50000 ? 5 : blocks && items >= 2000 ? 3 : 2;
}

static double idf(double items, double with_it)
{
	double x = 1 + log((items + 1) / (with_it + 1));

	return x * sqrt(x);
}

/* How common a feature must be for at most `most` to be left. */
static uint32_t cut(const struct dataset *d, uint32_t least, uint32_t most)
{
	uint32_t *counts = calloc((size_t)d->item_count + 2, sizeof(*counts));
	uint64_t sum = 0;
	uint32_t at = d->item_count + 1;

	if (!counts)
		return 0;
	for (uint32_t i = 0; i < d->known_count; i++)
		counts[d->known[i].items]++;
	while (at > least && sum + counts[at - 1] <= most)
		sum += counts[--at];
	free(counts);
	return at;
}

/* By group, the more common first; then by key, so that the order in which
 * documents came does not matter. */
static int compare(const void *left, const void *right, void *data)
{
	const struct data_feature *known = data;
	const struct data_feature *a = &known[*(const uint32_t *)left];
	const struct data_feature *b = &known[*(const uint32_t *)right];

	if (a->group != b->group)
		return a->group < b->group ? -1 : 1;
	if (a->items != b->items)
		return a->items > b->items ? -1 : 1;
	return a->key < b->key ? -1 : a->key > b->key;
}

uint32_t problem_most(struct problem_limits limits)
{
	uint32_t most = limits.max_features ? limits.max_features : 100000;

	return most < MODEL_FEATURES_MAX ? most : MODEL_FEATURES_MAX;
}

static int choose(struct problem *p, const struct dataset *d,
		  struct problem_limits limits)
{
	int blocks = d->features->unit == NCL_UNIT_BLOCK;
	uint32_t least = limits.min_count ? limits.min_count :
			 default_min_count(d->item_count, blocks);
	uint32_t most = problem_most(limits);

	if (!blocks && most < PROBLEM_POOL)
		most = PROBLEM_POOL;
	least = cut(d, least, most);
	p->known = malloc(((size_t)d->known_count + 1) * sizeof(*p->known));
	p->groups = calloc(d->features->group_count + 1, sizeof(*p->groups));
	if (!least || !p->known || !p->groups)
		return 0;
	for (uint32_t i = 0; i < d->known_count; i++)
		if (d->known[i].items >= least)
			p->known[p->features++] = i;
	qsort_r(p->known, p->features, sizeof(*p->known), compare, d->known);
	for (uint32_t g = 0; g < d->features->group_count; g++)
		p->groups[g].kind = sink_group(d->features, g)->kind;
	for (uint32_t i = 0; i < p->features; i++)
		p->groups[d->known[p->known[i]].group].count++;
	for (uint32_t g = 1; g < d->features->group_count; g++)
		p->groups[g].first = p->groups[g - 1].first +
				     p->groups[g - 1].count;
	return 1;
}

/* ----------------------------------------------------------------- scales */

static int dense_scales(struct problem *p, const struct dataset *d)
{
	double n = d->item_count ? d->item_count : 1;

	p->mean = calloc(p->dense + 1, sizeof(*p->mean));
	p->scale = calloc(p->dense + 1, sizeof(*p->scale));
	if (!p->mean || !p->scale)
		return 0;
	for (uint32_t j = 0; j < p->dense; j++) {
		double sum = 0, squares = 0, used = 0, var;

		for (uint32_t i = 0; i < d->item_count; i++) {
			double x = d->dense[(size_t)i * p->dense + j];

			sum += x;
			squares += x * x;
			used += x != 0;
		}
		var = squares / n - sum / n * (sum / n);
		p->mean[j] = used > n / 2 ? sum / n : 0;
		p->scale[j] = var > 1e-12 ? 1 / sqrt(var) : 0;
	}
	return 1;
}

/* Of numbers: 1 / root mean square over the items that have one. */
static int factors(struct problem *p, const struct dataset *d,
		   const uint32_t *row_of)
{
	double *squares = calloc((size_t)p->features + 1, sizeof(*squares));

	p->factor = calloc((size_t)p->features + 1, sizeof(*p->factor));
	if (!squares || !p->factor) {
		free(squares);
		return 0;
	}
	for (size_t i = 0; i < d->entry_count; i++) {
		uint32_t row = row_of[d->entries[i].id];
		double x = d->entries[i].value;

		if (row != MODEL_NO_ROW)
			squares[row] += x * x;
	}
	for (uint32_t i = 0; i < p->features; i++) {
		const struct data_feature *f = &d->known[p->known[i]];
		double n = f->items;
		uint32_t kind = p->groups[f->group].kind;

		p->factor[i] = (float)(
			kind == NCL_COUNTS ?
			idf(d->item_count, n) :
			kind == NCL_NUMBERS && squares[i] > 0 ?
			1 / sqrt(squares[i] / n) : 1);
	}
	free(squares);
	return 1;
}

/* ------------------------------------------------------------------- rows */

static struct kernel_entry *dense_nodes(const struct problem *p,
					const struct dataset *d,
					uint32_t item, struct kernel_entry *at)
{
	const float *x = d->dense + (size_t)item * p->dense;

	for (uint32_t j = 0; j < p->dense; j++) {
		float v = (float)((x[j] - p->mean[j]) * p->scale[j]);

		if (v != 0)
			*at++ = (struct kernel_entry){ j, v };
	}
	return at;
}

static int by_column(const void *left, const void *right)
{
	const struct kernel_entry *a = left, *b = right;

	return a->row < b->row ? -1 : a->row > b->row;
}

void problem_norm(const struct problem *p, const struct dataset *d,
		  struct kernel_entry *at, struct kernel_entry *end)
{
	for (uint32_t g = 0; g < d->features->group_count; g++) {
		uint32_t last = p->dense + p->groups[g].first +
				p->groups[g].count;
		struct kernel_entry *first = at;
		double sum = 0;

		for (; at < end && at->row < last; at++)
			sum += (double)at->value * at->value;
		if (p->groups[g].kind != NCL_COUNTS || !(sum > 0))
			continue;
		sum = sink_share(d->features, g) / sqrt(sum);
		for (; first < at; first++)
			first->value = (float)(first->value * sum);
	}
}

/* `e`, `end`: the item's entries; `at` does not overtake them. */
static struct kernel_entry *hashed_nodes(const struct problem *p,
					 const struct dataset *d,
					 const uint32_t *row_of,
					 const struct data_entry *e,
					 const struct data_entry *end,
					 struct kernel_entry *at)
{
	struct kernel_entry *first = at;

	for (; e < end; e++) {
		struct data_entry one; /* what `at` may overwrite */
		uint32_t row;
		double v;

		memcpy(&one, e, sizeof(one));
		row = row_of[one.id];
		v = one.value;
		if (row == MODEL_NO_ROW)
			continue;
		if (p->groups[d->known[one.id].group].kind == NCL_COUNTS)
			v = score_damp(one.value);
		*at++ = (struct kernel_entry){ p->dense + row,
					       (float)(v * p->factor[row]) };
	}
	qsort(first, (size_t)(at - first), sizeof(*first), by_column);
	problem_norm(p, d, first, at);
	return at;
}

/*
 * The entries go to the end of their memory, made larger by what rows have
 * and entries have not (dense features and the bias), and the rows grow
 * towards them from its beginning.
 */
static int fill(struct problem *p, struct dataset *d, const uint32_t *row_of)
{
	size_t more = (size_t)p->items * (p->dense + (size_t)1);
	size_t size = d->entry_count + more + 1;
	struct data_entry *e;
	struct kernel_entry *at, *less;

	_Static_assert(sizeof(*e) == sizeof(*at), "one can become the other");
	p->rows = malloc((p->items + (size_t)1) * sizeof(*p->rows));
	e = p->rows ? realloc(d->entries, size * sizeof(*e)) : NULL;
	if (!e)
		return 0;
	d->entries = NULL;
	memmove(e + more, e, d->entry_count * sizeof(*e));
	at = p->nodes = (struct kernel_entry *)(void *)e;
	e += more;
	for (uint32_t i = 0; i < p->items; i++) {
		p->rows[i] = (size_t)(at - p->nodes);
		at = dense_nodes(p, d, i, at);
		at = hashed_nodes(p, d, row_of, e + d->items[i].entry,
				  e + d->items[i + 1].entry, at);
		*at++ = (struct kernel_entry){ p->columns - 1, 1 };
	}
	p->rows[p->items] = (size_t)(at - p->nodes);
	less = realloc(p->nodes, (p->rows[p->items] + 1) * sizeof(*less));
	if (less)
		p->nodes = less;
	return 1;
}

/* What only collecting needed. */
static void let_go(struct dataset *d)
{
	free(d->slots);
	free(d->dense);
	free(d->entries);
	d->slots = NULL;
	d->dense = NULL;
	d->entries = NULL;
}

enum ncl_status problem_build(struct problem *p, struct dataset *d,
			      struct problem_limits limits)
{
	uint32_t *row_of = malloc(((size_t)d->known_count + 1) *
				  sizeof(*row_of));
	int ok;

	*p = (struct problem){ .items = d->item_count,
			       .dense = d->features->dense_count };
	ok = row_of && choose(p, d, limits);
	if (ok) {
		p->columns = p->dense + p->features + 1;
		for (uint32_t i = 0; i < d->known_count; i++)
			row_of[i] = MODEL_NO_ROW;
		for (uint32_t i = 0; i < p->features; i++)
			row_of[p->known[i]] = i;
		ok = dense_scales(p, d) && factors(p, d, row_of) &&
		     fill(p, d, row_of);
	}
	free(row_of);
	let_go(d);
	if (!ok)
		problem_release(p);
	return ok ? NCL_OK : NCL_NOMEM;
}
