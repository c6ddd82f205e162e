#include "bad.h"

static enum ncl_status run(void *self, ncl_doc *doc)
{
	const struct good *g = self;

	return g->host->add_block_label(doc, g->spans, 0, g->block, 0.5f);
}

PLUGIN("layer-of-other-kind", .open = good_open, .run = run);
