/* Not bad at all: a trainable plugin without a model. */
#include "bad.h"

#include <string.h>

static const struct ncl_layer_decl layers[] = {
	{ "bad.learned/1", NCL_WRITES, NCL_LAYER_BLOCKS, "" },
	{ "bad.spans/1", NCL_READS_OPTIONAL, NCL_LAYER_SPANS, "" },
};

static const struct ncl_feature_group groups[] = {
	{ "words", NCL_COUNTS, 0, "the words" },
};

static enum ncl_status see(void *self, ncl_doc *doc, struct ncl_sink *sink)
{
	(void)self;
	(void)doc;
	(void)sink;
	return NCL_OK;
}

static const struct ncl_features features = {
	sizeof(features), 1, NCL_UNIT_BLOCK, 0, "label", NULL, 0,
	sizeof(groups[0]), 1, groups, see, NULL
};

static const void *extension(const char *name)
{
	return strcmp(name, NCL_FEATURES) ? NULL : &features;
}

const struct ncl_plugin ncl_plugin_main = {
	NCL_PLUGIN_HEAD,
	.name = "learner",
	.version = "1.0",
	.summary = "can be trained",
	.licence = "MIT",
	.layers = layers,
	.layer_size = sizeof(layers[0]),
	.layer_count = 2,
	.run = good_run,
	.extension = extension,
};
