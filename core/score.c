/* Scoring a document: features, sums, probabilities. */
#include "score.h"

#include <math.h>
#include <stdlib.h>

#include "joint.h"
#include "scratch.h"

void scratch_free(struct scratch *s)
{
	while (s) {
		struct scratch *next = s->next;

		vectors_item_release(&s->item);
		decoder_release(&s->decoder);
		decoder_release(&s->second);
		free(s->seconds);
		free(s->touched);
		free(s->marks);
		free(s->tallies);
		free(s->gathered);
		free(s->entries);
		free(s->dense);
		free(s->decisions);
		free(s->work);
		free(s);
		s = next;
	}
}

static enum ncl_status make_decoders(struct scratch *s)
{
	const struct tandem *t = s->tandem;
	enum ncl_status ret = NCL_OK;

	if (!t && s->model->shape.decoder == MODEL_CHAIN)
		return decoder_init(&s->decoder, s->model);
	if (t)
		ret = decoder_init(&s->decoder, t->first);
	return t && ret == NCL_OK ? decoder_init(&s->second, t->second) : ret;
}

static struct scratch *scratch_new(const ncl_model *m,
				   const struct tandem *tandem)
{
	struct scratch *s = calloc(1, sizeof(*s));
	size_t rows = m->shape.features + (size_t)1;
	enum ncl_status ret;

	if (!s)
		return NULL;
	s->model = m;
	s->tandem = tandem;
	s->kernels = kernels_get(0);
	s->flags_only = 1;
	for (uint32_t g = 0; g < m->shape.groups; g++) {
		s->adds[g] = m->groups[g].kind == NCL_COUNTS ? UINT32_MAX : 0;
		s->has_counts |= s->adds[g] != 0;
		s->flags_only &= m->groups[g].kind == NCL_FLAGS;
	}
	s->mark = 1;
	s->marks = calloc(rows, sizeof(*s->marks));
	s->tallies = calloc(rows, sizeof(*s->tallies));
	s->touched = malloc(rows * sizeof(*s->touched));
	s->entries = malloc(rows * sizeof(*s->entries));
	s->dense = calloc(m->shape.dense + 1, sizeof(*s->dense));
	s->gathered = s->has_counts ? calloc(1, sizeof(*s->gathered)) : NULL;
	s->seconds = tandem ? malloc(rows * sizeof(*s->seconds)) : NULL;
	ret = make_decoders(s);
	if (m->vectors && !vectors_item_make(&s->item, m))
		ret = NCL_NOMEM;
	if (s->marks && s->tallies && s->touched && s->entries && s->dense &&
	    (s->seconds || !tandem) && (s->gathered || !s->has_counts) &&
	    ret == NCL_OK)
		return s;
	scratch_free(s);
	return NULL;
}

struct scratch *scratch_get(struct instance *instance, const ncl_model *m,
			    const struct tandem *tandem)
{
	struct scratch *s = instance->scratch;

	while (s && s->model != m)
		s = s->next;
	if (s)
		return s;
	s = scratch_new(m, tandem);
	if (s) {
		s->next = instance->scratch;
		instance->scratch = s;
	}
	return s;
}

static int grow(float **memory, size_t n)
{
	float *more = realloc(*memory, n * sizeof(*more));

	if (!more)
		return 0;
	*memory = more;
	return 1;
}

int scratch_room(struct scratch *s, uint32_t items, int keep)
{
	uint32_t stride = s->model->shape.stride;
	size_t work = s->decoder.labels ?
		      decoder_work(&s->decoder, items, keep ? 0 : stride) : 0;
	size_t second = s->second.labels ?
			decoder_work(&s->second, items, 0) : 0;

	work = second > work ? second : work;
	if (items > s->item_size) {
		if (!grow(&s->decisions, (size_t)items * stride))
			return 0;
		s->item_size = items;
	}
	if (work > s->work_size) {
		if (!grow(&s->work, work))
			return 0;
		s->work_size = work;
	}
	return 1;
}

/* Give back what a large document took. */
static void trim(struct scratch *s)
{
	size_t decisions = (size_t)s->item_size * s->model->shape.stride;

	if ((decisions + s->work_size) * sizeof(float) <= SCRATCH_KEPT)
		return;
	free(s->decisions);
	free(s->work);
	s->decisions = s->work = NULL;
	s->item_size = 0;
	s->work_size = 0;
}

/* ---------------------------------------------------------- probabilities */

static void sigmoids(const ncl_model *m, const float *decisions, float *p)
{
	for (uint32_t i = 0; i < m->shape.labels; i++)
		p[i] = -(m->sigmoid[2 * i] * decisions[i] +
			 m->sigmoid[2 * i + 1]);
	if (m->joint)
		joint_apply(m->joint, p, m->shape.labels);
	for (uint32_t i = 0; !m->joint && i < m->shape.labels; i++)
		p[i] = 1 / (1 + expf(p[i] > -80 ? -p[i] : 80));
	/* a parent is at least as likely as its children */
	for (uint32_t i = m->shape.labels; m->names && i-- > 0;) {
		uint32_t up = m->labels[i].parent;

		if (up && p[up - 1] < p[i])
			p[up - 1] = p[i];
	}
}

/* The same for items that do not speak of each other. */
static void decode_each(struct scratch *s, const struct decoder *decoder,
			const float *decisions, uint32_t items, float *p)
{
	uint32_t stride = s->model->shape.stride;

	for (uint32_t i = 0; i < items; i++, decisions += stride)
		if (decoder->labels) {
			decoder_run(decoder, decisions, stride, 1, p, s->work);
			p += decoder->labels;
		} else {
			sigmoids(s->model, decisions, p);
			p += s->model->shape.labels;
		}
}

/* Decisions, rows of the scratch's stride, become probabilities. */
static enum ncl_status decode(struct scratch *s, const struct decoder *decoder,
			      float *decisions, struct ncl_scores *scores)
{
	uint32_t stride = s->model->shape.stride;
	size_t n = (size_t)scores->items * scores->labels;
	float *p = arena_alloc(&s->sink.doc->arena, n * sizeof(*p) + 1);

	if (!p)
		return NCL_NOMEM;
	if (!decoder->labels || decoder->flat)
		decode_each(s, decoder, decisions, scores->items, p);
	else if (s->use || decoder == &s->second)
		decoder_run(decoder, decisions, stride, scores->items, p,
			    s->work);
	else
		decoder_run_over(decoder, decisions, stride, scores->items, p,
				 s->work);
	scores->p = p;
	return NCL_OK;
}

/* The scores of the second model stay with the document. */
static enum ncl_status finish_second(struct scratch *s, uint32_t items)
{
	const struct tandem *t = s->tandem;
	ncl_doc *doc = s->sink.doc;
	struct ncl_scores *scores = arena_alloc(&doc->arena, sizeof(*scores));
	enum ncl_status ret;

	if (!scores)
		return NCL_NOMEM;
	scores->items = items;
	scores->labels = t->second->shape.labels;
	ret = decode(s, &s->second, s->decisions + t->split, scores);
	doc->ahead = scores;
	doc->ahead_of = ret == NCL_OK ? t->second : NULL;
	return ret;
}

/* The decisions of all items are there then. */
static void finish_items(struct scratch *s, uint32_t items)
{
	uint32_t next = s->sink.item == SINK_NO_ITEM ? 0 : s->sink.item;

	while (next < items)
		scratch_end_item(s, next++);
	scratch_flush(s);
}

/* The second model first: for the first one decisions are written over. */
static enum ncl_status finish(struct scratch *s, struct ncl_scores *scores)
{
	enum ncl_status ret = NCL_OK;

	finish_items(s, scores->items);
	if (s->tandem)
		ret = finish_second(s, scores->items);
	return ret == NCL_OK ? decode(s, &s->decoder, s->decisions, scores) :
			       ret;
}

static enum ncl_status no_memory(struct instance *instance)
{
	return ncl_error_set(&instance->error, NCL_NOMEM,
			     "no memory for scoring");
}

/* The model to score a document with, and whether it can be done. */
static enum ncl_status choose_model(ncl_doc *doc, const ncl_model **model)
{
	struct instance *instance = doc->speaker;
	const struct ncl_features *features = &instance->stage->features;
	const ncl_model *m = *model ? held_choose(*model, doc->held) : NULL;

	*model = m;
	if (!features->size || !features->features || !m || !m->shape.labels)
		return ncl_error_set(&instance->error, NCL_INVALID,
				     "predict without features or model");
	if (m->vectors && !m->vectors->decider)
		return ncl_error_set(&instance->error, NCL_INVALID,
				     "predict with a kernel that was not "
				     "loaded");
	return NCL_OK;
}

enum ncl_status score_predict(ncl_doc *doc, const ncl_model *model,
			      const struct ncl_scores **out)
{
	struct instance *instance = doc->speaker;
	const struct ncl_features *features = &instance->stage->features;
	const struct tandem *tandem = instance->stage->tandem;
	struct ncl_scores *scores;
	struct scratch *s;
	enum ncl_status ret = choose_model(doc, &model);

	*out = NULL;
	if (ret != NCL_OK)
		return ret;
	if (doc->ahead_of == model) {
		*out = doc->ahead;
		return NCL_OK;
	}
	if (tandem && (doc->explanation || model != tandem->first))
		tandem = NULL;
	s = scratch_get(instance, tandem ? tandem->both : model, tandem);
	scores = arena_alloc(&doc->arena, sizeof(*scores));
	if (!s || !scores)
		return no_memory(instance);
	scores->items = features->unit == NCL_UNIT_BLOCK ? doc->block_count :
							   1;
	scores->labels = model->shape.labels;
	if (!scratch_room(s, scores->items, doc->explanation != NULL))
		return no_memory(instance);
	scratch_begin(s, doc, features);
	if (doc->explanation &&
	    !explain_begin(doc->explanation, s, instance->stage))
		return no_memory(instance);
	ret = sink_run(&s->sink, instance);
	if (ret == NCL_OK && finish(s, scores) != NCL_OK)
		ret = no_memory(instance);
	if (ret == NCL_OK && s->use && !explain_end(s, scores))
		ret = no_memory(instance);
	trim(s);
	if (ret == NCL_OK)
		*out = scores;
	return ret;
}

enum ncl_status score_parts(ncl_doc *doc, const ncl_model *model,
			    const struct ncl_parts_call *call, float *p)
{
	struct instance *instance = doc->speaker;
	struct ncl_features features = instance->stage->features;
	enum ncl_status ret = choose_model(doc, &model);
	struct scratch *s;

	if (ret != NCL_OK)
		return ret;
	if (model->shape.unit != NCL_UNIT_DOCUMENT)
		return ncl_error_set(&instance->error, NCL_INVALID,
				     "parts are for models of documents");
	s = scratch_get(instance, model, NULL);
	if (!s || !scratch_room(s, call->parts, 0))
		return no_memory(instance);
	features.unit = NCL_UNIT_BLOCK; /* there is an item for each */
	scratch_begin(s, doc, &features);
	s->sink.items = call->parts;
	ret = sink_end(&s->sink, instance,
		       call->features(call->arg, doc, &s->sink.api));
	if (ret == NCL_OK) {
		finish_items(s, call->parts);
		decode_each(s, &s->decoder, s->decisions, call->parts, p);
	}
	s->sink.features = &instance->stage->features;
	return ret;
}
