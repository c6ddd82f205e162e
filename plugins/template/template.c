/*
 * A plugin that marks the blocks that have few words.
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
	  .kind = NCL_LAYER_BLOCKS,
	  .summary = "blocks of few words are labelled brief" },
};

/* What a user can set: --set template.words=8. The host checks the values
 * and lists the options, so there is no code for them here. */
static const struct ncl_option options[] = {
	{ .name = "words", .type = NCL_INTEGER, .value = "5", .min = 1,
	  .max = 100, .help = "mark blocks of fewer words than this" },
};

/* All that it knows. There are no globals: a chain may use it twice. */
struct brief {
	const struct ncl_host *host; /* the functions of nclass */
	ncl_layer layer;             /* our layer, by its handle */
	ncl_label label;             /* and our one label */
	uint32_t words;
};

/* Once, before the first document: look names up, read what is needed. */
static enum ncl_status brief_open(const struct ncl_host *host,
				  const ncl_settings *settings, void **shared)
{
	struct brief *self = calloc(1, sizeof(*self));

	if (!self)
		return NCL_NOMEM;
	self->host = host;
	self->words = (uint32_t)host->option_number(settings, "words");
	self->layer = host->layer(host, "example.template/1");
	self->label = host->label(host, self->layer, "brief", NULL);
	*shared = self;
	return NCL_OK;
}

/* Once a document: look at it, and add labels. */
static enum ncl_status brief_run(void *shared, ncl_doc *doc)
{
	const struct brief *self = shared;
	const struct ncl_host *host = self->host;
	uint32_t blocks = host->block_count(doc), token_count;

	host->tokens(doc, &token_count); /* the words of all the blocks */
	for (uint32_t i = 0; i < blocks; i++) {
		const struct ncl_block *block = host->block(doc, i);
		enum ncl_status status;

		if (block->token_count >= self->words)
			continue;
		/* the last number is how sure we are, 0 to 1 */
		status = host->add_block_label(doc, self->layer, i,
					       self->label, 1.0f);
		if (status != NCL_OK)
			return status; /* the host knows why */
	}
	return NCL_OK;
}

/* Once, at the end: free what open made. */
static void brief_close(void *shared)
{
	free(shared);
}

/* The one thing that a plugin exports. */
const struct ncl_plugin ncl_plugin_main = {
	NCL_PLUGIN_HEAD,
	.name = "template",
	.version = "1.0.0",
	.summary = "mark blocks of few words",
	.licence = "MIT",
	.layers = layers,
	.layer_size = sizeof(layers[0]),
	.layer_count = sizeof(layers) / sizeof(layers[0]),
	.options = options,
	.option_size = sizeof(options[0]),
	.option_count = sizeof(options) / sizeof(options[0]),
	.open = brief_open,
	.run = brief_run,
	.close = brief_close,
};
