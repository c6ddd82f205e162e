#include "bad.h"

static const struct ncl_layer_decl layers[] = {
	{ "bad.one/1", NCL_WRITES, NCL_LAYER_SPANS, "spans" },
	{ "bad.one/1", NCL_READS, NCL_LAYER_SPANS, "its own spans" },
};

const struct ncl_plugin ncl_plugin_main = {
	NCL_PLUGIN_HEAD,
	.name = "layer-twice",
	.version = "1.0",
	.summary = "reads what it writes",
	.licence = "MIT",
	.layers = layers,
	.layer_size = sizeof(layers[0]),
	.layer_count = 2,
	.run = good_run,
};
