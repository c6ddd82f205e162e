#include "bad.h"

static enum ncl_status leave(const struct ncl_host *host,
			     const ncl_settings *settings, void **shared)
{
	(void)host;
	(void)settings;
	(void)shared;
	exit(0);
}

PLUGIN("open-exits", .open = leave, .run = good_run);
