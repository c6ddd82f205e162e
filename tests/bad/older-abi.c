#include "bad.h"

/* built for a major before this one */
const struct ncl_plugin ncl_plugin_main = {
	.magic = NCL_PLUGIN_MAGIC,
	.size = sizeof(struct ncl_plugin),
	.abi_major = 0,
	.abi_minor = 0,
	.host_size = sizeof(struct ncl_host),
	.name = "older-abi",
	BODY,
	.open = good_open,
	.run = good_run,
};
