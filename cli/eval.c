#include "eval.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "interrupt.h"
#include "io/json_out.h"
#include "io/output.h"
#include "message.h"

#define AT(field) offsetof(struct eval_options, field)

static const struct opt options[] = {
	{ 'p', "plugins", OPT_TEXT, AT(chain), "LIST", NULL,
	  "plugins to run over the data first, whose layers the plugin reads "
	  "[none]" },
	{ 0, "plugin-path", OPT_TEXT, AT(plugin_path), "FOLDERS", NULL,
	  "look for plugins in these folders first, colon-separated" },
	{ 'm', "model", OPT_LIST, AT(models), "NAME=FILE", NULL,
	  "use FILE as the model of plugin NAME; may be repeated" },
	{ 's', "set", OPT_LIST, AT(settings), "NAME.KEY=VALUE", NULL,
	  "set an option of a plugin; may be repeated" },
	{ 'c', "compare", OPT_LIST, AT(against), "[NAME=]FILE", NULL,
	  "measure a second time with FILE as the model of NAME [PLUGIN], and "
	  "say whether the difference is more than chance; may be repeated" },
	DATA_OPTS(struct eval_options, data)
	{ 'b', "by", OPT_LIST, AT(parts), "FIELD", NULL,
	  "also measure the documents of each value of FIELD (page_type, say) "
	  "by themselves, as is done by language; may be repeated" },
	{ 0, "format", OPT_CHOICE, AT(format), "text|json", "text",
	  "form of the measures on standard output" },
	{ 'r', "report", OPT_TEXT, AT(report), "FILE", NULL,
	  "write an HTML page with tables, charts and the worst mistakes" },
	{ 0, "mistakes", OPT_COUNT, AT(mistakes), "N", "50",
	  "worst mistakes to show in the report" },
	{ 0, "labels", OPT_COUNT, AT(labels), "N", "60",
	  "labels in the table of the text form, the worst of them; 0: all" },
	{ 0, "rounds", OPT_COUNT, AT(rounds), "N", "1000",
	  "draws of the bootstrap; 1: no intervals" },
	{ 0, "seed", OPT_COUNT, AT(seed), "N", "0", "seed of the bootstrap" },
	{ 'q', "quiet", OPT_FLAG, AT(quiet), NULL, NULL,
	  "show no progress" },
	{ 0 },
};

/* ------------------------------------------------------------- reports */

enum ncl_status eval_page(const char *path, const struct ncl_report *report,
			  struct ncl_error *err)
{
	struct ncl_buffer page = { 0 };
	struct output *o = NULL;
	enum ncl_status status;

	if (ncl_write_measures_html(&page, report))
		status = ncl_error_set(err, NCL_NOMEM, "out of memory");
	else
		status = output_open(&o, path, err);
	if (!status)
		status = output_write(o, page.data, page.len, err);
	if (!status)
		status = output_close(o, err);
	output_free(o);
	ncl_buffer_release(&page);
	return status;
}

static int print(const struct eval *e, const struct ncl_report *report)
{
	struct ncl_buffer text = { 0 };

	if (e->options->format ? ncl_write_measures_json(&text, report) :
				 ncl_write_measures(&text, report)) {
		message("out of memory");
		return CLI_CANNOT;
	}
	return message_print(&text);
}

static int report(const struct command *self, const struct eval *e,
		  const struct operands *words)
{
	struct ncl_report r = {
		.title = words->items[0],
		.measures = ncl_evaluator_measures(e->evaluator, 0),
		.second = ncl_evaluator_measures(e->evaluator, 1),
		.compared = ncl_evaluator_comparison(e->evaluator),
		.most = e->options->labels < UINT32_MAX ?
				(uint32_t)e->options->labels : UINT32_MAX,
	};
	struct ncl_buffer line = { 0 };
	struct ncl_error err = { 0 };
	int status = CLI_OK;

	eval_about(&line, r.measures, words->items[0], words->items + 1,
		   words->count - 1);
	r.about = line.data;
	if (e->options->report && eval_page(e->options->report, &r, &err))
		status = command_failed(self, &err);
	if (status == CLI_OK)
		status = print(e, &r);
	ncl_buffer_release(&line);
	return status == CLI_OK && e->failed ? CLI_SOME_FAILED : status;
}

/* ------------------------------------------------------------- command */

static enum ncl_status check_report(const struct eval_options *o,
				    const struct operands *words,
				    struct ncl_error *err)
{
	const struct reads reads[] = {
		{ .is = "data", .files = words->items + 1 },
		{ .is = "a model", .models = o->models.items },
		{ .is = "a model", .models = o->against.items },
		{ .is = "a plugin", .plugins = o->chain },
		{ .is = "a plugin", .plugins = words->items[0] },
		{ 0 },
	};

	return data_check_output("report", o->report, reads, err);
}

static int eval_words(const struct command *self,
		      const struct eval_options *o,
		      const struct operands *words)
{
	struct eval e = { .options = o };
	struct ncl_error err = { 0 };
	int status;

	interrupt_watch();
	progress_start(&e.progress, o->quiet);
	if (check_report(o, words, &err) ||
	    eval_open(&e, words->items[0], &err) ||
	    eval_read(&e, words->items + 1, words->count - 1, &err) ||
	    ncl_evaluator_run(e.evaluator, &err)) {
		progress_clear(&e.progress);
		interrupt_end();
		status = command_failed(self, &err);
	} else {
		progress_clear(&e.progress);
		status = report(self, &e, words);
	}
	eval_close(&e);
	return status;
}

static int eval_main(const struct command *self, int argc, char **argv)
{
	struct eval_options o = { 0 };
	struct operands words = { 0 };
	int status = CLI_OK;

	if (command_parse(self, &o, argc, argv, &words, &status)) {
		o.data.values = o.parts.items;
		status = words.count >= 2 ?
				 eval_words(self, &o, &words) :
				 command_misused(self, "give a plugin and the "
						       "labelled data to "
						       "measure it on");
	}
	opts_release(options, &o);
	free(words.items);
	return status;
}

static const char *const usage[] = { "[options] PLUGIN DATA...", NULL };

static const char *const examples[] = {
	"nclass eval topic news.jsonl --report topic.html",
	"nclass eval topic --model topic=mine.ncm --compare other.ncm "
	"news.jsonl",
	"zcat pages.jsonl.gz | nclass eval boiler --plugins section -",
	NULL
};

const struct command eval_command = {
	.name = "eval",
	.summary = "measure a plugin's model on labelled documents",
	.usage = usage,
	.about = "Label documents whose labels are known, and print how often "
		 "the plugin is right: precision, recall and F1 of each label "
		 "and of all, with intervals, and how far its scores can be "
		 "trusted. The data must not be what the model was trained "
		 "on. DATA is as for nclass train.",
	.opts = options,
	.examples = examples,
	.statuses = "0 all was measured; 1 some documents could not be "
		    "labelled, and were left out; 2 wrong usage; 3 could not "
		    "read the data, open the plugin or write.",
	.run = eval_main,
};
