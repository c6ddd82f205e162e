#include "bad.h"

static enum ncl_status run(void *self, ncl_doc *doc)
{
	const struct good *g = self;

	(void)g;
	(void)doc;
	return (enum ncl_status)4711;
}

PLUGIN("run-nonsense", .open = good_open, .run = run);
