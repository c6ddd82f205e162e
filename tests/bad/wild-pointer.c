#include "bad.h"

/* a name that points to nowhere */
PLUGIN((const char *)64, .open = good_open, .run = good_run);
