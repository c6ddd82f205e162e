/* Reading the layers that are visible. */
#include "document.h"

/* A layer that can be read, or NULL. */
static const struct doc_layer *visible(const ncl_doc *doc, ncl_layer handle,
				       enum ncl_layer_kind kind)
{
	const struct doc_layer *layer = doc_layer_of(doc, handle, kind);

	return layer && layer->visible ? layer : NULL;
}

int ncl_doc_layer(const ncl_doc *doc, uint32_t i, struct ncl_layer_view *view)
{
	uint32_t n = doc->table ? doc->table->count : 0;

	for (uint32_t k = 0; k < n; k++) {
		const struct layer *layer = &doc->table->layers[k];

		if (!doc->layers[k].visible || i-- > 0)
			continue;
		*view = (struct ncl_layer_view){ k + 1, layer->name,
						 layer->plugin, layer->kind };
		return 1;
	}
	return 0;
}

ncl_layer ncl_doc_find_layer(const ncl_doc *doc, const char *name)
{
	ncl_layer handle = doc->table ? layers_find(doc->table, name) : 0;

	return handle && doc->layers[handle - 1].visible ? handle : 0;
}

ncl_label ncl_doc_block_label(const ncl_doc *doc, ncl_layer layer,
			      uint32_t block, float *score)
{
	const struct doc_layer *l = visible(doc, layer, NCL_LAYER_BLOCKS);
	int there = l && l->block_labels && block < doc->block_count;

	if (score)
		*score = there ? l->block_scores[block] : 0.0f;
	return there ? l->block_labels[block] : 0;
}

const struct ncl_mark *ncl_doc_labels(const ncl_doc *doc, ncl_layer layer,
				      uint32_t *n)
{
	const struct doc_layer *l = visible(doc, layer, NCL_LAYER_DOCUMENT);

	*n = l ? l->mark_count : 0;
	return *n ? l->marks : NULL;
}

const struct ncl_span *ncl_doc_spans(const ncl_doc *doc, ncl_layer layer,
				     uint32_t *n)
{
	const struct doc_layer *l = visible(doc, layer, NCL_LAYER_SPANS);

	*n = l ? l->span_count : 0;
	return *n ? l->spans : NULL;
}

static const struct layer_label *label_of(const ncl_doc *doc, ncl_layer layer,
					  ncl_label label)
{
	return doc->table ? layers_label_get(doc->table, layer, label) : NULL;
}

const char *ncl_doc_label_name(const ncl_doc *doc, ncl_layer layer,
			       ncl_label label)
{
	const struct layer_label *l = label_of(doc, layer, label);

	return l ? l->name : NULL;
}

const char *ncl_doc_label_id(const ncl_doc *doc, ncl_layer layer,
			     ncl_label label)
{
	const struct layer_label *l = label_of(doc, layer, label);

	return l ? l->id : NULL;
}
