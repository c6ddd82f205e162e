/*
 * A plugin that labels the document: short, or long.
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
	  .kind = NCL_LAYER_DOCUMENT, .summary = "short, long, or neither" },
};

/* What a user can set: --set template.short=80. The host checks the values
 * and lists the options, so there is no code for them here. */
static const struct ncl_option options[] = {
	{ .name = "short", .type = NCL_INTEGER, .value = "50", .min = 0,
	  .max = 1000000, .help = "short is what has fewer words than this" },
	{ .name = "long", .type = NCL_INTEGER, .value = "500", .min = 1,
	  .max = 1000000, .help = "long is what has this many words or more" },
};

/* All that it knows. There are no globals: a chain may use it twice. */
struct length {
	const struct ncl_host *host; /* the functions of nclass */
	ncl_layer layer;             /* our layer, by its handle */
	ncl_label brief, lengthy;    /* and our two labels */
	uint32_t few, many;
};

/* Once, before the first document: look names up, read what is needed. */
static enum ncl_status length_open(const struct ncl_host *host,
				   const ncl_settings *settings, void **shared)
{
	struct length *self = calloc(1, sizeof(*self));

	if (!self)
		return NCL_NOMEM;
	self->host = host;
	self->few = (uint32_t)host->option_number(settings, "short");
	self->many = (uint32_t)host->option_number(settings, "long");
	self->layer = host->layer(host, "example.template/1");
	self->brief = host->label(host, self->layer, "short", NULL);
	self->lengthy = host->label(host, self->layer, "long", NULL);
	*shared = self;
	return NCL_OK;
}

/* Once a document: look at it, and add labels. */
static enum ncl_status length_run(void *shared, ncl_doc *doc)
{
	const struct length *self = shared;
	const struct ncl_host *host = self->host;
	uint32_t words;

	host->tokens(doc, &words);
	if (words == 0)
		return NCL_SKIP; /* nothing to say of an empty document */
	/* the last number is how sure we are, 0 to 1 */
	if (words < self->few)
		return host->add_doc_label(doc, self->layer, self->brief,
					   1.0f);
	if (words >= self->many)
		return host->add_doc_label(doc, self->layer, self->lengthy,
					   1.0f);
	return NCL_OK;
}

/* Once, at the end: free what open made. */
static void length_close(void *shared)
{
	free(shared);
}

/* The one thing that a plugin exports. */
const struct ncl_plugin ncl_plugin_main = {
	NCL_PLUGIN_HEAD,
	.name = "template",
	.version = "1.0.0",
	.summary = "say whether a document is short or long",
	.licence = "MIT",
	.layers = layers,
	.layer_size = sizeof(layers[0]),
	.layer_count = sizeof(layers) / sizeof(layers[0]),
	.options = options,
	.option_size = sizeof(options[0]),
	.option_count = sizeof(options) / sizeof(options[0]),
	.open = length_open,
	.run = length_run,
	.close = length_close,
};
