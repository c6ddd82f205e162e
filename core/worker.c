#include "pipeline.h"

#include "score.h"
#include "stage.h"

#include <stdlib.h>

static enum ncl_status create(struct instance *i, struct ncl_error *err)
{
	struct stage *s = i->stage;
	int returned = NCL_OK;
	enum ncl_status ret;

	s->error = (struct ncl_error){ 0 };
	s->phase = STAGE_CREATING;
	if (s->plugin.create)
		returned = (int)s->plugin.create(s->shared, &i->self);
	else
		i->self = s->shared;
	s->phase = STAGE_READY;
	i->created = returned == NCL_OK;
	ret = stage_ready(returned, &s->error);
	if (ret != NCL_OK)
		stage_fail(s, ret, &s->error, "create", err);
	return ret;
}

enum ncl_status ncl_worker_new(ncl_worker **out, ncl_pipeline *p,
			       struct ncl_error *err)
{
	ncl_worker *w = calloc(1, sizeof(*w));
	enum ncl_status ret = NCL_OK;

	*out = NULL;
	if (w)
		w->instances = calloc(p->count + 1, sizeof(*w->instances));
	if (!w || !w->instances) {
		free(w);
		return ncl_error_set(err, NCL_NOMEM, "out of memory");
	}
	w->pipeline = p;
	for (uint32_t i = 0; i < p->count && ret == NCL_OK; i++) {
		w->instances[i].stage = &p->stages[i];
		ret = create(&w->instances[i], err);
	}
	if (ret != NCL_OK)
		ncl_worker_free(w);
	else
		*out = w;
	return ret;
}

void ncl_worker_free(ncl_worker *w)
{
	if (!w)
		return;
	for (uint32_t n = w->pipeline->count; n > 0; n--) {
		struct instance *i = &w->instances[n - 1];

		if (i->created && i->stage->plugin.destroy)
			i->stage->plugin.destroy(i->self);
		scratch_free(i->scratch);
	}
	free(w->instances);
	free(w);
}

/* What run meant, with what the host noted meanwhile: a call that was refused
 * and passed over fails the document all the same. A mistake in the plugin
 * costs this document: it may be one that others do not lead to. */
static enum ncl_status meaning(int returned, const struct ncl_error *noted)
{
	enum ncl_status ret = stage_status(returned, noted);

	if ((ret == NCL_OK || ret == NCL_SKIP) && noted->code != NCL_OK)
		ret = noted->code;
	if (ret < NCL_FATAL)
		return ret;
	if (returned == NCL_FATAL || noted->code == NCL_FATAL)
		return NCL_FATAL;
	return noted->code <= NCL_INVALID ? NCL_DOC : NCL_FATAL;
}

static void show_layers(const struct instance *i, ncl_doc *doc,
			enum ncl_status ret)
{
	const struct stage *s = i->stage;

	for (uint32_t n = 0; n < s->layer_count; n++) {
		const struct stage_layer *l = &s->layers[n];

		if (l->use != NCL_WRITES)
			continue;
		if (ret != NCL_OK)
			doc_layer_drop(doc, l->handle);
		if (ret == NCL_OK || ret == NCL_SKIP)
			doc_layer_show(doc, l->handle);
	}
}

static enum ncl_status run(struct instance *i, ncl_doc *doc,
			   struct ncl_error *err)
{
	struct stage *s = i->stage;
	enum ncl_status ret;
	int returned;

	i->error = (struct ncl_error){ 0 };
	i->predicted = NULL;
	host_enter(i, doc);
	returned = (int)s->plugin.run(i->self, doc);
	host_leave(i, doc);
	ret = meaning(returned, &i->error);
	show_layers(i, doc, ret);
	if (ret == NCL_OK || ret == NCL_SKIP)
		return NCL_OK;
	if (i->error.code == NCL_OK &&
	    (returned < NCL_OK || returned > NCL_FATAL))
		return ncl_error_set(err, ret,
				     "%s: run returned %d, which is no status "
				     "for it to return", s->name, returned);
	return stage_fail(s, ret, &i->error, "run", err);
}

enum ncl_status ncl_worker_run(ncl_worker *w, ncl_doc *doc,
			       struct ncl_error *err)
{
	const ncl_pipeline *p = w->pipeline;
	enum ncl_status ret = doc_attach(doc, &p->table);

	if (ret != NCL_OK)
		return ncl_error_set(err, ret, "out of memory");
	for (uint32_t i = 0; i < p->count && ret == NCL_OK; i++) {
		if (p->stages[i].training)
			continue;
		if (w->watch)
			*w->watch = i + 1;
		ret = run(&w->instances[i], doc, err);
	}
	if (w->watch)
		*w->watch = 0;
	return ret;
}

void ncl_worker_watch(ncl_worker *w, volatile uint32_t *use)
{
	w->watch = use;
}
