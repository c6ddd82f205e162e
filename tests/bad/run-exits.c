#include "bad.h"

static enum ncl_status run(void *self, ncl_doc *doc)
{
	(void)self;
	(void)doc;
	exit(0);
}

PLUGIN("run-exits", .open = good_open, .run = run);
