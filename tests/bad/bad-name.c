#include "bad.h"

PLUGIN("Not A Name!", .open = good_open, .run = good_run);
