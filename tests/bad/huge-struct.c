#include "bad.h"

/* a struct that says it is longer than the file */
const struct ncl_plugin ncl_plugin_main = {
	.magic = NCL_PLUGIN_MAGIC,
	.size = 0x40000000,
	.abi_major = NCL_PLUGIN_ABI_MAJOR,
	.abi_minor = 0,
	.host_size = sizeof(struct ncl_host),
	.name = "huge-struct",
	BODY,
	.open = good_open,
	.run = good_run,
};
