#include "bad.h"

PLUGIN("single-twice", .flags = NCL_PLUGIN_SINGLE, .open = good_open,
       .run = good_run);
