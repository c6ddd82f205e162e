#include "bad.h"

#include <unistd.h>

static enum ncl_status hang(const struct ncl_host *host,
			    const ncl_settings *settings, void **shared)
{
	(void)host;
	(void)settings;
	(void)shared;
	while (pause() < 0)
		;
	return NCL_OK;
}

PLUGIN("open-hangs", .open = hang, .run = good_run);
