#include "bad.h"

static enum ncl_status run(void *self, ncl_doc *doc)
{
	const struct good *g = self;

	return g->host->add_block_label(doc, g->blocks, 0, g->block, 1.5f);
}

PLUGIN("score-above-one", .open = good_open, .run = run);
