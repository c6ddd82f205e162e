#include "bad.h"

static enum ncl_status run(void *self, ncl_doc *doc)
{
	const struct good *g = self;

	return g->host->add_block_label(
		doc, g->blocks, g->host->block_count(doc), g->block, 0.5f);
}

PLUGIN("block-past-end", .open = good_open, .run = run);
