/* Not bad at all: built with the header of a later minor, which it does not
 * need. Its structs are longer, and it asks for what the host does not have. */
#include "bad.h"

struct later_host {
	struct ncl_host now;
	int (*later)(void);
};

struct later_layer {
	struct ncl_layer_decl now;
	const char *later;
};

struct later_plugin {
	struct ncl_plugin now;
	int (*later)(void);
};

static const struct later_layer layers[] = {
	{ { "bad.spans/1", NCL_WRITES, NCL_LAYER_SPANS, "spans" }, "more" },
	{ { "bad.blocks/1", NCL_WRITES, NCL_LAYER_BLOCKS, "blocks" }, "more" },
};

static enum ncl_status open_later(const struct ncl_host *host,
				  const ncl_settings *settings, void **shared)
{
	const struct later_host *later = (const void *)host;

	if (later->later)
		return host->fail(host, NCL_FATAL, "later is not NULL");
	if (host->size >= sizeof(*later) || !NCL_HAS(host, should_stop))
		return host->fail(host, NCL_FATAL, "the table has %u bytes",
				  host->size);
	return good_open(host, settings, shared);
}

static enum ncl_status run(void *self, ncl_doc *doc)
{
	const struct good *g = self;

	return g->host->add_block_label(doc, g->blocks, 0, g->block, 1.0f);
}

static int more(void)
{
	return 1;
}

/* The header declares the symbol with the type of today. */
__attribute__((visibility("default"))) extern const struct later_plugin grown
	__asm__("ncl_plugin_main");
const struct later_plugin grown = {
	{
		NCL_PLUGIN_MAGIC, sizeof(grown), NCL_PLUGIN_ABI_MAJOR, 0,
		sizeof(struct later_host), 0,
		.name = "grown", .version = "1.0", .licence = "MIT",
		.summary = "comes from the future",
		.layers = &layers[0].now,
		.layer_size = sizeof(layers[0]), .layer_count = 2,
		.open = open_later, .run = run, .close = good_close,
	},
	more,
};
