#include "bad.h"

static enum ncl_status run(void *self, ncl_doc *doc)
{
	const struct good *g = self;
	struct ncl_span span = { 0, 0, g->span, 0.5f };
	size_t len;

	g->host->text(doc, &len);
	span.end = (uint32_t)len + 1;
	return g->host->add_span(doc, g->spans, &span);
}

PLUGIN("span-past-end", .open = good_open, .run = run);
