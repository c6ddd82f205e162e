/*
 * Measuring decisions against what is right (nclass/measure.h says what each
 * number means): items come one after the other, and only counts are kept.
 *
 *	measure_item     -> tallies and bins of labels
 *	                    confusions (gold, given)
 *	                    cells      (group, label): for the bootstrap
 *	measure_document -> measures of whole documents
 *	measure_finish   -> struct ncl_measures
 *
 * Memory: 8 KB a label of the model, and some bytes for each group and for
 * each label in it; nothing an item. Scores are taken as they are written, in
 * ten thousandths, so all sums are of whole numbers and the same in any order.
 */
#ifndef CORE_MEASURE_H
#define CORE_MEASURE_H

#include "arena.h"
#include "names.h"
#include "nclass/nclass.h"
#include "pair_counts.h"

#define MEASURE_ONE 10000u  /* a score of 1 */
#define MEASURE_STEPS 1000u /* of the score, in curves */

struct measure_label {
	struct ncl_tally tally;
	struct ncl_tally inside; /* of items without unknown labels */
	uint64_t gold, documents, last; /* 1 + the latest document it is in */
	int mark; /* it is in the set that is being looked at */
};

/* Pairs of a label and a bin; sums in ten thousandths. */
struct measure_bin {
	uint64_t pairs, gold, said;
};

struct measure_group {
	uint64_t items, exact, with_gold, primary, first;
	struct ncl_tally words;
};

#define MEASURE_FIELDS 8u /* that documents are parted by, at most */

struct measure_part {
	uint32_t field;
	uint64_t documents, items, not_served, exact;
	struct ncl_tally tally, words;
};

/* Documents parted by the values of fields: measure_parts.c. */
struct measure_parts {
	const char *field[MEASURE_FIELDS];
	uint32_t fields;
	struct names names;       /* 'a' + field, then the value */
	struct measure_part *all; /* by the numbers of names */
	uint32_t size;
	uint32_t now[MEASURE_FIELDS]; /* of the document at hand */
	uint32_t now_count;
};

struct measure {
	int blocks;
	uint32_t known;      /* labels of the model: the first of names */
	uint32_t verdict;    /* its label; NAMES_NONE: there is none */
	struct names names;
	struct measure_label *labels;
	uint32_t label_size;
	float *thresholds;           /* known */
	struct measure_bin *bins;    /* known * NCL_BINS */
	uint64_t *squares;           /* known: of (score - truth) */
	uint32_t *steps;             /* known * 2 * MEASURE_STEPS: without it
				      * in the gold, then with it */
	struct pair_counts cells;    /* group, label: right, wrong, missed */
	struct pair_counts confused; /* gold, given: items */
	struct measure_group *groups;
	uint32_t group_count, group_size;
	struct names group_names;    /* to group_of */
	uint32_t *group_of;
	uint32_t group_of_size;
	struct measure_group sum;
	struct measure_parts parts;
	uint32_t *levels;       /* known: of each label, 0: none */
	uint64_t not_served, not_served_labels;
	uint64_t documents;
	uint64_t lone;          /* items of one gold label that got one */
	uint64_t weight;        /* pairs a label has: items, or their words */
	uint64_t unknown_items; /* that have a label which is not known */
	int inside;             /* the item at hand has none */
	uint64_t inside_items, inside_exact;
	struct ncl_tally page;       /* words of the document so far */
	double pages;                /* sum of F1 */
	uint64_t page_count;
	struct arena arena;          /* of the result */
	struct ncl_measures result;
};

/* An item. Labels are numbers of names, none twice. */
struct measure_item {
	const uint32_t *gold, *given;
	uint32_t gold_count, given_count;
	uint32_t words;        /* of a block, for a verdict; else unused */
	const uint16_t *score; /* of the labels of the model, each at most
				* MEASURE_ONE; NULL: all 0 */
};

/* Begin: the model's labels. NCL_NOMEM; NCL_REFUSED: one stands in it twice.
 * Release it then too. */
enum ncl_status measure_start(struct measure *m, int blocks,
			      const struct ncl_model_label *labels,
			      uint32_t n);
/* The number of a label, new or known; NAMES_NONE: no memory. */
uint32_t measure_label(struct measure *m, const char *name);
/* Take out what stands in a list of labels again; how many stay. */
uint32_t measure_unique(struct measure *m, uint32_t *labels, uint32_t n);
/* The number of a group, by name; NULL: one of its own. NAMES_NONE: no
 * memory. */
uint32_t measure_group(struct measure *m, const char *name);
/* Part documents by a field too; the name stays the caller's. NCL_LIMIT: by
 * too many. */
enum ncl_status measure_part_by(struct measure *m, const char *field);
/* The values of these fields of the document that comes; NULL: it has none.
 * NCL_NOMEM. */
enum ncl_status measure_values(struct measure *m, const char *const *values);
/* The document at hand, of so many labels, is in a language that the model is
 * not for: in place of its items. */
void measure_not_served(struct measure *m, uint32_t labels);
/* Count an item of a group. NCL_NOMEM: the measures are of no use then. */
enum ncl_status measure_item(struct measure *m, uint32_t group,
			     const struct measure_item *item);
/* The document whose items were counted last is at its end. */
void measure_document(struct measure *m);
/* Take all measures; intervals where rounds is 2 or more. NCL_NOMEM. */
enum ncl_status measure_finish(struct measure *m, uint32_t rounds,
			       uint64_t seed);
void measure_release(struct measure *m);

/* A score in ten thousandths, as it is written. */
static inline uint16_t measure_score(float p)
{
	return !(p > 0) ? 0 : p >= 1 ? MEASURE_ONE :
	       (uint16_t)((double)p * MEASURE_ONE + 0.5);
}

/* Words of a text as the verdict's measures count them. */
uint32_t measure_words(const char *text, size_t len);

/* Whether a label stands in a list. */
static inline int measure_has(const uint32_t *list, uint32_t n,
			      uint32_t label)
{
	for (uint32_t i = 0; i < n; i++)
		if (list[i] == label)
			return 1;
	return 0;
}

static inline double measure_ratio(uint64_t a, uint64_t b)
{
	return b ? (double)a / (double)b : 0;
}

/* F1 of a tally; 0 where it is empty. */
static inline double measure_f1(uint64_t right, uint64_t wrong,
				uint64_t missed)
{
	uint64_t all = 2 * right + wrong + missed;

	return all ? 2.0 * (double)right / (double)all : 0;
}

/* In how many documents a label stands, for macro F1. */
uint64_t measure_stands_in(const struct ncl_measures *r,
			   const struct ncl_label_measures *l);

/* ---------------------------------------------------- measure_parts.c */

/* Count an item, or the document, for the parts that it is in. */
void measure_parts_item(struct measure *m, const struct measure_item *item,
			uint32_t right);
void measure_parts_document(struct measure *m);
void measure_parts_release(struct measure_parts *p);
/* Fill levels and parts of m->result, whose labels are there. 0: no memory. */
int measure_fill_levels(struct measure *m);
int measure_fill_parts(struct measure *m);
/* Measures of the model's own labels, where the data has others. */
void measure_fill_own(struct measure *m);

/* ------------------------------------------------ measure_bootstrap.c */

/* Measures that have intervals, but F1 of labels. */
enum measure_rate {
	RATE_MICRO, RATE_MACRO, RATE_EXACT, RATE_PRIMARY, RATE_FIRST,
	RATE_KEPT, RATE_COUNT
};

/* Fill the intervals of m->result, whose values are there. NCL_NOMEM. */
enum ncl_status measure_intervals(struct measure *m, uint32_t rounds,
				  uint64_t seed);
/*
 * Compare two that were finished and counted the same items of the same
 * groups. only_first, only_second: items that only one of them got wholly
 * right. The result lives as long as `a`.
 */
enum ncl_status measure_compare(struct measure *a, struct measure *b,
				uint32_t rounds, uint64_t seed,
				struct ncl_comparison *out);
/* Two-sided exact binomial test of b against c (McNemar). */
double measure_mcnemar(uint64_t b, uint64_t c);

#endif
