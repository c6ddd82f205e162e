#include "io/labeller.h"

/* Stages beside the plugins of the chain, which are 1 and up. */
enum { STAGE_READER = 1 << 20, STAGE_WRITER };

const char *labeller_stage(const struct labeller *l, uint32_t stage)
{
	if (stage == STAGE_READER)
		return "reader";
	if (stage == STAGE_WRITER)
		return "writer";
	return stage ? ncl_pipeline_use(l->pipeline, stage - 1) : NULL;
}

static void set_stage(struct labeller *l, uint32_t stage)
{
	if (l->watch)
		l->watch->stage = stage;
}

void labeller_rest(struct labeller *l)
{
	set_stage(l, 0);
}

enum ncl_status labeller_begin(struct labeller *l, struct fleet_watch *watch,
			       struct ncl_error *err)
{
	enum ncl_status status = ncl_worker_new(&l->worker, l->pipeline, err);

	if (!status)
		status = ncl_doc_new(&l->doc, err);
	l->watch = watch;
	if (!status && watch)
		ncl_worker_watch(l->worker, &watch->stage);
	return status;
}

void labeller_end(struct labeller *l)
{
	ncl_doc_free(l->doc);
	ncl_worker_free(l->worker);
	l->doc = NULL;
	l->worker = NULL;
}

static void allow_memory(struct labeller *l, size_t len)
{
	size_t most = (size_t)l->memory;

	ncl_doc_set_limits(l->doc, most ? most + FLEET_LARGE * len : 0,
			   l->watch ? &l->watch->stop : NULL);
}

enum ncl_status labeller_read(struct labeller *l,
			      const struct input_record *record,
			      struct ncl_error *err)
{
	allow_memory(l, record->len);
	set_stage(l, STAGE_READER);
	return input_parse(l->doc, record, l->how, err);
}

/* "FILE, ID: what is wrong" */
static void name_document(const ncl_doc *doc, struct ncl_error *why)
{
	const struct ncl_origin *origin = ncl_doc_origin(doc);
	struct ncl_error text;

	if (!origin->source && !origin->id)
		return;
	ncl_error_set(&text, why->code, "%s%s%s: %s",
		      origin->source ? origin->source : "",
		      origin->source && origin->id ? ", " : "",
		      origin->id ? origin->id : "", why->text);
	*why = text;
}

enum ncl_status labeller_label(struct labeller *l, const char *condemned,
			       const struct labeller_writer *writer,
			       struct ncl_error *err)
{
	enum ncl_status status;

	if (condemned)
		status = ncl_error_set(err, NCL_DOC, "%s", condemned);
	else
		status = ncl_worker_run(l->worker, l->doc, err);
	set_stage(l, STAGE_WRITER);
	if (!status && writer->write(writer->data, l->doc))
		status = ncl_error_set(err, NCL_NOMEM, "out of memory");
	if (status)
		name_document(l->doc, err);
	return status;
}

const char *labeller_escapes(const ncl_pipeline *p)
{
	const struct ncl_plugin *plugin;

	for (uint32_t i = 0; (plugin = ncl_pipeline_plugin(p, i, NULL)); i++)
		if (plugin->flags & NCL_PLUGIN_PROGRAMS)
			return ncl_pipeline_use(p, i);
	return NULL;
}
