#include "run.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "interrupt.h"
#include "message.h"
#include "terminal.h"

#define AT(field) offsetof(struct run_options, field)

static const struct opt options[] = {
	{ 'p', "plugins", OPT_TEXT, AT(plugins), "LIST", NULL,
	  "plugins to run, comma-separated: NAME, ALIAS=NAME to run one "
	  "twice, or a path with a slash [section,boiler,lang,topic]" },
	{ 0, "plugin-path", OPT_TEXT, AT(plugin_path), "FOLDERS", NULL,
	  "look for plugins in these folders first, colon-separated" },
	{ 'm', "model", OPT_LIST, AT(models), "NAME=FILE", NULL,
	  "use FILE as the model of plugin NAME; may be repeated" },
	{ 's', "set", OPT_LIST, AT(settings), "NAME.KEY=VALUE", NULL,
	  "set an option of plugin NAME ('nclass plugins NAME' lists them); "
	  "may be repeated" },
	{ 'c', "config", OPT_TEXT, AT(config), "FILE", NULL,
	  "read options from an INI file: [run] with the names that stand "
	  "here, [NAME] for the options of a plugin; the command line wins" },
	{ 0, "input-format", OPT_CHOICE, AT(input_format),
	  "auto|text|html|jsonl", "auto",
	  "what the inputs are; auto goes by name, then by content" },
	{ 0, "charset", OPT_TEXT, AT(charset), "NAME", NULL,
	  "charset of text and HTML inputs [found out]" },
	{ 'f', "format", OPT_CHOICE, AT(format), "auto|pretty|jsonl|text|html",
	  "auto", "what to write; auto: pretty on a terminal, else JSON lines; "
	  "text: the kept blocks, one a line; html: the page with its "
	  "blocks coloured" },
	{ 0, "with-text", OPT_FLAG, AT(with_text), NULL, NULL,
	  "put the whole text into JSON lines" },
	{ 0, "with-kept", OPT_FLAG, AT(with_kept), NULL, NULL,
	  "put the kept text into JSON lines" },
	{ 0, "offsets", OPT_CHOICE, AT(offsets), "byte|char|utf16", "byte",
	  "what offsets in JSON lines count" },
	{ 'o', "output", OPT_TEXT, AT(output), "FILE", NULL,
	  "write to FILE; it is put there when it is whole "
	  "[standard output]" },
	{ 0, "max-doc-bytes", OPT_SIZE, AT(max_doc_bytes), "SIZE", "256M",
	  "a larger document fails" },
	{ 0, "max-failures", OPT_SHARE, AT(max_failures), "N|P%", "0",
	  "so many failed documents still count as success" },
	{ 'q', "quiet", OPT_FLAG, AT(quiet), NULL, NULL,
	  "tell of failures by their number only, show no progress" },
	{ 0 },
};

static void log_plugin(void *data, enum ncl_log_level level,
		       const char *plugin, const char *text)
{
	struct run *r = data;

	if (level < NCL_LOG_WARNING || r->options->quiet)
		return;
	progress_clear(&r->progress);
	message("%s: %s", plugin, text);
}

static void choose_format(struct run *r)
{
	const struct run_options *o = r->options;
	int terminal = isatty(STDOUT_FILENO) &&
		       (!o->output || strcmp(o->output, "-") == 0);

	r->terminal = terminal;
	r->format = (enum run_format)o->format;
	if (r->format == RUN_AUTO)
		r->format = terminal ? RUN_PRETTY : RUN_JSONL;
	r->how = (struct ncl_write_options){
		.offsets = (enum ncl_offsets)o->offsets,
		.with_text = o->with_text,
		.with_kept = o->with_kept,
		.colour = terminal_colour(terminal),
		.width = terminal_columns(),
	};
}

/* An input would be written over. */
static enum ncl_status check_inputs(const struct operands *inputs,
				    const char *output, struct ncl_error *err)
{
	for (size_t i = 0; i < inputs->count; i++)
		if (output_is(output, inputs->items[i]))
			return ncl_error_set(err, NCL_USAGE,
					     "%s is an input and the output; "
					     "give the output another name",
					     inputs->items[i]);
	return NCL_OK;
}

static enum ncl_status open_all(struct run *r, const struct operands *inputs,
				struct ncl_error *err)
{
	const struct run_options *o = r->options;
	const struct ncl_config config = {
		.plugins = o->plugins,
		.plugin_path = o->plugin_path,
		.settings = o->settings.items,
		.models = o->models.items,
		.log = log_plugin,
		.log_data = r,
	};
	static const enum input_format formats[] = {
		INPUT_AUTO, INPUT_TEXT, INPUT_HTML, INPUT_JSONL
	};
	const struct input_options how = {
		.format = formats[o->input_format],
		.charset = o->charset,
		.max_doc_bytes = o->max_doc_bytes,
	};
	enum ncl_status status;

	choose_format(r);
	status = check_inputs(inputs, o->output, err);
	if (!status)
		status = input_open(&r->input, inputs->items, inputs->count,
				    &how, err);
	if (!status)
		status = ncl_pipeline_open(&r->pipeline, &config, err);
	if (!status)
		status = ncl_worker_new(&r->worker, r->pipeline, err);
	if (!status)
		status = ncl_doc_new(&r->doc, err);
	if (!status)
		status = output_open(&r->output, o->output, err);
	if (!status)
		input_leave_out(r->input, r->output);
	return status;
}

static void free_all(struct run *r)
{
	ncl_doc_free(r->doc);
	ncl_worker_free(r->worker);
	ncl_pipeline_free(r->pipeline);
	input_free(r->input);
	output_free(r->output);
	ncl_buffer_release(&r->record);
}

/* Whole records are written even where the run ended early; only a run that
 * came to its end has its file under its name. */
static enum ncl_status finish(struct run *r, enum ncl_status status,
			      struct ncl_error *err)
{
	struct ncl_error late = { 0 };

	if (!status)
		return output_close(r->output, err);
	if (r->output)
		output_flush(r->output, &late);
	if (r->output && output_part(r->output))
		message("what was done is in %s", output_part(r->output));
	return status;
}

static int too_many_failed(const struct run *r)
{
	const struct opt_share *most = &r->options->max_failures;
	double failed = (double)r->failed;

	if (most->percent)
		return failed * 100 > most->value * (double)r->done;
	return failed > most->value;
}

static int exit_status(const struct run *r)
{
	if (r->unreadable && r->unreadable == r->done)
		return CLI_CANNOT;
	if (!too_many_failed(r))
		return CLI_OK;
	return r->unreadable ? CLI_CANNOT : CLI_SOME_FAILED;
}

/* Tell why it ended; a setting that stands in a file is named with its line. */
static int explain(const struct command *self, const struct config *config,
		   struct ncl_error *err)
{
	unsigned line = config_blamed(config, err->text);

	if (err->code == NCL_INTERRUPTED)
		interrupt_end();
	if (err->code == NCL_WRITE && err->at == EPIPE)
		interrupt_pipe();
	if (!line)
		return command_failed(self, err);
	message("%s, line %u: %s", config->path, line, err->text);
	return err->code == NCL_USAGE ? CLI_USAGE : CLI_CANNOT;
}

static int run_inputs(const struct command *self,
		      const struct run_options *o,
		      const struct operands *inputs,
		      const struct config *config)
{
	struct run r = { .options = o };
	struct ncl_error err = { 0 };
	enum ncl_status status;

	status = open_all(&r, inputs, &err);
	interrupt_watch(); /* not before: a plugin's open may hang */
	if (!status)
		status = run_all(&r, &err);
	status = finish(&r, status, &err);
	free_all(&r);
	return status ? explain(self, config, &err) : exit_status(&r);
}

/* Options of the file, then again those of the command line over them. 0: it
 * failed, and the user was told. */
static int take_config(const struct command *self, struct config *config,
		       struct run_options *o, int argc, char **argv,
		       int *status)
{
	const char *path = o->config;
	struct ncl_error err = { 0 };
	struct operands again = { 0 };

	opts_release(options, o);
	*o = (struct run_options){ 0 };
	if (opts_defaults(options, o, &err) ||
	    config_read(config, path, options, o, &err) ||
	    opts_parse(options, o, argc, argv, &again, &err))
		*status = command_failed(self, &err);
	free(again.items);
	return err.code == NCL_OK;
}

static int run_main(const struct command *self, int argc, char **argv)
{
	struct run_options o = { 0 };
	struct operands inputs = { 0 };
	struct config config = { 0 };
	int status = CLI_OK;

	if (command_parse(self, &o, argc, argv, &inputs, &status) &&
	    (!o.config || take_config(self, &config, &o, argc, argv, &status)))
		status = inputs.count ?
				 run_inputs(self, &o, &inputs, &config) :
				 command_misused(self, "no input given; - is "
						       "standard input");
	opts_release(options, &o);
	free(inputs.items);
	config_release(&config);
	return status;
}

static const char *const usage[] = { "[options] INPUT...", NULL };

static const char *const examples[] = {
	"nclass run article.txt",
	"nclass run --plugins boiler,topic --format jsonl articles/ >out.jsonl",
	"nclass run --with-kept --output clean.jsonl pages.jsonl",
	"zcat pages.jsonl.gz | nclass run --set topic.max-topics=3 -",
	NULL
};

const struct command run_command = {
	.name = "run",
	.summary = "label documents",
	.usage = usage,
	.about = "Run plugins over documents, and write what they found. "
		 "INPUT is a file, a folder (its files, with those of its "
		 "folders), or - for standard input: plain text or HTML, one "
		 "document a file, or JSON lines, {\"id\",\"text\"} or "
		 "{\"id\",\"html\"}, one a line.",
	.opts = options,
	.examples = examples,
	.statuses = "0 all documents done; 1 some failed (each is reported); "
		    "2 wrong usage; 3 could not run, read or write.",
	.run = run_main,
};
