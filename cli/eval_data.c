#include "eval.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "io/json_out.h"
#include "message.h"

static enum ncl_status nomem(struct ncl_error *err)
{
	return ncl_error_set(err, NCL_NOMEM, "out of memory");
}

char *eval_named(const char *plugin, const char *model)
{
	const char *slash = strrchr(plugin, '/');
	const char *name = slash ? slash + 1 : plugin;
	size_t len = strcspn(name, slash ? "." : "=");
	char *out = malloc(len + strlen(model) + 2);

	if (out) {
		memcpy(out, name, len);
		out[len] = '=';
		strcpy(out + len + 1, model);
	}
	return out;
}

static enum ncl_status take_against(struct eval *e, const char *plugin,
				    struct ncl_error *err)
{
	const struct opt_list *list = &e->options->against;

	e->against = calloc(list->count + 1, sizeof(*e->against));
	if (!e->against)
		return nomem(err);
	for (size_t i = 0; i < list->count; i++) {
		const char *one = list->items[i];

		e->against[i] = strchr(one, '=') ? strdup(one) :
				eval_named(plugin, one);
		if (!e->against[i])
			return nomem(err);
	}
	return NCL_OK;
}

/* By language, and by what --by says. */
static enum ncl_status take_lists(struct eval *e, const char *plugin,
				  struct ncl_error *err)
{
	const struct opt_list *list = &e->options->parts;

	e->parts = calloc(list->count + 2, sizeof(*e->parts));
	if (!e->parts)
		return nomem(err);
	e->parts[0] = "lang";
	for (size_t i = 0; i < list->count; i++)
		e->parts[i + 1] = list->items[i];
	return take_against(e, plugin, err);
}

enum { ROUNDS_MOST = 100000, SHOWN_MOST = 10000 };

enum ncl_status eval_open(struct eval *e, const char *plugin,
			  struct ncl_error *err)
{
	const struct eval_options *o = e->options;
	enum ncl_status status = take_lists(e, plugin, err);
	const struct ncl_evaluation how = {
		.plugin = plugin,
		.chain = o->chain,
		.plugin_path = o->plugin_path,
		.settings = o->settings.items,
		.models = o->models.items,
		.against = (const char *const *)e->against,
		.rounds = o->rounds ? opts_count32(o->rounds) : 1,
		.mistakes = o->mistakes ? opts_count32(o->mistakes) : 1,
		.seed = o->seed,
		.parts = e->parts,
	};

	if (!status && (o->rounds > ROUNDS_MOST || o->mistakes > SHOWN_MOST))
		status = ncl_error_set(err, NCL_USAGE,
				       "at most %d --rounds and %d --mistakes",
				       ROUNDS_MOST, SHOWN_MOST);
	if (!status)
		status = ncl_evaluator_new(&e->evaluator, &how, err);
	return status ? status : ncl_doc_new(&e->doc, err);
}

/* A document that its plugins cannot label is told and left out. */
static enum ncl_status add(struct eval *e, const struct labelled_record *r,
			   struct ncl_error *err)
{
	struct ncl_error why = { 0 };
	int seen = e->seen && twins_have(e->seen, e->doc);
	enum ncl_status status = ncl_evaluator_add(e->evaluator, e->doc,
						   r->gold.labels, r->gold.n,
						   r->gold.group, &why);

	e->seen_before += !status && seen;
	if (status != NCL_DOC && status != NCL_LIMIT)
		return status ? ncl_error_set(err, status, "%s, line %" PRIu64
					      ": %s", r->source, r->line,
					      why.text) : NCL_OK;
	progress_clear(&e->progress);
	message("%s, line %" PRIu64 ": %s", r->source, r->line, why.text);
	e->failed++;
	return NCL_OK;
}

enum ncl_status eval_read(struct eval *e, const char *const *paths, size_t n,
			  struct ncl_error *err)
{
	const struct labelled_record *record;
	struct data *data = NULL;
	enum ncl_status status;

	status = data_open(&data, paths, n, &e->options->data,
			   ncl_evaluator_unit(e->evaluator),
			   ncl_evaluator_gold(e->evaluator), err);
	if (status)
		return status;
	data_show(data, &e->progress);
	do {
		status = data_next(data, e->doc, &record, err);
		if (!status && record)
			status = add(e, record, err);
	} while (!status && record);
	if (!status)
		status = data_end(data, err);
	data_close(data);
	return status;
}

void eval_about(struct ncl_buffer *text, const struct ncl_measures *m,
		const char *plugin, const char *const *paths, size_t n)
{
	struct out o;

	out_start(&o, text);
	out_format(&o, "%s on", plugin);
	for (size_t i = 0; i < n && i < 3; i++) {
		OUT(&o, " ");
		out_valid(&o, paths[i], strlen(paths[i]));
	}
	if (n > 3)
		out_format(&o, " and %zu more", n - 3);
	out_format(&o, ": %" PRIu64 " document%s in %" PRIu64 " group%s",
		   m->documents, message_s(m->documents), m->groups,
		   message_s(m->groups));
	if (m->blocks)
		out_format(&o, ", %" PRIu64 " labelled block%s", m->items,
			   message_s(m->items));
	out_end(&o);
}

void eval_close(struct eval *e)
{
	for (size_t i = 0; e->against && e->against[i]; i++)
		free(e->against[i]);
	free(e->against);
	free(e->parts);
	ncl_doc_free(e->doc);
	ncl_evaluator_free(e->evaluator);
}
