#include "bad.h"

static const struct ncl_layer_decl layers[] = {
	{ "bad.spans/1", NCL_READS, NCL_LAYER_DOCUMENT, "spans they are" },
};

const struct ncl_plugin ncl_plugin_main = {
	NCL_PLUGIN_HEAD,
	.name = "kind-differs",
	.version = "1.0",
	.summary = "takes spans for labels on the document",
	.licence = "MIT",
	.layers = layers,
	.layer_size = sizeof(layers[0]),
	.layer_count = 1,
	.run = good_run,
};
