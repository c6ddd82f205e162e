/* From counts to measures. */
#include "measure.h"

#include <math.h>
#include <stdlib.h>

#define MACRO_ITEMS 5      /* items, or documents of blocks, for macro F1 */
#define MACRO_DOCUMENTS 20

static struct ncl_estimate estimate(double value)
{
	return (struct ncl_estimate){ value, 1, 0 };
}

/* --------------------------------------------------------- labels */

/* A step's counts into one of the wider steps of charts. */
static const uint32_t *curve(struct measure *m, uint32_t label, int is)
{
	const uint32_t *from = m->steps + ((size_t)label * 2 + (size_t)is) *
			       MEASURE_STEPS;
	uint32_t *to = arena_alloc(&m->arena, NCL_CURVE * sizeof(*to));

	for (uint32_t i = 0; to && i < MEASURE_STEPS; i++)
		to[i / (MEASURE_STEPS / NCL_CURVE)] += from[i];
	return to;
}

static double average_precision(const struct measure *m, uint32_t label)
{
	const uint32_t *without = m->steps + (size_t)label * 2 *
				  MEASURE_STEPS;
	const uint32_t *with = without + MEASURE_STEPS;
	uint64_t right = 0, said = 0, all = 0;
	double sum = 0;

	for (uint32_t i = 0; i < MEASURE_STEPS; i++)
		all += with[i];
	for (uint32_t i = MEASURE_STEPS; all && i-- > 0;) {
		right += with[i];
		said += with[i] + without[i];
		if (with[i])
			sum += measure_ratio(with[i], all) *
			       measure_ratio(right, said);
	}
	return sum;
}

static int fill_label(struct measure *m, uint32_t y,
		      struct ncl_label_measures *out)
{
	const struct measure_label *l = &m->labels[y];
	const struct ncl_tally *t = &l->tally;

	*out = (struct ncl_label_measures){
		.name = m->names.name[y], .known = y < m->known,
		.gold = l->gold, .documents = l->documents, .tally = *t,
		.precision = measure_ratio(t->right, t->right + t->wrong),
		.recall = measure_ratio(t->right, t->right + t->missed),
		.f1 = estimate(measure_f1(t->right, t->wrong, t->missed)),
	};
	if (y >= m->known)
		return 1;
	out->threshold = m->thresholds[y];
	if (m->verdict != NAMES_NONE && m->verdict != y)
		return 1;
	out->average_precision = average_precision(m, y);
	out->with = curve(m, y, 1);
	out->without = curve(m, y, 0);
	return out->with && out->without;
}

static int fill_labels(struct measure *m, struct ncl_measures *r)
{
	struct ncl_label_measures *labels =
		arena_alloc(&m->arena, m->names.count * sizeof(*labels) + 1);

	for (uint32_t y = 0; labels && y < m->names.count; y++)
		if (!fill_label(m, y, &labels[y]))
			return 0;
	r->labels = labels;
	r->label_count = m->names.count;
	for (uint32_t y = 0; labels && y < m->names.count; y++) {
		r->unknown += y >= m->known && labels[y].gold;
		r->unseen += y < m->known && !labels[y].gold;
	}
	r->unknown_items = m->unknown_items;
	return labels != NULL;
}

/* --------------------------------------------------------- all labels */

uint64_t measure_stands_in(const struct ncl_measures *r,
			   const struct ncl_label_measures *l)
{
	return r->blocks ? l->documents : l->gold;
}

static void fill_macro(struct ncl_measures *r)
{
	uint64_t from = r->blocks ? MACRO_DOCUMENTS : MACRO_ITEMS, most = 0;
	double sum = 0, all = 0;
	uint32_t in_data = 0;

	for (uint32_t y = 0; y < r->label_count; y++)
		if (measure_stands_in(r, &r->labels[y]) > most)
			most = measure_stands_in(r, &r->labels[y]);
	r->macro_from = most < from ? 1 : (uint32_t)from;
	for (uint32_t y = 0; y < r->label_count; y++) {
		const struct ncl_label_measures *l = &r->labels[y];

		if (!l->gold)
			continue;
		in_data++;
		all += l->f1.value;
		if (measure_stands_in(r, l) < r->macro_from)
			continue;
		r->macro_labels++;
		sum += l->f1.value;
	}
	r->macro = estimate(r->macro_labels ? sum / r->macro_labels : 0);
	r->macro_all = in_data ? all / in_data : 0;
}

static void fill_tally(const struct measure *m, struct ncl_measures *r)
{
	struct ncl_tally *t = &r->tally;

	for (uint32_t y = 0; y < r->label_count; y++) {
		t->right += r->labels[y].tally.right;
		t->wrong += r->labels[y].tally.wrong;
		t->missed += r->labels[y].tally.missed;
	}
	r->precision = measure_ratio(t->right, t->right + t->wrong);
	r->recall = measure_ratio(t->right, t->right + t->missed);
	r->micro = estimate(measure_f1(t->right, t->wrong, t->missed));
	r->not_served = m->not_served;
	r->with_those = measure_f1(t->right, t->wrong,
				   t->missed + m->not_served_labels);
}

static void fill_words(const struct measure *m, struct ncl_measures *r)
{
	const struct ncl_tally *t = &m->sum.words;

	r->verdict = m->verdict != NAMES_NONE;
	r->words = *t;
	r->words_precision = measure_ratio(t->right, t->right + t->wrong);
	r->words_recall = measure_ratio(t->right, t->right + t->missed);
	r->page = m->page_count ? m->pages / (double)m->page_count : 0;
	r->kept = estimate(measure_f1(t->right, t->wrong, t->missed));
}

/* --------------------------------------------------------- scores */

/* Add a label's bins; its squares and those of its share in the data. */
static void add_bins(const struct measure *m, uint32_t y,
		     struct measure_bin *bins, double *squares, double *base)
{
	uint64_t gold = 0;
	double share;

	for (int i = 0; i < NCL_BINS; i++) {
		const struct measure_bin *b = &m->bins[y * NCL_BINS +
						       (uint32_t)i];

		bins[i].pairs += b->pairs;
		bins[i].gold += b->gold;
		bins[i].said += b->said;
		gold += b->gold;
	}
	share = measure_ratio(gold, m->weight);
	*squares += (double)m->squares[y] / MEASURE_ONE / MEASURE_ONE;
	*base += share * (1 - share) * (double)m->weight;
}

static void fill_scores(const struct measure *m, struct ncl_measures *r)
{
	struct ncl_calibration *c = &r->calibration;
	struct measure_bin bins[NCL_BINS] = { { 0, 0, 0 } };
	double squares = 0, base = 0, gap = 0, gap_likely = 0;

	for (uint32_t y = 0; y < m->known; y++)
		if (m->labels[y].gold &&
		    (m->verdict == NAMES_NONE || m->verdict == y))
			add_bins(m, y, bins, &squares, &base);
	for (int i = 0; i < NCL_BINS; i++) {
		const struct measure_bin *b = &bins[i];
		double said = (double)b->said / MEASURE_ONE;
		double off = fabs(said - (double)b->gold);

		c->bins[i] = (struct ncl_bin){
			b->pairs, b->gold,
			b->pairs ? said / (double)b->pairs : 0,
		};
		c->pairs += b->pairs;
		gap += off;
		c->pairs_likely += i ? b->pairs : 0;
		gap_likely += i ? off : 0;
	}
	c->error = c->pairs ? gap / (double)c->pairs : 0;
	c->error_likely = c->pairs_likely ?
			  gap_likely / (double)c->pairs_likely : 0;
	c->brier_skill = base > 0 ? 1 - squares / base : 0;
}

/* --------------------------------------------------------- confusions */

static int by_count(const void *left, const void *right)
{
	const struct ncl_confusion *x = left, *y = right;

	if (x->items != y->items)
		return x->items < y->items ? 1 : -1;
	if (x->gold != y->gold)
		return x->gold < y->gold ? -1 : 1;
	return x->given < y->given ? -1 : x->given > y->given;
}

static int fill_confusions(struct measure *m, struct ncl_measures *r)
{
	size_t n = m->confused.count;
	struct ncl_confusion *all;

	if (n >= UINT32_MAX)
		return 0;
	all = arena_alloc(&m->arena, n * sizeof(*all) + 1);
	for (size_t i = 0; all && i < n; i++)
		all[i] = (struct ncl_confusion){ m->confused.all[i].a,
						 m->confused.all[i].b,
						 m->confused.all[i].n[0] };
	if (all && n)
		qsort(all, n, sizeof(*all), by_count);
	r->confusions = all;
	r->confusion_count = (uint32_t)n;
	return all != NULL;
}

enum ncl_status measure_finish(struct measure *m, uint32_t rounds,
			       uint64_t seed)
{
	struct ncl_measures *r = &m->result;
	const struct measure_group *s = &m->sum;

	*r = (struct ncl_measures){
		.model = "", .blocks = m->blocks,
		.single = s->items && m->lone == s->items,
		.items = s->items, .documents = m->documents,
		.groups = m->group_count,
		.exact = estimate(measure_ratio(s->exact, s->items)),
		.primary = estimate(measure_ratio(s->primary, s->with_gold)),
		.first = estimate(measure_ratio(s->first, s->with_gold)),
	};
	if (!fill_labels(m, r) || !fill_confusions(m, r) ||
	    !measure_fill_parts(m))
		return NCL_NOMEM;
	fill_tally(m, r);
	fill_macro(r);
	if (!measure_fill_levels(m))
		return NCL_NOMEM;
	measure_fill_own(m);
	fill_words(m, r);
	fill_scores(m, r);
	pair_counts_sort(&m->cells);
	return measure_intervals(m, rounds, seed);
}
