/* Measures as tables for a terminal. */
#include <stdio.h>
#include <stdlib.h>

#include "display.h"
#include "json_out.h"
#include "report.h"

#define NAME_MOST 44 /* columns of a label */

/* A label in so many columns, harmless; wider ones are cut. */
static void write_name(struct out *o, const char *name, size_t columns)
{
	struct ncl_buffer text = { 0 };
	struct out clean;
	size_t shown = 0, width;

	out_start(&clean, &text);
	display_clean(&clean, name, strlen(name));
	if (out_end(&clean)) {
		o->failed = 1;
		return;
	}
	width = display_width(text.data, text.len);
	if (width <= columns) {
		out_bytes(o, text.data, text.len);
	} else {
		display_line(text.data, text.len, columns - 3, &shown);
		out_bytes(o, text.data, shown);
		OUT(o, "...");
		width = display_width(text.data, shown) + 3;
	}
	out_fill(o, ' ', width < columns ? columns - width : 0);
	ncl_buffer_release(&text);
}

static size_t name_width(const struct ncl_measures *m)
{
	size_t most = 8;

	for (uint32_t y = 0; y < m->label_count; y++) {
		size_t n = strlen(m->labels[y].name);

		if (n > most)
			most = n < NAME_MOST ? n : NAME_MOST;
	}
	return most;
}

static void write_rate(struct out *o, const char *name,
		       const struct ncl_estimate *e, const char *more)
{
	out_format(o, "%-22s ", name);
	report_ratio(o, 6, e->value);
	if (e->low <= e->high)
		out_format(o, "  (%.4f to %.4f)", e->low, e->high);
	if (*more)
		out_format(o, "  %s", more);
	OUT(o, "\n");
}

static const char *s(uint64_t n)
{
	return n == 1 ? "" : "s";
}

static void write_scores(struct out *o, const struct ncl_measures *m)
{
	const struct ncl_calibration *c = &m->calibration;

	OUT(o, "calibration error      ");
	report_ratio(o, 6, report_error(c));
	out_format(o, "  over %.0f score%s %sof 0.1 and more; over all %.0f: "
		   "%.4f\nBrier skill            %.4f\n",
		   (double)c->pairs_likely, s(c->pairs_likely),
		   m->verdict ? "of words " : "", (double)c->pairs, c->error,
		   c->brier_skill);
}

static void write_all(struct out *o, const struct ncl_measures *m)
{
	char more[128];

	snprintf(more, sizeof(more), "precision %.4f, recall %.4f",
		 m->precision, m->recall);
	write_rate(o, "micro F1", &m->micro, more);
	snprintf(more, sizeof(more), "%u label%s in %u %s%s or more; all: "
		 "%.4f", m->macro_labels, s(m->macro_labels), m->macro_from,
		 m->blocks ? "document" : "item", s(m->macro_from),
		 m->macro_all);
	write_rate(o, "macro F1", &m->macro, more);
	write_rate(o, m->single || m->blocks ? "accuracy" : "exact match",
		   &m->exact, "");
	if (!m->single && !m->blocks) {
		if (m->level_count < 2) /* else the first is at the top */
			write_rate(o, "primary label", &m->primary,
				   "the first is the first");
		write_rate(o, "first label", &m->first,
			   "the first is one of them");
	}
	if (m->verdict) {
		snprintf(more, sizeof(more),
			 "precision %.4f, recall %.4f; mean of documents "
			 "%.4f", m->words_precision, m->words_recall,
			 m->page);
		write_rate(o, "F1 of words", &m->kept, more);
	}
	write_scores(o, m);
}

/* The columns of precision and recall. */
static void write_pair(struct out *o, const struct ncl_tally *t,
		       double precision, double recall)
{
	report_ratio(o, 9, report_precision(t, precision));
	OUT(o, "  ");
	report_ratio(o, 6, report_recall(t, recall));
	OUT(o, "  ");
}

static void write_label(struct out *o, const struct ncl_measures *m,
			uint32_t y, size_t columns)
{
	const struct ncl_label_measures *l = &m->labels[y];

	write_name(o, l->name, columns);
	out_format(o, "  %8.0f  ", (double)l->gold);
	report_ratio(o, 6, report_recall(&l->tally, l->f1.value));
	OUT(o, "  ");
	if (l->gold && l->f1.low <= l->f1.high)
		out_format(o, "%.2f-%.2f", l->f1.low, l->f1.high);
	else
		out_fill(o, ' ', 9);
	OUT(o, "  ");
	write_pair(o, &l->tally, l->precision, l->recall);
	if (l->known)
		out_format(o, "%9.2f\n", (double)l->threshold);
	else
		OUT(o, "  unknown\n");
}

static void write_labels(struct out *o, const struct ncl_report *r)
{
	const struct ncl_measures *m = r->measures;
	uint32_t shown = r->most && m->label_count > r->most ?
			 r->most : m->label_count;
	uint32_t *order = report_order(m, shown);
	size_t columns = name_width(m);

	if (!order) {
		o->failed = 1;
		return;
	}
	OUT(o, "\nlabel");
	out_fill(o, ' ', columns - 5);
	out_format(o, "  %8s  %6s  %9s  %9s  %6s  %9s\n",
		   m->blocks ? "blocks" : "gold", "F1    ", "95 %     ",
		   "precision", "recall", "threshold");
	for (uint32_t i = 0; i < shown; i++)
		write_label(o, m, order[i], columns);
	if (shown < m->label_count)
		out_format(o, "and %u more label%s; the worst stand here\n",
			   m->label_count - shown,
			   s(m->label_count - shown));
	free(order);
}

static void write_unknown(struct out *o, const struct ncl_measures *m)
{
	uint32_t named = 0;

	if (m->unknown) {
		out_format(o, "\n%u label%s of the data, in %.0f %s, "
			   "unknown to the model:", m->unknown,
			   m->unknown == 1 ? "" : "s",
			   (double)m->unknown_items,
			   m->blocks ? "blocks" : "documents");
		for (uint32_t y = 0; y < m->label_count && named < 10; y++)
			if (!m->labels[y].known) {
				out_text(o, named++ ? ", " : " ");
				report_name(o, m->labels[y].name);
			}
		out_text(o, m->unknown > named ? ", ...\n" : "\n");
	}
	named = 0;
	if (!m->unseen)
		return;
	out_format(o, "\n%u label%s of the model never in the data:",
		   m->unseen, m->unseen == 1 ? "" : "s");
	for (uint32_t y = 0; y < m->label_count && named < 10; y++)
		if (m->labels[y].known && !m->labels[y].gold) {
			out_text(o, named++ ? ", " : " ");
			report_name(o, m->labels[y].name);
		}
	out_text(o, m->unseen > named ? ", ...\n" : "\n");
}

#define CONFUSIONS 10u

static void write_confusions(struct out *o, const struct ncl_measures *m)
{
	size_t columns = name_width(m);
	uint32_t shown = 0;

	if (!report_pairs(m))
		return;
	OUT(o, "\nmost confused: gold");
	out_fill(o, ' ', columns > 19 ? columns - 19 : 0);
	out_format(o, "  %-*s  %s\n", (int)columns, "given instead",
		   m->blocks ? "blocks" : "documents");
	for (uint32_t i = 0; i < m->confusion_count && shown < CONFUSIONS;
	     i++) {
		const struct ncl_confusion *c = &m->confusions[i];

		if (c->gold == NCL_NO_LABEL || c->given == NCL_NO_LABEL)
			continue;
		shown++;
		write_name(o, report_label(m, c->gold),
			   columns > 19 ? columns : 19);
		OUT(o, "  ");
		write_name(o, report_label(m, c->given), columns);
		out_format(o, "  %.0f\n", (double)c->items);
	}
}

static void write_levels(struct out *o, const struct ncl_measures *m)
{
	if (!m->level_count)
		return;
	OUT(o, "\nlevel     labels  micro F1  precision  recall  macro F1\n");
	for (uint32_t i = 0; i < m->level_count; i++) {
		const struct ncl_level_measures *l = &m->levels[i];

		out_format(o, "%-6u  %8u  ", l->level, l->labels);
		report_ratio(o, 8, report_recall(&l->tally, l->micro));
		OUT(o, "  ");
		write_pair(o, &l->tally, l->precision, l->recall);
		report_ratio(o, 8, report_recall(&l->tally, l->macro));
		OUT(o, "\n");
	}
}

#define PARTS 20u /* rows of a field */

static void write_part(struct out *o, const struct ncl_measures *m,
		       const struct ncl_part_measures *p)
{
	const struct ncl_tally *t = m->verdict ? &p->words : &p->tally;

	write_name(o, report_part(p), 20);
	out_format(o, "  %9.0f  ", (double)p->documents);
	if (m->not_served)
		out_format(o, "%10.0f  ", (double)p->not_served);
	if (!p->documents) {
		OUT(o, "\n");
		return;
	}
	report_ratio(o, 11, report_recall(t, m->verdict ? p->kept : p->micro));
	OUT(o, "  ");
	write_pair(o, t, m->verdict ? p->words_precision : p->precision,
		   m->verdict ? p->words_recall : p->recall);
	out_format(o, "%8.4f\n", p->exact);
}

static void write_parts(struct out *o, const struct ncl_measures *m)
{
	uint32_t n;
	int tell;

	for (uint32_t i = 0; i < m->part_count; i += n) {
		n = report_parts(m, i, &tell);
		if (!tell)
			continue;
		OUT(o, "\n");
		write_name(o, m->parts[i].field, 20);
		out_format(o, "  documents  %s%11s  precision  recall  %8s\n",
			   m->not_served ? "not served  " : "",
			   m->verdict ? "F1 of words" : "micro F1",
			   m->single || m->blocks ? "accuracy" : "exact");
		for (uint32_t k = 0; k < n && k < PARTS; k++)
			write_part(o, m, &m->parts[i + k]);
		if (n > PARTS)
			out_format(o, "and %u more\n", n - PARTS);
	}
}

static void write_not_served(struct out *o, const struct ncl_measures *m)
{
	if (m->not_served)
		out_format(o, "not served             %.0f document%s in "
			   "languages that the model is not for: not counted "
			   "here; micro F1 with all their labels as missed "
			   "%.4f\n", (double)m->not_served, s(m->not_served),
			   m->with_those);
}

static void write_own_row(struct out *o, const char *name,
			  const struct ncl_own_measures *x)
{
	out_format(o, "%-24s  %9.0f  ", name, (double)x->items);
	report_ratio(o, 8, report_recall(&x->tally, x->micro));
	OUT(o, "  ");
	write_pair(o, &x->tally, x->precision, x->recall);
	report_ratio(o, 8, report_recall(&x->tally, x->macro));
}

/* What stands above counts labels that the model cannot give. */
static void write_own(struct out *o, const struct ncl_measures *m)
{
	const char *items = m->blocks ? "blocks" : "documents";

	if (!m->unknown)
		return;
	if (!(m->own.tally.right + m->own.tally.missed))
		OUT(o, "\nno label of the data is one of the model's: is it "
		       "the right field (--label-field)?\n");
	out_format(o, "\n%.0f of %.0f %s have labels that the model lacks, "
		   "which count as missed above\n%-24s  %9s  micro F1  "
		   "precision  recall  macro F1  %s\n",
		   (double)m->unknown_items, (double)m->items, items,
		   "the model's own labels", items,
		   m->single || m->blocks ? "accuracy" : "exact match");
	write_own_row(o, m->blocks ? "in all blocks" : "in all documents",
		      &m->own);
	OUT(o, "\n");
	write_own_row(o, "in those with no other", &m->inside);
	out_format(o, "  %.4f\n", m->inside.exact);
}

static void write_bins(struct out *o, const struct ncl_measures *m)
{
	out_format(o, "\n%-9s %9s  %-6s  %s\n", "scores",
		   m->verdict ? "words" : "pairs", "  said", "   was");
	for (int i = 0; i < NCL_BINS; i++) {
		const struct ncl_bin *b = &m->calibration.bins[i];

		if (b->pairs)
			out_format(o, "%.1f - %.1f %9.0f  %.4f  %.4f\n",
				   i / 10.0, (i + 1) / 10.0,
				   (double)b->pairs, b->said,
				   (double)b->gold / (double)b->pairs);
	}
}

static void write_difference(struct out *o, const struct ncl_difference *d)
{
	out_format(o, "%-22s %.4f  %.4f  %+.4f", d->name, d->first, d->second,
		   d->change.value);
	if (d->change.low <= d->change.high)
		out_format(o, "  (%+.4f to %+.4f)  p %.3f  %s",
			   d->change.low, d->change.high, d->p,
			   report_verdict(d));
	OUT(o, "\n");
}

static void write_compared(struct out *o, const struct ncl_report *r)
{
	const struct ncl_comparison *c = r->compared;

	out_format(o, "\n%-22s %-6s  %-6s  %s\n", "compared", "first",
		   "second", "change");
	for (uint32_t i = 0; i < c->count; i++)
		write_difference(o, &c->differences[i]);
	if (r->measures->single && r->second->single)
		out_format(o, "right in the first only %.0f, in the second "
			   "only %.0f: McNemar's test p %.3f\n",
			   (double)c->only_first, (double)c->only_second,
			   c->mcnemar);
	report_words(o, r);
}

enum ncl_status ncl_write_measures(struct ncl_buffer *out,
				   const struct ncl_report *r)
{
	struct out o;

	out_start(&o, out);
	if (r->about)
		out_format(&o, "%s\n\n", r->about);
	write_all(&o, r->measures);
	write_not_served(&o, r->measures);
	write_own(&o, r->measures);
	write_levels(&o, r->measures);
	write_parts(&o, r->measures);
	write_labels(&o, r);
	write_unknown(&o, r->measures);
	write_confusions(&o, r->measures);
	write_bins(&o, r->measures);
	if (r->compared && r->second)
		write_compared(&o, r);
	if (r->notes && *r->notes)
		out_text(&o, r->notes);
	return out_end(&o);
}
