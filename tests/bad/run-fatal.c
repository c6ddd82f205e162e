#include "bad.h"

static enum ncl_status run(void *self, ncl_doc *doc)
{
	const struct good *g = self;

	(void)doc;
	return g->host->fail(g->host, NCL_FATAL, "the well is dry");
}

PLUGIN("run-fatal", .open = good_open, .run = run);
