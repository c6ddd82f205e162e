/*
 * Features of training items, as the plugin gave them: names and values, not
 * yet a vocabulary.
 *
 *	item i   labels   label_ids[items[i].label .. items[i + 1].label)
 *	         hashed   entries[items[i].entry .. items[i + 1].entry)
 *	         dense    dense[i * dense_count ...]
 *	known features     key -> id, how many items have it
 *	sequences          the items of a document, and its group
 */
#ifndef CORE_DATASET_H
#define CORE_DATASET_H

#include "feature_names.h"
#include "pipeline.h"

struct data_item {
	size_t entry; /* its first */
	uint32_t label; /* its first */
	uint32_t known; /* not 0: its labels are known */
};

struct data_entry {
	uint32_t id;
	float value;
};

struct data_feature {
	uint64_t key;   /* of model_key */
	uint32_t items; /* that have it */
	uint32_t group;
	size_t last;    /* 1 + its latest entry, to find it in an item again */
};

struct data_sequence {
	uint32_t first, count; /* items */
	uint64_t group;        /* hash of what it is held out with */
	uint64_t text;         /* hash of its title and text */
};

/* What a document is held out with: hashes, as above. */
struct data_held {
	uint64_t group, text;
};

struct dataset {
	const struct ncl_features *features;
	struct data_item *items; /* item_count + 1 */
	struct data_entry *entries;
	struct data_feature *known;
	struct data_sequence *sequences;
	uint32_t *label_ids;
	float *dense;
	struct feature_names names; /* of known features, as far as wanted */
	char **labels; /* names, in the order they came until they are sorted */
	uint32_t *label_items; /* how many items have each */
	char **ids;    /* their ids in a taxonomy, or NULL */
	uint32_t *slots; /* 1 + index in known, by key; slot_mask + 1 */
	uint32_t *label_slots; /* the same of labels */
	uint32_t slot_mask, label_mask;
	size_t entry_count, entry_size, dense_size;
	uint32_t item_count, item_size, known_count, known_size,
		sequence_count, sequence_size, label_id_count, label_id_size,
		label_count, label_size;
};

void dataset_init(struct dataset *d, const struct ncl_features *features);
void dataset_release(struct dataset *d);

/*
 * Collect the features of a document that its chain has run over, as one
 * sequence. `labels`, `n`: as in ncl_trainer_add; the number is checked.
 * NCL_FATAL: there are more different labels than a model can have.
 * After an error the data set is as it was before.
 */
enum ncl_status dataset_add(struct dataset *d, struct instance *instance,
			    ncl_doc *doc, const char *const *labels,
			    uint32_t n, struct data_held held);
/* The index of a label, made when it is new; UINT32_MAX: no memory. */
uint32_t dataset_label(struct dataset *d, const char *name);
/* Sort the labels by name, so that a model does not depend on the order of
 * its data. Indexes change. NCL_NOMEM. */
enum ncl_status dataset_sort_labels(struct dataset *d);
/* Documents of one text are held out together: the groups that they are in
 * become one. NCL_NOMEM. */
enum ncl_status dataset_join(struct dataset *d);

/* Room for one more than `count` in an array (a pointer to its pointer) of
 * *size elements; 0 when memory is short. */
int dataset_room(void *array, uint32_t count, uint32_t *size, size_t element);

static inline uint32_t dataset_label_count(const struct dataset *d,
					   uint32_t item)
{
	return d->items[item + 1].label - d->items[item].label;
}

static inline int dataset_has(const struct dataset *d, uint32_t item,
			      uint32_t label)
{
	for (uint32_t i = d->items[item].label; i < d->items[item + 1].label;
	     i++)
		if (d->label_ids[i] == label)
			return 1;
	return 0;
}

#endif
