/* From the labels of a data set to concepts of a taxonomy. */
#include "taxonomy.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static enum ncl_status no_memory(struct ncl_error *err)
{
	return ncl_error_set(err, NCL_NOMEM, "no memory for the labels");
}

static enum ncl_status find(const struct taxonomy *t, const char *label,
			    uint32_t *concept, struct ncl_error *err)
{
	uint32_t other;

	*concept = taxonomy_find(t, label, &other);
	if (*concept == UINT32_MAX)
		return ncl_error_set(err, NCL_FORMAT,
				     "the label \"%.80s\" of the data is no "
				     "id and no name in the labels file: add "
				     "it there", label);
	if (other != UINT32_MAX)
		return ncl_error_set(err, NCL_FORMAT,
				     "the label \"%.80s\" of the data is a "
				     "name of %.80s and of %.80s: use ids",
				     label, t->concepts[*concept].id,
				     t->concepts[other].id);
	return NCL_OK;
}

/* Those of the data and those above them, level by level, and in each as they
 * come in the taxonomy: so parents come before children. */
static void number_labels(struct taxonomy *t, const uint32_t *concept_of,
			  uint32_t labels)
{
	for (uint32_t i = 0; i < t->count; i++)
		t->label_of[i] = UINT32_MAX;
	for (uint32_t y = 0; y < labels; y++)
		for (uint32_t at = concept_of[y] + 1;
		     at && t->label_of[at - 1] == UINT32_MAX;
		     at = t->concepts[at - 1].parent)
			t->label_of[at - 1] = 0;
	t->label_count = 0;
	for (uint32_t level = 1; level <= TAXONOMY_LEVELS; level++)
		for (uint32_t i = 0; i < t->count; i++) {
			if (t->label_of[i] == UINT32_MAX ||
			    t->concepts[i].level != level)
				continue;
			t->of_label[t->label_count] = i;
			t->label_of[i] = t->label_count++;
		}
}

static const char *name_of(const struct taxonomy *t, const struct concept *c)
{
	const char *name = NULL;

	for (uint32_t k = 0; k < t->language_count; k++) {
		const char *code = t->languages[k];
		int english = !strncmp(code, "en", 2) &&
			      (!code[2] || code[2] == '-' || code[2] == '_');

		if (c->names[k] && english)
			return c->names[k];
		if (c->names[k] && !name)
			name = c->names[k];
	}
	return name;
}

static int by_text(const void *left, const void *right)
{
	return strcmp(**(char **const *)left, **(char **const *)right);
}

static char *with_id(const char *name, const char *id)
{
	size_t size = strlen(name) + strlen(id) + 4;
	char *text = malloc(size);

	if (text)
		snprintf(text, size, "%s (%s)", name, id);
	return text;
}

/* Labels are told apart by their names: those that share one ("other" below
 * two parents) get their ids behind it. */
static int tell_apart(char **names, char *const *ids, uint32_t n)
{
	char ***sorted = malloc((n + (size_t)1) * sizeof(*sorted));
	int ok = sorted != NULL;
	uint32_t end;

	for (uint32_t y = 0; ok && y < n; y++)
		sorted[y] = &names[y];
	if (ok)
		qsort(sorted, n, sizeof(*sorted), by_text);
	for (uint32_t y = 0; ok && y < n; y = end) {
		for (end = y + 1; end < n && !by_text(&sorted[y],
						      &sorted[end]);)
			end++;
		for (uint32_t i = y; ok && end - y > 1 && i < end; i++) {
			char *name = with_id(*sorted[i],
					     ids[sorted[i] - names]);

			ok = name != NULL;
			if (ok) {
				free(*sorted[i]);
				*sorted[i] = name;
			}
		}
	}
	free(sorted);
	return ok;
}

/* ------------------------------------------------------------ the data set */

static enum ncl_status rename_labels(const struct taxonomy *t,
				     struct dataset *d)
{
	char **names = calloc(t->label_count + (size_t)1, sizeof(*names));
	char **ids = calloc(t->label_count + (size_t)1, sizeof(*ids));
	int ok = names && ids;

	for (uint32_t y = 0; y < t->label_count && ok; y++) {
		const struct concept *c = &t->concepts[t->of_label[y]];

		names[y] = strdup(name_of(t, c));
		ids[y] = strdup(c->id);
		ok = names[y] && ids[y];
	}
	ok = ok && tell_apart(names, ids, t->label_count);
	for (uint32_t y = 0; y < t->label_count && !ok; y++) {
		free(names ? names[y] : NULL);
		free(ids ? ids[y] : NULL);
	}
	if (!ok) {
		free(names);
		free(ids);
		return NCL_NOMEM;
	}
	for (uint32_t y = 0; y < d->label_count; y++) {
		free(d->labels[y]);
		free(d->ids[y]);
	}
	free(d->labels);
	free(d->ids);
	d->labels = names;
	d->ids = ids;
	d->label_count = d->label_size = t->label_count;
	return NCL_OK;
}

/* A concept and those above it, where they are not among the item's labels,
 * which begin at `from`. */
static uint32_t add_upwards(const struct taxonomy *t, uint32_t concept,
			    uint32_t *labels, uint32_t from, uint32_t n)
{
	for (uint32_t at = concept + 1; at; at = t->concepts[at - 1].parent) {
		uint32_t label = t->label_of[at - 1], i = from;

		while (i < n && labels[i] != label)
			i++;
		if (i == n)
			labels[n++] = label;
	}
	return n;
}

/* The item's own labels first, then those above them. */
static uint32_t add_item(const struct taxonomy *t, const uint32_t *concept_of,
			 const uint32_t *own, uint32_t count, uint32_t *labels,
			 uint32_t n)
{
	uint32_t from = n;

	for (uint32_t i = 0; i < count; i++) {
		uint32_t label = t->label_of[concept_of[own[i]]], k = from;

		while (k < n && labels[k] != label)
			k++;
		if (k == n)
			labels[n++] = label;
	}
	for (uint32_t i = 0; i < count; i++)
		n = add_upwards(t, concept_of[own[i]], labels, from, n);
	return n;
}

static enum ncl_status relabel(const struct taxonomy *t, struct dataset *d,
			       const uint32_t *concept_of)
{
	size_t most = 1;
	uint32_t *labels, n = 0;

	for (uint32_t i = 0; i < d->label_id_count; i++)
		most += t->concepts[concept_of[d->label_ids[i]]].level;
	if (most > UINT32_MAX)
		return NCL_NOMEM;
	labels = malloc(most * sizeof(*labels));
	if (!labels)
		return NCL_NOMEM;
	for (uint32_t i = 0; i < d->item_count; i++) {
		uint32_t own = d->items[i].label;
		uint32_t count = dataset_label_count(d, i);

		d->items[i].label = n;
		n = add_item(t, concept_of, d->label_ids + own, count, labels,
			     n);
	}
	d->items[d->item_count].label = n;
	free(d->label_ids);
	d->label_ids = labels;
	d->label_id_count = n;
	d->label_id_size = (uint32_t)most;
	return NCL_OK;
}

/* How many items have each of the labels that there are now. */
static enum ncl_status count_items(struct dataset *d)
{
	uint32_t *items = calloc(d->label_count + (size_t)1, sizeof(*items));

	if (!items)
		return NCL_NOMEM;
	for (uint32_t i = 0; i < d->label_id_count; i++)
		items[d->label_ids[i]]++;
	free(d->label_items);
	d->label_items = items;
	return NCL_OK;
}

enum ncl_status taxonomy_apply(struct taxonomy *t, struct dataset *d,
			       struct ncl_error *err)
{
	uint32_t *concept_of = malloc((d->label_count + (size_t)1) *
				      sizeof(*concept_of));
	enum ncl_status ret = NCL_OK;

	t->of_label = arena_alloc(&t->arena, (t->count + (size_t)1) *
					     sizeof(*t->of_label));
	t->label_of = arena_alloc(&t->arena, (t->count + (size_t)1) *
					     sizeof(*t->label_of));
	if (!concept_of || !t->of_label || !t->label_of)
		ret = no_memory(err);
	for (uint32_t y = 0; y < d->label_count && ret == NCL_OK; y++)
		ret = find(t, d->ids[y] ? d->ids[y] : d->labels[y],
			   &concept_of[y], err);
	if (ret == NCL_OK) {
		number_labels(t, concept_of, d->label_count);
		if (d->item_count && (relabel(t, d, concept_of) != NCL_OK ||
				      rename_labels(t, d) != NCL_OK ||
				      count_items(d) != NCL_OK))
			ret = no_memory(err);
	}
	free(concept_of);
	return ret;
}

uint32_t taxonomy_parent(const struct taxonomy *t, uint32_t label)
{
	uint32_t parent = t->concepts[t->of_label[label]].parent;

	return parent ? t->label_of[parent - 1] + 1 : 0;
}
