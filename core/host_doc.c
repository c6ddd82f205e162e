/* The host table: the document that a plugin is called with. */
#include "host.h"
#include "score.h"
#include "tokens.h"

/* Note a mistake of the plugin that is speaking. */
#define MISTAKE(doc, ...) \
	ncl_error_set(&(doc)->speaker->error, NCL_INVALID, __VA_ARGS__)

/* Whether it is the document of a run or features that is being called. */
static int speaks(const ncl_doc *doc)
{
	return doc && doc->speaker;
}

static enum ncl_status no_memory(ncl_doc *doc, const char *what)
{
	return ncl_error_set(&doc->speaker->error, NCL_NOMEM,
			     "no memory for %s", what);
}

/* --------------------------------------------------------------- reading */

/* The layer that the plugin declared and a handle stands for, or NULL: most
 * calls are of the one that was asked for before. */
static inline const struct stage_layer *declared_by(struct instance *i,
						    ncl_layer handle)
{
	if (!i->last || i->last->handle != handle)
		i->last = host_declared(i->stage, handle);
	return i->last;
}

static const char *host_text(const ncl_doc *doc, size_t *len)
{
	if (speaks(doc))
		return ncl_doc_text(doc, len);
	if (len)
		*len = 0;
	return NULL;
}

static uint32_t host_block_count(const ncl_doc *doc)
{
	return speaks(doc) ? doc->block_count : 0;
}

static const struct ncl_block *host_block(const ncl_doc *doc, uint32_t i)
{
	return speaks(doc) ? ncl_doc_block(doc, i) : NULL;
}

static const struct ncl_token *host_tokens(ncl_doc *doc, uint32_t *n)
{
	uint32_t count = 0;

	if (speaks(doc)) {
		if (tokens_make(doc) != NCL_OK)
			no_memory(doc, "tokens");
		count = doc->token_count;
	}
	if (n)
		*n = count;
	return count ? doc->tokens : NULL;
}

/* The input's own, then those of layers that the plugin reads, in the order
 * of the chain. */
static const char *host_value(const ncl_doc *doc, const char *name,
			      uint32_t i, size_t *len)
{
	const struct doc_value *found = NULL;
	uint32_t n = speaks(doc) && doc->table ? doc->table->count : 0;

	if (speaks(doc) && name)
		found = doc_value_pick(doc->values, doc->value_count, name,
				       &i);
	for (uint32_t k = 0; name && !found && k < n; k++) {
		const struct doc_layer *layer = &doc->layers[k];

		if (layer->visible &&
		    host_declared(doc->speaker->stage, k + 1))
			found = doc_value_pick(layer->values,
					       layer->value_count, name, &i);
	}
	if (len)
		*len = found ? found->len : 0;
	return found ? found->text : NULL;
}

/* Whether the plugin may read a layer, and it is of the kind (0: of any).
 * An optional one that is absent is no mistake. */
static int may_read(const ncl_doc *doc, ncl_layer layer,
		    enum ncl_layer_kind kind)
{
	const struct stage_layer *declared;

	if (!speaks(doc) || layer == 0)
		return 0;
	declared = declared_by(doc->speaker, layer);
	if (declared && (!kind || declared->kind == kind))
		return 1;
	MISTAKE(doc, "%s did not declare layer %u%s",
		doc->speaker->stage->name, layer,
		declared ? " with that kind of labels" : "");
	return 0;
}

static int host_layer_present(const ncl_doc *doc, ncl_layer layer)
{
	return may_read(doc, layer, 0) && doc->table &&
	       layer <= doc->table->count && doc->layers[layer - 1].visible;
}

static ncl_label host_block_label(const ncl_doc *doc, ncl_layer layer,
				  uint32_t block, float *score)
{
	if (score)
		*score = 0.0f;
	if (!may_read(doc, layer, NCL_LAYER_BLOCKS))
		return 0;
	if (block >= doc->block_count)
		MISTAKE(doc, "block_label(): block %u of a document with %u "
			"of them", block, doc->block_count);
	return ncl_doc_block_label(doc, layer, block, score);
}

static const struct ncl_mark *host_doc_labels(const ncl_doc *doc,
					      ncl_layer layer, uint32_t *n)
{
	uint32_t none;

	n = n ? n : &none;
	*n = 0;
	if (!may_read(doc, layer, NCL_LAYER_DOCUMENT))
		return NULL;
	return ncl_doc_labels(doc, layer, n);
}

static const struct ncl_span *host_spans(const ncl_doc *doc, ncl_layer layer,
					 uint32_t *n)
{
	uint32_t none;

	n = n ? n : &none;
	*n = 0;
	if (!may_read(doc, layer, NCL_LAYER_SPANS))
		return NULL;
	return ncl_doc_spans(doc, layer, n);
}

/* --------------------------------------------------------------- scoring */

static int is_its_model(const struct stage *stage, const ncl_model *model)
{
	for (uint32_t i = 0; i < stage->model_count; i++)
		if (stage->models[i] == model)
			return 1;
	return 0;
}

static enum ncl_status host_predict(ncl_doc *doc, const ncl_model *model,
				    const struct ncl_scores **out)
{
	enum ncl_status ret;

	if (out)
		*out = NULL;
	if (!speaks(doc))
		return NCL_INVALID;
	if (doc->speaker->scoring)
		return MISTAKE(doc, "predict() called from features");
	if (!out || !is_its_model(doc->speaker->stage, model))
		return MISTAKE(doc, "predict() needs a model that %s opened",
			       doc->speaker->stage->name);
	doc->speaker->scoring = 1;
	ret = score_predict(doc, model, out);
	doc->speaker->scoring = 0;
	doc->speaker->predicted = *out;
	return ret;
}

static enum ncl_status host_predict_parts(ncl_doc *doc,
					  const ncl_model *model,
					  const struct ncl_parts_call *call,
					  float *p)
{
	enum ncl_status ret;

	if (!speaks(doc))
		return NCL_INVALID;
	if (doc->speaker->scoring)
		return MISTAKE(doc, "predict() called from features");
	if (!call || !call->features || !p ||
	    !is_its_model(doc->speaker->stage, model))
		return MISTAKE(doc, "predict() of parts needs a model that %s "
			       "opened, features, and room for scores",
			       doc->speaker->stage->name);
	doc->speaker->scoring = 1;
	ret = score_parts(doc, model, call, p);
	doc->speaker->scoring = 0;
	return ret;
}

const struct ncl_parts parts_host = {
	.size = sizeof(parts_host),
	.predict = host_predict_parts,
};

/* --------------------------------------------------------------- writing */

/* Whether the plugin may write to a layer now; the error says why not. */
static int may_write(ncl_doc *doc, ncl_layer layer)
{
	const struct stage_layer *declared;

	if (!speaks(doc))
		return 0;
	declared = declared_by(doc->speaker, layer);
	if (doc->speaker->scoring)
		MISTAKE(doc, "labels and values are added in run only");
	else if (!declared || declared->use != NCL_WRITES)
		MISTAKE(doc, "%s did not declare that it writes layer %u",
			doc->speaker->stage->name, layer);
	else
		return 1;
	return 0;
}

static enum ncl_status host_add_block_label(ncl_doc *doc, ncl_layer layer,
					    uint32_t block, ncl_label label,
					    float score)
{
	const struct ncl_mark mark = { label, score };

	if (!may_write(doc, layer))
		return NCL_INVALID;
	return doc_add_block_label(doc, layer, block, &mark,
				   &doc->speaker->error);
}

static enum ncl_status host_add_doc_label(ncl_doc *doc, ncl_layer layer,
					  ncl_label label, float score)
{
	const struct ncl_mark mark = { label, score };

	if (!may_write(doc, layer))
		return NCL_INVALID;
	return doc_add_label(doc, layer, &mark, &doc->speaker->error);
}

static enum ncl_status host_add_span(ncl_doc *doc, ncl_layer layer,
				     const struct ncl_span *span)
{
	if (!may_write(doc, layer))
		return NCL_INVALID;
	if (!span)
		return MISTAKE(doc, "add_span(): no span");
	return doc_add_span(doc, layer, span, &doc->speaker->error);
}

static enum ncl_status host_add_value(ncl_doc *doc, ncl_layer layer,
				      const char *name, const char *text,
				      size_t len)
{
	const struct doc_value value = { name, text, len };

	if (!may_write(doc, layer))
		return NCL_INVALID;
	return doc_add_layer_value(doc, layer, &value, &doc->speaker->error);
}

/* ---------------------------------------------------------------- memory */

static void *host_alloc(ncl_doc *doc, size_t size)
{
	void *memory = speaks(doc) ? ncl_doc_alloc(doc, size) : NULL;

	if (!memory && speaks(doc))
		no_memory(doc, "what the plugin keeps of the document");
	return memory;
}

static void *host_cache(ncl_doc *doc, uint64_t key, size_t size, int *fresh)
{
	void *memory;
	int made;

	fresh = fresh ? fresh : &made;
	*fresh = 0;
	if (!speaks(doc))
		return NULL;
	memory = doc_cache(doc, key, size, fresh);
	/* another size is for the plugin to mind: it may do without */
	if (!memory && doc->arena.failed)
		no_memory(doc, "what the plugin keeps of the document");
	return memory;
}

/* Once memory has run short there is nothing left to do for a document. */
static int host_should_stop(const ncl_doc *doc)
{
	return speaks(doc) &&
	       (doc->arena.failed || (doc->stop && *doc->stop));
}

void host_fill_document(struct ncl_host *host)
{
	host->text = host_text;
	host->block_count = host_block_count;
	host->block = host_block;
	host->tokens = host_tokens;
	host->value = host_value;
	host->layer_present = host_layer_present;
	host->block_label = host_block_label;
	host->doc_labels = host_doc_labels;
	host->spans = host_spans;
	host->predict = host_predict;
	host->add_block_label = host_add_block_label;
	host->add_doc_label = host_add_doc_label;
	host->add_span = host_add_span;
	host->add_value = host_add_value;
	host->alloc = host_alloc;
	host->cache = host_cache;
	host->should_stop = host_should_stop;
}
