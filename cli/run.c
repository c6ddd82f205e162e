#include "run.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "interrupt.h"
#include "io/cores.h"
#include "message.h"
#include "run_check.h"
#include "run_config.h"
#include "run_manifest.h"
#include "run_resume.h"
#include "shard.h"
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
	  "auto|text|html|jsonl|warc", "auto",
	  "what the inputs are; auto goes by name, then by content" },
	{ 0, "charset", OPT_TEXT, AT(charset), "NAME", NULL,
	  "charset of text and HTML inputs [found out]" },
	CHOOSE_INPUTS_OPTS,
	{ 0, "shard", OPT_TEXT, AT(shard), "I/N", NULL,
	  "read only part I of N of the inputs, cut by bytes; the parts "
	  "together are the whole, in its order" },
	{ 'f', "format", OPT_CHOICE, AT(format),
	  "auto|pretty|jsonl|text|html|dolma", "auto",
	  "what to write; auto: pretty on a terminal, else JSON lines; "
	  "text: the kept blocks, one a line; html: the page with its "
	  "blocks coloured; dolma: attributes in its layout" },
	{ 0, "with-text", OPT_FLAG, AT(with_text), NULL, NULL,
	  "put the whole text into JSON lines" },
	{ 0, "with-kept", OPT_FLAG, AT(with_kept), NULL, NULL,
	  "put the kept text into JSON lines" },
	{ 0, "offsets", OPT_CHOICE, AT(offsets), "byte|char|utf16", "byte",
	  "what offsets in JSON lines count" },
	{ 'o', "output", OPT_TEXT, AT(output), "FILE", NULL,
	  "write to FILE; it is put there when it is whole "
	  "[standard output]" },
	{ 0, "output-dir", OPT_TEXT, AT(output_dir), "FOLDER", NULL,
	  "write a file for each input, in folders like theirs" },
	{ 'j', "jobs", OPT_COUNT, AT(jobs), "N", "auto",
	  "worker processes; auto: one a processor that may be used; 0: all "
	  "in one process, where a plugin that crashes ends the run" },
	{ 0, "timeout", OPT_NUMBER, AT(timeout), "SECONDS", "60",
	  "a document fails that takes a worker more processor time, or ten "
	  "times that by the clock" },
	{ 0, "memory", OPT_SIZE, AT(memory), "SIZE", "512M",
	  "what a worker may take beyond the models, and 12 times a document "
	  "on top; a document that needs more fails; 0: no limit" },
	{ 0, "isolate", OPT_FLAG, AT(isolate), NULL, NULL,
	  "let workers open no network, no files and no programs, once the "
	  "plugins are ready" },
	{ 0, "quarantine", OPT_TEXT, AT(quarantine), "FILE", NULL,
	  "write the documents that failed to FILE, as JSON lines that can be "
	  "an input again" },
	{ 0, "compress", OPT_CHOICE, AT(compress), "auto|none|gzip|zstd",
	  "auto",
	  "compress the output; auto: by the name of FILE (.gz, .zst)" },
	{ 0, "resume", OPT_FLAG, AT(resume), NULL, NULL,
	  "go on with a run to the same --output or --output-dir that was cut "
	  "short, behind the last document that is safe; else begin" },
	{ 0, "checkpoint", OPT_NUMBER, AT(checkpoint), "SECONDS", "10",
	  "how often results are made safe, for --resume" },
	{ 0, "stats", OPT_TEXT, AT(stats), "FILE", NULL,
	  "write how the run stands to FILE, a JSON line every 10,000 "
	  "documents" },
	{ 0, "manifest", OPT_TEXT, AT(manifest), "FILE", NULL,
	  "write what the run was to FILE, as JSON: versions, plugins, models, "
	  "options, counts" },
	{ 0, "max-doc-bytes", OPT_SIZE, AT(max_doc_bytes), "SIZE", "256M",
	  "a larger document fails; 0: one over 4G" },
	{ 0, "max-failures", OPT_SHARE, AT(max_failures), "N|P%", "0",
	  "so many failed documents still count as success" },
	{ 'q', "quiet", OPT_FLAG, AT(quiet), NULL, NULL,
	  "tell of failures by their number only, show no progress" },
	{ 0, "print-config", OPT_FLAG, AT(print_config), NULL, NULL,
	  "write what is in force as a file for --config, and end" },
	{ 0 },
};

/* What is said while a document is done is told when its turn comes. */
static void note(struct ncl_buffer *notes, const char *plugin,
		 const char *text)
{
	size_t len = notes->len;

	if (ncl_buffer_add(notes, plugin, strlen(plugin)) ||
	    ncl_buffer_add(notes, ": ", 2) ||
	    ncl_buffer_add(notes, text, strcspn(text, "\n")) ||
	    ncl_buffer_add(notes, "\n", 1))
		notes->len = len;
}

static void log_plugin(void *data, enum ncl_log_level level,
		       const char *plugin, const char *text)
{
	struct run *r = data;
	struct ncl_buffer *notes = staff_notes(r->staff);

	if (level < NCL_LOG_WARNING || r->options->quiet)
		return;
	if (notes) {
		note(notes, plugin, text);
		return;
	}
	progress_clear(&r->progress);
	message("%s: %s", plugin, text);
}

static void choose_format(struct run *r)
{
	const struct run_options *o = r->options;
	int terminal = isatty(STDOUT_FILENO) && !o->output_dir &&
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

static enum ncl_status open_pipeline(struct run *r, struct ncl_error *err)
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

	return ncl_pipeline_open(&r->pipeline, &config, err);
}

static enum ncl_status open_all(struct run *r, const struct operands *inputs,
				struct ncl_error *err)
{
	const struct run_options *o = r->options;
	enum ncl_status status;

	r->input_how = (struct input_options){
		.format = (enum input_format)o->input_format,
		.charset = o->charset,
		.max_doc_bytes = o->max_doc_bytes,
	};
	choose_inputs(&o->choose, &r->input_how);
	r->input_how.whole_files = o->output_dir != NULL;
	status = shard_take(&r->input_how, o->shard, inputs, err);
	r->jobs = o->jobs == OPT_AUTO ? cores_usable("") :
		  o->jobs < FLEET_MOST ? (uint32_t)o->jobs : FLEET_MOST;
	choose_format(r);
	if (!status)
		status = run_check(o, inputs, err);
	if (!status)
		status = input_open(&r->input, inputs->items, inputs->count,
				    &r->input_how, err);
	if (!status)
		status = open_pipeline(r, err);
	if (!status)
		status = run_all_open(r, err);
	return status ? status : resume_open(r, err);
}

static void free_all(struct run *r)
{
	staff_free(r->staff);
	ncl_pipeline_free(r->pipeline);
	input_free(r->input);
	resume_free(r);
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
		   const struct run_options *o, struct ncl_error *err)
{
	unsigned line = config_blamed(config, options, o, err->text);

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
	struct run r = { .options = o, .table = options, .inputs = inputs };
	struct ncl_error err = { 0 };
	enum ncl_status status;

	status = open_all(&r, inputs, &err);
	interrupt_watch(); /* not before: a plugin's open may hang */
	if (!status)
		status = run_all(&r, &err);
	if (!status)
		status = run_manifest(&r, &err);
	status = resume_close(&r, status, &err);
	free_all(&r);
	return status ? explain(self, config, o, &err) : exit_status(&r);
}

static int print_config(const struct command *self,
			const struct run_options *o,
			const struct config *config)
{
	struct run r = { .options = o, .table = options };
	struct ncl_buffer text = { 0 };
	struct ncl_error err = { 0 };
	enum ncl_status status = open_pipeline(&r, &err);

	if (!status)
		status = run_config(&text, &r, &err);
	ncl_pipeline_free(r.pipeline);
	if (!status)
		return message_print(&text);
	ncl_buffer_release(&text);
	return explain(self, config, o, &err);
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
	config_narrow(config, &o->settings, o->plugins);
	config_narrow(config, &o->models, o->plugins);
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
	    (!o.config ||
	     take_config(self, &config, &o, argc, argv, &status))) {
		if (o.print_config)
			status = print_config(self, &o, &config);
		else if (inputs.count || o.choose.files_from)
			status = run_inputs(self, &o, &inputs, &config);
		else
			status = command_misused(self, "no input given; - is "
						       "standard input");
	}
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
	"nclass run --shard 3/100 -o part-003.jsonl crawl/",
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
		 "document a file; JSON lines, {\"id\",\"text\"} or "
		 "{\"id\",\"html\"}, one a line; WARC and WET, one a "
		 "record. They may be compressed (gzip, zstd, xz, bzip2).",
	.opts = options,
	.examples = examples,
	.statuses = "0 all documents done; 1 some failed (each is reported); "
		    "2 wrong usage; 3 could not run, read or write.",
	.run = run_main,
};
