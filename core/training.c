/* Who is what, and what is held out together. */
#include "training.h"

#include <stdlib.h>
#include <string.h>

void training_release(struct training *t)
{
	for (uint32_t o = 0; t->is && o < t->outputs; o++)
		free(t->is[o]);
	free(t->is);
	free(t->fold);
	free(t->part);
	free(t->gold);
	free(t->brief);
	free(t->chain);
	free(t->sigmoid);
	free(t->threshold);
	free(t->missed);
	taxonomy_release(&t->taxonomy);
	free(t->p);
	solve_release(&t->solve);
	problem_release(&t->problem);
	dataset_release(&t->data);
	excerpts_release(&t->excerpts);
	*t = (struct training){ 0 };
}

/* One label or any number: asked for, or told from the data. */
static enum ncl_status choose_decoder(struct training *t,
				      struct ncl_error *err)
{
	const struct dataset *d = &t->data;
	uint32_t more = 0, none = 0;

	t->decoder = MODEL_CHAIN;
	if (d->features->unit == NCL_UNIT_BLOCK)
		return NCL_OK;
	for (uint32_t i = 0; i < d->item_count; i++) {
		more += dataset_label_count(d, i) > 1;
		none += dataset_label_count(d, i) < 1;
	}
	if (t->wanted == NCL_LABELS_SINGLE && more)
		return ncl_error_set(err, NCL_FORMAT,
				     "%u of %u documents have several "
				     "labels%s: leave single out, or give "
				     "one label each", more, d->item_count,
				     t->taxonomy.count ? ", with those above "
				     "them" : "");
	if (t->wanted == NCL_LABELS_SINGLE && (none || d->label_count < 2))
		return ncl_error_set(err, NCL_FORMAT, none ?
				     "%u of %u documents have no label: "
				     "leave single out, or give one label "
				     "each" : "single needs two labels or "
				     "more", none, d->item_count);
	if (t->wanted == NCL_LABELS_MULTI || more || none ||
	    d->label_count < 2)
		t->decoder = MODEL_SIGMOID;
	return NCL_OK;
}

static enum ncl_status check(const struct dataset *d, struct ncl_error *err)
{
	if (d->sequence_count < 2)
		return ncl_error_set(err, NCL_FORMAT,
				     "%u labelled document%s too few to train "
				     "on: give more", d->sequence_count,
				     d->sequence_count == 1 ? " is" : "s are");
	if (!d->label_count)
		return ncl_error_set(err, NCL_FORMAT,
				     "no label stands in the data");
	if (d->label_count > MODEL_LABELS_MAX)
		return ncl_error_set(err, NCL_LIMIT,
				     "%u different labels; a model has at "
				     "most %u: leave out the rarest, put "
				     "them together, or check that the field "
				     "of labels is the right one",
				     d->label_count, MODEL_LABELS_MAX);
	if (d->label_count == 1 && d->features->unit == NCL_UNIT_BLOCK)
		return ncl_error_set(err, NCL_FORMAT,
				     "all labelled blocks are \"%s\": there "
				     "is nothing to tell apart",
				     d->labels[0]);
	for (uint32_t i = 0; d->label_count == 1 && i < d->item_count; i++)
		if (!dataset_label_count(d, i))
			return NCL_OK;
	if (d->label_count == 1)
		return ncl_error_set(err, NCL_FORMAT,
				     "all documents have the one label "
				     "\"%s\": there is nothing to tell apart",
				     d->labels[0]);
	return NCL_OK;
}

/* The label that output o speaks for: of two, the second. */
static uint32_t label_of(const struct training *t, uint32_t o)
{
	return t->outputs < t->labels ? 1 : o;
}

static size_t entries(const struct dataset *d, uint32_t item)
{
	return d->items[item + 1].entry - d->items[item].entry;
}

static enum ncl_status find_brief(struct training *t)
{
	const struct dataset *d = &t->data;

	t->brief = calloc(d->item_count + (size_t)1, 1);
	if (!t->brief)
		return NCL_NOMEM;
	for (uint32_t i = 0; i < d->item_count; i++) {
		if (d->features->unit != NCL_UNIT_DOCUMENT ||
		    entries(d, i) * 10 * d->item_count >= d->entry_count)
			continue;
		t->brief[i] = 1;
		t->brief_count++;
	}
	return NCL_OK;
}

static enum ncl_status who_is_what(struct training *t)
{
	const struct dataset *d = &t->data;

	t->is = calloc(t->outputs, sizeof(*t->is));
	t->gold = malloc((d->item_count + (size_t)1) * sizeof(*t->gold));
	if (!t->is || !t->gold)
		return NCL_NOMEM;
	for (uint32_t i = 0; i < d->item_count; i++)
		t->gold[i] = d->items[i].known && !t->brief[i] &&
			     dataset_label_count(d, i) == 1 ?
			     (int32_t)d->label_ids[d->items[i].label] : -1;
	for (uint32_t o = 0; o < t->outputs; o++) {
		t->is[o] = malloc(d->item_count + (size_t)1);
		if (!t->is[o])
			return NCL_NOMEM;
		for (uint32_t i = 0; i < d->item_count; i++)
			t->is[o][i] = !d->items[i].known ? 0 :
				      dataset_has(d, i, label_of(t, o)) ? 1 :
									  -1;
	}
	return NCL_OK;
}

enum ncl_status training_prepare(struct training *t, uint32_t folds,
				 uint64_t seed, struct ncl_error *err)
{
	enum ncl_status ret = t->taxonomy.count ?
			      taxonomy_apply(&t->taxonomy, &t->data, err) :
			      NCL_OK;

	if (ret == NCL_OK)
		ret = check(&t->data, err);

	if (ret == NCL_OK)
		ret = choose_decoder(t, err);
	if (ret != NCL_OK)
		return ret;
	t->labels = t->data.label_count;
	t->outputs = t->decoder == MODEL_CHAIN && t->labels == 2 ? 1 :
								   t->labels;
	if (folds > t->data.sequence_count)
		folds = t->data.sequence_count;
	ret = training_deal(t, &folds, seed);
	if (ret == NCL_REFUSED)
		return ncl_error_set(err, ret, "all documents have the same "
				     "text: give more");
	if (ret != NCL_OK || find_brief(t) != NCL_OK ||
	    who_is_what(t) != NCL_OK)
		return ncl_error_set(err, NCL_NOMEM,
				     "no memory for the training");
	t->solve.folds = folds;
	return NCL_OK;
}
