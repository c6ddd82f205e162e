#include "layers.h"

#include <stdlib.h>
#include <string.h>

/* Room for one more in an array that doubles; NULL when memory is short. */
static void *room(void *array, uint32_t count, uint32_t *size, size_t element)
{
	uint32_t want = *size ? *size * 2 : 8;
	void *grown;

	if (count < *size)
		return array;
	if (want <= *size)
		return NULL;
	grown = realloc(array, want * element);
	if (grown)
		*size = want;
	return grown;
}

static char *copy_text(const char *text)
{
	size_t size = strlen(text) + 1;
	char *copy = malloc(size);

	return copy ? memcpy(copy, text, size) : NULL;
}

enum ncl_status layers_add(struct layer_table *t, const char *name,
			   const char *plugin, enum ncl_layer_kind kind,
			   ncl_layer *out)
{
	struct layer layer = { .kind = kind };
	struct layer *layers;

	*out = 0;
	if (layers_find(t, name))
		return NCL_REFUSED;
	layers = room(t->layers, t->count, &t->size, sizeof(*layers));
	if (!layers)
		return NCL_NOMEM;
	t->layers = layers;
	layer.name = copy_text(name);
	layer.plugin = copy_text(plugin);
	if (!layer.name || !layer.plugin) {
		free(layer.name);
		free(layer.plugin);
		return NCL_NOMEM;
	}
	layers[t->count++] = layer;
	*out = t->count;
	return NCL_OK;
}

ncl_layer layers_find(const struct layer_table *t, const char *name)
{
	for (uint32_t i = 0; i < t->count; i++)
		if (!strcmp(t->layers[i].name, name))
			return i + 1;
	return 0;
}

struct layer *layers_get(const struct layer_table *t, ncl_layer handle)
{
	if (handle == 0 || handle > t->count)
		return NULL;
	return &t->layers[handle - 1];
}

/* Two labels of one name differ where both have ids, and others. */
static ncl_label find_label(const struct layer *layer, const char *name,
			    const char *id)
{
	for (uint32_t i = 0; i < layer->label_count; i++) {
		const struct layer_label *l = &layer->labels[i];

		if (!strcmp(l->name, name) &&
		    (!id || !l->id || !strcmp(l->id, id)))
			return i + 1;
	}
	return 0;
}

/* A label that was made without an id takes the first it is given. */
static int label_id(struct layer_label *label, const char *id)
{
	if (!id || label->id)
		return 1;
	label->id = copy_text(id);
	return label->id != NULL;
}

ncl_label layers_label(struct layer_table *t, ncl_layer handle,
		       const char *name, const char *id)
{
	struct layer *layer = layers_get(t, handle);
	struct layer_label label = { 0 }, *labels;
	ncl_label found;

	if (!layer)
		return 0;
	found = find_label(layer, name, id);
	if (found)
		return label_id(&layer->labels[found - 1], id) ? found : 0;
	labels = room(layer->labels, layer->label_count, &layer->label_size,
		      sizeof(*labels));
	if (!labels)
		return 0;
	layer->labels = labels;
	label.name = copy_text(name);
	if (!label.name || !label_id(&label, id)) {
		free(label.name);
		return 0;
	}
	labels[layer->label_count++] = label;
	return layer->label_count;
}

const struct layer_label *layers_label_get(const struct layer_table *t,
					   ncl_layer handle, ncl_label label)
{
	const struct layer *layer = layers_get(t, handle);

	if (!layer || label == 0 || label > layer->label_count)
		return NULL;
	return &layer->labels[label - 1];
}

void layers_release(struct layer_table *t)
{
	for (uint32_t i = 0; i < t->count; i++) {
		struct layer *layer = &t->layers[i];

		for (uint32_t j = 0; j < layer->label_count; j++) {
			free(layer->labels[j].name);
			free(layer->labels[j].id);
		}
		free(layer->labels);
		free(layer->name);
		free(layer->plugin);
	}
	free(t->layers);
	*t = (struct layer_table){ 0 };
}
