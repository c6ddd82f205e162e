#include "bad.h"

static const struct ncl_layer_decl layers[] = {
	{ "nobody.writes/1", NCL_READS, NCL_LAYER_SPANS, "not there" },
};

const struct ncl_plugin ncl_plugin_main = {
	NCL_PLUGIN_HEAD,
	.name = "unmet-need",
	.version = "1.0",
	.summary = "wants a layer that nobody writes",
	.licence = "MIT",
	.layers = layers,
	.layer_size = sizeof(layers[0]),
	.layer_count = 1,
	.run = good_run,
};
