#include "train.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "eval.h"
#include "io/json_out.h"
#include "message.h"

enum { ROUNDS = 1000, LABELS_MOST = 60 };

static enum ncl_status nomem(struct ncl_error *err)
{
	return ncl_error_set(err, NCL_NOMEM, "out of memory");
}

enum ncl_status train_check_valid(const struct train_options *o,
				  struct ncl_error *err)
{
	for (size_t i = 0; i < o->valid.count; i++) {
		const char *path = o->valid.items[i];

		if (!strcmp(path, "-"))
			return ncl_error_set(err, NCL_USAGE, "--valid: "
					     "standard input cannot be "
					     "measured on; name a file");
		if (access(path, R_OK))
			return ncl_error_set(err, NCL_READ, "--valid: %s: %s",
					     path, strerror(errno));
	}
	return NCL_OK;
}

/* The models of the chain, and behind them the new one; end with a NULL. A
 * path without a slash gets one: it is no name to look for. */
static const char **list_models(const struct train *t, const char *plugin,
				char **own)
{
	const struct opt_list *given = &t->options->models;
	const char *path = t->options->output ? t->options->output : t->model;
	const char **all = calloc(given->count + 2, sizeof(*all));
	size_t size = strlen(path) + 3;
	char *file = malloc(size);

	if (file) {
		strcpy(file, strchr(path, '/') ? "" : "./");
		strcat(file, path);
	}
	*own = file ? eval_named(plugin, file) : NULL;
	free(file);
	if (!all || !*own) {
		free(all);
		return NULL;
	}
	for (size_t i = 0; i < given->count; i++)
		all[i] = given->items[i];
	all[given->count] = *own;
	return all;
}

/* "the model, measured on ...", with what was trained on too. */
static enum ncl_status print(const struct train *t, const struct eval *e,
			     const char *plugin, struct ncl_error *err)
{
	const struct opt_list *valid = &t->options->valid;
	struct ncl_report report = {
		.title = plugin,
		.measures = ncl_evaluator_measures(e->evaluator, 0),
		.most = LABELS_MOST,
	};
	struct ncl_buffer text = { 0 }, line = { 0 };
	enum ncl_status status = NCL_OK;
	struct out o;

	eval_about(&line, report.measures, plugin, valid->items,
		   valid->count);
	out_start(&o, &line);
	if (e->seen_before)
		out_format(&o, "\ntexts that were trained on, too: %" PRIu64
			       ", so the model looks better than it is",
			   e->seen_before);
	else
		OUT(&o, ", none of them trained on");
	out_end(&o);
	report.about = line.data;
	out_start(&o, &text);
	OUT(&o, "\n");
	if (out_end(&o) || ncl_write_measures(&text, &report))
		status = nomem(err);
	ncl_buffer_release(&line);
	if (!status && message_print(&text) != CLI_OK)
		status = ncl_error_set(err, NCL_WRITE,
				       "the measures cannot be written");
	return status;
}

enum ncl_status train_valid(const struct train *t, const char *plugin,
			    uint64_t *failed, struct ncl_error *err)
{
	const struct train_options *o = t->options;
	struct eval_options how = {
		.chain = o->chain,
		.plugin_path = o->plugin_path,
		.data = o->data,
		.settings = o->settings,
		.rounds = ROUNDS,
		.seed = o->seed,
	};
	struct eval e = { .options = &how, .seen = &t->seen };
	enum ncl_status status;
	char *own;

	how.data.limit = 0;
	how.models.items = list_models(t, plugin, &own);
	status = how.models.items ? NCL_OK : nomem(err);
	progress_start(&e.progress, o->quiet);
	if (!status)
		status = eval_open(&e, plugin, err);
	if (!status)
		status = eval_read(&e, o->valid.items, o->valid.count, err);
	if (!status)
		status = ncl_evaluator_run(e.evaluator, err);
	progress_clear(&e.progress);
	if (!status)
		status = print(t, &e, plugin, err);
	*failed = e.failed;
	eval_close(&e);
	free(how.models.items);
	free(own);
	return status;
}
