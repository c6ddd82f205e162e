/* Models in memory: life, facts, and whether one fits a plugin. */
#include "model.h"

#include "model_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "held.h"
#include "pipeline.h"
#include "tokens.h"
#include "vectors.h"

enum ncl_status model_new(ncl_model **out, struct ncl_error *err)
{
	ncl_model *m = calloc(1, sizeof(*m));

	*out = m;
	if (!m)
		return ncl_error_set(err, NCL_NOMEM,
				     "no memory for a model");
	return NCL_OK;
}

void ncl_model_free(ncl_model *model)
{
	if (!model)
		return;
	for (uint32_t k = 0; k < model->held_count; k++)
		ncl_model_free(model->held[k]);
	vectors_release(model->vectors);
	model_index_release(&model->index);
	arena_release(&model->arena);
	free(model->file);
	free(model);
}

enum ncl_status model_add_fact(ncl_model *m, const char *key,
			       const char *value)
{
	struct model_fact *facts = m->facts;
	char *k = arena_copy(&m->arena, key, strlen(key));
	char *v = arena_copy(&m->arena, value, strlen(value));

	if (m->fact_count == m->fact_size) {
		uint32_t size = m->fact_size ? m->fact_size * 2 : 32;

		facts = arena_alloc(&m->arena, size * sizeof(*facts));
		if (!facts)
			return NCL_NOMEM;
		if (m->fact_count)
			memcpy(facts, m->facts,
			       m->fact_count * sizeof(*facts));
		m->facts = facts;
		m->fact_size = size;
	}
	if (!k || !v)
		return NCL_NOMEM;
	facts[m->fact_count++] = (struct model_fact){ k, v };
	return NCL_OK;
}

const char *model_fact(const ncl_model *m, const char *key)
{
	for (uint32_t i = 0; i < m->fact_count; i++)
		if (!strcmp(m->facts[i].key, key))
			return m->facts[i].value;
	return NULL;
}

int ncl_model_fact(const ncl_model *model, uint32_t i, const char **key,
		   const char **value)
{
	if (i >= model->fact_count)
		return 0;
	*key = model->facts[i].key;
	*value = model->facts[i].value;
	return 1;
}

uint32_t ncl_model_label_count(const ncl_model *model)
{
	return model->shape.labels;
}

const struct ncl_model_label *ncl_model_label(const ncl_model *model,
					      uint32_t i)
{
	return i < model->shape.labels ? &model->labels[i] : NULL;
}

void ncl_model_sizes(const ncl_model *model, struct ncl_model_size *size)
{
	*size = (struct ncl_model_size){
		.dense = model->shape.dense,
		.features = model->shape.features,
		.labels = model->shape.labels,
		.weight_bits = model->shape.weight_bits,
		.bytes = model->file_size,
	};
}

/* ------------------------------------------------- does it fit the plugin? */

static enum ncl_status check_fact(const ncl_model *m, const char *key,
				  const char *want, const char *path,
				  struct ncl_error *err)
{
	const char *have = model_fact(m, key);

	if (have && !strcmp(have, want))
		return NCL_OK;
	return ncl_error_set(err, NCL_REFUSED,
			     "%s: made for %s %s, this nclass has %s: train "
			     "it again", path, key, have ? have : "(none)",
			     want);
}

static const struct ncl_feature_group *group_at(const struct ncl_features *f,
						uint32_t i)
{
	return (const void *)((const char *)f->groups +
			      (size_t)i * f->group_size);
}

static enum ncl_status check_shape(const ncl_model *m,
				   const struct ncl_features *f,
				   const char *path, struct ncl_error *err)
{
	const struct model_shape *s = &m->shape;

	if (s->revision != f->revision)
		return ncl_error_set(err, NCL_REFUSED,
				     "%s: made with revision %u of the "
				     "features, the plugin has %u: train it "
				     "again", path, s->revision,
				     f->revision);
	if (s->unit != f->unit || s->dense != f->dense_count ||
	    s->groups != f->group_count)
		goto differs;
	for (uint32_t i = 0; i < s->groups; i++)
		if (m->groups[i].kind != group_at(f, i)->kind ||
		    strcmp(m->group_names[i], group_at(f, i)->name))
			goto differs;
	return NCL_OK;
differs:
	return ncl_error_set(err, NCL_REFUSED,
			     "%s: its features are not those of the plugin: "
			     "train it again", path);
}

/* The model's value of an option wins over the default. */
static enum ncl_status take_option(struct stage *stage, const char *key,
				   const char *value, const char *path,
				   struct ncl_error *err)
{
	struct setting *s =
		(struct setting *)settings_find(&stage->settings, key);
	enum ncl_status ret;

	if (!s)
		return ncl_error_set(err, NCL_REFUSED,
				     "%s: made with the option %s, which "
				     "the plugin does not have", path, key);
	if (!strcmp(s->text, value))
		return NCL_OK;
	if (s->by_user)
		return ncl_error_set(err, NCL_USAGE,
				     "%s: was made with %s.%s=%s: leave the "
				     "setting %s out, or train a model with "
				     "it", path, stage->name, key, value,
				     s->text);
	ret = settings_set(&stage->settings, stage->plugin.name, key, value,
			   err);
	if (ret == NCL_OK)
		s->by_user = 0;
	return ret;
}

static enum ncl_status take_options(struct stage *stage, const ncl_model *m,
				    const char *path, struct ncl_error *err)
{
	enum ncl_status ret = NCL_OK;

	for (uint32_t i = 0; i < m->fact_count && ret == NCL_OK; i++) {
		const struct model_fact *fact = &m->facts[i];

		if (!strncmp(fact->key, "option.", 7))
			ret = take_option(stage, fact->key + 7, fact->value,
					  path, err);
	}
	return ret;
}

static enum ncl_status check_tokens(const ncl_model *m, const char *path,
				    struct ncl_error *err)
{
	char want[16];

	snprintf(want, sizeof(want), "%u", TOKEN_REVISION);
	return check_fact(m, "tokens", want, path, err);
}

enum ncl_status model_open_for(struct stage *stage, const char *path,
			       ncl_model **out, struct ncl_error *err)
{
	ncl_model *m = NULL;
	enum ncl_status ret = ncl_model_open(&m, path, err);

	if (ret == NCL_OK)
		ret = check_fact(m, "plugin", stage->plugin.name, path, err);
	if (ret == NCL_OK && !stage->features.size)
		ret = ncl_error_set(err, NCL_REFUSED,
				    "%s: the plugin has no features to score",
				    path);
	if (ret == NCL_OK)
		ret = check_tokens(m, path, err);
	if (ret == NCL_OK)
		ret = check_shape(m, &stage->features, path, err);
	if (ret == NCL_OK)
		ret = take_options(stage, m, path, err);
	if (ret == NCL_OK)
		ret = vectors_load(m, path, err);
	if (ret == NCL_OK && stage->pipeline->for_training)
		ret = held_open(m, path, err);
	if (ret != NCL_OK) {
		ncl_model_free(m);
		m = NULL;
	}
	*out = m;
	return ret;
}

uint64_t ncl_model_checksum(const ncl_model *model)
{
	const struct model_head *head = model->file;

	return head ? head->checksum : 0;
}
