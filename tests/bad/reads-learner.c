#include "bad.h"

static const struct ncl_layer_decl layers[] = {
	{ "bad.learned/1", NCL_READS, NCL_LAYER_BLOCKS, "of learner" },
};

const struct ncl_plugin ncl_plugin_main = {
	NCL_PLUGIN_HEAD,
	.name = "reads-learner",
	.version = "1.0",
	.summary = "reads what learner writes",
	.licence = "MIT",
	.layers = layers,
	.layer_size = sizeof(layers[0]),
	.layer_count = 1,
	.run = good_run,
};
