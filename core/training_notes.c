/* What training decided for itself, and what it did not reach. */
#include "training.h"

#include <stdio.h>
#include <string.h>

static enum ncl_status add(struct ncl_buffer *b, const char *text)
{
	return ncl_buffer_add(b, text, strlen(text));
}

static const char *kind(const struct training *t)
{
	const char *const asked[] = {
		[NCL_LABELS_SINGLE] = "one label each, as asked",
		[NCL_LABELS_MULTI] = "any number of labels each, as asked",
	};

	if (t->wanted != NCL_LABELS_AUTO)
		return asked[t->wanted];
	return t->decoder == MODEL_CHAIN ?
	       "one label each, as all of the data have" :
	       "any number of labels each, as some of the data have several, "
	       "or none";
}

static enum ncl_status add_goal(const struct training *t, struct ncl_buffer *b)
{
	static const char *const goals[] = {
		[CUT_MACRO] = "F1 of each label",
		[CUT_MICRO] = "F1 of all labels together",
		[CUT_PRECISION] = "precision", [CUT_RECALL] = "recall",
	};
	char line[128];

	if (t->goal.value > 0)
		snprintf(line, sizeof(line), "thresholds: for a %s of %g of "
			 "each label%s\n", goals[t->goal.kind],
			 t->goal.value, t->goal.kind == CUT_PRECISION ?
			 "; it takes topic.at-least-one=no" : "");
	else
		snprintf(line, sizeof(line), "thresholds: for the best %s\n",
			 goals[t->goal.kind]);
	return add(b, line);
}

/* A label's name on one line. */
static enum ncl_status add_name(struct ncl_buffer *b, const char *name)
{
	enum ncl_status ret = add(b, "  ");
	size_t from = b->len;

	if (ret == NCL_OK)
		ret = add(b, name);
	for (size_t i = from; ret == NCL_OK && i < b->len; i++)
		if ((unsigned char)b->data[i] < ' ' || b->data[i] == 0x7f)
			b->data[i] = ' ';
	return ret == NCL_OK ? add(b, "\n") : ret;
}

static enum ncl_status add_missed(const struct training *t,
				  struct ncl_buffer *b)
{
	enum ncl_status ret = NCL_OK;
	uint32_t n = 0;

	for (uint32_t y = 0; y < t->labels && ret == NCL_OK; y++) {
		if (!t->missed[y])
			continue;
		if (!n++)
			ret = add(b, "labels that reach it at no threshold, "
				  "and are not given:\n");
		if (ret == NCL_OK)
			ret = add_name(b, t->data.labels[y]);
	}
	return ret;
}

#define GROUPS_FEW 5 /* fewer are told */

/* Measures that promise too much, or say little. */
static enum ncl_status add_warning(const struct training *t,
				   struct ncl_buffer *b)
{
	char line[160];

	if (t->one_half && add(b, "\nscores were fitted on the documents that "
				  "they are measured on: there are\nno "
				  "others\n") != NCL_OK)
		return NCL_NOMEM;
	if (t->groups < 2)
		return add(b, "\nall documents are of one group: each was held "
			      "out for itself, so documents\nof other groups "
			      "may fare worse than is measured here\n");
	if (t->groups >= GROUPS_FEW)
		return NCL_OK;
	snprintf(line, sizeof(line), "\nthere are only %u groups (sites, or "
		 "texts) that can be held out: measures and\nscores are "
		 "rough, and better with more\n", t->groups);
	return add(b, line);
}

/* What --tune tried, and what it took. */
static enum ncl_status add_tuning(const struct training *t,
				  struct ncl_buffer *b)
{
	int kernel = t->solve.gamma > 0;
	enum ncl_status ret;
	char chosen[96];

	if (!t->tune.count)
		return NCL_OK;
	ret = add(b, kernel ? "\ncosts/gammas tried, with the " :
			      "\ncosts tried, with the ");
	if (ret == NCL_OK)
		ret = add(b, tune_measure(t));
	if (ret == NCL_OK)
		ret = add(b, ": ");
	if (ret == NCL_OK)
		ret = tune_list(&t->tune, b);
	if (kernel)
		snprintf(chosen, sizeof(chosen), "\ncost and gamma chosen: %g, "
			 "%g\n", t->solve.cost, t->solve.gamma);
	else
		snprintf(chosen, sizeof(chosen), "\ncost chosen: %g\n",
			 t->solve.cost);
	return ret == NCL_OK ? add(b, chosen) : ret;
}

enum ncl_status training_notes(const struct training *t,
			       struct ncl_buffer *out)
{
	enum ncl_status ret = add_warning(t, out);

	if (ret == NCL_OK)
		ret = add_tuning(t, out);
	if (ret != NCL_OK || t->data.features->unit != NCL_UNIT_DOCUMENT)
		return ret;
	ret = add(out, "\ndocuments have ");
	if (ret == NCL_OK)
		ret = add(out, kind(t));
	if (ret == NCL_OK)
		ret = add(out, "\n");
	if (ret == NCL_OK && t->decoder == MODEL_SIGMOID)
		ret = add_goal(t, out);
	return ret == NCL_OK ? add_missed(t, out) : ret;
}
