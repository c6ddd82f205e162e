#include "bad.h"

static enum ncl_status open_nonsense(const struct ncl_host *host,
				     const ncl_settings *settings,
				     void **shared)
{
	(void)host;
	(void)settings;
	(void)shared;
	return (enum ncl_status)-3;
}

PLUGIN("open-nonsense", .open = open_nonsense, .close = NULL,
       .run = good_run);
