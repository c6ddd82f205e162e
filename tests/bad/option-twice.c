#include "bad.h"

static const struct ncl_option options[] = {
	{ "size", NCL_INTEGER, 0, "3", 1, 9, NULL, "how large" },
	{ "size", NCL_TEXT, 0, "large", 0, 0, NULL, "how large, in words" },
};

PLUGIN("option-twice", .options = options, .option_size = sizeof(options[0]),
       .option_count = 2, .open = good_open, .run = good_run);
