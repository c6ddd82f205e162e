#include "pipeline.h"

#include "chain.h"
#include "configure.h"
#include "catalogue.h"
#include "stage.h"
#include "tandem.h"

#include <stdlib.h>
#include <string.h>

static enum ncl_status nomem(struct ncl_error *err)
{
	return ncl_error_set(err, NCL_NOMEM, "out of memory");
}

/* The use of the list that is meant by `trainee`, or the count. */
static uint32_t find_trainee(const struct chain *c, const char *trainee)
{
	uint32_t i = 0;

	for (; i < c->count; i++) {
		const struct chain_use *use = &c->uses[i];

		if (strcmp(use->name ? use->name : use->source, trainee) == 0)
			break;
	}
	return i;
}

/* The use that is to be trained: added where the list does not have it, and
 * moved to the end, so that only readers of its layers come behind it. */
static enum ncl_status parse(struct chain *c, const char *list,
			     const char *trainee, struct ncl_error *err)
{
	enum ncl_status ret = NCL_OK;
	struct chain_use use;
	uint32_t i;

	if (!list && !trainee)
		list = CHAIN_DEFAULT;
	if (list)
		ret = chain_parse(c, list, err);
	if (ret != NCL_OK || !trainee)
		return ret;
	i = find_trainee(c, trainee);
	if (strchr(trainee, ','))
		ret = ncl_error_set(err, NCL_USAGE,
				    "\"%.128s\": one plugin is trained at a "
				    "time", trainee);
	else if (i == c->count)
		ret = chain_parse(c, trainee, err);
	if (ret != NCL_OK)
		return ret;
	use = c->uses[i];
	use.trainee = 1;
	for (; i + 1 < c->count; i++)
		c->uses[i] = c->uses[i + 1];
	c->uses[i] = use;
	return NCL_OK;
}

static enum ncl_status check_trainee(const struct chain *c,
				     const char *trainee,
				     struct ncl_error *err)
{
	const struct chain_use *last = &c->uses[c->count - 1];

	if (!trainee)
		return NCL_OK;
	if (!last->trainee)
		return ncl_error_set(err, NCL_REFUSED,
				     "%s reads what %s writes, so it cannot "
				     "run before %s is trained: leave it out",
				     last->name, trainee, trainee);
	if (catalogue_loaded(last->found)->features.size == 0)
		return ncl_error_set(err, NCL_REFUSED,
				     "%s cannot be trained: it has no "
				     "extension " NCL_FEATURES, trainee);
	return NCL_OK;
}

/* The stages of a chain, and their layers in the table. */
static enum ncl_status make_stages(ncl_pipeline *p, const struct chain *c,
				   struct ncl_error *err)
{
	enum ncl_status ret = NCL_OK;

	p->stages = calloc(c->count, sizeof(*p->stages));
	if (!p->stages)
		return nomem(err);
	while (p->count < c->count && ret == NCL_OK) {
		struct stage *s = &p->stages[p->count];

		s->pipeline = p;
		ret = stage_init(s, &c->uses[p->count++], err);
	}
	return ret;
}

static enum ncl_status prepare(ncl_pipeline *p,
			       const struct ncl_config *config,
			       const char *trainee, struct ncl_error *err)
{
	struct chain chain = { 0 };
	enum ncl_status ret;

	p->for_training = trainee != NULL;
	ret = ncl_catalogue_new(&p->catalogue, config->plugin_path, err);
	if (ret == NCL_OK)
		ret = parse(&chain, config->plugins, trainee, err);
	if (ret == NCL_OK)
		ret = chain_load(&chain, p->catalogue, err);
	if (ret == NCL_OK)
		ret = chain_order(&chain, p->catalogue, err);
	if (ret == NCL_OK)
		ret = check_trainee(&chain, trainee, err);
	if (ret == NCL_OK)
		ret = make_stages(p, &chain, err);
	chain_release(&chain);
	if (ret == NCL_OK && trainee)
		p->stages[p->count - 1].training = 1;
	return ret;
}

enum ncl_status pipeline_open(ncl_pipeline **out,
			      const struct ncl_config *config,
			      const char *trainee, struct ncl_error *err)
{
	static const struct ncl_config nothing;
	ncl_pipeline *p = calloc(1, sizeof(*p));
	enum ncl_status ret;

	*out = NULL;
	if (!p)
		return nomem(err);
	if (!config)
		config = &nothing;
	p->log = config->log;
	p->log_data = config->log_data;
	if (config->model_path)
		p->model_path = strdup(config->model_path);
	ret = config->model_path && !p->model_path ?
		      nomem(err) :
		      prepare(p, config, trainee, err);
	if (ret == NCL_OK)
		ret = configure_settings(p, config->settings, err);
	if (ret == NCL_OK)
		ret = configure_models(p, config->models, err);
	for (uint32_t i = 0; i < p->count && ret == NCL_OK; i++)
		ret = stage_open(&p->stages[i], err);
	if (ret == NCL_OK && tandem_find(p) != NCL_OK)
		ret = nomem(err);
	if (ret != NCL_OK)
		ncl_pipeline_free(p);
	else
		*out = p;
	return ret;
}

enum ncl_status ncl_pipeline_open(ncl_pipeline **out,
				  const struct ncl_config *config,
				  struct ncl_error *err)
{
	return pipeline_open(out, config, NULL, err);
}

void ncl_pipeline_free(ncl_pipeline *p)
{
	if (!p)
		return;
	for (uint32_t i = p->count; i > 0; i--)
		stage_release(&p->stages[i - 1]);
	free(p->stages);
	layers_release(&p->table);
	free(p->model_path);
	ncl_catalogue_free(p->catalogue);
	free(p);
}

const char *ncl_pipeline_use(const ncl_pipeline *p, uint32_t i)
{
	return i < p->count ? p->stages[i].name : NULL;
}

const struct ncl_plugin *ncl_pipeline_plugin(const ncl_pipeline *p,
					     uint32_t i, const char **path)
{
	if (i >= p->count)
		return NULL;
	if (path)
		*path = p->stages[i].path;
	return &p->stages[i].plugin;
}

const char *ncl_pipeline_setting(const ncl_pipeline *p, uint32_t i, uint32_t j)
{
	if (i >= p->count || j >= p->stages[i].settings.count)
		return NULL;
	return p->stages[i].settings.settings[j].text;
}

const ncl_model *ncl_pipeline_model(const ncl_pipeline *p, uint32_t i,
				    uint32_t j)
{
	if (i >= p->count || j >= p->stages[i].model_count)
		return NULL;
	return p->stages[i].models[j];
}
