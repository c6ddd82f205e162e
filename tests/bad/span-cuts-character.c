#include "bad.h"

static enum ncl_status run(void *self, ncl_doc *doc)
{
	const struct good *g = self;
	struct ncl_span span = { 0, 0, g->span, 0.5f };
	size_t len;
	const char *text = g->host->text(doc, &len);

	while ((text[span.end] & 0xc0) != 0x80)
		span.end++;
	return g->host->add_span(doc, g->spans, &span);
}

PLUGIN("span-cuts-character", .open = good_open, .run = run);
