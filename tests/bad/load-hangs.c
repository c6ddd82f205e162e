#include "bad.h"

#include <unistd.h>

__attribute__((constructor)) static void hang(void)
{
	for (;;)
		pause();
}

PLUGIN("load-hangs", .open = good_open, .run = good_run);
