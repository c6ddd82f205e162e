#include "bad.h"

__attribute__((constructor)) static void leave(void)
{
	exit(7);
}

PLUGIN("load-exits", .open = good_open, .run = good_run);
