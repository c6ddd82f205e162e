#include "bad.h"

/* a struct that ends behind the head: no name, no run */
const struct ncl_plugin ncl_plugin_main = {
	.magic = NCL_PLUGIN_MAGIC,
	.size = 24,
	.abi_major = NCL_PLUGIN_ABI_MAJOR,
	.abi_minor = 0,
	.host_size = sizeof(struct ncl_host),
	.name = "tiny-struct",
	BODY,
	.open = good_open,
	.run = good_run,
};
