#include "bad.h"

static const void *extension(const char *name)
{
	(void)name;
	abort();
}

PLUGIN("extension-crashes", .open = good_open, .run = good_run,
       .extension = extension);
