#include "choose_inputs.h"
#include "command.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "interrupt.h"
#include "io/input.h"
#include "io/output.h"
#include "message.h"
#include "reads.h"
#include "terminal.h"

struct explain_options {
	const char *plugins, *plugin_path, *charset, *output, *plugin;
	struct opt_list models, settings, labels, blocks;
	struct choose_inputs choose;
	int input_format, offsets;
	int format; /* auto, pretty, jsonl */
	int quiet;
	uint64_t top, likeliest, max_doc_bytes;
};

/* What the document and its explanation may take; a page of some 40 MB. */
#define EXPLAIN_BYTES ((size_t)2 << 30)

#define AT(field) offsetof(struct explain_options, field)

static const struct opt options[] = {
	{ 'p', "plugins", OPT_TEXT, AT(plugins), "LIST", NULL,
	  "plugins to run, as for 'nclass run' [section,boiler,lang,topic]" },
	{ 0, "plugin-path", OPT_TEXT, AT(plugin_path), "FOLDERS", NULL,
	  "look for plugins in these folders first, colon-separated" },
	{ 'm', "model", OPT_LIST, AT(models), "NAME=FILE", NULL,
	  "use FILE as the model of plugin NAME; may be repeated" },
	{ 's', "set", OPT_LIST, AT(settings), "NAME.KEY=VALUE", NULL,
	  "set an option of plugin NAME; may be repeated" },
	{ 0, "plugin", OPT_TEXT, AT(plugin), "NAME", NULL,
	  "explain what this plugin of them said [all that have models]" },
	{ 'l', "label", OPT_LIST, AT(labels), "LABEL", NULL,
	  "explain this label of the model, whatever its score; may be "
	  "repeated" },
	{ 0, "likeliest", OPT_COUNT, AT(likeliest), "N", NULL,
	  "explain the N likeliest labels, and all that a document was given "
	  "[3 of a document, 1 of a block]" },
	{ 'b', "block", OPT_LIST, AT(blocks), "N", NULL,
	  "explain block N only, the first being 0; may be repeated" },
	{ 'n', "top", OPT_COUNT, AT(top), "N", NULL,
	  "tell of the N strongest features for a label, and of as many "
	  "against it [10 of a document, 5 of a block]" },
	{ 0, "input-format", OPT_CHOICE, AT(input_format),
	  "auto|text|html|jsonl|warc", "auto",
	  "what the inputs are, as for 'nclass run'" },
	{ 0, "charset", OPT_TEXT, AT(charset), "NAME", NULL,
	  "charset of text inputs [found out]" },
	CHOOSE_INPUTS_OPTS,
	{ 'f', "format", OPT_CHOICE, AT(format), "auto|pretty|jsonl", "auto",
	  "what to write; auto: pretty on a terminal, else JSON lines" },
	{ 0, "offsets", OPT_CHOICE, AT(offsets), "byte|char|utf16", "byte",
	  "what offsets in JSON lines count" },
	{ 'o', "output", OPT_TEXT, AT(output), "FILE", NULL,
	  "write to FILE; it is put there when it is whole "
	  "[standard output]" },
	{ 0, "max-doc-bytes", OPT_SIZE, AT(max_doc_bytes), "SIZE", "256M",
	  "a larger document fails; 0: one over 4G" },
	{ 'q', "quiet", OPT_FLAG, AT(quiet), NULL, NULL,
	  "tell nothing of what plugins have to say besides" },
	{ 0 },
};

/* What a call works with. */
struct explain {
	const struct explain_options *options;
	struct ncl_explain_options how;
	uint32_t *blocks;
	int jsonl;
	ncl_pipeline *pipeline;
	ncl_worker *worker;
	ncl_doc *doc;
	struct input *input;
	struct output *output;
	struct ncl_buffer record;
	uint64_t done, failed, unreadable;
};

static void log_plugin(void *data, enum ncl_log_level level,
		       const char *plugin, const char *text)
{
	const struct explain *x = data;

	if (level >= NCL_LOG_WARNING && !x->options->quiet)
		message("%s: %s", plugin, text);
}

static enum ncl_status take_blocks(struct explain *x, struct ncl_error *err)
{
	const struct opt_list *given = &x->options->blocks;

	if (!given->count)
		return NCL_OK;
	x->blocks = calloc(given->count, sizeof(*x->blocks));
	if (!x->blocks)
		return ncl_error_set(err, NCL_NOMEM, "out of memory");
	for (size_t i = 0; i < given->count; i++) {
		char *end;
		unsigned long n = strtoul(given->items[i], &end, 10);

		if (*given->items[i] < '0' || *given->items[i] > '9' || *end ||
		    n >= UINT32_MAX)
			return ncl_error_set(err, NCL_USAGE,
					     "--block: '%s' is no block's "
					     "number: 0, 1, 2, ...",
					     given->items[i]);
		x->blocks[i] = (uint32_t)n;
	}
	x->how.blocks = x->blocks;
	x->how.block_count = opts_count32(given->count);
	return NCL_OK;
}

static enum ncl_status take_options(struct explain *x, struct ncl_error *err)
{
	const struct explain_options *o = x->options;
	int terminal = isatty(STDOUT_FILENO) &&
		       (!o->output || strcmp(o->output, "-") == 0);

	x->jsonl = o->format == 2 || (o->format == 0 && !terminal);
	x->how = (struct ncl_explain_options){
		.plugin = o->plugin, .labels = o->labels.items,
		.likeliest = opts_count32(o->likeliest),
		.top = opts_count32(o->top),
		.offsets = (enum ncl_offsets)o->offsets,
		.colour = terminal_colour(terminal),
		.width = terminal_columns(),
	};
	return take_blocks(x, err);
}

static enum ncl_status open_all(struct explain *x,
				const struct operands *inputs,
				struct ncl_error *err)
{
	const struct explain_options *o = x->options;
	const struct ncl_config config = {
		.plugins = o->plugins, .plugin_path = o->plugin_path,
		.settings = o->settings.items, .models = o->models.items,
		.log = log_plugin, .log_data = x,
	};
	struct input_options how = {
		.format = (enum input_format)o->input_format,
		.charset = o->charset,
		.max_doc_bytes = o->max_doc_bytes,
	};
	const struct reads reads[] = {
		{ .is = "an input", .files = inputs->items },
		{ .is = "the list of inputs", .file = o->choose.files_from },
		{ .is = "a model", .models = o->models.items },
		{ .is = "a plugin", .plugins = o->plugins },
		{ 0 },
	};
	enum ncl_status status;

	if (take_options(x, err) || choose_inputs_check(&o->choose, err) ||
	    reads_check(reads, o->output, "output", err))
		return err->code;
	choose_inputs(&o->choose, &how);
	status = input_open(&x->input, inputs->items, inputs->count, &how, err);
	if (!status)
		status = ncl_pipeline_open(&x->pipeline, &config, err);
	if (!status)
		status = ncl_worker_new(&x->worker, x->pipeline, err);
	if (!status)
		status = ncl_doc_new(&x->doc, err);
	if (!status)
		ncl_doc_set_limits(x->doc, EXPLAIN_BYTES, NULL);
	if (!status)
		status = output_open(&x->output, o->output, err);
	if (!status)
		input_leave_out(x->input, x->output);
	return status;
}

static void free_all(struct explain *x)
{
	ncl_doc_free(x->doc);
	ncl_worker_free(x->worker);
	ncl_pipeline_free(x->pipeline);
	input_free(x->input);
	output_free(x->output);
	ncl_buffer_release(&x->record);
	free(x->blocks);
}

/* ------------------------------------------------------------- documents */

static int has_label(const ncl_model *model, const char *name)
{
	for (uint32_t i = 0; i < ncl_model_label_count(model); i++)
		if (strcmp(ncl_model_label(model, i)->name, name) == 0)
			return 1;
	return 0;
}

/* Whether the explanation has the plugin and all labels that are asked for;
 * the error says what there is. */
static enum ncl_status check_asked(const struct explain *x,
				   const ncl_explanation *why,
				   struct ncl_error *err)
{
	const struct explain_options *o = x->options;
	struct ncl_explained use;
	uint32_t of_plugin = 0, n = 0;

	for (; ncl_explained(why, n, &use); n++)
		of_plugin += !o->plugin || strcmp(o->plugin, use.plugin) == 0;
	if (o->plugin && n && !of_plugin)
		return ncl_error_set(err, NCL_USAGE,
				     "--plugin: no \"%s\" with a model ran "
				     "over what is left of the document "
				     "(--plugins says what runs)", o->plugin);
	for (size_t i = 0; i < o->labels.count && of_plugin; i++) {
		int found = 0;

		for (uint32_t u = 0; ncl_explained(why, u, &use); u++)
			found |= (!o->plugin ||
				  strcmp(o->plugin, use.plugin) == 0) &&
				 has_label(use.model, o->labels.items[i]);
		if (!found)
			return ncl_error_set(err, NCL_USAGE,
					     "--label: no model has \"%s\"; "
					     "'nclass model info NAME' lists "
					     "the labels",
					     o->labels.items[i]);
	}
	return NCL_OK;
}

/* Whether the document has all blocks that are asked for. */
static enum ncl_status check_blocks(const struct explain *x,
				    struct ncl_error *err)
{
	uint32_t n = ncl_doc_block_count(x->doc);

	for (uint32_t i = 0; i < x->how.block_count; i++)
		if (x->blocks[i] >= n)
			return ncl_error_set(err, NCL_DOC, n ?
					     "--block %u: there are %u blocks, "
					     "0 to %u" : "--block %u: there "
					     "are no blocks", x->blocks[i], n,
					     n - 1);
	return NCL_OK;
}

static enum ncl_status format(struct explain *x, const ncl_explanation *why)
{
	x->record.len = 0;
	if (x->jsonl)
		return ncl_write_explain_jsonl(&x->record, x->doc, why,
					       &x->how);
	if (x->done > x->failed && ncl_buffer_add(&x->record, "\n", 1))
		return NCL_NOMEM;
	return ncl_write_explain_pretty(&x->record, x->doc, why, &x->how);
}

static enum ncl_status report(struct explain *x, const char *why,
			      struct ncl_error *err)
{
	message("%s", why);
	x->failed++;
	if (!x->jsonl)
		return NCL_OK;
	x->record.len = 0;
	if (ncl_write_failed(&x->record, x->doc, why))
		return ncl_error_set(err, NCL_NOMEM, "out of memory");
	return output_write(x->output, x->record.data, x->record.len, err);
}

/* Not NCL_OK: it cannot go on. */
static enum ncl_status one(struct explain *x, struct ncl_error *err)
{
	const struct ncl_origin *origin = ncl_doc_origin(x->doc);
	const ncl_explanation *why;
	struct ncl_error error = { 0 }, text;
	enum ncl_status status = ncl_worker_explain(x->worker, x->doc, &why,
						    &error);

	if (!status && check_asked(x, why, err))
		return err->code;
	if (!status)
		status = check_blocks(x, &error);
	if (!status && format(x, why))
		status = ncl_error_set(&error, NCL_NOMEM, "out of memory");
	if (!status)
		return output_write(x->output, x->record.data, x->record.len,
				    err);
	ncl_error_set(&text, status, "%s%s%s: %s",
		      origin->source ? origin->source : "",
		      origin->source && origin->id ? ", " : "",
		      origin->id ? origin->id : "", error.text);
	if (status == NCL_DOC || status == NCL_LIMIT || status == NCL_NOMEM)
		return report(x, text.text, err);
	return ncl_error_set(err, status, "%s", text.text);
}

static enum ncl_status all(struct explain *x, struct ncl_error *err)
{
	enum ncl_status status = NCL_OK;
	struct ncl_error why = { 0 };

	while (!status && !interrupt_caught()) {
		enum input_result got = input_next(x->input, x->doc, &why);

		if (got == INPUT_END || interrupt_caught())
			break;
		if (got == INPUT_FATAL)
			return ncl_error_set(err, why.code, "%s", why.text);
		status = got == INPUT_DOC ? one(x, err) :
					    report(x, why.text, err);
		x->unreadable += got == INPUT_UNREADABLE;
		x->done++;
	}
	if (!status && interrupt_caught())
		status = ncl_error_set(err, NCL_INTERRUPTED, "interrupted");
	return status;
}

static int explain_inputs(const struct command *self,
			  const struct explain_options *o,
			  const struct operands *inputs)
{
	struct explain x = { .options = o };
	struct ncl_error err = { 0 }, late = { 0 };
	enum ncl_status status = open_all(&x, inputs, &err);
	int ret;

	interrupt_watch();
	if (!status)
		status = all(&x, &err);
	if (!status)
		status = output_close(x.output, &err);
	else if (x.output)
		output_flush(x.output, &late);
	ret = !x.failed ? CLI_OK : x.unreadable ? CLI_CANNOT :
						  CLI_SOME_FAILED;
	free_all(&x);
	if (err.code == NCL_INTERRUPTED)
		interrupt_end();
	if (err.code == NCL_WRITE && err.at == EPIPE)
		interrupt_pipe();
	return status ? command_failed(self, &err) : ret;
}

static int explain_main(const struct command *self, int argc, char **argv)
{
	struct explain_options o = { 0 };
	struct operands inputs = { 0 };
	int status = CLI_OK;

	if (command_parse(self, &o, argc, argv, &inputs, &status))
		status = inputs.count || o.choose.files_from ?
				 explain_inputs(self, &o, &inputs) :
				 command_misused(self, "no input given; - is "
						       "standard input");
	opts_release(options, &o);
	free(inputs.items);
	return status;
}

static const char *const usage[] = { "[options] INPUT...", NULL };

static const char *const examples[] = {
	"nclass explain article.txt",
	"nclass explain --plugin topic --likeliest 1 --top 5 article.txt",
	"nclass explain --plugin boiler --block 3 --format jsonl article.txt",
	NULL
};

const struct command explain_command = {
	.name = "explain",
	.summary = "tell why documents are labelled as they are",
	.usage = usage,
	.about = "Run plugins over documents as 'nclass run' does, and tell "
		 "for each label what spoke for it and against it: words, "
		 "pairs and other features with what each added to the "
		 "decision and where it stands; of blocks also what their "
		 "neighbours did.",
	.opts = options,
	.examples = examples,
	.statuses = "0 all documents done; 1 some failed (each is reported); "
		    "2 wrong usage; 3 could not run, read or write.",
	.run = explain_main,
};
