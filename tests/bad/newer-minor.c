#include "bad.h"

/* needs what only a later minor has */
const struct ncl_plugin ncl_plugin_main = {
	.magic = NCL_PLUGIN_MAGIC,
	.size = sizeof(struct ncl_plugin),
	.abi_major = NCL_PLUGIN_ABI_MAJOR,
	.abi_minor = NCL_PLUGIN_ABI_MINOR + 7,
	.host_size = sizeof(struct ncl_host),
	.name = "newer-minor",
	BODY,
	.open = good_open,
	.run = good_run,
};
