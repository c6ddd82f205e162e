#include "bad.h"

static const struct ncl_option options[] = {
	{ "size", NCL_INTEGER, 0, "large", 1, 9, NULL, "how large" },
};

PLUGIN("bad-default", .options = options, .option_size = sizeof(options[0]),
       .option_count = 1, .open = good_open, .run = good_run);
