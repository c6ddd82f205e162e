#include "bad.h"

static enum ncl_status run(void *self, ncl_doc *doc)
{
	const struct good *g = self;

	float zero = (float)(g->block ^ g->block);

	return g->host->add_block_label(doc, g->blocks, 0, g->block,
					zero / zero);
}

PLUGIN("score-nan", .open = good_open, .run = run);
