#include "report.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "display.h"
#include "json_out.h"

struct cost {
	double missed; /* about so many items are wrong for it */
	uint32_t label;
};

static int by_cost(const void *left, const void *right)
{
	const struct cost *a = left, *b = right;

	if (a->missed > b->missed || a->missed < b->missed)
		return a->missed > b->missed ? -1 : 1;
	return a->label < b->label ? -1 : a->label > b->label;
}

double report_precision(const struct ncl_tally *t, double x)
{
	return t->right + t->wrong ? x : NAN;
}

double report_recall(const struct ncl_tally *t, double x)
{
	return t->right + t->missed ? x : NAN;
}

double report_error(const struct ncl_calibration *c)
{
	return c->pairs_likely ? c->error_likely : NAN;
}

void report_ratio(struct out *o, uint32_t columns, double x)
{
	if (isnan(x))
		out_format(o, "%*s", (int)columns, "-");
	else
		out_format(o, "%*.4f", (int)columns, x);
}

uint32_t *report_order(const struct ncl_measures *m, uint32_t shown)
{
	size_t n = m->label_count;
	uint32_t *order = malloc((n + 1) * sizeof(*order));
	struct cost *costs = malloc((n + 1) * sizeof(*costs));

	for (uint32_t i = 0; order && costs && i < n; i++) {
		const struct ncl_label_measures *l = &m->labels[i];

		costs[i].missed = (double)l->gold * (1 - l->f1.value);
		costs[i].label = i;
	}
	if (order && costs && shown < n)
		qsort(costs, n, sizeof(*costs), by_cost);
	for (uint32_t i = 0; order && costs && i < n; i++)
		order[i] = costs[i].label;
	if (!costs) {
		free(order);
		order = NULL;
	}
	free(costs);
	return order;
}

static uint64_t weight_of(const struct ncl_label_measures *l, int mistakes)
{
	return mistakes ? l->tally.wrong + l->tally.missed : l->gold;
}

uint32_t report_most(const struct ncl_measures *m, uint32_t *out,
		     uint32_t most, int mistakes)
{
	uint32_t n = 0;

	for (uint32_t y = 0; y < m->label_count; y++) {
		const struct ncl_label_measures *l = &m->labels[y];
		uint64_t weight = weight_of(l, mistakes);
		uint32_t at = n;

		if (!l->gold && !l->tally.wrong)
			continue;
		while (at && weight_of(&m->labels[out[at - 1]], mistakes) <
			     weight)
			at--;
		if (at >= most)
			continue;
		n += n < most;
		for (uint32_t i = n - 1; i > at; i--)
			out[i] = out[i - 1];
		out[at] = y;
	}
	return n;
}

uint32_t report_pairs(const struct ncl_measures *m)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < m->confusion_count; i++)
		n += m->confusions[i].gold != NCL_NO_LABEL &&
		     m->confusions[i].given != NCL_NO_LABEL;
	return n;
}

uint32_t report_parts(const struct ncl_measures *m, uint32_t i, int *tell)
{
	uint32_t n = 0, not_served = 0;

	for (; i + n < m->part_count &&
	       !strcmp(m->parts[i].field, m->parts[i + n].field); n++)
		not_served |= m->parts[i + n].not_served != 0;
	*tell = n > 1 || not_served;
	return n;
}

const char *report_part(const struct ncl_part_measures *p)
{
	return *p->name ? p->name : "(none)";
}

const char *report_label(const struct ncl_measures *m, uint32_t label)
{
	return label < m->label_count ? m->labels[label].name : "(none)";
}

void report_name(struct out *o, const char *name)
{
	display_clean(o, name, strlen(name));
}

const char *report_verdict(const struct ncl_difference *d)
{
	return d->change.low > 0 ? "better" : d->change.high < 0 ? "worse" :
	       "no more than chance";
}

/* The measure that the sentence is about: F1 of words, where there is one;
 * accuracy of single labels; else micro F1. */
static const struct ncl_difference *main_one(const struct ncl_report *r)
{
	const struct ncl_comparison *c = r->compared;
	const char *name = r->measures->verdict ? "F1 of words" :
			   r->measures->single ? "accuracy" : "micro F1";

	for (uint32_t i = 0; i < c->count; i++)
		if (!strcmp(c->differences[i].name, name))
			return &c->differences[i];
	return NULL;
}

void report_words(struct out *o, const struct ncl_report *r)
{
	const struct ncl_difference *d = main_one(r);

	if (!d)
		return;
	if (d->change.low > d->change.high)
		out_format(o, "Whether the second is better cannot be said: "
			   "the data has fewer than two groups.\n");
	else if (d->change.low > 0 || d->change.high < 0)
		out_format(o, "The second model is %s than the first, by "
			   "more than chance: %s %+.4f (95 %%: %+.4f to "
			   "%+.4f).\n", d->change.low > 0 ? "better" :
			   "worse", d->name, d->change.value, d->change.low,
			   d->change.high);
	else
		out_format(o, "No difference beyond chance: %s %+.4f, but "
			   "anything from %+.4f to %+.4f fits this data.\n",
			   d->name, d->change.value, d->change.low,
			   d->change.high);
}
