#include "choose_inputs.h"
#include "command.h"

#include <stdlib.h>
#include <string.h>

#include "help.h"
#include "io/json_out.h"
#include "message.h"
#include "progress.h"

struct check_options {
	const char *plugins, *plugin_path;
	struct opt_list models, settings, inputs;
	uint64_t random, seed;
	double seconds;
	int format; /* text, json */
};

#define AT(field) offsetof(struct check_options, field)

static const struct opt options[] = {
	{ 'p', "plugins", OPT_TEXT, AT(plugins), "LIST", NULL,
	  "run these before it, whose layers it reads" },
	{ 0, "plugin-path", OPT_TEXT, AT(plugin_path), "FOLDERS", NULL,
	  "look for plugins in these folders first, colon-separated" },
	{ 'm', "model", OPT_LIST, AT(models), "NAME=FILE", NULL,
	  "use FILE as the model of plugin NAME; may be repeated" },
	{ 's', "set", OPT_LIST, AT(settings), "NAME.KEY=VALUE", NULL,
	  "set an option of plugin NAME; may be repeated" },
	{ 'i', "input", OPT_LIST, AT(inputs), "FILE", NULL,
	  "check it on the documents of FILE too (the first 200); may be "
	  "repeated" },
	{ 0, "random", OPT_COUNT, AT(random), "N", "50",
	  "make so many documents at random" },
	{ 0, "seed", OPT_COUNT, AT(seed), "N", "0",
	  "make others with another number" },
	{ 0, "timeout", OPT_NUMBER, AT(seconds), "SECONDS", "10",
	  "of processor time, that one document may take" },
	{ 'f', "format", OPT_CHOICE, AT(format), "text|json", "text",
	  "for people, or JSON lines: one for each finding" },
	{ 0 },
};

#define CORPUS_MOST 200u

/* Texts of the user's documents, to be made again and again, and how far it
 * is. */
struct corpus {
	struct progress progress;
	struct ncl_buffer texts[CORPUS_MOST];
	uint32_t count;
};

static enum ncl_status take(struct corpus *all, const ncl_doc *doc)
{
	size_t len;
	const char *text = ncl_doc_text(doc, &len);

	if (ncl_buffer_add(&all->texts[all->count], len ? text : "", len))
		return NCL_NOMEM;
	all->count++;
	return NCL_OK;
}

static enum ncl_status read_corpus(struct corpus *all,
				   const struct opt_list *inputs,
				   struct ncl_error *err)
{
	const struct input_options how = { 0 };
	enum input_result got = INPUT_DOC;
	enum ncl_status ret;
	struct input *in = NULL;
	ncl_doc *doc = NULL;

	if (!inputs->count)
		return NCL_OK;
	ret = ncl_doc_new(&doc, err);
	if (ret == NCL_OK)
		ret = input_open(&in, inputs->items, inputs->count, &how, err);
	while (ret == NCL_OK && all->count < CORPUS_MOST) {
		got = input_next(in, doc, err);
		if (got == INPUT_END)
			break;
		if (got == INPUT_UNREADABLE || got == INPUT_FATAL)
			ret = err->code;
		else if (got == INPUT_DOC && take(all, doc))
			ret = ncl_error_set(err, NCL_NOMEM, "out of memory");
	}
	ncl_doc_free(doc);
	input_free(in);
	return ret;
}

static enum ncl_status make_document(void *data, uint32_t i, ncl_doc *doc,
				     struct ncl_error *err)
{
	const struct corpus *all = data;

	return ncl_read_text(doc, all->texts[i].data ? all->texts[i].data : "",
			     all->texts[i].len, "UTF-8", err);
}

/* ---------------------------------------------------------------- telling */

static void show(void *data, const char *step, const char *document)
{
	struct corpus *all = data;

	if (progress_due(&all->progress))
		progress_draw(&all->progress, "%.0f s: %s%s%s",
			      progress_seconds(&all->progress), step,
			      *document ? ", " : "", document);
}

static void write_json(struct out *o, const struct ncl_finding *f)
{
	const char *const fields[][2] = {
		{ "rule", f->rule }, { "what", f->what },
		{ "document", f->document }, { "where", f->where },
		{ "says", f->says },
	};

	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
		out_format(o, "%s\"%s\":", i ? "," : "{", fields[i][0]);
		out_json_bytes(o, fields[i][1], strlen(fields[i][1]));
	}
	out_format(o, ",\"more\":%u}\n", f->more);
}

static void write_text(struct out *o, const struct ncl_finding *f)
{
	struct ncl_buffer text = { 0 };
	struct out line;

	out_start(&line, &text);
	out_valid(&line, f->what, strlen(f->what));
	if (*f->document) {
		OUT(&line, " (on ");
		out_valid(&line, f->document, strlen(f->document));
		OUT(&line, ")");
	}
	if (f->more)
		out_format(&line, "; so %u times more", f->more);
	out_format(o, "%-9s ", f->rule);
	if (out_end(&line))
		o->failed = 1;
	help_wrap(o, text.data ? text.data : "", 10, 10);
	ncl_buffer_release(&text);
	out_fill(o, ' ', 10);
	out_start(&line, &text);
	out_format(&line, "%s%s: \"%s\"",
		   strncmp(f->where, "docs/", 5) ? "plugin.h, " : "", f->where,
		   f->says);
	if (out_end(&line))
		o->failed = 1;
	help_wrap(o, text.data ? text.data : "", 10, 10);
	ncl_buffer_release(&text);
}

static int tell(const struct command *self, const char *plugin,
		const ncl_checked *c, int json, const struct ncl_error *err)
{
	const struct ncl_finding *f;
	struct ncl_buffer text = { 0 };
	struct out o;
	uint32_t n = 0;
	int printed;

	out_start(&o, &text);
	for (; (f = ncl_checked_finding(c, n)); n++)
		json ? write_json(&o, f) : write_text(&o, f);
	if (!json && n)
		out_format(&o, "\n%s breaks %u rule%s\n", plugin, n,
			   n == 1 ? "" : "s");
	else if (!json && !err->code)
		out_format(&o, "%s keeps the contract: %u documents, %.0f us "
			   "for one of an article's opening\n", plugin,
			   ncl_checked_documents(c), ncl_checked_time(c));
	out_end(&o);
	printed = message_print(&text);
	if (printed != CLI_OK)
		return printed;
	if (n)
		return CLI_SOME_FAILED;
	return err->code ? command_failed(self, err) : CLI_OK;
}

static int check(const struct command *self, const struct check_options *o,
		 const char *plugin, struct corpus *all)
{
	struct ncl_error err = { 0 };
	ncl_checked *checked = NULL;
	struct ncl_check how = {
		.plugin = plugin, .chain = o->plugins,
		.plugin_path = o->plugin_path, .settings = o->settings.items,
		.models = o->models.items, .seconds = o->seconds,
		.random = (uint32_t)o->random, .seed = o->seed,
		.document = make_document, .progress = show, .data = all,
	};
	int status;

	if (read_corpus(all, &o->inputs, &err))
		return command_failed(self, &err);
	how.documents = all->count;
	progress_start(&all->progress, 0);
	ncl_check_plugin(&checked, &how, &err);
	progress_clear(&all->progress);
	status = tell(self, plugin, checked, o->format, &err);
	ncl_checked_free(checked);
	return status;
}

static int check_main(const struct command *self, int argc, char **argv)
{
	struct corpus *all = calloc(1, sizeof(*all));
	struct check_options o = { 0 };
	struct operands names = { 0 };
	int status = CLI_OK;

	if (!all || !command_parse(self, &o, argc, argv, &names, &status))
		status = all ? status : CLI_CANNOT;
	else if (names.count != 1)
		status = command_misused(self, "give one plugin: a file "
					 "(./mine.so) or a name");
	else if (o.random < 1 || o.random > 100000)
		status = command_misused(self, "--random: from 1 to 100000");
	else
		status = check(self, &o, names.items[0], all);
	for (uint32_t i = 0; all && i < all->count; i++)
		ncl_buffer_release(&all->texts[i]);
	free(all);
	opts_release(options, &o);
	free(names.items);
	return status;
}

static const char *const usage[] = { "[options] PLUGIN", NULL };

static const char *const examples[] = {
	"nclass check ./mine.so",
	"nclass check --model letters=./letters.ncm ./letters.so",
	"nclass check ./questions.ini",
	"nclass check --plugins section --input pages.jsonl ./mine.so", NULL
};

const struct command check_command = {
	.name = "check",
	.summary = "hold a plugin against the contract",
	.usage = usage,
	.about = "PLUGIN is a file (./mine.so), the INI file of a program "
		 "(./mine.ini), or a name that 'nclass plugins' lists. "
		 "It is loaded and run, in a process of its own, over "
		 "documents made to be hard: empty, of one byte, huge, in odd "
		 "scripts, at random, in other orders, where memory fails, "
		 "when asked to stop. Each finding says which rule was broken "
		 "and where plugin.h states it.",
	.opts = options,
	.examples = examples,
	.statuses = "0 it keeps the contract; 1 it does not: see the "
		    "findings; 2 wrong usage; 3 it could not be checked (no "
		    "such file, no model, a plugin before it is missing).",
	.run = check_main,
};
