/* The parts of a report as a page. All text is escaped; a part writes nothing
 * where there is nothing to show. */
#ifndef IO_REPORT_PAGE_H
#define IO_REPORT_PAGE_H

#include "json_out.h"
#include "report.h"

/* Text into HTML: markup escaped, control characters and what turns the
 * direction of writing shown as U+FFFD. Any bytes. */
void html_text(struct out *o, const char *text);
/* A cell of a table: a ratio, or a dash for NaN. */
void page_cell(struct out *o, double x);
/* The style sheet, with its element. */
void html_style(struct out *o);

/* report_charts.c */
void chart_reliability(struct out *o, const struct ncl_measures *m);
void chart_scores(struct out *o, const struct ncl_measures *m);
void chart_precision(struct out *o, const struct ncl_measures *m);
/* F1 and its interval on a line, in a table's cell. */
void chart_f1(struct out *o, const struct ncl_label_measures *l);

/* report_tables.c */
void page_labels(struct out *o, const struct ncl_report *r);
/* Levels of a taxonomy, and documents by their values. */
void page_levels(struct out *o, const struct ncl_measures *m);
void page_parts(struct out *o, const struct ncl_measures *m);
/* Labels that the model lacks, and how good it is without them. */
void page_own(struct out *o, const struct ncl_measures *m);
void page_confusion(struct out *o, const struct ncl_measures *m);
void page_mistakes(struct out *o, const struct ncl_measures *m);

#endif
