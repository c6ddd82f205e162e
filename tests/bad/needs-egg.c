#include "bad.h"

static const struct ncl_layer_decl layers[] = {
	{ "bad.egg/1", NCL_READS, NCL_LAYER_SPANS, "of cycle-egg" },
};

const struct ncl_plugin ncl_plugin_main = {
	NCL_PLUGIN_HEAD,
	.name = "needs-egg",
	.version = "1.0",
	.summary = "wants a layer that another plugin writes",
	.licence = "MIT",
	.layers = layers,
	.layer_size = sizeof(layers[0]),
	.layer_count = 1,
	.run = good_run,
};
