/* `nclass model export`: items in the form of libsvm's data. */
#include "model_export.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "io/json_out.h"
#include "io/output.h"
#include "message.h"

static enum ncl_status no_memory(struct ncl_error *err)
{
	return ncl_error_set(err, NCL_NOMEM, "out of memory");
}

static enum ncl_status take_name(void *data, uint32_t i, const char *name)
{
	struct export *x = data;

	if (i >= x->columns || x->names[i])
		return NCL_OK;
	x->names[i] = strdup(name);
	return x->names[i] ? NCL_OK : NCL_NOMEM;
}

/* The number of a label, or 0. */
static uint32_t label_number(const struct export *x, const char *name)
{
	for (uint32_t i = 0; i < ncl_model_label_count(x->model); i++)
		if (strcmp(ncl_model_label(x->model, i)->name, name) == 0)
			return i + 1;
	return 0;
}

/* Add the numbers of an item's labels; the first of them, or 0. */
static uint32_t add_labels(struct export *x, const char *const *labels,
			   uint32_t n, struct out *o)
{
	uint32_t first = 0;

	for (uint32_t i = 0; i < n; i++) {
		uint32_t number = labels[i] ? label_number(x, labels[i]) : 0;

		if (!number)
			continue;
		out_format(o, first ? ",%u" : "%u", number);
		first = first ? first : number;
	}
	OUT(o, "\n");
	return first;
}

/* What the model says of an item: the likeliest label by itself, or all that
 * reach their thresholds. 0: no memory. */
static int add_answers(const ncl_explanation *why, struct ncl_explain_at at,
		       const struct ncl_explained *use, struct out *o)
{
	uint32_t best = 0, given = 0;
	double most = 0;

	for (at.label = 0; at.label < use->labels; at.label++) {
		struct ncl_verdict v;

		if (!ncl_explain_verdict(why, &at, &v))
			return 0;
		if (use->single && (!at.label || v.decision > most)) {
			best = at.label;
			most = v.decision;
		}
		if (!use->single && v.p >= v.threshold)
			out_format(o, given++ ? ",%u" : "%u", at.label + 1);
	}
	if (use->single)
		out_format(o, "%u", best + 1);
	OUT(o, "\n");
	return 1;
}

/* A line in each of the three files. */
static enum ncl_status write_item(struct export *x,
				  const ncl_explanation *why,
				  struct ncl_explain_at at,
				  const struct ncl_explained *use,
				  const struct labelled *gold,
				  struct ncl_error *err)
{
	const struct ncl_export_names names = { take_name, x };
	int block = use->unit == NCL_UNIT_BLOCK;
	uint32_t first;
	enum ncl_status status;
	struct out o;

	x->text.len = 0;
	out_start(&o, &x->text);
	first = add_labels(x, gold->labels + (block ? at.item : 0),
			   block ? 1 : gold->n, &o);
	status = out_end(&o) ? no_memory(err) :
		 output_write(x->labels, x->text.data, x->text.len, err);
	x->text.len = 0;
	out_start(&o, &x->text);
	if (!add_answers(why, at, use, &o))
		o.failed = 1;
	if (out_end(&o))
		return no_memory(err);
	if (!status)
		status = output_write(x->answers, x->text.data, x->text.len,
				      err);
	x->text.len = 0;
	out_start(&o, &x->text);
	out_number(&o, first);
	if (out_end(&o))
		return no_memory(err);
	if (!status)
		status = ncl_export_item(why, at.use, at.item, &names,
					 &x->text, err);
	if (!status && ncl_buffer_add(&x->text, "\n", 1))
		return no_memory(err);
	x->items++;
	return status ? status : output_write(x->data, x->text.data,
					      x->text.len, err);
}

static enum ncl_status add_record(struct export *x,
				  const struct labelled_record *record,
				  struct ncl_error *err)
{
	struct ncl_explained use;
	const ncl_explanation *why;
	struct ncl_error error = { 0 };
	enum ncl_status status = ncl_worker_explain(x->worker, x->doc, &why,
						    &error);
	struct ncl_explain_at at = { 0 };

	if (status)
		return ncl_error_set(err, status, "%s, line %" PRIu64 ": %s",
				     record->source, record->line, error.text);
	while (ncl_explained(why, at.use, &use) &&
	       strcmp(use.plugin, x->plugin) != 0)
		at.use++;
	if (!ncl_explained(why, at.use, &use)) {
		x->unscored++;
		return NCL_OK;
	}
	for (; at.item < use.items && !status; at.item++)
		status = write_item(x, why, at, &use, &record->gold, err);
	return status;
}

enum ncl_status export_data(struct export *x, struct ncl_error *err)
{
	const struct opt_list *paths = &x->options->data;
	const struct labelled_record *record;
	struct data *data = NULL;
	enum ncl_status status =
		data_open(&data, paths->items, paths->count,
			  &x->options->how,
			  (enum ncl_feature_unit)x->features->unit,
			  x->features->gold ? x->features->gold : "labels",
			  err);

	while (!status &&
	       !(status = data_next(data, x->doc, &record, err)) && record)
		status = add_record(x, record, err);
	if (!status)
		status = data_end(data, err);
	data_close(data);
	if (!status && x->unscored && !x->options->quiet)
		message("%" PRIu64 " documents are left out: %s had nothing "
			"to say of them", x->unscored, x->plugin);
	return status;
}

/* ------------------------------------------------------------------- open */

/* The plugin's declared features say how data is read. */
static enum ncl_status find_features(struct export *x, struct ncl_error *err)
{
	const struct ncl_found *found;
	enum ncl_status status =
		ncl_catalogue_new(&x->catalogue, x->options->plugin_path, err);

	if (!status)
		status = ncl_catalogue_find(x->catalogue, x->plugin, &found,
					    err);
	if (status)
		return status;
	if (found->plugin && found->plugin->extension)
		x->features = found->plugin->extension(NCL_FEATURES);
	if (x->features)
		return NCL_OK;
	return ncl_error_set(err, NCL_REFUSED, "%s: %s", x->plugin,
			     found->refused ? found->refused :
					      "it has no features");
}

static enum ncl_status open_chain(struct export *x, struct ncl_error *err)
{
	const struct model_options *o = x->options;
	struct ncl_buffer plugins = { 0 }, model = { 0 };
	struct opt_list models = o->models;
	struct ncl_config config = { .plugin_path = o->plugin_path,
				     .settings = o->settings.items };
	enum ncl_status status;
	struct out p, m;

	out_start(&p, &plugins);
	out_format(&p, "%s%s%s", o->plugins ? o->plugins : "",
		   o->plugins ? "," : "", x->plugin);
	out_start(&m, &model);
	out_format(&m, "%s=%s%s", x->plugin,
		   strchr(x->model_path, '/') ? "" : "./", x->model_path);
	models.items = calloc(models.count + 2, sizeof(*models.items));
	status = out_end(&p) || out_end(&m) || !models.items ?
		 no_memory(err) : NCL_OK;
	if (!status) {
		for (size_t i = 0; i < models.count; i++)
			models.items[i] = o->models.items[i];
		models.items[models.count] = model.data;
		config.plugins = plugins.data;
		config.models = models.items;
		status = ncl_pipeline_open(&x->pipeline, &config, err);
	}
	free(models.items);
	ncl_buffer_release(&plugins);
	ncl_buffer_release(&model);
	if (!status)
		status = ncl_worker_new(&x->worker, x->pipeline, err);
	return status ? status : ncl_doc_new(&x->doc, err);
}

enum ncl_status export_open(struct export *x, struct ncl_error *err)
{
	enum ncl_status status = find_features(x, err);

	return status ? status : open_chain(x, err);
}
