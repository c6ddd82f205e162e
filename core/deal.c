/*
 * Folds. Groups are dealt out whole, the largest first, each to the fold that
 * has the least of its labels (and, where that is the same, the fewest items):
 * so a label of few examples stands in as many folds as it can, and folds are
 * of about one size. The documents of a fold are dealt to two parts in the same
 * way; where that leaves the choice, to the part that has less of all folds, so
 * that folds of one group do not leave a part empty. Depends on the groups and
 * the seed, not on the order of the documents.
 */
#include "training.h"

#include <stdlib.h>
#include <string.h>

/* The documents of a group. */
struct pile {
	uint64_t key, order; /* its group; shuffled by the seed */
	uint32_t first, count, items; /* sequences in `sorted`; items */
};

struct member {
	uint64_t key;
	uint32_t sequence;
};

struct dealing {
	const struct dataset *data;
	struct member *sorted;
	struct pile *piles;
	uint32_t pile_count, folds;
	/* of folds, of two parts for each fold, of the two parts of all: */
	float *have;  /* label: its share of the label's examples */
	double *load; /* its share of the items */
};

static uint64_t mix(uint64_t x)
{
	x = (x ^ x >> 32) * 0xd6e8feb86659fd93u;
	x = (x ^ x >> 32) * 0xd6e8feb86659fd93u;
	return x ^ x >> 32;
}

static int by_key(const void *left, const void *right)
{
	const struct member *a = left, *b = right;

	if (a->key != b->key)
		return a->key < b->key ? -1 : 1;
	return a->sequence < b->sequence ? -1 : a->sequence > b->sequence;
}

static int largest_first(const void *left, const void *right)
{
	const struct pile *a = left, *b = right;

	if (a->items != b->items)
		return a->items > b->items ? -1 : 1;
	if (a->order != b->order)
		return a->order < b->order ? -1 : 1;
	return a->key < b->key ? -1 : a->key > b->key;
}

/* Make piles of the documents, by their groups or by their texts. */
static void make_piles(struct dealing *d, uint64_t seed, int by_text)
{
	const struct data_sequence *s = d->data->sequences;
	uint32_t n = d->data->sequence_count;

	for (uint32_t i = 0; i < n; i++)
		d->sorted[i] = (struct member){
			by_text ? s[i].text : s[i].group, i
		};
	qsort(d->sorted, n, sizeof(*d->sorted), by_key);
	d->pile_count = 0;
	for (uint32_t i = 0; i < n; i++) {
		const struct member *m = &d->sorted[i];

		if (!i || m->key != m[-1].key)
			d->piles[d->pile_count++] = (struct pile){
				.key = m->key,
				.order = mix(m->key + mix(seed + 1)),
				.first = i,
			};
		d->piles[d->pile_count - 1].count++;
		d->piles[d->pile_count - 1].items += s[m->sequence].count;
	}
	qsort(d->piles, d->pile_count, sizeof(*d->piles), largest_first);
}

/* The labels of a document: label_ids [*begin, *end). */
static void labels_of(const struct dataset *data, uint32_t sequence,
		      uint32_t *begin, uint32_t *end)
{
	const struct data_sequence *s = &data->sequences[sequence];

	*begin = data->items[s->first].label;
	*end = data->items[s->first + s->count].label;
}

/* How much of a pile's labels a place has, and of all items. */
static double cost_of(const struct dealing *d, const struct pile *p,
		      uint32_t place)
{
	const struct dataset *data = d->data;
	const float *have = d->have + (size_t)place * data->label_count;
	uint32_t from, to;
	double share = 0;

	for (uint32_t i = 0; i < p->count; i++) {
		labels_of(data, d->sorted[p->first + i].sequence, &from, &to);
		for (uint32_t l = from; l < to; l++)
			share += have[data->label_ids[l]];
	}
	return share / p->items + d->load[place] * 1e-3;
}

/* Of the places [first, end), the one that has the least of a pile's labels. */
static uint32_t choose(const struct dealing *d, const struct pile *p,
		       uint32_t first, uint32_t end)
{
	uint32_t best = first;
	double least = cost_of(d, p, first);

	for (uint32_t f = first + 1; f < end; f++) {
		double cost = cost_of(d, p, f);

		if (cost < least) {
			least = cost;
			best = f;
		}
	}
	return best;
}

/* The part of a fold that a pile goes to, 0 or 1. */
static uint32_t choose_part(const struct dealing *d, const struct pile *p,
			    uint32_t parts)
{
	double first = cost_of(d, p, parts), second = cost_of(d, p, parts + 1);

	if (first < second || first > second)
		return first > second;
	return cost_of(d, p, 3 * d->folds) > cost_of(d, p, 3 * d->folds + 1);
}

/* Note that a document has gone to a place. */
static void note(struct dealing *d, uint32_t sequence, uint32_t place)
{
	const struct dataset *data = d->data;
	float *have = d->have + (size_t)place * data->label_count;
	uint32_t from, to;

	labels_of(data, sequence, &from, &to);
	for (uint32_t l = from; l < to; l++) {
		uint32_t label = data->label_ids[l];

		have[label] += 1.0f / (float)data->label_items[label];
	}
	d->load[place] += (double)data->sequences[sequence].count /
			  data->item_count;
}

static void deal_pile(struct training *t, struct dealing *d,
		      const struct pile *p)
{
	uint32_t fold = choose(d, p, 0, d->folds);
	uint32_t parts = d->folds + 2 * fold;
	uint32_t part = choose_part(d, p, parts);

	for (uint32_t i = 0; i < p->count; i++) {
		uint32_t s = d->sorted[p->first + i].sequence;

		memset(t->fold + d->data->sequences[s].first, (int)fold,
		       d->data->sequences[s].count);
		t->part[s] = (uint8_t)part;
		note(d, s, fold);
		note(d, s, parts + part);
		note(d, s, 3 * d->folds + part);
	}
}

enum ncl_status training_deal(struct training *t, uint32_t *folds,
			      uint64_t seed)
{
	const struct dataset *data = &t->data;
	size_t n = data->sequence_count + (size_t)1;
	struct dealing d = { .data = data };
	enum ncl_status ret = NCL_NOMEM;

	t->fold = calloc(data->item_count + (size_t)1, 1);
	t->part = calloc(n, 1);
	d.sorted = malloc(n * sizeof(*d.sorted));
	d.piles = malloc(n * sizeof(*d.piles));
	d.have = calloc((3 * (size_t)*folds + 2) * data->label_count + 1,
			sizeof(*d.have));
	d.load = calloc(3 * (size_t)*folds + 2, sizeof(*d.load));
	if (t->fold && t->part && d.sorted && d.piles && d.have && d.load) {
		make_piles(&d, seed, 0);
		t->groups = d.pile_count;
		if (t->groups < 2) /* by document then */
			make_piles(&d, seed, 1);
		if (d.pile_count < *folds)
			*folds = d.pile_count;
		d.folds = *folds;
		for (uint32_t i = 0; i < d.pile_count; i++)
			deal_pile(t, &d, &d.piles[i]);
		ret = d.pile_count < 2 ? NCL_REFUSED : NCL_OK;
	}
	free(d.sorted);
	free(d.piles);
	free(d.have);
	free(d.load);
	return ret;
}
