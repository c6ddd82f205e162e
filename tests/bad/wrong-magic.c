#include "bad.h"

/* some other program's plugin */
const struct ncl_plugin ncl_plugin_main = {
	.magic = 0x12345678,
	.size = sizeof(struct ncl_plugin),
	.abi_major = NCL_PLUGIN_ABI_MAJOR,
	.abi_minor = 0,
	.host_size = sizeof(struct ncl_host),
	.name = "wrong-magic",
	BODY,
	.open = good_open,
	.run = good_run,
};
