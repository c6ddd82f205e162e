/* The labels of a data set: found by their hash, sorted at the end. */
#include "dataset.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

/* The slot of a name, or the empty one that it would take. */
static uint32_t *find_slot(const struct dataset *d, const char *name)
{
	uint32_t at = (uint32_t)XXH3_64bits(name, strlen(name)) &
		      d->label_mask;

	while (d->label_slots[at] &&
	       strcmp(d->labels[d->label_slots[at] - 1], name) != 0)
		at = (at + 1) & d->label_mask;
	return &d->label_slots[at];
}

/* Enter all labels into slots of their own. */
static int rehash(struct dataset *d, uint32_t size)
{
	uint32_t *slots = calloc(size, sizeof(*slots));

	if (!slots)
		return 0;
	free(d->label_slots);
	d->label_slots = slots;
	d->label_mask = size - 1;
	for (uint32_t i = 0; i < d->label_count; i++)
		*find_slot(d, d->labels[i]) = i + 1;
	return 1;
}

uint32_t dataset_label(struct dataset *d, const char *name)
{
	uint32_t size = d->label_size, more = size, *slot;
	char *text;

	if (2 * ((uint64_t)d->label_count + 1) > d->label_mask &&
	    !rehash(d, d->label_mask ? 2 * (d->label_mask + 1) : 64))
		return UINT32_MAX;
	slot = find_slot(d, name);
	if (*slot)
		return *slot - 1;
	if (!dataset_room(&d->labels, d->label_count, &size,
			  sizeof(*d->labels)) ||
	    !dataset_room(&d->label_items, d->label_count, &more,
			  sizeof(*d->label_items)) ||
	    !dataset_room(&d->ids, d->label_count, &d->label_size,
			  sizeof(*d->ids)))
		return UINT32_MAX;
	text = strdup(name);
	if (!text)
		return UINT32_MAX;
	d->ids[d->label_count] = NULL;
	d->label_items[d->label_count] = 0;
	d->labels[d->label_count] = text;
	*slot = ++d->label_count;
	return d->label_count - 1;
}

struct named {
	char *name, *id;
	uint32_t was, items;
};

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct named *)a)->name,
		      ((const struct named *)b)->name);
}

enum ncl_status dataset_sort_labels(struct dataset *d)
{
	uint32_t n = d->label_count;
	struct named *all = malloc((n + (size_t)1) * sizeof(*all));
	uint32_t *to = malloc((n + (size_t)1) * sizeof(*to));

	if (!all || !to) {
		free(all);
		free(to);
		return NCL_NOMEM;
	}
	for (uint32_t i = 0; i < n; i++)
		all[i] = (struct named){ d->labels[i], d->ids[i], i,
					 d->label_items[i] };
	qsort(all, n, sizeof(*all), by_name);
	for (uint32_t i = 0; i < n; i++) {
		d->labels[i] = all[i].name;
		d->ids[i] = all[i].id;
		d->label_items[i] = all[i].items;
		to[all[i].was] = i;
	}
	for (uint32_t i = 0; i < d->label_id_count; i++)
		d->label_ids[i] = to[d->label_ids[i]];
	free(all);
	free(to);
	return n && !rehash(d, d->label_mask + 1) ? NCL_NOMEM : NCL_OK;
}
