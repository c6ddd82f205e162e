/* The host table: messages, names, settings and models. */
#include "host.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "explain.h"
#include "model.h"
#include "paths.h"
#include "tokens.h"
#include "utf8.h"

/* Where the reason belongs that a stage gives now. */
static struct ncl_error *record(struct stage *stage)
{
	return stage->running ? &stage->running->error : &stage->error;
}

static struct stage *stage_of(const struct ncl_host *host)
{
	return host ? host->stage : NULL;
}

/* -------------------------------------------------------------- messages */

static enum ncl_status host_fail(const struct ncl_host *host,
				 enum ncl_status code, const char *format,
				 ...)
{
	struct stage *stage = stage_of(host);
	va_list args;

	if (!stage || !format)
		return code;
	va_start(args, format);
	error_setv(record(stage), code, format, args);
	va_end(args);
	return code;
}

static void host_log(const struct ncl_host *host, enum ncl_log_level level,
		     const char *format, ...)
{
	struct stage *stage = stage_of(host);
	struct ncl_error text;
	va_list args;

	if (!stage || !format || !stage->pipeline->log)
		return;
	va_start(args, format);
	error_setv(&text, NCL_OK, format, args);
	va_end(args);
	stage->pipeline->log(stage->pipeline->log_data, level, stage->name,
			     text.text);
}

static const struct ncl_reading reading_host = {
	.size = sizeof(reading_host),
	.date = ncl_find_date,
	.names = ncl_find_names,
};

static const void *host_extension(const struct ncl_host *host,
				  const char *name)
{
	const struct stage *stage = stage_of(host);

	if (name && strcmp(name, NCL_EXPLAIN) == 0)
		return &explain_host;
	if (name && strcmp(name, NCL_PARTS) == 0)
		return &parts_host;
	if (name && strcmp(name, NCL_DECLARATION) == 0)
		return stage ? stage->declaration : NULL;
	return name && strcmp(name, NCL_READING) == 0 ? &reading_host : NULL;
}

/* ------------------------------------------------------ names to handles */

const struct stage_layer *host_declared(const struct stage *stage,
					ncl_layer handle)
{
	for (uint32_t i = 0; handle && i < stage->layer_count; i++)
		if (stage->layers[i].handle == handle)
			return &stage->layers[i];
	return NULL;
}

/* Whether handles may be asked for now; the error says that not. */
static int may_resolve(struct stage *stage, const char *what)
{
	if (stage && !stage->running && stage->phase != STAGE_READY)
		return 1;
	if (stage)
		ncl_error_set(record(stage), NCL_INVALID,
			      "%s is for open and create only", what);
	return 0;
}

static ncl_layer host_layer(const struct ncl_host *host, const char *name)
{
	struct stage *stage = stage_of(host);

	if (!may_resolve(stage, "layer()") || !name)
		return 0;
	for (uint32_t i = 0; i < stage->layer_count; i++)
		if (!strcmp(stage->layers[i].declared, name))
			return stage->layers[i].handle;
	return 0;
}

static int is_name(const char *name)
{
	size_t len = name ? strlen(name) : 0;

	return len > 0 && utf8_valid(name, len) == len;
}

static ncl_label host_label(const struct ncl_host *host, ncl_layer layer,
			    const char *name, const char *id)
{
	struct stage *stage = stage_of(host);
	ncl_label label;

	if (!may_resolve(stage, "label()") || layer == 0)
		return 0;
	if (!host_declared(stage, layer) || !is_name(name) ||
	    (id && !is_name(id))) {
		ncl_error_set(record(stage), NCL_INVALID,
			      "label(): a layer that %s did not declare, or "
			      "a name that is not valid UTF-8", stage->name);
		return 0;
	}
	label = layers_label(&stage->pipeline->table, layer, name, id);
	if (!label)
		ncl_error_set(record(stage), NCL_NOMEM,
			      "no memory for label \"%s\"", name);
	return label;
}

static const char *host_label_name(const struct ncl_host *host,
				   ncl_layer layer, ncl_label label)
{
	struct stage *stage = stage_of(host);
	const struct layer_label *found = NULL;

	if (stage && host_declared(stage, layer))
		found = layers_label_get(&stage->pipeline->table, layer,
					 label);
	return found ? found->name : NULL;
}

/* -------------------------------------------------------------- settings */

#define BIT(type) (1u << (type))

/* The setting of a name, when its option is of one of the types. */
static const struct setting *setting_of(const ncl_settings *settings,
					const char *name, unsigned types)
{
	const struct setting *s;

	s = settings && name ? settings_find(settings, name) : NULL;
	return s && types & BIT(s->option->type) ? s : NULL;
}

static const char *host_option_text(const ncl_settings *settings,
				    const char *name)
{
	const struct setting *s = setting_of(settings, name, BIT(NCL_TEXT) |
					     BIT(NCL_CHOICE) | BIT(NCL_FILE) |
					     BIT(NCL_INTEGER) |
					     BIT(NCL_NUMBER));

	return s ? s->text : NULL;
}

static double host_option_number(const ncl_settings *settings,
				 const char *name)
{
	const struct setting *s = setting_of(settings, name, BIT(NCL_FLAG) |
					     BIT(NCL_INTEGER) |
					     BIT(NCL_NUMBER));

	return s ? s->number : NAN;
}

static const char *host_option_item(const ncl_settings *settings,
				    const char *name, uint32_t i)
{
	const struct setting *s = setting_of(settings, name, BIT(NCL_LIST));
	uint32_t n = 0;

	while (s && s->items && s->items[n] && n < i)
		n++;
	return s && s->items ? s->items[n] : NULL;
}

/* ---------------------------------------------------------------- models */

static enum ncl_status open_model(struct stage *stage, const char *name,
				  ncl_model **out)
{
	struct ncl_error *err = record(stage);
	char *path = NULL;
	enum ncl_status ret;

	if (stage->training)
		return model_new(out, err);
	ret = paths_model(&path, stage->model_path ? stage->model_path : name,
			  stage->pipeline->model_path, err);
	if (ret == NCL_OK)
		ret = model_open_for(stage, path, out, err);
	free(path);
	return ret;
}

static enum ncl_status host_model_open(const struct ncl_host *host,
				       const char *name, ncl_model **out)
{
	struct stage *stage = stage_of(host);
	ncl_model **models;
	enum ncl_status ret;

	if (!stage || !out)
		return NCL_INVALID;
	*out = NULL;
	if (name && !name[0] && !stage->model_path)
		return ncl_error_set(record(stage), NCL_MISSING,
				     "no model is named: give one with "
				     "--model");
	if (stage->phase != STAGE_OPENING || !name)
		return ncl_error_set(record(stage), NCL_INVALID,
				     "model_open() is for open only, and "
				     "needs a name");
	models = realloc(stage->models,
			 (stage->model_count + 1u) * sizeof(*models));
	if (!models)
		return ncl_error_set(record(stage), NCL_NOMEM,
				     "no memory for model \"%s\"", name);
	stage->models = models;
	ret = open_model(stage, name, out);
	if (ret == NCL_OK)
		models[stage->model_count++] = *out;
	return ret;
}

static uint32_t host_model_labels(const ncl_model *model)
{
	return model ? ncl_model_label_count(model) : 0;
}

static const struct ncl_model_label *host_model_label(const ncl_model *model,
						      uint32_t i)
{
	return model ? ncl_model_label(model, i) : NULL;
}

static const char *host_model_fact(const ncl_model *model, const char *key)
{
	return model && key ? model_fact(model, key) : NULL;
}

static const char *host_model_label_name(const ncl_model *model, uint32_t i,
					 const char *language)
{
	return model && language ? ncl_model_label_name(model, i, language) :
				   NULL;
}

static uint64_t host_token_hash(const char *word, size_t len)
{
	return tokens_hash(word ? word : "", word ? len : 0);
}

/* ------------------------------------------------------------- the table */

static void fill(struct ncl_host *host)
{
	host->abi_major = NCL_PLUGIN_ABI_MAJOR;
	host->abi_minor = NCL_PLUGIN_ABI_MINOR;
	host->version = NCL_VERSION;
	host->fail = host_fail;
	host->log = host_log;
	host->extension = host_extension;
	host->layer = host_layer;
	host->label = host_label;
	host->label_name = host_label_name;
	host->option_text = host_option_text;
	host->option_number = host_option_number;
	host->option_item = host_option_item;
	host->model_open = host_model_open;
	host->model_labels = host_model_labels;
	host->model_label = host_model_label;
	host->model_fact = host_model_fact;
	host->model_label_name = host_model_label_name;
	host->token_hash = host_token_hash;
	host_fill_document(host);
}

void host_fill(struct ncl_host *host, struct stage *stage, uint32_t size)
{
	struct ncl_host full = { .stage = stage };

	if (size > sizeof(full))
		size = sizeof(full);
	size -= size % sizeof(void (*)(void));
	fill(&full);
	memset(host, 0, sizeof(*host));
	memcpy(host, &full, size);
	host->size = size;
	host->stage = stage;
}

void host_enter(struct instance *instance, ncl_doc *doc)
{
	doc->speaker = instance;
	instance->stage->running = instance;
}

void host_leave(struct instance *instance, ncl_doc *doc)
{
	doc->speaker = NULL;
	instance->stage->running = NULL;
	instance->scoring = 0;
}
