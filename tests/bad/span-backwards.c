#include "bad.h"

static enum ncl_status run(void *self, ncl_doc *doc)
{
	const struct good *g = self;
	const struct ncl_span span = { 9, 3, g->span, 0.5f };

	return g->host->add_span(doc, g->spans, &span);
}

PLUGIN("span-backwards", .open = good_open, .run = run);
