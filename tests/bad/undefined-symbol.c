#include "bad.h"

/* Stands in no library: only binding at once finds out. */
enum ncl_status defined_nowhere(ncl_doc *doc);

static enum ncl_status run(void *self, ncl_doc *doc)
{
	(void)self;
	return defined_nowhere(doc);
}

PLUGIN("undefined-symbol", .open = good_open, .run = run);
