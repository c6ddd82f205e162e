/* The sink that collects. */
#include "dataset.h"

#include <stdlib.h>
#include <string.h>

#include "model.h"
#include "sink.h"

void dataset_init(struct dataset *d, const struct ncl_features *features)
{
	*d = (struct dataset){ .features = features };
}

void dataset_release(struct dataset *d)
{
	for (uint32_t i = 0; i < d->label_count; i++) {
		free(d->labels[i]);
		free(d->ids[i]);
	}
	free(d->labels);
	free(d->ids);
	free(d->items);
	free(d->entries);
	free(d->known);
	free(d->sequences);
	free(d->label_ids);
	free(d->label_slots);
	free(d->label_items);
	free(d->dense);
	free(d->slots);
	feature_names_release(&d->names);
	*d = (struct dataset){ 0 };
}

/* Room for one more than `count` in an array of `*size` elements. */
static int room(void *memory, size_t count, size_t *size, size_t element)
{
	void **array = memory;
	size_t wanted = *size ? *size + *size / 2 : 64;
	void *more;

	if (count < *size)
		return 1;
	if (wanted <= count)
		wanted = count + 1;
	more = realloc(*array, wanted * element);
	if (!more)
		return 0;
	*array = more;
	*size = wanted;
	return 1;
}

int dataset_room(void *memory, uint32_t count, uint32_t *size, size_t element)
{
	size_t wide = *size;
	int ok = count < UINT32_MAX - 64 &&
		 room(memory, count, &wide, element);

	*size = wide < UINT32_MAX ? (uint32_t)wide : UINT32_MAX;
	return ok;
}

/* ------------------------------------------------------- known features */

static int rehash(struct dataset *d)
{
	uint32_t n = d->slot_mask ? 2 * (d->slot_mask + 1) : 1 << 12;
	uint32_t *slots = n ? calloc(n, sizeof(*slots)) : NULL;

	if (!slots)
		return 0;
	for (uint32_t i = 0; i < d->known_count; i++) {
		uint32_t at = (uint32_t)d->known[i].key & (n - 1);

		while (slots[at])
			at = (at + 1) & (n - 1);
		slots[at] = i + 1;
	}
	free(d->slots);
	d->slots = slots;
	d->slot_mask = n - 1;
	return 1;
}

/* The id of a key, new or known; UINT32_MAX: no memory. */
static uint32_t feature_id(struct dataset *d, uint32_t group, uint64_t key)
{
	uint32_t at;

	if (2 * (uint64_t)d->known_count >= d->slot_mask && !rehash(d))
		return UINT32_MAX;
	at = (uint32_t)key & d->slot_mask;
	while (d->slots[at]) {
		if (d->known[d->slots[at] - 1].key == key)
			return d->slots[at] - 1;
		at = (at + 1) & d->slot_mask;
	}
	if (!dataset_room(&d->known, d->known_count, &d->known_size,
		    sizeof(*d->known)))
		return UINT32_MAX;
	d->known[d->known_count] =
		(struct data_feature){ .key = key, .group = group };
	d->slots[at] = ++d->known_count;
	return d->known_count - 1;
}

/* ------------------------------------------------------------------- sink */

struct collector {
	struct sink sink;
	struct dataset *data;
	uint32_t first; /* item of the document */
	uint32_t fresh; /* collected last, new in its item; FEATURE_NONE */
};

static struct collector *collector_of(struct ncl_sink *api)
{
	return (struct collector *)((char *)sink_of(api) -
				    offsetof(struct collector, sink));
}

static uint32_t current(const struct collector *c)
{
	return c->first + c->sink.item;
}

/* All items up to this one begin here, if they have not begun. */
static void begin_items(struct collector *c, uint32_t from, uint32_t to)
{
	for (uint32_t i = from; i <= to; i++)
		c->data->items[c->first + i].entry = c->data->entry_count;
}

static void collect_item(struct ncl_sink *api, uint32_t block)
{
	struct collector *c = collector_of(api);
	uint32_t next = c->sink.item == SINK_NO_ITEM ? 0 : c->sink.item + 1;

	if (!sink_check_item(&c->sink, block))
		return;
	begin_items(c, next, block);
	c->sink.item = block;
}

static void collect_dense(struct ncl_sink *api, uint32_t first,
			  const float *values, uint32_t n)
{
	struct collector *c = collector_of(api);
	size_t row = c->sink.features->dense_count;

	if (sink_check_dense(&c->sink, first, values, n))
		memcpy(c->data->dense + current(c) * row + first, values,
		       n * sizeof(*values));
}

static void collect(struct collector *c, uint32_t group, uint64_t hash,
		    float value)
{
	struct dataset *d = c->data;
	uint32_t kind = sink_group(c->sink.features, group)->kind;
	uint32_t id = feature_id(d, group, model_key(group, hash));

	if (id == UINT32_MAX ||
	    !room(&d->entries, d->entry_count, &d->entry_size,
		  sizeof(*d->entries))) {
		c->sink.status = NCL_NOMEM;
		return;
	}
	if (d->known[id].last <= d->items[current(c)].entry) {
		d->entries[d->entry_count++] = (struct data_entry){ id, 0 };
		d->known[id].last = d->entry_count;
		d->known[id].items++;
		c->fresh = id;
	}
	if (kind == NCL_COUNTS)
		d->entries[d->known[id].last - 1].value += value;
	else
		d->entries[d->known[id].last - 1].value = value;
}

static void collect_add(struct ncl_sink *api, uint32_t group, uint64_t hash,
			float value)
{
	struct collector *c = collector_of(api);
	uint32_t kind;

	c->fresh = FEATURE_NONE;
	if (!sink_check_add(&c->sink, group, value))
		return;
	kind = sink_group(c->sink.features, group)->kind;
	if (kind != NCL_NUMBERS && value == 0)
		return;
	collect(c, group, hash, kind == NCL_FLAGS ? 1 : value);
}

/* Name what was collected last by the tokens that it came from. */
static void name_words(struct collector *c, const struct ncl_token *t,
		       uint32_t n)
{
	if (c->fresh != FEATURE_NONE &&
	    !feature_names_words(c->data, c->fresh, c->sink.doc, t, n))
		c->sink.status = NCL_NOMEM;
}

static void collect_name(struct ncl_sink *api, uint32_t group, uint64_t hash,
			 const char *text)
{
	struct collector *c = collector_of(api);

	if (c->sink.status == NCL_OK &&
	    !feature_names_tell(c->data, group, hash, text))
		c->sink.status = NCL_NOMEM;
}

static void collect_tokens(struct ncl_sink *api, uint32_t group,
			   uint32_t first, uint32_t n, float value)
{
	struct collector *c = collector_of(api);
	const struct ncl_token *t;

	if (!sink_check_tokens(&c->sink, group, first, n, value))
		return;
	t = c->sink.tokens + first;
	for (uint32_t i = 0; i < n; i++) {
		collect_add(api, group, t[i].hash, value);
		name_words(c, t + i, 1);
	}
}

static void collect_pairs(struct ncl_sink *api, uint32_t group,
			  uint32_t first, uint32_t n, float value)
{
	struct collector *c = collector_of(api);
	const struct ncl_token *t;

	if (!sink_check_tokens(&c->sink, group, first, n, value))
		return;
	t = c->sink.tokens + first;
	for (uint32_t i = 0; i + 1 < n; i++) {
		collect_add(api, group,
			    ncl_hash_pair(t[i].hash, t[i + 1].hash), value);
		name_words(c, t + i, 2);
	}
}

/* -------------------------------------------------------------- documents */

/* Room for the document's items, with no features and no labels. */
static int new_items(struct dataset *d, uint32_t n)
{
	size_t row = d->features->dense_count;
	size_t wanted = ((size_t)d->item_count + n) * row;

	if ((uint64_t)d->item_count + n >= UINT32_MAX / 2 ||
	    !dataset_room(&d->items, d->item_count + n, &d->item_size,
		    sizeof(*d->items)) ||
	    !room(&d->dense, wanted, &d->dense_size, sizeof(*d->dense)) ||
	    !dataset_room(&d->sequences, d->sequence_count, &d->sequence_size,
		    sizeof(*d->sequences)))
		return 0;
	memset(d->dense + d->item_count * row, 0,
	       n * row * sizeof(*d->dense));
	for (uint32_t i = 0; i <= n; i++)
		d->items[d->item_count + i] = (struct data_item){
			d->entry_count, d->label_id_count, 0
		};
	return 1;
}

static enum ncl_status add_label(struct dataset *d, const char *name)
{
	uint32_t label = dataset_label(d, name);

	if (label == UINT32_MAX ||
	    !dataset_room(&d->label_ids, d->label_id_count, &d->label_id_size,
			  sizeof(*d->label_ids)))
		return NCL_NOMEM;
	if (d->label_count > MODEL_LABELS_MAX)
		return NCL_FATAL;
	for (uint32_t i = d->items[d->item_count].label;
	     i < d->label_id_count; i++)
		if (d->label_ids[i] == label)
			return NCL_OK;
	d->label_ids[d->label_id_count++] = label;
	d->label_items[label]++;
	return NCL_OK;
}

static enum ncl_status add_labels(struct dataset *d,
				  const char *const *labels, uint32_t n)
{
	enum ncl_status ret = NCL_OK;

	if (d->features->unit == NCL_UNIT_DOCUMENT) {
		for (uint32_t i = 0; i < n && ret == NCL_OK; i++)
			ret = add_label(d, labels[i]);
		d->items[d->item_count].known = 1;
		d->items[++d->item_count].label = d->label_id_count;
		return ret;
	}
	for (uint32_t i = 0; i < n && ret == NCL_OK; i++) {
		if (labels[i])
			ret = add_label(d, labels[i]);
		d->items[d->item_count].known = labels[i] != NULL;
		d->items[++d->item_count].label = d->label_id_count;
	}
	return ret;
}

static enum ncl_status no_room(struct instance *instance,
			       enum ncl_status status)
{
	if (status == NCL_FATAL)
		return ncl_error_set(&instance->error, status,
				     "over %u different labels, more than a "
				     "model can have: is it the right field "
				     "(--label-field)? Else leave out rare "
				     "labels, or train on their parents",
				     MODEL_LABELS_MAX);
	if (instance->error.code == NCL_OK)
		ncl_error_set(&instance->error, status,
			      "no memory for the features");
	return status;
}

/* Forget what was collected of a document whose features failed. */
static void take_back(struct dataset *d, size_t entries, uint32_t labels)
{
	while (d->entry_count > entries) {
		struct data_feature *f =
			&d->known[d->entries[--d->entry_count].id];

		f->items--;
		f->last = 0;
	}
	while (d->label_id_count > labels)
		d->label_items[d->label_ids[--d->label_id_count]]--;
}

static enum ncl_status collect_document(struct dataset *d,
					struct instance *instance,
					ncl_doc *doc, uint32_t n)
{
	struct collector c = { .data = d, .first = d->item_count };
	enum ncl_status ret;

	sink_init(&c.sink, d->features, doc);
	c.sink.api.item = collect_item;
	c.sink.api.dense = collect_dense;
	c.sink.api.add = collect_add;
	c.sink.api.add_tokens = collect_tokens;
	c.sink.api.add_pairs = collect_pairs;
	if (feature_names_ask(d))
		c.sink.api.name = collect_name;
	host_enter(instance, doc);
	instance->scoring = 1;
	ret = sink_run(&c.sink, instance);
	instance->scoring = 0;
	host_leave(instance, doc);
	if (ret == NCL_OK)
		begin_items(&c, c.sink.item == SINK_NO_ITEM ? 0 :
			    c.sink.item + 1, n);
	return ret;
}

enum ncl_status dataset_add(struct dataset *d, struct instance *instance,
			    ncl_doc *doc, const char *const *labels,
			    uint32_t n, struct data_held held)
{
	int blocks = d->features->unit == NCL_UNIT_BLOCK;
	uint32_t items = blocks ? doc->block_count : 1;
	uint32_t first = d->item_count, label_ids = d->label_id_count;
	size_t entries = d->entry_count;
	enum ncl_status ret;

	if (blocks && n != items)
		return ncl_error_set(&instance->error, NCL_INVALID,
				     "%u labels for %u blocks", n, items);
	ret = new_items(d, items) ?
	      collect_document(d, instance, doc, items) : NCL_NOMEM;
	if (ret == NCL_OK) {
		ret = add_labels(d, labels, n);
		if (ret != NCL_OK)
			no_room(instance, ret);
	}
	if (ret != NCL_OK) {
		take_back(d, entries, label_ids);
		d->item_count = first;
		return instance->error.code ? ret : no_room(instance, ret);
	}
	d->sequences[d->sequence_count++] =
		(struct data_sequence){ first, items, held.group, held.text };
	return NCL_OK;
}
