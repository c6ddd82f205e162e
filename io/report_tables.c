/* Tables of a report's page, and the mistakes. */
#include <math.h>
#include <stdlib.h>

#include "report_page.h"

#define ROWS 500u   /* labels in the table of the page */
#define MATRIX 24u  /* labels in the confusion matrix */
#define PAIRS 20u

/* How many of n rows are shown at once: all, or so many that what is left is
 * worth a click. */
static uint32_t at_once(uint32_t n)
{
	return n > 30 ? 20 : n;
}

static void two_cells(struct out *o, const struct ncl_tally *t,
		      double precision, double recall)
{
	page_cell(o, report_precision(t, precision));
	page_cell(o, report_recall(t, recall));
}

static void write_row(struct out *o, const struct ncl_label_measures *l)
{
	OUT(o, "<tr><th scope=\"row\">");
	html_text(o, l->name);
	if (!l->known)
		OUT(o, " <small>(unknown to the model)</small>");
	OUT(o, "</th>");
	page_cell(o, report_recall(&l->tally, l->f1.value));
	OUT(o, "<td class=\"wide\">");
	if (l->gold)
		chart_f1(o, l);
	if (l->gold && l->f1.low <= l->f1.high)
		out_format(o, "<small>%.2f&#8211;%.2f</small>", l->f1.low,
			   l->f1.high);
	out_format(o, "</td><td>%.0f</td>", (double)l->gold);
	two_cells(o, &l->tally, l->precision, l->recall);
	OUT(o, "<td>");
	if (l->with && l->gold)
		out_format(o, "%.3f", l->average_precision);
	OUT(o, "</td><td>");
	if (l->known)
		out_format(o, "%.2f", (double)l->threshold);
	OUT(o, "</td></tr>\n");
}

/* Rows below those that are shown at once: shut, with their own heads. */
static void open_more(struct out *o, uint32_t n, const char *what)
{
	out_format(o, "</tbody></table></div>\n<details><summary>%u more %s"
		   "</summary>", n, what);
}

static void close_rows(struct out *o, int more)
{
	OUT(o, "</tbody></table></div>");
	if (more)
		OUT(o, "</details>");
}

static void label_heads(struct out *o)
{
	OUT(o, "<div class=\"scroll\"><table><thead><tr><th scope=\"col\">"
	       "label</th><th scope=\"col\">F1</th><th scope=\"col\" class=\""
	       "wide\">interval</th><th scope=\"col\">in the data</th>"
	       "<th scope=\"col\">precision</th><th scope=\"col\">recall</th>"
	       "<th scope=\"col\">average precision</th><th scope=\"col\">"
	       "threshold</th></tr></thead><tbody>\n");
}

void page_labels(struct out *o, const struct ncl_report *r)
{
	const struct ncl_measures *m = r->measures;
	uint32_t shown = m->label_count < ROWS ? m->label_count : ROWS;
	uint32_t *order = report_order(m, 0), first = at_once(shown);

	if (!order) {
		o->failed = 1;
		return;
	}
	out_format(o, "<section><h2>Labels</h2><p>Those that cost most come "
		   "first: many %s, low F1. The line is F1 from 0 to 1 with "
		   "its 95&#8239;%% interval.</p>",
		   m->blocks ? "blocks" : "documents");
	label_heads(o);
	for (uint32_t i = 0; i < shown; i++) {
		if (i == first) {
			open_more(o, shown - first, "labels");
			label_heads(o);
		}
		write_row(o, &m->labels[order[i]]);
	}
	close_rows(o, first < shown);
	if (shown < m->label_count)
		out_format(o, "<p>And %u more label%s, each costing less.</p>",
			   m->label_count - shown,
			   m->label_count - shown == 1 ? "" : "s");
	OUT(o, "</section>\n");
	free(order);
}

/* ------------------------------------------------------- levels and parts */

static void write_heads(struct out *o, const char *const *names, size_t n)
{
	OUT(o, "<div class=\"scroll\"><table><thead><tr>");
	for (size_t i = 0; i < n; i++)
		out_format(o, "<th scope=\"col\">%s</th>", names[i]);
	OUT(o, "</tr></thead><tbody>\n");
}

void page_levels(struct out *o, const struct ncl_measures *m)
{
	static const char *const heads[] = {
		"level", "labels", "micro F1", "precision", "recall",
		"macro F1"
	};

	if (!m->level_count)
		return;
	OUT(o, "<section><h2>Levels of the taxonomy</h2><p>Level 1 is at the "
	       "top.</p>");
	write_heads(o, heads, sizeof(heads) / sizeof(*heads));
	for (uint32_t i = 0; i < m->level_count; i++) {
		const struct ncl_level_measures *l = &m->levels[i];

		out_format(o, "<tr><th scope=\"row\">%u</th><td>%u</td>",
			   l->level, l->labels);
		page_cell(o, report_recall(&l->tally, l->micro));
		two_cells(o, &l->tally, l->precision, l->recall);
		page_cell(o, report_recall(&l->tally, l->macro));
		OUT(o, "</tr>\n");
	}
	OUT(o, "</tbody></table></div></section>\n");
}

static void write_own_row(struct out *o, const char *name,
			  const struct ncl_own_measures *x)
{
	out_format(o, "<tr><th scope=\"row\">%s</th><td>%.0f</td>", name,
		   (double)x->items);
	page_cell(o, report_recall(&x->tally, x->micro));
	two_cells(o, &x->tally, x->precision, x->recall);
	page_cell(o, report_recall(&x->tally, x->macro));
	OUT(o, "<td>");
}

void page_own(struct out *o, const struct ncl_measures *m)
{
	const char *items = m->blocks ? "blocks" : "documents";
	const char *const heads[] = {
		"", items, "micro F1", "precision", "recall", "macro F1",
		m->single || m->blocks ? "accuracy" : "exact match"
	};

	if (!m->unknown)
		return;
	out_format(o, "<section><h2>Labels that the model lacks</h2><p>%.0f "
		   "of %.0f %s have one of %u such labels. They can only be "
		   "missed, and count so above. The model&#8217;s own labels "
		   "alone:</p>", (double)m->unknown_items, (double)m->items,
		   items, m->unknown);
	write_heads(o, heads, sizeof(heads) / sizeof(*heads));
	write_own_row(o, "in all", &m->own);
	OUT(o, "</td></tr>\n");
	write_own_row(o, "in those with no other", &m->inside);
	out_format(o, "%.3f</td></tr>\n</tbody></table></div></section>\n",
		   m->inside.exact);
}

static void write_part(struct out *o, const struct ncl_measures *m,
		       const struct ncl_part_measures *p)
{
	int words = m->verdict;
	const struct ncl_tally *t = words ? &p->words : &p->tally;

	OUT(o, "<tr><th scope=\"row\">");
	html_text(o, report_part(p));
	out_format(o, "</th><td>%.0f</td><td>%.0f</td>", (double)p->documents,
		   (double)p->not_served);
	if (!p->documents) {
		OUT(o, "<td></td><td></td><td></td><td></td></tr>\n");
		return;
	}
	page_cell(o, report_recall(t, words ? p->kept : p->micro));
	two_cells(o, t, words ? p->words_precision : p->precision,
		  words ? p->words_recall : p->recall);
	page_cell(o, p->exact);
	OUT(o, "</tr>\n");
}

void page_parts(struct out *o, const struct ncl_measures *m)
{
	const char *const heads[] = {
		"value", "documents", "not served",
		m->verdict ? "F1 of words" : "micro F1", "precision",
		"recall", m->single || m->blocks ? "accuracy" : "exact match"
	};
	uint32_t n;
	int tell;

	for (uint32_t i = 0; i < m->part_count; i += n) {
		n = report_parts(m, i, &tell);
		if (!tell)
			continue;
		OUT(o, "<section><h2>By ");
		html_text(o, m->parts[i].field);
		OUT(o, "</h2>");
		write_heads(o, heads, sizeof(heads) / sizeof(*heads));
		for (uint32_t k = 0; k < n && k < ROWS; k++) {
			if (k == at_once(n)) {
				open_more(o, n - k, "values");
				write_heads(o, heads,
					    sizeof(heads) / sizeof(*heads));
			}
			write_part(o, m, &m->parts[i + k]);
		}
		close_rows(o, at_once(n) < n);
		if (n > ROWS)
			out_format(o, "<p>And %u more.</p>", n - ROWS);
		OUT(o, "</section>\n");
	}
}

/* ------------------------------------------------------------- confusion */

static uint32_t place(const uint32_t *list, uint32_t n, uint32_t label)
{
	uint32_t i = 0;

	while (i < n && list[i] != label)
		i++;
	return i;
}

static void write_cell(struct out *o, uint64_t count, uint64_t all, int right)
{
	double share = all ? (double)count / (double)all : 0;

	if (!count) {
		OUT(o, "<td class=\"zero\">&#183;</td>");
		return;
	}
	out_format(o, "<td class=\"%s%s%s\" style=\"--v:%.2f\">%.0f</td>",
		   right ? "hit" : "miss", share > 0.6 ? " full" : "",
		   right && share > 0.85 ? " most" : "",
		   share < 0.06 ? 0.06 : share > 1 ? 1 : share,
		   (double)count);
}

/* Whether something stands in the last column. */
static int others(uint64_t (*cells)[MATRIX + 1], uint32_t n)
{
	for (uint32_t i = 0; i < n; i++)
		if (cells[i][n])
			return 1;
	return 0;
}

static void write_matrix(struct out *o, const struct ncl_measures *m,
			 const uint32_t *list, uint32_t n,
			 uint64_t (*cells)[MATRIX + 1])
{
	uint32_t last = others(cells, n);

	OUT(o, "<div class=\"scroll\"><table class=\"matrix\"><thead><tr>"
	       "<th scope=\"col\">in the data &#8595; / given &#8594;</th>");
	for (uint32_t i = 0; i < n; i++) {
		OUT(o, "<th scope=\"col\" class=\"turn\"><span>");
		html_text(o, m->labels[list[i]].name);
		OUT(o, "</span></th>");
	}
	if (last)
		OUT(o, "<th scope=\"col\" class=\"turn\"><span>(none, others)"
		       "</span></th>");
	OUT(o, "</tr></thead><tbody>\n");
	for (uint32_t i = 0; i < n; i++) {
		const struct ncl_label_measures *l = &m->labels[list[i]];

		OUT(o, "<tr><th scope=\"row\">");
		html_text(o, l->name);
		OUT(o, "</th>");
		cells[i][i] = l->tally.right;
		for (uint32_t k = 0; k < n + last; k++)
			write_cell(o, cells[i][k], l->gold, i == k);
		OUT(o, "</tr>\n");
	}
	OUT(o, "</tbody></table></div>");
}

static void write_pairs(struct out *o, const struct ncl_measures *m)
{
	uint32_t shown = 0;

	if (!report_pairs(m))
		return;
	out_format(o, "<h3>Most confused</h3><div class=\"scroll\"><table>"
		   "<thead><tr><th scope=\"col\">in the data</th><th "
		   "scope=\"col\" class=\"word\">given instead</th><th "
		   "scope=\"col\">%s</th></tr></thead><tbody>\n",
		   m->blocks ? "blocks" : "documents");
	for (uint32_t i = 0; i < m->confusion_count && shown < PAIRS; i++) {
		const struct ncl_confusion *c = &m->confusions[i];

		if (c->gold == NCL_NO_LABEL || c->given == NCL_NO_LABEL)
			continue;
		OUT(o, "<tr><th scope=\"row\">");
		html_text(o, report_label(m, c->gold));
		OUT(o, "</th><td class=\"word\">");
		html_text(o, report_label(m, c->given));
		out_format(o, "</td><td>%.0f</td></tr>\n", (double)c->items);
		shown++;
	}
	OUT(o, "</tbody></table></div>");
}

void page_confusion(struct out *o, const struct ncl_measures *m)
{
	int many = m->label_count > MATRIX;
	uint32_t list[MATRIX], n = report_most(m, list, MATRIX, many);
	uint64_t cells[MATRIX][MATRIX + 1] = { { 0 } };

	if (n < 2)
		return;
	for (uint32_t i = 0; i < m->confusion_count; i++) {
		const struct ncl_confusion *c = &m->confusions[i];
		uint32_t row = place(list, n, c->gold);

		if (row < n)
			cells[row][place(list, n, c->given)] += c->items;
	}
	OUT(o, "<section><h2>Confusion</h2><p>");
	if (m->single)
		OUT(o, "A row is what the data says, a column what was given. "
		       "Blue is right, orange is not; the stronger, the more "
		       "of the row.");
	else
		OUT(o, "A row is a label of the data: on the diagonal (blue) "
		       "how often it was given, elsewhere (orange) what was "
		       "wrongly given where it was missed. The last column: "
		       "missed, and nothing wrong given.");
	if (m->label_count > n)
		out_format(o, " The %u labels of the most mistakes, of %u.", n,
			   m->label_count);
	OUT(o, "</p>");
	write_matrix(o, m, list, n, cells);
	write_pairs(o, m);
	OUT(o, "</section>\n");
}

/* ------------------------------------------------------------- mistakes */

static void write_chips(struct out *o, const char *name, const char *class,
			const struct ncl_mistake_label *l, uint32_t n)
{
	out_format(o, "<dt>%s</dt><dd>", name);
	for (uint32_t i = 0; i < n; i++) {
		out_format(o, "<span class=\"chip %s\">", class);
		html_text(o, l[i].name);
		if (!isnan(l[i].score))
			out_format(o, " <b>%.2f</b>", l[i].score);
		OUT(o, "</span> ");
	}
	if (!n)
		OUT(o, "<span class=\"chip\">nothing</span>");
	OUT(o, "</dd>");
}

void page_mistakes(struct out *o, const struct ncl_measures *m)
{
	if (!m->mistake_count)
		return;
	OUT(o, "<section><h2>Worst mistakes</h2><p>The surest first. A score "
	       "stands behind each label. Some of these are mistakes of the "
	       "data: look before you blame the model.</p>\n<div class=\""
	       "mistakes\">\n");
	for (uint32_t i = 0; i < m->mistake_count; i++) {
		const struct ncl_mistake *x = &m->mistakes[i];

		OUT(o, "<article><h3 dir=\"auto\">");
		html_text(o, *x->title ? x->title : "(without a title)");
		OUT(o, "</h3><p class=\"id\">");
		html_text(o, x->id);
		OUT(o, "</p><dl>");
		write_chips(o, "data", "yes", x->gold, x->gold_count);
		write_chips(o, "given", "no", x->given, x->given_count);
		OUT(o, "</dl><p class=\"text\" dir=\"auto\">");
		html_text(o, x->text);
		if (x->cut)
			OUT(o, " &#8230;");
		OUT(o, "</p></article>\n");
	}
	OUT(o, "</div></section>\n");
}
