/* Tables of a report's page, and the mistakes. */
#include <math.h>
#include <stdlib.h>

#include "report_page.h"

#define ROWS 500u   /* labels in the table of the page */
#define MATRIX 24u  /* labels in the confusion matrix */
#define PAIRS 20u

static void write_row(struct out *o, const struct ncl_label_measures *l)
{
	OUT(o, "<tr><th scope=\"row\">");
	html_text(o, l->name);
	if (!l->known)
		OUT(o, " <small>(unknown to the model)</small>");
	out_format(o, "</th><td>%.3f</td><td class=\"wide\">", l->f1.value);
	chart_f1(o, l);
	if (l->f1.low <= l->f1.high)
		out_format(o, "<small>%.2f&#8211;%.2f</small>", l->f1.low,
			   l->f1.high);
	out_format(o, "</td><td>%.0f</td><td>%.3f</td><td>%.3f</td><td>",
		   (double)l->gold, l->precision, l->recall);
	if (l->with)
		out_format(o, "%.3f", l->average_precision);
	OUT(o, "</td><td>");
	if (l->known)
		out_format(o, "%.2f", (double)l->threshold);
	OUT(o, "</td></tr>\n");
}

void page_labels(struct out *o, const struct ncl_report *r)
{
	const struct ncl_measures *m = r->measures;
	uint32_t shown = m->label_count < ROWS ? m->label_count : ROWS;
	uint32_t *order = report_order(m, 0);

	if (!order) {
		o->failed = 1;
		return;
	}
	out_format(o, "<section><h2>Labels</h2><p>Those that cost most come "
		   "first: many %s, low F1. The line is F1 from 0 to 1 with "
		   "its 95&#8239;%% interval.</p><div class=\"scroll\">"
		   "<table><thead><tr><th scope=\"col\">label</th>"
		   "<th scope=\"col\">F1</th><th scope=\"col\" class=\""
		   "wide\">interval</th><th scope=\"col\">in the data</th>"
		   "<th scope=\"col\">precision</th><th scope=\"col\">"
		   "recall</th><th scope=\"col\">average precision</th>"
		   "<th scope=\"col\">threshold</th></tr></thead><tbody>\n",
		   m->blocks ? "blocks" : "documents");
	for (uint32_t i = 0; i < shown; i++)
		write_row(o, &m->labels[order[i]]);
	OUT(o, "</tbody></table></div>");
	if (shown < m->label_count)
		out_format(o, "<p>And %u more labels, each costing less.</p>",
			   m->label_count - shown);
	OUT(o, "</section>\n");
	free(order);
}

/* ------------------------------------------------------------- confusion */

/* The most frequent labels of the data; how many. */
static uint32_t frequent(const struct ncl_measures *m, uint32_t *out)
{
	uint32_t n = 0;

	for (uint32_t y = 0; y < m->label_count; y++) {
		uint32_t at = n;

		if (!m->labels[y].gold && !m->labels[y].tally.wrong)
			continue;
		while (at && m->labels[out[at - 1]].gold < m->labels[y].gold)
			at--;
		if (at >= MATRIX)
			continue;
		n += n < MATRIX;
		for (uint32_t i = n - 1; i > at; i--)
			out[i] = out[i - 1];
		out[at] = y;
	}
	return n;
}

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
	uint32_t list[MATRIX], n = frequent(m, list);
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
		out_format(o, " The %u most frequent labels.", n);
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
	       "data: look before you blame the model.</p>\n");
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
	OUT(o, "</section>\n");
}
