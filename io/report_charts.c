/* Charts as inline SVG; colours come from the page's style. */
#include <stdlib.h>

#include "report_page.h"

#define SIDE 240.0 /* of a square plot */
#define LEFT 42.0
#define TOP 10.0

static double at_x(double v)
{
	return LEFT + v * SIDE;
}

static double at_y(double v)
{
	return TOP + (1 - v) * SIDE;
}

/* A square from 0 to 1 with lines at fifths and the axes' names. */
static void begin_square(struct out *o, const char *label, const char *x,
			 const char *y)
{
	out_format(o, "<svg viewBox=\"0 0 300 296\" role=\"img\" "
		   "aria-label=\"%s\" class=\"plot\">", label);
	for (int i = 0; i <= 5; i++) {
		double v = i / 5.0;

		out_format(o, "<path class=\"grid\" d=\"M%.1f %.1fH%.1fM%.1f "
			   "%.1fV%.1f\"/><text x=\"%.1f\" y=\"%.1f\" "
			   "class=\"mid\">%.1f</text><text x=\"%.1f\" "
			   "y=\"%.1f\" class=\"end\">%.1f</text>", at_x(0),
			   at_y(v), at_x(1), at_x(v), at_y(0), at_y(1),
			   at_x(v), at_y(0) + 15, v, LEFT - 6, at_y(v) + 4,
			   v);
	}
	out_format(o, "<text x=\"%.1f\" y=\"292\" class=\"mid axis\">%s"
		   "</text><text transform=\"translate(10 %.1f) "
		   "rotate(-90)\" class=\"mid axis\">%s</text>", at_x(0.5), x,
		   at_y(0.5), y);
}

void chart_reliability(struct out *o, const struct ncl_measures *m)
{
	const struct ncl_calibration *c = &m->calibration;
	int first = 1;

	begin_square(o, "Reliability: share that is right against the score; "
		     "the table has the numbers", "score", "share in the data");
	out_format(o, "<path class=\"ideal\" d=\"M%.1f %.1fL%.1f %.1f\"/>"
		   "<path class=\"line\" d=\"", at_x(0), at_y(0), at_x(1),
		   at_y(1));
	for (int i = 0; i < NCL_BINS; i++) {
		const struct ncl_bin *b = &c->bins[i];

		if (!b->pairs)
			continue;
		out_format(o, "%c%.1f %.1f", first ? 'M' : 'L', at_x(b->said),
			   at_y((double)b->gold / (double)b->pairs));
		first = 0;
	}
	OUT(o, "\"/>");
	for (int i = 0; i < NCL_BINS; i++) {
		const struct ncl_bin *b = &c->bins[i];

		if (b->pairs)
			out_format(o, "<circle class=\"dot\" cx=\"%.1f\" "
				   "cy=\"%.1f\" r=\"4\"/>", at_x(b->said),
				   at_y((double)b->gold / (double)b->pairs));
	}
	OUT(o, "</svg>");
}

/* Sums over labels, in NCL_CURVE steps; NULL: no memory. */
static uint64_t *sums(const struct ncl_measures *m)
{
	uint64_t *n = calloc((size_t)2 * NCL_CURVE, sizeof(*n));

	for (uint32_t y = 0; n && y < m->label_count; y++) {
		const struct ncl_label_measures *l = &m->labels[y];

		for (int i = 0; l->with && l->gold && i < NCL_CURVE; i++) {
			n[i] += l->without[i];
			n[NCL_CURVE + i] += l->with[i];
		}
	}
	return n;
}

/* About the logarithm to base 10 of 1 + n, from 0 to 1 for up to a million:
 * of the bits, so that no two machines differ. */
static double height(uint64_t n, uint64_t most)
{
	double a = 0, b = 0;

	for (double x = 1 + (double)n; x > 1; x /= 1.25)
		a += x < 1.25 ? (x - 1) / 0.25 : 1;
	for (double x = 1 + (double)most; x > 1; x /= 1.25)
		b += x < 1.25 ? (x - 1) / 0.25 : 1;
	return b > 0 ? a / b : 0;
}

#define BARS 20

void chart_scores(struct out *o, const struct ncl_measures *m)
{
	uint64_t *n = sums(m), bar[2][BARS] = { { 0 } }, most = 1;

	if (!n) {
		o->failed = 1;
		return;
	}
	for (int i = 0; i < 2 * NCL_CURVE; i++)
		bar[i / NCL_CURVE][i % NCL_CURVE / (NCL_CURVE / BARS)] += n[i];
	for (int i = 0; i < 2 * BARS; i++)
		most = bar[i / BARS][i % BARS] > most ?
		       bar[i / BARS][i % BARS] : most;
	free(n);
	OUT(o, "<svg viewBox=\"0 0 300 296\" role=\"img\" class=\"plot\" "
	       "aria-label=\"Histogram of scores of labels that are right and "
	       "that are not; heights are logarithms\">");
	for (int i = 0; i < 2 * BARS; i++) {
		uint64_t count = bar[i / BARS][i % BARS];
		double h = height(count, most) * (SIDE / 2 - 4);
		double x = at_x((i % BARS) / (double)BARS) + 1;
		double y = i / BARS ? TOP + SIDE / 2 - h : TOP + SIDE / 2;

		out_format(o, "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" "
			   "width=\"10\" height=\"%.1f\"><title>%.2f to %.2f: "
			   "%.0f</title></rect>", i / BARS ? "yes" : "no", x,
			   y, h, (i % BARS) / (double)BARS,
			   (i % BARS + 1) / (double)BARS, (double)count);
	}
	for (int i = 0; i <= 5; i++)
		out_format(o, "<text x=\"%.1f\" y=\"%.1f\" class=\"mid\">%.1f"
			   "</text>", at_x(i / 5.0), TOP + SIDE + 15, i / 5.0);
	out_format(o, "<text x=\"%.1f\" y=\"292\" class=\"mid axis\">score"
		   "</text><text transform=\"translate(24 70) rotate(-90)\" "
		   "class=\"mid axis\">right</text><text transform=\""
		   "translate(24 190) rotate(-90)\" class=\"mid axis\">not"
		   "</text></svg>", at_x(0.5));
}

/* Precision over recall from the highest score down. */
static void curve(struct out *o, const char *class, const uint64_t *without,
		  const uint64_t *with)
{
	uint64_t right = 0, said = 0, all = 0;
	char move = 'M';

	for (int i = 0; i < NCL_CURVE; i++)
		all += with[i];
	if (!all)
		return;
	out_format(o, "<path class=\"%s\" d=\"", class);
	for (int i = NCL_CURVE; i-- > 0;) {
		if (!with[i] && !without[i])
			continue;
		right += with[i];
		said += with[i] + without[i];
		out_format(o, "%c%.1f %.1f", move,
			   at_x((double)right / (double)all),
			   at_y((double)right / (double)said));
		move = 'L';
	}
	OUT(o, "\"/>");
}

#define CURVES 24u /* labels whose curves are drawn */

void chart_precision(struct out *o, const struct ncl_measures *m)
{
	uint64_t *all = sums(m), one[2 * NCL_CURVE];
	uint32_t list[CURVES], n = report_most(m, list, CURVES, 0);

	if (!all) {
		o->failed = 1;
		return;
	}
	begin_square(o, "Precision over recall, of all labels together and of "
		     "the most frequent", "recall", "precision");
	for (uint32_t k = 0; k < n; k++) {
		const struct ncl_label_measures *l = &m->labels[list[k]];

		if (!l->with || l->gold < 5)
			continue;
		for (int i = 0; i < NCL_CURVE; i++) {
			one[i] = l->without[i];
			one[NCL_CURVE + i] = l->with[i];
		}
		OUT(o, "<g><title>");
		html_text(o, l->name);
		out_format(o, ": average precision %.3f</title>",
			   l->average_precision);
		curve(o, "thin", one, one + NCL_CURVE);
		OUT(o, "</g>");
	}
	curve(o, "line", all, all + NCL_CURVE);
	OUT(o, "</svg>");
	free(all);
}

void chart_f1(struct out *o, const struct ncl_label_measures *l)
{
	const struct ncl_estimate *e = &l->f1;

	OUT(o, "<svg viewBox=\"0 0 120 14\" class=\"range\" "
	       "aria-hidden=\"true\"><path class=\"grid\" "
	       "d=\"M5 7H115M5 3V11M60 3V11M115 3V11\"/>");
	if (e->low <= e->high)
		out_format(o, "<path class=\"span\" d=\"M%.1f 7H%.1f\"/>",
			   5 + 110 * e->low, 5 + 110 * e->high);
	out_format(o, "<circle class=\"dot\" cx=\"%.1f\" cy=\"7\" r=\"4\"/>"
		   "</svg>", 5 + 110 * e->value);
}
