#include "bad.h"

/* a handle that was guessed: run-fails declared none of it */
static enum ncl_status run(void *self, ncl_doc *doc)
{
	const struct good *g = self;
	uint32_t n;

	g->host->spans(doc, g->spans + 2, &n);
	return NCL_OK;
}

PLUGIN("reads-undeclared", .open = good_open, .run = run);
