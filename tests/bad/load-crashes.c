#include "bad.h"

#include <signal.h>

__attribute__((constructor)) static void crash(void)
{
	raise(SIGSEGV);
}

PLUGIN("load-crashes", .open = good_open, .run = good_run);
