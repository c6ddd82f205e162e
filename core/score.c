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
		free(s->where);
		free(s->touched);
		free(s->entries);
		free(s->dense);
		free(s->decisions);
		free(s->work);
		free(s);
		s = next;
	}
}

static struct scratch *scratch_new(const ncl_model *m)
{
	struct scratch *s = calloc(1, sizeof(*s));
	size_t rows = m->shape.features, where = WHERE_LEAST;
	enum ncl_status ret = NCL_OK;

	if (!s)
		return NULL;
	s->model = m;
	s->kernels = kernels_get(0);
	s->where_mask = WHERE_LEAST - 1;
	while (where <= 2 * rows)
		where *= 2;
	for (uint32_t i = 0; i < DAMPED_MOST; i++)
		s->damped[i] = score_damp((float)i);
	for (uint32_t g = 0; g < m->shape.groups; g++)
		s->has_counts |= m->groups[g].kind == NCL_COUNTS;
	s->where = calloc(where, sizeof(*s->where));
	s->touched = malloc((rows + 1) * sizeof(*s->touched));
	s->entries = malloc((rows + 1) * sizeof(*s->entries));
	s->dense = calloc(m->shape.dense + 1, sizeof(*s->dense));
	if (m->shape.decoder == MODEL_CHAIN)
		ret = decoder_init(&s->decoder, m);
	if (m->vectors && !vectors_item_make(&s->item, m))
		ret = NCL_NOMEM;
	if (s->where && s->touched && s->entries && s->dense && ret == NCL_OK)
		return s;
	scratch_free(s);
	return NULL;
}

struct scratch *scratch_get(struct instance *instance, const ncl_model *m)
{
	struct scratch *s = instance->scratch;

	while (s && s->model != m)
		s = s->next;
	if (s)
		return s;
	s = scratch_new(m);
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

int scratch_room(struct scratch *s, uint32_t items)
{
	uint32_t stride = s->model->shape.stride;
	size_t work = s->model->shape.decoder == MODEL_CHAIN ?
		      decoder_work(&s->decoder, items) : 0;

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

static enum ncl_status finish(struct scratch *s, struct ncl_scores *scores)
{
	const struct model_shape *shape = &s->model->shape;
	size_t n = (size_t)scores->items * scores->labels;
	uint32_t next = s->sink.item == SINK_NO_ITEM ? 0 : s->sink.item;
	float *p = arena_alloc(&s->sink.doc->arena, n * sizeof(*p) + 1);

	if (!p)
		return NCL_NOMEM;
	while (next < scores->items)
		scratch_end_item(s, next++);
	if (shape->decoder == MODEL_CHAIN)
		decoder_run(&s->decoder, s->decisions, shape->stride,
			     scores->items, p, s->work);
	else
		for (uint32_t i = 0; i < scores->items; i++)
			sigmoids(s->model, s->decisions +
				 (size_t)i * shape->stride,
				 p + (size_t)i * shape->labels);
	scores->p = p;
	return NCL_OK;
}

static enum ncl_status no_memory(struct instance *instance)
{
	return ncl_error_set(&instance->error, NCL_NOMEM,
			     "no memory for scoring");
}

enum ncl_status score_predict(ncl_doc *doc, const ncl_model *model,
			      const struct ncl_scores **out)
{
	struct instance *instance = doc->speaker;
	const struct ncl_features *features = &instance->stage->features;
	struct ncl_scores *scores;
	struct scratch *s;
	enum ncl_status ret;

	*out = NULL;
	if (model)
		model = held_choose(model, doc->held);
	if (!features->size || !features->features || !model ||
	    !model->shape.labels)
		return ncl_error_set(&instance->error, NCL_INVALID,
				     "predict without features or model");
	if (model->vectors && !model->vectors->decider)
		return ncl_error_set(&instance->error, NCL_INVALID,
				     "predict with a kernel that was not "
				     "loaded");
	if (model->vectors && doc->explanation)
		return ncl_error_set(&instance->error, NCL_REFUSED,
				     "a model with a kernel cannot be "
				     "explained by words: train a linear one");
	s = scratch_get(instance, model);
	scores = arena_alloc(&doc->arena, sizeof(*scores));
	if (!s || !scores)
		return no_memory(instance);
	scores->items = features->unit == NCL_UNIT_BLOCK ? doc->block_count :
							   1;
	scores->labels = model->shape.labels;
	if (!scratch_room(s, scores->items))
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
	if (ret == NCL_OK)
		*out = scores;
	return ret;
}
