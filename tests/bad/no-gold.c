/* Trainable, but does not say which field of the data has the labels. */
#include "bad.h"

#include <string.h>

static enum ncl_status features(void *self, ncl_doc *doc,
				struct ncl_sink *sink)
{
	(void)self;
	(void)doc;
	(void)sink;
	return NCL_OK;
}

static const char *const dense[] = { "nothing" };

static const struct ncl_features learns = {
	.size = sizeof(learns), .revision = 1, .unit = NCL_UNIT_DOCUMENT,
	.dense = dense, .dense_count = 1, .features = features,
};

static const void *extension(const char *name)
{
	return strcmp(name, NCL_FEATURES) ? NULL : &learns;
}

PLUGIN("no-gold", .open = good_open, .run = good_run, .extension = extension);
