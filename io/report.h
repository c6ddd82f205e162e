/* What the forms of a report (text, JSON, page) have in common. */
#ifndef IO_REPORT_H
#define IO_REPORT_H

#include <nclass/nclass.h>

struct out; /* json_out.h */

/*
 * What a table says of a ratio `x` of a tally: NaN where it is 0 of 0, which
 * measures have as 0. Precision where nothing was given, recall and F1 where
 * nothing stands in the data.
 */
double report_precision(const struct ncl_tally *t, double x);
double report_recall(const struct ncl_tally *t, double x);
/* The calibration error over likely scores, or NaN. */
double report_error(const struct ncl_calibration *c);
/* In so many columns; "-" for NaN. */
void report_ratio(struct out *o, uint32_t columns, double x);

/*
 * Labels in the order of a table of `shown` rows: as they are where it shows
 * all, else those that cost most first, by gold * (1 - F1). Free it; NULL: no
 * memory.
 */
uint32_t *report_order(const struct ncl_measures *m, uint32_t shown);
/* At most `most` of the labels that are in the data or were given: the most
 * frequent, or those of the most mistakes; how many. */
uint32_t report_most(const struct ncl_measures *m, uint32_t *out,
		     uint32_t most, int mistakes);
/* How many confusions are of two labels. */
uint32_t report_pairs(const struct ncl_measures *m);
/* The name of a label, "(none)" for NCL_NO_LABEL. */
const char *report_label(const struct ncl_measures *m, uint32_t label);
/* How many parts stand for the field of part i, from it on; *tell: whether
 * there is something to tell of them: two or more, or one not served. */
uint32_t report_parts(const struct ncl_measures *m, uint32_t i, int *tell);
/* The name of a part, "(none)" where documents have no value. */
const char *report_part(const struct ncl_part_measures *p);
/* A label as a line of text may show it. */
void report_name(struct out *o, const char *name);
/* "better", "worse", "no more than chance": the second, by its interval. */
const char *report_verdict(const struct ncl_difference *d);
/* The comparison in a sentence. */
void report_words(struct out *o, const struct ncl_report *r);

#endif
