#include "train.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "eval.h"
#include "interrupt.h"
#include "io/json_out.h"
#include "io/output.h"
#include "message.h"

#define AT(field) offsetof(struct train_options, field)

static const struct opt options[] = {
	{ 'o', "output", OPT_TEXT, AT(output), "FILE", NULL,
	  "write the model to FILE [PLUGIN.ncm]" },
	{ 'p', "plugins", OPT_TEXT, AT(chain), "LIST", NULL,
	  "plugins to run over the data first, whose layers the plugin reads "
	  "[none]" },
	{ 0, "plugin-path", OPT_TEXT, AT(plugin_path), "FOLDERS", NULL,
	  "look for plugins in these folders first, colon-separated" },
	{ 'm', "model", OPT_LIST, AT(models), "NAME=FILE", NULL,
	  "use FILE as the model of plugin NAME of the chain; may be "
	  "repeated" },
	{ 's', "set", OPT_LIST, AT(settings), "NAME.KEY=VALUE", NULL,
	  "set an option of a plugin; may be repeated" },
	{ 0, "solver", OPT_CHOICE, AT(solver), "auto|libsvm|liblinear|dual",
	  "auto", "what to train with; auto goes by the size of the data" },
	{ 0, "kernel", OPT_CHOICE, AT(kernel), "linear|rbf", "linear",
	  "rbf: exp(-gamma |x - y|^2), for --solver libsvm on small data; the "
	  "model keeps documents of the training" },
	{ 0, "gamma", OPT_NUMBER, AT(gamma), "G", NULL,
	  "of the kernel rbf [1 / the mean square of the items' lengths]" },
	{ 'C', "cost", OPT_NUMBER, AT(cost), "C", NULL,
	  "cost of a training error, against a wide margin [0.7 for "
	  "documents, 0.1 for blocks]" },
	{ 0, "tune", OPT_FLAG, AT(tune), NULL, NULL,
	  "find the cost (and gamma) that is best on the folds, from the given "
	  "one on; takes about eight times as long, with gamma sixteen" },
	{ 0, "folds", OPT_COUNT, AT(folds), "N", "5",
	  "parts held out in turn, to calibrate and measure: 2 to 20" },
	{ 'j', "jobs", OPT_COUNT, AT(jobs), "N", NULL,
	  "solver processes at a time [the processors there are]" },
	{ 0, "min-count", OPT_COUNT, AT(min_count), "N", NULL,
	  "leave out features that stand in fewer items [by their number]" },
	{ 0, "max-features", OPT_COUNT, AT(max_features), "N", NULL,
	  "keep at most N hashed features [by their number]" },
	{ 0, "weight-bits", OPT_CHOICE, AT(weight_bits), "8|16", "8",
	  "bits of a weight in the model" },
	{ 0, "fold-models", OPT_FLAG, AT(fold_models), NULL, NULL,
	  "also write the models of the folds, for training a plugin behind "
	  "this one on the same documents" },
	{ 0, "languages", OPT_TEXT, AT(languages), "LIST", NULL,
	  "languages that the model is for: en,de; or any [those of a "
	  "twentieth of the documents or more]" },
	{ 0, "seed", OPT_COUNT, AT(seed), "N", "0",
	  "seed of the folds and the solvers" },
	DATA_OPTS(struct train_options, data)
	{ 0, "valid", OPT_LIST, AT(valid), "FILE", NULL,
	  "also measure the model on FILE, which it is not trained on; may be "
	  "repeated" },
	{ 'r', "report", OPT_TEXT, AT(report), "FILE", NULL,
	  "write an HTML page of what was measured on the parts held out, "
	  "with tables, charts and the worst mistakes" },
	{ 0, "single", OPT_FLAG, AT(single), NULL, NULL,
	  "a document has one label [where each of the data has one]" },
	{ 0, "multi", OPT_FLAG, AT(multi), NULL, NULL,
	  "a document has any number of labels [where one of the data has "
	  "several, or none]" },
	{ 0, "optimise", OPT_TEXT, AT(optimise), "MEASURE", NULL,
	  "what the thresholds are for: macro-f1, micro-f1, precision=P or "
	  "recall=R (of each label) [macro-f1]" },
	{ 0, "labels", OPT_TEXT, AT(labels), "FILE", NULL,
	  "taxonomy of the labels: JSON lines of id, parent and labels "
	  "(names by language), or CSV or TSV with the columns id, parent "
	  "and name or name.LANGUAGE" },
	{ 0, "label-ids", OPT_TEXT, AT(label_ids), "FILE", NULL,
	  "JSON object of labels and their ids in a taxonomy" },
	{ 0, "fact", OPT_LIST, AT(facts), "KEY=VALUE", NULL,
	  "note in the model: data, licence, ...; may be repeated" },
	{ 'q', "quiet", OPT_FLAG, AT(quiet), NULL, NULL,
	  "show no progress, and not what stands in the data" },
	{ 0 },
};

#define MISTAKES 50 /* in the page */

static enum ncl_status open_trainer(struct train *t, const char *plugin,
				    struct ncl_error *err)
{
	static const char *const solvers[] = { NULL, "libsvm", "liblinear",
					       "dual" };
	const struct train_options *o = t->options;
	const struct ncl_training how = {
		.plugin = plugin,
		.chain = o->chain,
		.plugin_path = o->plugin_path,
		.settings = o->settings.items,
		.models = o->models.items,
		.solver = solvers[o->solver],
		.kernel = o->kernel ? "rbf" : NULL,
		.gamma = o->gamma,
		.cost = o->cost,
		.tune = o->tune,
		.folds = opts_count32(o->folds),
		.jobs = opts_count32(o->jobs),
		.min_count = opts_count32(o->min_count),
		.max_features = opts_count32(o->max_features),
		.weight_bits = o->weight_bits ? 16 : 8,
		.seed = o->seed,
		.labelling = o->single ? NCL_LABELS_SINGLE :
			     o->multi ? NCL_LABELS_MULTI : NCL_LABELS_AUTO,
		.optimise = o->optimise,
		.languages = o->languages,
		.fold_models = o->fold_models,
		.mistakes = o->report ? MISTAKES : 0,
		.progress = train_progress,
		.data = t,
	};
	enum ncl_status status = ncl_trainer_new(&t->trainer, &how, err);

	return status ? status : ncl_doc_new(&t->doc, err);
}

/* "data=IPTC news articles" */
static enum ncl_status add_facts(struct train *t, struct ncl_error *err)
{
	const struct opt_list *facts = &t->options->facts;
	enum ncl_status status = NCL_OK;

	for (size_t i = 0; i < facts->count && !status; i++) {
		const char *fact = facts->items[i];
		size_t len = strcspn(fact, "=");
		char *key = strndup(fact, len);

		if (!key)
			return ncl_error_set(err, NCL_NOMEM, "out of memory");
		if (!len || !fact[len])
			status = ncl_error_set(err, NCL_USAGE,
					       "--fact: '%s' is not KEY=VALUE",
					       fact);
		else
			status = ncl_trainer_fact(t->trainer, key,
						  fact + len + 1, err);
		free(key);
	}
	return status;
}

/* PLUGIN.ncm in the current folder, where --output does not say. */
static enum ncl_status write_model(struct train *t, const char *plugin,
				   struct ncl_error *err)
{
	const char *name = strrchr(plugin, '/');
	enum ncl_status status;
	size_t len;

	if (t->options->output)
		return ncl_trainer_write(t->trainer, t->options->output, err);
	name = name ? name + 1 : plugin;
	len = strcspn(name, ".");
	if (len + 5 > sizeof(t->model))
		return ncl_error_set(err, NCL_USAGE, "give --output");
	memcpy(t->model, name, len);
	memcpy(t->model + len, ".ncm", 5);
	status = ncl_trainer_write(t->trainer, t->model, err);
	if (!status)
		message("the model is in %s", t->model);
	return status;
}

/* Whether the model's folder can be written: better told before the work. */
static enum ncl_status check_folder(const char *path, struct ncl_error *err)
{
	const char *slash = path ? strrchr(path, '/') : NULL;
	size_t len = slash ? (size_t)(slash - path) + 1 : 0;
	char *folder = len ? strndup(path, len) : strdup(".");
	enum ncl_status status = NCL_OK;

	if (!folder)
		status = ncl_error_set(err, NCL_NOMEM, "out of memory");
	else if (access(folder, W_OK | X_OK))
		status = ncl_error_set(err, NCL_WRITE,
				       "%s: cannot be written: %s: %s",
				       path ? path : "the model", folder,
				       strerror(errno));
	free(folder);
	return status;
}

static enum ncl_status check_output(const struct train_options *o,
				    const struct operands *words,
				    struct ncl_error *err)
{
	const struct reads reads[] = {
		{ .is = "data", .files = words->items + 1 },
		{ .is = "data", .files = o->valid.items },
		{ .is = "the labels file", .file = o->labels },
		{ .is = "the file of label ids", .file = o->label_ids },
		{ .is = "a model", .models = o->models.items },
		{ .is = "a plugin", .plugins = o->chain },
		{ .is = "a plugin", .plugins = words->items[0] },
		{ 0 },
	};
	enum ncl_status status = data_check_output("output", o->output, reads,
						   err);

	if (!status)
		status = check_folder(o->output, err);
	if (!status)
		status = data_check_output("report", o->report, reads, err);
	if (!status && o->report && o->output &&
	    !strcmp(o->report, o->output))
		status = ncl_error_set(err, NCL_USAGE, "%s is the output and "
				       "the report", o->report);
	if (!status && o->report)
		status = check_folder(o->report, err);
	return status;
}

#define LABELS_MOST 60 /* rows of the table */

/* The report goes to standard output, and as a page where it is asked for. */
static int print_report(const struct command *self, const struct train *t,
			const char *plugin)
{
	struct ncl_error err = { 0 };
	const struct ncl_report report = {
		.title = plugin,
		.about = ncl_trainer_summary(t->trainer),
		.notes = ncl_trainer_notes(t->trainer),
		.measures = ncl_trainer_measures(t->trainer),
		.most = LABELS_MOST,
	};
	struct ncl_buffer text = { 0 };

	if (t->options->report && eval_page(t->options->report, &report, &err))
		return command_failed(self, &err);
	if (ncl_write_measures(&text, &report)) {
		message("out of memory");
		return CLI_CANNOT;
	}
	return message_print(&text);
}

static enum ncl_status train_all(struct train *t,
				 const struct operands *words,
				 struct ncl_error *err)
{
	enum ncl_status status = add_facts(t, err);

	if (!status && t->options->labels)
		status = train_taxonomy(t, t->options->labels, err);
	if (!status && t->options->label_ids)
		status = train_label_ids(t, t->options->label_ids, err);
	if (!status)
		status = train_read(t, words->items + 1, words->count - 1,
				    err);
	if (!status)
		status = ncl_trainer_run(t->trainer, err);
	progress_clear(&t->progress);
	if (!status && interrupt_caught())
		status = ncl_error_set(err, NCL_INTERRUPTED, "interrupted");
	return status ? status : write_model(t, words->items[0], err);
}

/* The reports, when the model is written. */
static int report(const struct command *self, const struct train *t,
		  const char *plugin)
{
	int status = print_report(self, t, plugin);
	struct ncl_error err = { 0 };
	uint64_t failed = 0;

	if (status != CLI_OK || !t->options->valid.count)
		return status;
	if (train_valid(t, plugin, &failed, &err)) {
		interrupt_end();
		return command_failed(self, &err);
	}
	return failed ? CLI_SOME_FAILED : CLI_OK;
}

static int train_words(const struct command *self,
		       const struct train_options *o,
		       const struct operands *words, int argc, char **argv)
{
	struct train t = { .options = o };
	struct ncl_error err = { 0 };
	int status = CLI_OK;

	interrupt_watch();
	progress_start(&t.progress, o->quiet);
	if (check_output(o, words, &err) ||
	    train_check_valid(o, &err) ||
	    open_trainer(&t, words->items[0], &err) ||
	    train_command_fact(&t, options, argc, argv, &err) ||
	    train_all(&t, words, &err)) {
		progress_clear(&t.progress);
		interrupt_end();
		status = command_failed(self, &err);
	} else {
		status = report(self, &t, words->items[0]);
	}
	twins_release(&t.seen);
	ncl_doc_free(t.doc);
	ncl_trainer_free(t.trainer);
	return status;
}

static int train_main(const struct command *self, int argc, char **argv)
{
	struct train_options o = { 0 };
	struct operands words = { 0 };
	int status = CLI_OK;

	if (command_parse(self, &o, argc, argv, &words, &status))
		status = words.count < 2 ?
				 command_misused(self, "give a plugin and the "
						       "data to train it on") :
			 o.single && o.multi ?
				 command_misused(self, "--single and --multi "
						       "contradict") :
				 train_words(self, &o, &words, argc, argv);
	opts_release(options, &o);
	free(words.items);
	return status;
}

static const char *const usage[] = { "[options] PLUGIN DATA...", NULL };

static const char *const examples[] = {
	"nclass train topic news.jsonl -o topic.ncm",
	"nclass train section pages.jsonl.gz --group-by url",
	"nclass train topic letters.csv --label-separator ';' --strict",
	"nclass train topic --label-ids ids.json --fact licence=CC-BY-4.0 "
	"news.jsonl",
	NULL
};

const struct command train_command = {
	.name = "train",
	.summary = "make a model for a plugin from labelled documents",
	.usage = usage,
	.about = "Train a plugin's model on labelled documents, measure it on "
		 "parts of them that were held out, and write it; the "
		 "measurements go to standard output. DATA is files, folders "
		 "or - for standard input. For plugins that label documents: "
		 "JSON lines {\"text\",\"labels\":[...]}, CSV or TSV with a "
		 "header, fastText's __label__ lines, or FOLDER/LABEL/FILE; "
		 "for plugins that label blocks: JSON lines "
		 "{\"blocks\":[{\"text\",FIELD}]}.",
	.opts = options,
	.examples = examples,
	.statuses = "0 the model is written; 1 it is, but some documents of "
		    "--valid could not be labelled; 2 wrong usage; 3 could not "
		    "read the data, train, write or measure.",
	.run = train_main,
};
