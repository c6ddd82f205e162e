#include "run_facts.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "opts_value.h"

/* Options that do not change what is written of a document that is fine. */
static const char *const harmless[] = {
	"jobs", "quiet", "resume", "checkpoint", "max-failures", "timeout",
	"memory", "isolate", "config", "plugin-path", "model", "manifest",
	"print-config",
};

static enum ncl_status nomem(struct ncl_error *err)
{
	return ncl_error_set(err, NCL_NOMEM, "out of memory");
}

static enum ncl_status add(struct run_facts *f, struct ncl_error *err,
			   const char *value, const char *format, ...)
	NCL_PRINTF(4, 5);

static enum ncl_status add(struct run_facts *f, struct ncl_error *err,
			   const char *value, const char *format, ...)
{
	struct run_fact *more = realloc(f->items,
					(f->count + 1) * sizeof(*more));
	char key[300];
	va_list args;

	if (!more)
		return nomem(err);
	f->items = more;
	va_start(args, format);
	vsnprintf(key, sizeof(key), format, args);
	va_end(args);
	more[f->count] = (struct run_fact){ strdup(key), strdup(value) };
	f->count++;
	return more[f->count - 1].key && more[f->count - 1].value ?
		       NCL_OK : nomem(err);
}

static enum ncl_status add_models(struct run_facts *f, const struct run *r,
				  uint32_t use, struct ncl_error *err)
{
	const char *name = ncl_pipeline_use(r->pipeline, use);
	enum ncl_status ret = NCL_OK;
	const ncl_model *m;
	char text[32];

	for (uint32_t j = 0;
	     !ret && (m = ncl_pipeline_model(r->pipeline, use, j)); j++) {
		snprintf(text, sizeof(text), "%016" PRIx64,
			 ncl_model_checksum(m));
		ret = add(f, err, text, j ? "model %s, %u" : "model %s", name,
			  (unsigned)j + 1);
	}
	return ret;
}

static enum ncl_status add_plugins(struct run_facts *f, const struct run *r,
				   struct ncl_error *err)
{
	enum ncl_status ret = NCL_OK;
	const struct ncl_plugin *p;
	const char *path, *name;
	char text[128];
	uint64_t sum;

	for (uint32_t i = 0; !ret && (name = ncl_pipeline_use(r->pipeline, i));
	     i++) {
		p = ncl_pipeline_plugin(r->pipeline, i, &path);
		ret = journal_checksum(&sum, path, err);
		snprintf(text, sizeof(text), "%s %s %016" PRIx64, p->name,
			 p->version ? p->version : "", sum);
		if (!ret)
			ret = add(f, err, text, "plugin %s", name);
		if (!ret)
			ret = add_models(f, r, i, err);
	}
	return ret;
}

static int is_harmless(const char *name)
{
	for (size_t i = 0; i < sizeof(harmless) / sizeof(harmless[0]); i++)
		if (!strcmp(name, harmless[i]))
			return 1;
	return 0;
}

static enum ncl_status add_options(struct run_facts *f, const struct run *r,
				   struct ncl_error *err)
{
	struct ncl_buffer text = { 0 };
	enum ncl_status ret = NCL_OK;

	for (const struct opt *o = r->table; o->name && !ret; o++) {
		if (is_harmless(o->name))
			continue;
		text.len = 0;
		if (ncl_buffer_add(&text, "", 0) ||
		    opt_value_text(o, r->options, &text))
			ret = nomem(err);
		else
			ret = add(f, err, text.data, "option --%s", o->name);
	}
	ncl_buffer_release(&text);
	return ret;
}

enum ncl_status run_facts(struct run_facts *f, const struct run *r,
			  struct ncl_error *err)
{
	enum ncl_status ret = add(f, err, ncl_version(), "nclass");

	if (!ret)
		ret = add_plugins(f, r, err);
	if (!ret)
		ret = add_options(f, r, err);
	for (size_t i = 0; i < r->inputs->count && !ret; i++)
		ret = add(f, err, r->inputs->items[i], "argument %zu", i + 1);
	return ret;
}

enum ncl_status run_facts_check(const struct run_facts *f,
				const struct journal_past *past,
				struct ncl_error *err)
{
	const char *key, *value;
	size_t i;

	for (i = 0; journal_past_fact(past, i, &key, &value); i++) {
		if (i >= f->count || strcmp(f->items[i].key, key) != 0)
			return ncl_error_set(err, NCL_REFUSED, "%s was "
					     "\"%s\", and is not there", key,
					     value);
		if (strcmp(f->items[i].value, value) != 0)
			return ncl_error_set(err, NCL_REFUSED, "%s was \"%s\", "
					     "and is \"%s\"", key, value,
					     f->items[i].value);
	}
	if (i == f->count)
		return NCL_OK;
	return ncl_error_set(err, NCL_REFUSED, "%s is \"%s\", and was not "
			     "there", f->items[i].key, f->items[i].value);
}

enum ncl_status run_facts_note(const struct run_facts *f, struct journal *j)
{
	enum ncl_status ret = NCL_OK;

	for (size_t i = 0; i < f->count && !ret; i++)
		ret = journal_fact(j, f->items[i].key, f->items[i].value);
	return ret;
}

void run_facts_release(struct run_facts *f)
{
	for (size_t i = 0; i < f->count; i++) {
		free(f->items[i].key);
		free(f->items[i].value);
	}
	free(f->items);
	*f = (struct run_facts){ 0 };
}
