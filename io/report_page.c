/* A report as a page of its own: no script, and nothing from elsewhere. */
#include "report_page.h"

#include <math.h>

#include "utf8.h"

/* Characters that turn the direction of writing, or show as nothing. */
static int is_unseen(uint32_t c)
{
	return (c < 0x20 && c != '\n' && c != '\t') || c == 0x7f ||
	       (c >= 0x80 && c < 0xa0) || (c >= 0x202a && c <= 0x202e) ||
	       (c >= 0x2066 && c <= 0x2069) || c == 0x200e || c == 0x200f ||
	       (c >= 0xfff9 && c <= 0xfffb) || (c & 0xfffe) == 0xfffe;
}

static void escape(struct out *o, const char *p, size_t len)
{
	switch (*p) {
	case '<':
		OUT(o, "&lt;");
		break;
	case '>':
		OUT(o, "&gt;");
		break;
	case '&':
		OUT(o, "&amp;");
		break;
	case '"':
		OUT(o, "&quot;");
		break;
	case '\'':
		OUT(o, "&#39;");
		break;
	default:
		out_bytes(o, p, len);
	}
}

void html_text(struct out *o, const char *text)
{
	struct ncl_buffer valid = { 0 };
	struct out v;

	out_start(&v, &valid);
	out_valid(&v, text, strlen(text));
	if (out_end(&v)) {
		o->failed = 1;
		return;
	}
	for (size_t i = 0; i < valid.len;) {
		size_t len;
		uint32_t c = utf8_decode(valid.data + i, &len);

		if (is_unseen(c))
			OUT(o, "\xef\xbf\xbd");
		else
			escape(o, valid.data + i, len);
		i += len;
	}
	ncl_buffer_release(&valid);
}

/* ------------------------------------------------------------- parts */

static void write_head(struct out *o, const struct ncl_report *r)
{
	OUT(o, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n"
	       "<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\""
	       "width=device-width,initial-scale=1\">\n<meta http-equiv=\""
	       "Content-Security-Policy\" content=\"default-src 'none'; "
	       "style-src 'unsafe-inline'\">\n<title>");
	html_text(o, r->title ? r->title : "model");
	OUT(o, ": how good is it</title>\n");
	html_style(o);
	OUT(o, "</head>\n<body>\n<header><h1>How good is ");
	html_text(o, r->title ? r->title : "the model");
	OUT(o, "?</h1>\n<p>");
	html_text(o, r->about ? r->about : "");
	if (*r->measures->model) {
		OUT(o, "<br>model ");
		html_text(o, r->measures->model);
	}
	OUT(o, "</p></header>\n<main>\n");
}

void page_cell(struct out *o, double x)
{
	if (isnan(x))
		OUT(o, "<td>&#8211;</td>");
	else
		out_format(o, "<td>%.3f</td>", x);
}

static void tile(struct out *o, const char *name,
		 const struct ncl_estimate *e, const char *more)
{
	out_format(o, "<div class=\"tile\"><span>%s</span><b>", name);
	if (isnan(e->value))
		OUT(o, "&#8211;");
	else
		out_format(o, "%.3f", e->value);
	OUT(o, "</b><span>");
	if (e->low <= e->high)
		out_format(o, "%.3f to %.3f<br>", e->low, e->high);
	out_format(o, "%s</span></div>", more);
}

static void plain_tile(struct out *o, const char *name, double value,
		       const char *more)
{
	const struct ncl_estimate e = { value, 1, 0 };

	tile(o, name, &e, more);
}

static void write_tiles(struct out *o, const struct ncl_measures *m)
{
	OUT(o, "<div class=\"tiles\">");
	if (m->verdict)
		tile(o, "F1 of words", &m->kept, "of what is to be kept");
	tile(o, "micro F1", &m->micro, "all labels together");
	tile(o, "macro F1", &m->macro, "mean of labels that are not rare");
	tile(o, m->single || m->blocks ? "accuracy" : "exact match",
	     &m->exact, m->blocks ? "of blocks" : "of documents");
	if (!m->single && !m->blocks) {
		if (m->level_count < 2) /* else the first is at the top */
			tile(o, "primary label", &m->primary,
			     "the first given is the first in the data");
		tile(o, "first label", &m->first,
		     "the first given is one in the data");
	}
	plain_tile(o, "calibration error", report_error(&m->calibration),
		   "of scores of 0.1 and more; 0 is best");
	plain_tile(o, "Brier skill", m->calibration.brier_skill,
		   "1 is best, 0 is guessing by frequency");
	OUT(o, "</div><p><small>Below a figure: its 95&#8239;% interval, by "
	       "drawing the data anew.</small></p>\n");
}

static void write_compared(struct out *o, const struct ncl_report *r)
{
	struct ncl_buffer words = { 0 };
	struct out w;

	OUT(o, "<section><h2>Compared</h2><p>First: ");
	html_text(o, *r->measures->model ? r->measures->model : "the model");
	OUT(o, ". Second: ");
	html_text(o, r->second->model);
	OUT(o, ".</p><p><strong>");
	out_start(&w, &words);
	report_words(&w, r);
	if (out_end(&w))
		o->failed = 1;
	html_text(o, words.data ? words.data : "");
	ncl_buffer_release(&words);
	OUT(o, "</strong></p><div class=\"scroll\"><table><thead><tr><th "
	       "scope=\"col\">measure</th><th scope=\"col\">first</th><th "
	       "scope=\"col\">second</th><th scope=\"col\">change</th><th "
	       "scope=\"col\">95&#8239;% interval</th><th scope=\"col\">p</th>"
	       "<th scope=\"col\" class=\"word\">the second is</th></tr>"
	       "</thead><tbody>\n");
	for (uint32_t i = 0; i < r->compared->count; i++) {
		const struct ncl_difference *d = &r->compared->differences[i];
		int known = d->change.low <= d->change.high;

		out_format(o, "<tr><th scope=\"row\">%s</th><td>%.4f</td><td>"
			   "%.4f</td><td>%+.4f</td>", d->name, d->first,
			   d->second, d->change.value);
		if (known)
			out_format(o, "<td>%+.4f to %+.4f</td><td>%.3f</td>"
				   "<td class=\"word\">%s</td></tr>\n",
				   d->change.low, d->change.high, d->p,
				   report_verdict(d));
		else
			OUT(o, "<td></td><td></td><td></td></tr>\n");
	}
	OUT(o, "</tbody></table></div></section>\n");
}

static void write_bins(struct out *o, const struct ncl_measures *m)
{
	out_format(o, "<div class=\"scroll\"><table><thead><tr><th scope=\""
		   "col\">scores</th><th scope=\"col\">%s</th><th scope=\""
		   "col\">mean score</th><th scope=\"col\">share in the data"
		   "</th></tr></thead><tbody>\n",
		   m->verdict ? "words" : "pairs");
	for (int i = 0; i < NCL_BINS; i++) {
		const struct ncl_bin *b = &m->calibration.bins[i];

		if (b->pairs)
			out_format(o, "<tr><th scope=\"row\">%.1f to %.1f</th>"
				   "<td>%.0f</td><td>%.3f</td><td>%.3f</td>"
				   "</tr>\n", i / 10.0, (i + 1) / 10.0,
				   (double)b->pairs, b->said,
				   (double)b->gold / (double)b->pairs);
	}
	OUT(o, "</tbody></table></div>");
}

static void write_scores(struct out *o, const struct ncl_measures *m)
{
	OUT(o, "<section><h2>Scores</h2><div class=\"plots\"><figure>");
	chart_reliability(o, m);
	OUT(o, "<figcaption><b>Can scores be trusted?</b> On the dashed line, "
	       "70 of 100 labels with a score of 0.7 are right; below it "
	       "scores promise too much.</figcaption></figure><figure>");
	chart_scores(o, m);
	OUT(o, "<figcaption><b>Do scores separate?</b> Up (blue): scores of "
	       "labels that are in the data; down (orange): of those that are "
	       "not. Heights are logarithms.</figcaption></figure><figure>");
	chart_precision(o, m);
	OUT(o, "<figcaption><b>What does recall cost?</b> Precision over "
	       "recall for every threshold: all labels together, and (thin) "
	       "each that stands in 5 or more, at most the 24 most frequent."
	       "</figcaption></figure></div>");
	write_bins(o, m);
	OUT(o, "</section>\n");
}

static void write_unknown(struct out *o, const struct ncl_measures *m)
{
	if (m->not_served)
		out_format(o, "<p>Not served, in languages that the model is "
			   "not for: %.0f document%s without a label. They "
			   "count in nothing on this page; with all their "
			   "labels as missed micro F1 is %.3f.</p>",
			   (double)m->not_served,
			   m->not_served == 1 ? "" : "s", m->with_those);
	if (m->unseen)
		out_format(o, "<p>%u label%s of the model never in the data: "
			   "nothing was measured of %s.</p>", m->unseen,
			   m->unseen == 1 ? " is" : "s are",
			   m->unseen == 1 ? "it" : "them");
}

enum ncl_status ncl_write_measures_html(struct ncl_buffer *out,
					const struct ncl_report *r)
{
	const struct ncl_measures *m = r->measures;
	struct out o;

	out_start(&o, out);
	write_head(&o, r);
	write_tiles(&o, m);
	write_unknown(&o, m);
	if (r->notes) {
		OUT(&o, "<p class=\"notes\">");
		html_text(&o, r->notes);
		OUT(&o, "</p>");
	}
	if (r->compared && r->second)
		write_compared(&o, r);
	page_own(&o, m);
	page_levels(&o, m);
	page_labels(&o, r);
	page_parts(&o, m);
	write_scores(&o, m);
	page_confusion(&o, m);
	page_mistakes(&o, m);
	out_format(&o, "</main>\n<footer><p>Made by nclass %s.</p></footer>\n"
		   "</body>\n</html>\n", ncl_version());
	return out_end(&o);
}
