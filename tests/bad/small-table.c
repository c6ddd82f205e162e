/* Not bad at all: built when the host's table and the plugin's struct were
 * shorter. */
#include "bad.h"

static enum ncl_status open_small(const struct ncl_host *host,
				  const ncl_settings *settings, void **shared)
{
	if (NCL_HAS(host, predict) || host->predict || host->should_stop)
		return host->fail(host, NCL_FATAL, "the table is too long");
	if (host->size != offsetof(struct ncl_host, predict))
		return host->fail(host, NCL_FATAL, "the table has %u bytes",
				  host->size);
	return good_open(host, settings, shared);
}

const struct ncl_plugin ncl_plugin_main = {
	.magic = NCL_PLUGIN_MAGIC,
	.size = offsetof(struct ncl_plugin, extension),
	.abi_major = NCL_PLUGIN_ABI_MAJOR,
	.host_size = offsetof(struct ncl_host, predict),
	.name = "small-table",
	BODY,
	.open = open_small,
	.run = good_run,
	/* what stands behind the size is not looked at */
	.extension = (const void *(*)(const char *))1,
};
