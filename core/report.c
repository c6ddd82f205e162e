/* Measures of what was held out, and their text. */
#include "training.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#define BINS MEASURE_BINS

/* Right, wrongly said, not said: of one label. */
struct tally {
	uint32_t right, wrong, missed;
};

static double f1(struct tally c)
{
	uint32_t all = 2 * c.right + c.wrong + c.missed;

	return all ? 2.0 * c.right / all : 0;
}

static const float *row(const struct training *t, uint32_t item)
{
	return t->p + (size_t)item * t->labels;
}

static uint32_t best(const struct training *t, uint32_t item)
{
	const float *p = row(t, item);
	uint32_t at = 0;

	for (uint32_t y = 1; y < t->labels; y++)
		if (p[y] > p[at])
			at = y;
	return at;
}

static int reaches(const struct training *t, uint32_t item, uint32_t label)
{
	return row(t, item)[label] >= t->threshold[label];
}

/* As a plugin assigns them: the best one where an item has one label; else
 * those that reach their thresholds, or the best one where none does (but not
 * where it is precision that was asked for). */
static int says(const struct training *t, uint32_t item, uint32_t label)
{
	if (t->decoder == MODEL_CHAIN)
		return label == best(t, item);
	if (reaches(t, item, label))
		return 1;
	if (label != best(t, item) || t->goal.kind == CUT_PRECISION)
		return 0;
	for (uint32_t y = 0; y < t->labels; y++)
		if (reaches(t, item, y))
			return 0;
	return 1;
}

static void tally_item(const struct training *t, uint32_t item,
		       struct tally *tallies)
{
	for (uint32_t y = 0; y < t->labels; y++) {
		int is = dataset_has(&t->data, item, y);
		int said = says(t, item, y);

		tallies[y].right += is && said;
		tallies[y].wrong += !is && said;
		tallies[y].missed += is && !said;
	}
}

static void bin_item(const struct training *t, uint32_t item,
		     struct measure_bin *bins)
{
	for (uint32_t y = 0; y < t->labels; y++) {
		double p = row(t, item)[y];
		int at = (int)(p * BINS);
		struct measure_bin *b = &bins[at < BINS ? at : BINS - 1];

		b->n++;
		b->said += p;
		b->was += dataset_has(&t->data, item, y);
	}
}

static double gap(const struct measure_bin *bins)
{
	double sum = 0, n = 0;

	for (int i = 1; i < BINS; i++) {
		sum += fabs(bins[i].said - bins[i].was);
		n += bins[i].n;
	}
	return n ? sum / n : 0;
}

static struct tally *tally_all(const struct training *t, struct measures *m)
{
	struct tally *tallies = calloc(t->labels, sizeof(*tallies));
	uint32_t first = 0;

	*m = (struct measures){ 0 };
	for (uint32_t i = 0; tallies && i < t->data.item_count; i++) {
		if (!t->data.items[i].known || t->brief[i])
			continue;
		m->items++;
		first += (uint32_t)dataset_has(&t->data, i, best(t, i));
		tally_item(t, i, tallies);
		bin_item(t, i, m->bins);
	}
	m->first = m->items ? (double)first / m->items : 0;
	return tallies;
}

enum ncl_status training_measure(const struct training *t,
				 struct measures *m)
{
	struct tally *tallies = tally_all(t, m), sum = { 0, 0, 0 };
	uint32_t counted = 0;

	if (!tallies)
		return NCL_NOMEM;
	for (uint32_t y = 0; y < t->labels; y++) {
		sum.right += tallies[y].right;
		sum.wrong += tallies[y].wrong;
		sum.missed += tallies[y].missed;
		if (!(tallies[y].right + tallies[y].missed))
			continue;
		m->macro += f1(tallies[y]);
		counted++;
	}
	m->micro = f1(sum);
	m->macro /= counted ? counted : 1;
	m->calibration = gap(m->bins);
	free(tallies);
	return NCL_OK;
}

/* ------------------------------------------------------------------- text */

static enum ncl_status print(struct ncl_buffer *b, const char *format, ...)
	NCL_PRINTF(2, 3);

static enum ncl_status print(struct ncl_buffer *b, const char *format, ...)
{
	char line[512];
	va_list args;
	int n;

	va_start(args, format);
	n = vsnprintf(line, sizeof(line), format, args);
	va_end(args);
	if (n < 0)
		return NCL_NOMEM;
	return ncl_buffer_add(b, line, (size_t)n < sizeof(line) ? (size_t)n :
				       sizeof(line) - 1);
}

static enum ncl_status print_head(const struct training *t,
				  const struct measures *m,
				  struct ncl_buffer *b)
{
	int blocks = t->data.features->unit == NCL_UNIT_BLOCK;
	char more[64] = "";

	if (t->brief_count)
		snprintf(more, sizeof(more), " (and %u brief ones, trained "
			 "on only)", t->brief_count);
	return print(b,
		     "documents %u%s, %slabels %u, features %u, folds %u, "
		     "solver %s\n"
		     "held out: micro F1 %.4f, macro F1 %.4f, %s %.4f, "
		     "calibration error %.4f\n\n",
		     t->data.sequence_count - t->brief_count, more,
		     blocks ? "blocks with " : "", t->labels,
		     t->problem.features + t->problem.dense, t->solve.folds,
		     solve_name(t->solve.solver),
		     m->micro, m->macro,
		     t->decoder == MODEL_CHAIN ? "accuracy" : "first label",
		     m->first, m->calibration);
}

static enum ncl_status print_label(const struct training *t, uint32_t y,
				   const struct tally *c,
				   struct ncl_buffer *b)
{
	double p = c->right + c->wrong ? (double)c->right /
		   (c->right + c->wrong) : 0;
	double r = c->right + c->missed ? (double)c->right /
		   (c->right + c->missed) : 0;
	char name[201];

	snprintf(name, sizeof(name), "%s", t->data.labels[y]);
	for (char *at = name; *at; at++)
		if ((unsigned char)*at < ' ' || *at == 0x7f)
			*at = ' ';
	return print(b, "%-40s  %8u  %.4f  %9.4f  %.4f  %9.2f\n",
		     name, c->right + c->missed, f1(*c), p, r,
		     t->threshold[y]);
}

static enum ncl_status print_bins(const struct measure_bin *bins,
				  struct ncl_buffer *b)
{
	enum ncl_status ret = print(b, "\n%-9s %8s  %-6s  %s\n", "scores",
				    "pairs", "  said", "   was");

	for (int i = 0; i < BINS && ret == NCL_OK; i++)
		if (bins[i].n > 0)
			ret = print(b, "%.1f - %.1f %8.0f  %.4f  %.4f\n",
				    i / 10.0, (i + 1) / 10.0, bins[i].n,
				    bins[i].said / bins[i].n,
				    bins[i].was / bins[i].n);
	return ret;
}

/* F1 of the labels of each level of a taxonomy. */
static enum ncl_status print_levels(const struct training *t,
				    const struct tally *tallies,
				    struct ncl_buffer *b)
{
	const struct taxonomy *x = &t->taxonomy;
	enum ncl_status ret = NCL_OK;
	uint32_t last = x->label_count ? x->label_count - 1 : 0;

	/* labels stand level by level */
	for (uint32_t y = 0, n; y < x->label_count && ret == NCL_OK; y += n) {
		uint32_t level = x->concepts[x->of_label[y]].level;
		struct tally sum = { 0, 0, 0 };
		double macro = 0;

		for (n = 0; y + n <= last &&
			    x->concepts[x->of_label[y + n]].level == level;
		     n++) {
			sum.right += tallies[y + n].right;
			sum.wrong += tallies[y + n].wrong;
			sum.missed += tallies[y + n].missed;
			macro += f1(tallies[y + n]);
		}
		ret = print(b, "%slevel %u: labels %u, micro F1 %.4f, macro "
			    "F1 %.4f\n", y ? "" : "\n", level, n, f1(sum),
			    macro / n);
	}
	return ret;
}

enum ncl_status training_report(const struct training *t,
				const struct measures *m,
				struct ncl_buffer *out)
{
	struct measures again;
	struct tally *tallies = tally_all(t, &again);
	enum ncl_status ret;

	if (!tallies)
		return NCL_NOMEM;
	ret = print_head(t, m, out);
	if (ret == NCL_OK)
		ret = print(out, "%-40s  %8s  %6s  %9s  %6s  %9s\n", "label",
			    "examples", "F1", "precision", "recall",
			    "threshold");
	for (uint32_t y = 0; y < t->labels && ret == NCL_OK; y++)
		ret = print_label(t, y, &tallies[y], out);
	if (ret == NCL_OK)
		ret = print_levels(t, tallies, out);
	if (ret == NCL_OK)
		ret = print_bins(again.bins, out);
	if (ret == NCL_OK)
		ret = training_notes(t, out);
	free(tallies);
	return ret;
}
