/*
 * nclass/measure.h: how good a model is on labelled data. Part of nclass.h.
 *
 * Words that are used below, of an item (a document, or a block of one):
 *
 *	gold    the labels that the data gives it, the main one first
 *	given   the labels that the plugin gives it, the best first
 *	score   the probability of a label, as nclass writes it: 4 decimals
 *	pair    an item and a label that both the model and the data know
 *
 *	                gold   not gold
 *	given          right      wrong    precision = right / (right + wrong)
 *	not given     missed               recall = right / (right + missed)
 *
 *	F1 = 2 right / (2 right + wrong + missed), 0 where all three are 0
 *
 * Intervals are of 95 %, by the bootstrap: groups of documents (sites, say)
 * are drawn with replacement as often as there are groups, and the measure is
 * taken of what was drawn; the interval leaves out 2.5 % of the draws on each
 * side (Efron and Tibshirani, An introduction to the bootstrap, 1993, ch. 13).
 * The same data and seed give the same numbers.
 */
#ifndef NCLASS_MEASURE_H
#define NCLASS_MEASURE_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A measure and its interval; low > high where there is none (there are
 * fewer than two groups, or no rounds were asked for). */
struct ncl_estimate {
	double value, low, high;
};

/* How often, over items (or, for blocks, over words). */
struct ncl_tally {
	uint64_t right, wrong, missed;
};

#define NCL_BINS 10 /* of scores: from i / 10 up to, not with, (i + 1) / 10 */

struct ncl_bin {
	uint64_t pairs;
	uint64_t gold; /* of them */
	double said;   /* mean score */
};

/*
 * How far scores can be trusted. The error is the expected calibration error:
 * the mean over pairs of |share of gold - mean score| of their bin (Naeini and
 * others, Obtaining well calibrated probabilities, 2015).
 */
struct ncl_calibration {
	uint64_t pairs;        /* each counts as often as its block has words,
				* where `verdict` below is set */
	uint64_t pairs_likely; /* of a score of 0.1 or more */
	double error, error_likely;
	/* 1 - sum of (score - truth)^2 / the same for scores that are the
	 * label's share in the data: 1 is perfect, 0 says no more than the
	 * shares, below 0 less. */
	double brier_skill;
	struct ncl_bin bins[NCL_BINS];
};

#define NCL_CURVE 100 /* steps of scores in the tables for charts */

struct ncl_label_measures {
	const char *name;
	uint32_t known;   /* not 0: the model has it */
	float threshold;  /* of the model; 0 where it has not */
	uint64_t gold;    /* items that have it in the data */
	uint64_t documents; /* in which it stands */
	struct ncl_tally tally;
	double precision, recall;
	struct ncl_estimate f1;
	/* Area under precision over recall, in steps of 0.001 of the score:
	 * sum of (recall_i - recall_(i-1)) * precision_i. 0 without gold. */
	double average_precision;
	/* Items whose score of it is in step i of 100: with and without it
	 * in the gold. NULL where the model does not know it. */
	const uint32_t *with, *without;
};

/* Items whose gold has `gold` and were wrongly given `given`. */
struct ncl_confusion {
	uint32_t gold, given; /* labels by number; NCL_NO_LABEL: none */
	uint64_t items;
};
#define NCL_NO_LABEL UINT32_MAX

/* A label of a mistake. */
struct ncl_mistake_label {
	const char *name;
	double score; /* NaN where the model does not know the label */
};

/* The labels of one level of the model's taxonomy, taken together. */
struct ncl_level_measures {
	uint32_t level;  /* 1: at the top */
	uint32_t labels; /* of the model */
	struct ncl_tally tally;
	double precision, recall, micro; /* micro: F1 of `tally` */
	double macro; /* as that of all labels, by the same rule */
	uint32_t macro_labels;
};

/* The documents that have one value of a field: those in one language, say. */
struct ncl_part_measures {
	const char *field; /* "lang" */
	const char *name;  /* "de"; "" where documents have no such value */
	uint64_t documents, items;
	uint64_t not_served; /* as in struct ncl_measures */
	struct ncl_tally tally;
	double precision, recall, micro, exact;
	struct ncl_tally words; /* of a verdict */
	double words_precision, words_recall, kept;
};

/* The model's own labels alone. */
struct ncl_own_measures {
	uint64_t items;
	struct ncl_tally tally;
	double precision, recall, micro, macro; /* by the same rules */
	double exact;
};

/* An item that the plugin got wrong. All strings are UTF-8, never NULL. */
struct ncl_mistake {
	const char *id, *title, *text; /* a stretch of it */
	int cut;                       /* the text goes on */
	double wrong; /* how surely: the greatest of the scores of labels that
		       * are not gold, and 1 - score of gold that is missed */
	const struct ncl_mistake_label *gold, *given;
	uint32_t gold_count, given_count;
};

/* Everything that was measured. Grows at its end: keep to the pointer. */
struct ncl_measures {
	const char *model; /* its file, or "" */
	int blocks; /* items are blocks, not documents */
	int single; /* every item has one gold label and is given one */
	uint64_t items, documents, groups;
	uint32_t rounds; /* of the bootstrap */

	struct ncl_tally tally; /* all labels together */
	double precision, recall;
	struct ncl_estimate micro; /* F1 of `tally` */
	/* Mean F1 of the labels that stand in at least macro_from items
	 * (documents, for blocks): 5, for blocks 20; 1 where no label stands
	 * in so many. macro_labels: how many labels those are. */
	struct ncl_estimate macro;
	uint32_t macro_from, macro_labels;
	double macro_all;           /* of all labels in the data */
	struct ncl_estimate exact;  /* share of items: given is gold. For one
				     * label each: accuracy */
	/* Of the items with gold: the first given is the first of the gold;
	 * the first given is one of the gold. */
	struct ncl_estimate primary, first;

	struct ncl_calibration calibration;

	/*
	 * Blocks of two labels are a verdict: is a block what is looked for
	 * (the label "1", else the model's second)? Words count, not blocks:
	 * letters, digits and underscores in a row; one character each in
	 * Chinese, Japanese, Korean and Thai. page: mean over the documents
	 * in which words are right, wrong or missed.
	 */
	int verdict;
	struct ncl_tally words;
	double words_precision, words_recall, page;
	struct ncl_estimate kept; /* F1 of words */

	uint32_t label_count;
	const struct ncl_label_measures *labels; /* those of the model first */
	uint32_t unknown;       /* labels of the data that the model lacks */
	uint64_t unknown_items; /* items that have such a label */
	uint32_t unseen;        /* labels of the model that the data lacks */

	uint32_t confusion_count;
	const struct ncl_confusion *confusions; /* the most frequent first,
						 * right ones left out */
	uint32_t mistake_count;
	const struct ncl_mistake *mistakes; /* the surest first */

	/* Of a model whose labels are a taxonomy; 0 levels: of another. */
	uint32_t level_count;
	const struct ncl_level_measures *levels; /* the top first */

	/* By field in the order asked for, then by documents, most first. */
	uint32_t part_count;
	const struct ncl_part_measures *parts;

	/*
	 * Documents in a language that the model does not name, and that got
	 * no label for it: they count in nothing else here. with_those:
	 * micro F1 if all their labels were counted as missed.
	 */
	uint64_t not_served;
	double with_those;

	/*
	 * Where the data has labels that the model lacks (unknown), which
	 * count as missed in what stands above. own: the model's labels in
	 * all items, as f1_score(labels=...) of scikit-learn counts: given to
	 * an item that has none of them, they are wrong; exact is 0. inside:
	 * in the items that have no label but them. All 0 where unknown is.
	 */
	struct ncl_own_measures own, inside;
};

/* One measure of two models on the same items. */
struct ncl_difference {
	const char *name;            /* "micro F1" */
	double first, second;
	struct ncl_estimate change;  /* second - first */
	/* How likely a change so far from 0 is where there is none: twice
	 * the share of draws on the other side of 0. */
	double p;
};

/* Two models on the same items: the same groups drawn for both. */
struct ncl_comparison {
	uint32_t count;
	const struct ncl_difference *differences;
	/* McNemar's exact test on items that only the first, only the second
	 * got right; it takes items for independent of each other. Only where
	 * each item has one label; else 0, 0 and 1. */
	uint64_t only_first, only_second;
	double mcnemar;
};

#ifdef __cplusplus
}
#endif

#endif /* NCLASS_MEASURE_H */
