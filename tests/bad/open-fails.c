#include "bad.h"

static enum ncl_status open_fails(const struct ncl_host *host,
				  const ncl_settings *settings, void **shared)
{
	(void)settings;
	(void)shared;
	return host->fail(host, NCL_MISSING, "the word list %s is gone",
			  "words.txt");
}

PLUGIN("open-fails", .open = open_fails, .run = good_run);
