#include "bad.h"

static const struct ncl_layer_decl layers[] = {
	{ "nobody.writes/1", 9, NCL_LAYER_SPANS, "not there" },
};

const struct ncl_plugin ncl_plugin_main = {
	NCL_PLUGIN_HEAD,
	.name = "no-such-use",
	.version = "1.0",
	.summary = "declares a use that does not exist",
	.licence = "MIT",
	.layers = layers,
	.layer_size = sizeof(layers[0]),
	.layer_count = 1,
	.run = good_run,
};
