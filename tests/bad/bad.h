/*
 * A plugin that does all right and labels nothing, to be spoilt in one place:
 *
 *	#include "bad.h"
 *	static enum ncl_status run(void *self, ncl_doc *doc) { ... }
 *	PLUGIN("run-fails", .open = good_open, .run = run);
 *
 * It writes a layer of spans and one of block labels. self is the struct.
 */
#ifndef TESTS_BAD_H
#define TESTS_BAD_H

#include <nclass/plugin.h>

#include <stdlib.h>

struct good {
	const struct ncl_host *host;
	ncl_layer spans, blocks;
	ncl_label span, block;
};

static const struct ncl_layer_decl good_layers[] = {
	{ "bad.spans/1", NCL_WRITES, NCL_LAYER_SPANS, "spans" },
	{ "bad.blocks/1", NCL_WRITES, NCL_LAYER_BLOCKS, "blocks" },
};

static inline enum ncl_status good_open(const struct ncl_host *host,
					const ncl_settings *settings,
					void **shared)
{
	struct good *g = calloc(1, sizeof(*g));

	(void)settings;
	if (!g)
		return NCL_NOMEM;
	g->host = host;
	g->spans = host->layer(host, "bad.spans/1");
	g->blocks = host->layer(host, "bad.blocks/1");
	g->span = host->label(host, g->spans, "span", NULL);
	g->block = host->label(host, g->blocks, "block", NULL);
	*shared = g;
	return NCL_OK;
}

static inline enum ncl_status good_run(void *self, ncl_doc *doc)
{
	(void)self;
	(void)doc;
	return NCL_OK;
}

static inline void good_close(void *shared)
{
	free(shared);
}

/* What follows the head of a plugin's constant. */
#define BODY                                                            \
	.version = "1.0", .licence = "MIT", .summary = "is bad",        \
	.layers = good_layers, .layer_size = sizeof(good_layers[0]),    \
	.layer_count = 2, .close = good_close

#define PLUGIN(called, ...)                                 \
	const struct ncl_plugin ncl_plugin_main = {         \
		NCL_PLUGIN_HEAD, .name = called, BODY, __VA_ARGS__ \
	}

#endif
