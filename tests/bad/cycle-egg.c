/* One of two that wait for each other. */
#include "bad.h"

static const struct ncl_layer_decl layers[] = {
	{ "bad.egg/1", NCL_WRITES, NCL_LAYER_SPANS, "" },
	{ "bad.hen/1", NCL_READS, NCL_LAYER_SPANS, "" },
};

const struct ncl_plugin ncl_plugin_main = {
	NCL_PLUGIN_HEAD,
	.name = "cycle-egg",
	.version = "1.0",
	.summary = "waits for the hen",
	.licence = "MIT",
	.layers = layers,
	.layer_size = sizeof(layers[0]),
	.layer_count = 2,
	.run = good_run,
};
