#include "bad.h"

static enum ncl_status run(void *self, ncl_doc *doc)
{
	const struct good *g = self;

	(void)doc;
	return g->host->fail(g->host, NCL_DOC, "this text is too %s", "odd");
}

PLUGIN("run-fails", .open = good_open, .run = run);
