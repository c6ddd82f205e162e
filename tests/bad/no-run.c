#include "bad.h"

PLUGIN("no-run", .open = good_open);
