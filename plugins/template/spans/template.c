/*
 * A plugin that marks spans of the text: the years in it.
 *
 * `make` builds it, `make check` tests it, README.md tells the rest. Change
 * what run does, and what is declared above it. All that a plugin can use is
 * in nclass/plugin.h, which is also the manual.
 */
#include <nclass/plugin.h>

#include <stdlib.h>

/* The layers that it reads and writes: publisher, name, revision. Labels of
 * a layer may be on blocks, on the document, on spans, or be values. */
static const struct ncl_layer_decl layers[] = {
	{ .name = "example.template/1", .use = NCL_WRITES,
	  .kind = NCL_LAYER_SPANS, .summary = "numbers that are years" },
};

/* What a user can set: --set template.from=1900. The host checks the values
 * and lists the options, so there is no code for them here. */
static const struct ncl_option options[] = {
	{ .name = "from", .type = NCL_INTEGER, .value = "1500", .min = 1000,
	  .max = 9999, .help = "the first number that is taken for a year" },
	{ .name = "to", .type = NCL_INTEGER, .value = "2100", .min = 1000,
	  .max = 9999, .help = "the last number that is taken for a year" },
};

/* All that it knows. There are no globals: a chain may use it twice. */
struct years {
	const struct ncl_host *host; /* the functions of nclass */
	ncl_layer layer;             /* our layer, by its handle */
	ncl_label label;             /* and our one label */
	uint32_t from, to;
};

/* Once, before the first document: look names up, read what is needed. */
static enum ncl_status years_open(const struct ncl_host *host,
				  const ncl_settings *settings, void **shared)
{
	struct years *self = calloc(1, sizeof(*self));

	if (!self)
		return NCL_NOMEM;
	self->host = host;
	self->from = (uint32_t)host->option_number(settings, "from");
	self->to = (uint32_t)host->option_number(settings, "to");
	self->layer = host->layer(host, "example.template/1");
	self->label = host->label(host, self->layer, "year", NULL);
	*shared = self;
	return NCL_OK;
}

/* The number of four digits that a token is, or 0. */
static uint32_t number(const char *text, const struct ncl_token *token)
{
	uint32_t n = 0;

	if (token->end - token->begin != 4)
		return 0;
	for (uint32_t i = token->begin; i < token->end; i++) {
		if (text[i] < '0' || text[i] > '9')
			return 0;
		n = 10 * n + (uint32_t)(text[i] - '0');
	}
	return n;
}

/* Once a document: look at it, and add labels. */
static enum ncl_status years_run(void *shared, ncl_doc *doc)
{
	const struct years *self = shared;
	const struct ncl_host *host = self->host;
	const char *text = host->text(doc, NULL);
	uint32_t count;
	const struct ncl_token *tokens = host->tokens(doc, &count);

	for (uint32_t i = 0; i < count; i++) {
		uint32_t n = number(text, &tokens[i]);
		/* bytes of the text, and how sure we are, 0 to 1 */
		const struct ncl_span span = { tokens[i].begin, tokens[i].end,
					       self->label, 0.9f };
		enum ncl_status status;

		if (n < self->from || n > self->to)
			continue;
		status = host->add_span(doc, self->layer, &span);
		if (status != NCL_OK)
			return status; /* the host knows why */
	}
	return NCL_OK;
}

/* Once, at the end: free what open made. */
static void years_close(void *shared)
{
	free(shared);
}

/* The one thing that a plugin exports. */
const struct ncl_plugin ncl_plugin_main = {
	NCL_PLUGIN_HEAD,
	.name = "template",
	.version = "1.0.0",
	.summary = "mark the years in a text",
	.licence = "MIT",
	.layers = layers,
	.layer_size = sizeof(layers[0]),
	.layer_count = sizeof(layers) / sizeof(layers[0]),
	.options = options,
	.option_size = sizeof(options[0]),
	.option_count = sizeof(options) / sizeof(options[0]),
	.open = years_open,
	.run = years_run,
	.close = years_close,
};
