/* What the forms of a report (text, JSON, page) have in common. */
#ifndef IO_REPORT_H
#define IO_REPORT_H

#include <nclass/nclass.h>

struct out; /* json_out.h */

/*
 * Labels in the order of a table of `shown` rows: as they are where it shows
 * all, else those that cost most first, by gold * (1 - F1). Free it; NULL: no
 * memory.
 */
uint32_t *report_order(const struct ncl_measures *m, uint32_t shown);
/* How many confusions are of two labels. */
uint32_t report_pairs(const struct ncl_measures *m);
/* The name of a label, "(none)" for NCL_NO_LABEL. */
const char *report_label(const struct ncl_measures *m, uint32_t label);
/* A label as a line of text may show it. */
void report_name(struct out *o, const char *name);
/* "better", "worse", "no more than chance": the second, by its interval. */
const char *report_verdict(const struct ncl_difference *d);
/* The comparison in a sentence. */
void report_words(struct out *o, const struct ncl_report *r);

#endif
