#include "explain_pick.h"

#include <stdlib.h>
#include <string.h>

int pick_use(struct pick *p, uint32_t u, int *over)
{
	*over = !ncl_explained(p->why, u, &p->use);
	if (*over || (p->how->plugin &&
		      strcmp(p->how->plugin, p->use.plugin) != 0))
		return 0;
	p->at = (struct ncl_explain_at){ .use = u };
	p->count = 0;
	return 1;
}

const char *pick_name(const struct pick *p, uint32_t i)
{
	return ncl_model_label(p->use.model, p->labels[i])->name;
}

static int is_named(const struct pick *p, uint32_t label)
{
	const char *name = ncl_model_label(p->use.model, label)->name;

	for (uint32_t i = 0; p->how->labels[i]; i++)
		if (strcmp(p->how->labels[i], name) == 0)
			return 1;
	return 0;
}

struct likely {
	uint32_t label;
	float p;
	int reaches; /* its threshold */
};

static int by_p(const void *left, const void *right)
{
	const struct likely *a = left, *b = right;

	if (a->p != b->p)
		return a->p > b->p ? -1 : 1;
	return a->label < b->label ? -1 : a->label > b->label;
}

/* Keep what is asked for of the labels, which fall by probability. */
static void choose(struct pick *p, const struct likely *all)
{
	int block = p->use.unit == NCL_UNIT_BLOCK;
	uint32_t most = p->how->likeliest ? p->how->likeliest :
			block ? 1 : 3;

	p->count = 0;
	for (uint32_t i = 0; i < p->use.labels; i++) {
		int takes = p->how->labels ? is_named(p, all[i].label) :
			    i < most || (all[i].reaches && !p->use.single);

		if (takes)
			p->labels[p->count++] = all[i].label;
	}
}

enum ncl_status pick_item(struct pick *p, uint32_t item)
{
	uint32_t n = p->use.labels;
	struct likely *all = malloc((n + (size_t)1) * sizeof(*all));
	uint32_t *labels = realloc(p->labels, (n + (size_t)1) *
				   sizeof(*labels));
	const float *scores = ncl_explain_scores(p->why, p->at.use, item);

	p->labels = labels ? labels : p->labels;
	if (!all || !labels || !scores) {
		free(all);
		return NCL_NOMEM;
	}
	p->at.item = item;
	for (uint32_t i = 0; i < n; i++)
		all[i] = (struct likely){
			i, scores[i], scores[i] >=
			ncl_model_label(p->use.model, i)->threshold
		};
	qsort(all, n, sizeof(*all), by_p);
	choose(p, all);
	free(all);
	return NCL_OK;
}

enum ncl_status pick_label(struct pick *p, uint32_t i,
			   struct ncl_verdict *verdict,
			   struct ncl_reasons *reasons)
{
	uint32_t top = p->how->top ? p->how->top :
		       p->use.unit == NCL_UNIT_BLOCK ? 5 : 10;

	p->at.label = p->labels[i];
	if (!ncl_explain_verdict(p->why, &p->at, verdict))
		return NCL_NOMEM;
	return ncl_explain_reasons(p->why, &p->at, top, reasons, NULL);
}

int pick_together(const struct pick *p, const struct ncl_verdict *verdict,
		  const struct ncl_reasons *reasons, double *together)
{
	const char *key, *value;
	int kernel = 0;

	for (uint32_t i = 0; ncl_model_fact(p->use.model, i, &key, &value); i++)
		kernel |= strcmp(key, "kernel") == 0;
	*together = verdict->decision - verdict->bias - reasons->left_worth;
	for (uint32_t i = 0; i < reasons->count; i++)
		*together -= reasons->reasons[i].value *
			     reasons->reasons[i].weight;
	return kernel;
}

int pick_block(const struct pick *p, uint32_t block)
{
	if (!p->how->blocks)
		return 1;
	for (uint32_t i = 0; i < p->how->block_count; i++)
		if (p->how->blocks[i] == block)
			return 1;
	return 0;
}

void pick_release(struct pick *p)
{
	free(p->labels);
	p->labels = NULL;
	p->count = 0;
}

ncl_layer pick_layer(const ncl_doc *doc, const char *plugin,
		     enum ncl_layer_kind kind)
{
	struct ncl_layer_view view;

	for (uint32_t i = 0; ncl_doc_layer(doc, i, &view); i++)
		if (view.kind == kind && strcmp(view.plugin, plugin) == 0)
			return view.handle;
	return 0;
}

int pick_assigned(const ncl_doc *doc, const char *plugin, const char *label)
{
	ncl_layer layer = pick_layer(doc, plugin, NCL_LAYER_DOCUMENT);
	uint32_t n = 0;
	const struct ncl_mark *marks = layer ? ncl_doc_labels(doc, layer, &n) :
					       NULL;

	for (uint32_t i = 0; i < n; i++) {
		const char *name = ncl_doc_label_name(doc, layer,
						      marks[i].label);

		if (name && strcmp(name, label) == 0)
			return 1;
	}
	return 0;
}
