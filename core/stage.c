#include "stage.h"

#include "catalogue.h"
#include "declaration.h"
#include "tandem.h"

#include <stdlib.h>
#include <string.h>

static enum ncl_status nomem(struct ncl_error *err)
{
	return ncl_error_set(err, NCL_NOMEM, "out of memory");
}

/* A layer that is read was added by its writer, which comes before. */
static enum ncl_status add_layer(struct stage *s, const char *name,
				 const struct ncl_layer_decl *decl,
				 struct ncl_error *err)
{
	struct layer_table *table = &s->pipeline->table;
	struct stage_layer *l = &s->layers[s->layer_count++];
	enum ncl_status ret;

	l->declared = decl->name;
	l->use = (enum ncl_layer_use)decl->use;
	l->kind = (enum ncl_layer_kind)decl->kind;
	if (l->use != NCL_WRITES) {
		l->handle = layers_find(table, name);
		return NCL_OK;
	}
	ret = layers_add(table, name, s->name, l->kind, &l->handle);
	return ret == NCL_OK ? ret : nomem(err);
}

static enum ncl_status add_layers(struct stage *s,
				  const struct chain_use *use,
				  struct ncl_error *err)
{
	const struct ncl_plugin *p = &s->plugin;
	enum ncl_status ret = NCL_OK;

	s->layers = calloc(p->layer_count + 1, sizeof(*s->layers));
	if (!s->layers)
		return nomem(err);
	for (uint32_t i = 0; i < p->layer_count && ret == NCL_OK; i++)
		ret = add_layer(s, use->layers[i], &p->layers[i], err);
	return ret;
}

enum ncl_status stage_init(struct stage *s, const struct chain_use *use,
			   struct ncl_error *err)
{
	const struct loaded *l = catalogue_loaded(use->found);
	const struct ncl_plugin *p = &l->plugin;
	enum ncl_status ret;

	s->plugin = *p;
	s->features = l->features;
	s->constant = l->constant;
	if (l->declaration)
		s->declaration = &l->declaration->shown;
	s->name = strdup(use->name);
	s->path = strdup(use->found->path);
	if (!s->name || !s->path)
		return nomem(err);
	ret = add_layers(s, use, err);
	if (ret != NCL_OK)
		return ret;
	return settings_init(&s->settings, s->name, p->options, p->option_size,
			     p->option_count, err);
}

enum ncl_status stage_status(int returned, const struct ncl_error *noted)
{
	if (returned >= NCL_OK && returned <= NCL_FATAL)
		return (enum ncl_status)returned;
	if (returned == (int)noted->code && returned != NCL_INVALID)
		return noted->code;
	return NCL_FATAL;
}

enum ncl_status stage_ready(int returned, const struct ncl_error *noted)
{
	enum ncl_status ret = stage_status(returned, noted);

	if (ret == NCL_SKIP)
		return NCL_FATAL;
	if (ret == NCL_OK && noted->code == NCL_INVALID)
		return NCL_FATAL;
	if (ret == NCL_OK && noted->code == NCL_NOMEM)
		return NCL_NOMEM;
	return ret;
}

enum ncl_status stage_fail(const struct stage *s, enum ncl_status code,
			   const struct ncl_error *noted, const char *callback,
			   struct ncl_error *err)
{
	if (noted->code != NCL_OK && *noted->text)
		return ncl_error_set(err, code, "%s: %s", s->name,
				     noted->text);
	return ncl_error_set(err, code, "%s: %s failed and did not say why "
			     "(%s)", s->name, callback, ncl_status_text(code));
}

static enum ncl_status claim(const struct stage *s, struct ncl_error *err)
{
	struct ncl_error why;
	enum ncl_status ret;

	if (!(s->plugin.flags & NCL_PLUGIN_SINGLE))
		return NCL_OK;
	ret = loader_claim(s->constant, &why);
	return ret == NCL_OK ? ret : ncl_error_set(err, ret, "%s: %s", s->name,
						   why.text);
}

static void unclaim(const struct stage *s)
{
	if (s->plugin.flags & NCL_PLUGIN_SINGLE)
		loader_unclaim(s->constant);
}

/* A model that was given for a plugin which asks for none. */
static enum ncl_status check_model(const struct stage *s,
				   struct ncl_error *err)
{
	if (!s->model_path || s->model_count || s->training)
		return NCL_OK;
	if (s->error.code != NCL_OK)
		return stage_fail(s, s->error.code, &s->error, "open", err);
	return ncl_error_set(err, NCL_USAGE,
			     "%s uses no model, so the model %.200s cannot be "
			     "for it", s->name, s->model_path);
}

enum ncl_status stage_open(struct stage *s, struct ncl_error *err)
{
	enum ncl_status ret = claim(s, err);
	int returned = NCL_OK;

	if (ret != NCL_OK)
		return ret;
	host_fill(&s->host, s, s->plugin.host_size);
	s->error = (struct ncl_error){ 0 };
	s->phase = STAGE_OPENING;
	if (s->plugin.open)
		returned = (int)s->plugin.open(&s->host, &s->settings,
					       &s->shared);
	ret = stage_ready(returned, &s->error);
	s->phase = STAGE_READY;
	s->opened = !s->plugin.open || returned == NCL_OK;
	if (!s->opened)
		unclaim(s);
	if (ret != NCL_OK)
		return stage_fail(s, ret, &s->error, "open", err);
	return check_model(s, err);
}

void stage_release(struct stage *s)
{
	if (s->opened && s->plugin.close)
		s->plugin.close(s->shared);
	if (s->opened)
		unclaim(s);
	for (uint32_t i = 0; i < s->model_count; i++)
		ncl_model_free(s->models[i]);
	free(s->models);
	tandem_free(s->tandem);
	free(s->model_path);
	free(s->layers);
	settings_release(&s->settings);
	free(s->name);
	free(s->path);
}
