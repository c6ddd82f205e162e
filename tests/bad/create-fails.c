#include "bad.h"

static enum ncl_status create(void *shared, void **self)
{
	const struct good *g = shared;

	(void)self;
	return g->host->fail(g->host, NCL_FATAL, "no helper to be had");
}

PLUGIN("create-fails", .open = good_open, .create = create, .run = good_run);
