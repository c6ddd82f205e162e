/* Exports more than it may, and says of itself what is not asked for. */
#include "bad.h"

__attribute__((visibility("default"))) extern int showy_helper;
int showy_helper = 1;

static const struct ncl_option options[] = {
	{ .name = "bare", .type = NCL_FLAG, .value = "no" },
};

const struct ncl_plugin ncl_plugin_main = {
	NCL_PLUGIN_HEAD, .name = "showy", .version = "1.0", .licence = "MIT",
	.summary = "Shows off.", .layers = good_layers,
	.layer_size = sizeof(good_layers[0]), .layer_count = 2,
	.options = options, .option_size = sizeof(options[0]),
	.option_count = 1,
	.open = good_open, .run = good_run, .close = good_close,
};
