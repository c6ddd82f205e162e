/*
 * exec: labels from a program in any language, that an INI file declares and
 * that speaks JSON lines (docs/exec.md).
 */
#define _GNU_SOURCE
#include "exec.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct ncl_option options[] = {
	{ .name = "command", .type = NCL_TEXT, .value = "",
	  .help = "how the shell starts the program, in the file's folder" },
	{ .name = "timeout", .type = NCL_NUMBER, .value = "10", .min = 0.001,
	  .max = 86400, .help = "seconds the program has for a document" },
	{ .name = "start-timeout", .type = NCL_NUMBER, .value = "60",
	  .max = 86400, .help = "seconds more that it has for its first one" },
	{ .name = "offsets", .type = NCL_CHOICE, .value = "byte",
	  .choices = "byte,char,utf16", .help = "what its offsets count" },
	{ .name = "values", .type = NCL_LIST,
	  .value = "title,authors,date,lang,url",
	  .help = "the values of the document that it is told" },
	{ .name = "show-stderr", .type = NCL_FLAG, .value = "no",
	  .help = "tell what it writes to standard error, not only when it "
		  "fails" },
};

/* -------------------------------------------------------------------- open */

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct exec_label *)a)->name,
		      ((const struct exec_label *)b)->name);
}

static int open_labels(const struct exec *e, struct exec_layer *l,
		       const char *const *names)
{
	while (names[l->count])
		l->count++;
	l->labels = calloc(l->count + 1, sizeof(*l->labels));
	for (uint32_t i = 0; l->labels && i < l->count; i++) {
		l->labels[i].name = names[i];
		l->labels[i].label = e->host->label(e->host, l->layer,
						    names[i], NULL);
	}
	if (l->labels)
		qsort(l->labels, l->count, sizeof(*l->labels), by_name);
	return l->labels != NULL;
}

static int open_layers(struct exec *e, const struct ncl_declaration *d)
{
	const struct ncl_plugin *p = d->plugin;

	e->layers = calloc(p->layer_count + 1, sizeof(*e->layers));
	if (!e->layers)
		return 0;
	for (; e->layer_count < p->layer_count; e->layer_count++) {
		struct exec_layer *l = &e->layers[e->layer_count];

		l->decl = &p->layers[e->layer_count];
		l->layer = e->host->layer(e->host, l->decl->name);
		if (l->decl->use == NCL_WRITES &&
		    !open_labels(e, l, d->labels[e->layer_count]))
			return 0;
	}
	return 1;
}

static void add_list(struct exec *e, const char *name)
{
	const char *item;

	text_add(&e->options, "[");
	for (uint32_t i = 0; (item = e->host->option_item(e->settings, name,
							   i)); i++) {
		text_add(&e->options, i ? "," : "");
		text_json(&e->options, item, strlen(item));
	}
	text_add(&e->options, "]");
}

static void add_option(struct exec *e, const struct ncl_option *o)
{
	const struct ncl_host *host = e->host;
	double number = host->option_number(e->settings, o->name);
	const char *text = host->option_text(e->settings, o->name);

	text_json(&e->options, o->name, strlen(o->name));
	text_add(&e->options, ":");
	if (o->type == NCL_FLAG)
		text_add(&e->options, number != 0 ? "true" : "false");
	else if (o->type == NCL_LIST)
		add_list(e, o->name);
	else if (isnan(number) || !text)
		text_json(&e->options, text ? text : "",
			  text ? strlen(text) : 0);
	else /* the host has made it a number as JSON has them */
		text_add(&e->options, text);
}

static void add_options(struct exec *e, const struct ncl_declaration *d)
{
	text_add(&e->options, "NCLASS_OPTIONS={");
	for (uint32_t i = d->own; i < d->plugin->option_count; i++) {
		text_add(&e->options, i > d->own ? "," : "");
		add_option(e, &d->plugin->options[i]);
	}
	text_add(&e->options, "}");
}

/* Ours go before what stands there, for the first of a name counts. */
static int open_environment(struct exec *e)
{
	static const char protocol[] = "NCLASS_PROTOCOL=1";
	char **to;
	size_t n = 0;

	while (environ[n])
		n++;
	to = e->how.environment = calloc(n + 3, sizeof(*to));
	if (!to || e->options.failed)
		return 0;
	*to++ = (char *)(uintptr_t)protocol;
	*to++ = e->options.data;
	for (size_t i = 0; i < n; i++)
		if (strncmp(environ[i], "NCLASS_PROTOCOL=", 16) != 0 &&
		    strncmp(environ[i], "NCLASS_OPTIONS=", 15) != 0)
			*to++ = environ[i];
	return 1;
}

static void exec_close(void *shared)
{
	struct exec *e = shared;

	for (uint32_t i = 0; i < e->layer_count; i++)
		free(e->layers[i].labels);
	free(e->layers);
	free(e->how.folder);
	free(e->how.environment);
	text_release(&e->options);
	free(e);
}

static int open_all(struct exec *e, const struct ncl_declaration *d)
{
	const struct ncl_host *host = e->host;
	const char *offsets = host->option_text(e->settings, "offsets");
	const char *slash = strrchr(d->path, '/');

	e->offsets = *offsets == 'c' ? UNITS_CHAR :
		     *offsets == 'u' ? UNITS_UTF16 : UNITS_BYTE;
	e->how = (struct program_how){
		.host = host,
		.command = host->option_text(e->settings, "command"),
		.folder = strndup(d->path, (size_t)(slash - d->path) + 1),
		.timeout = host->option_number(e->settings, "timeout"),
		.start = host->option_number(e->settings, "start-timeout"),
		.show = host->option_number(e->settings, "show-stderr") != 0,
	};
	add_options(e, d);
	return e->how.folder && open_environment(e) && open_layers(e, d);
}

static enum ncl_status exec_open(const struct ncl_host *host,
				 const ncl_settings *settings, void **shared)
{
	const struct ncl_declaration *d =
		host->extension(host, NCL_DECLARATION);
	struct exec *e;

	if (!d)
		return host->fail(host, NCL_FATAL, "it runs programs that an "
				  "INI file declares: name that file, as in "
				  "--plugins ./mine.ini");
	if (!*host->option_text(settings, "command"))
		return host->fail(host, NCL_FATAL, "no program is named: say "
				  "command = ... under [plugin] of %s",
				  d->path);
	e = calloc(1, sizeof(*e));
	if (!e)
		return NCL_NOMEM;
	e->host = host;
	e->settings = settings;
	if (!open_all(e, d)) {
		exec_close(e);
		return NCL_NOMEM;
	}
	*shared = e;
	return NCL_OK;
}

/* --------------------------------------------------------------------- run */

static enum ncl_status exec_create(void *shared, void **self)
{
	const struct exec *e = shared;
	struct worker *w = calloc(1, sizeof(*w));

	if (!w)
		return NCL_NOMEM;
	w->exec = e;
	program_init(&w->program, &e->how);
	*self = w;
	if (program_start(&w->program))
		return NCL_OK;
	e->host->fail(e->host, NCL_FATAL, "%s", w->program.why);
	free(w);
	return NCL_FATAL;
}

static void exec_destroy(void *self)
{
	struct worker *w = self;

	program_release(&w->program);
	text_release(&w->request);
	free(w);
}

/* Tell what went wrong, and what the program said last. */
static enum ncl_status fail(struct worker *w, enum program_fault fault)
{
	const struct ncl_host *host = w->exec->host;
	const struct program *p = &w->program;
	enum ncl_status code = fault == PROGRAM_NEVER ? NCL_FATAL :
			       fault == PROGRAM_LATE ||
			       fault == PROGRAM_STOPPED ? NCL_LIMIT : NCL_DOC;

	if (fault == PROGRAM_NOMEM)
		return host->fail(host, NCL_NOMEM, "no memory for the answer "
				  "of its program");
	return host->fail(host, code, "%s%s%s", p->why,
			  *p->last ? "; it said last: " : "", p->last);
}

/*
 * What a program does with a document must not depend on those before: what
 * went wrong in one that has answered others is tried again in a fresh one,
 * and that decides. (Not where time ran out: that would cost it twice.)
 */
static enum ncl_status exec_run(void *self, ncl_doc *doc)
{
	struct worker *w = self;
	const struct exec *e = w->exec;
	struct program *p = &w->program;
	enum program_fault fault;
	enum ncl_status ret;
	struct units units;
	int fresh, wrong;

	w->number++;
	if (!units_init(&units, e->host, doc, e->offsets) ||
	    request_write(&w->request, e, doc, &units, w->number) != NCL_OK)
		return NCL_NOMEM;
	do {
		char why[160];

		fresh = !p->pid || !p->answered;
		fault = program_ask(p, doc, &w->request);
		if (fault == PROGRAM_FINE) {
			ret = reply_take(w, doc, &units, &wrong, why);
			if (!wrong)
				return ret;
			fault = program_wrong(p, why);
		}
	} while (fault == PROGRAM_WRONG && !fresh);
	return fail(w, fault);
}

const struct ncl_plugin ncl_plugin_main = {
	NCL_PLUGIN_HEAD | NCL_PLUGIN_PROGRAMS,
	.name = "exec",
	.version = "1.0.0",
	.summary = "run a program that speaks JSON lines, which an INI file "
		   "declares",
	.licence = "MIT",
	.options = options,
	.option_size = sizeof(options[0]),
	.option_count = sizeof(options) / sizeof(options[0]),
	.open = exec_open,
	.create = exec_create,
	.run = exec_run,
	.destroy = exec_destroy,
	.close = exec_close,
};
