/*
 * The plugins that a search finds. A new catalogue holds file names only; an
 * object is opened when its entry is asked for, so a chain of three opens
 * three.
 */
#ifndef CORE_CATALOGUE_H
#define CORE_CATALOGUE_H

#include "loader.h"
#include "paths.h"

struct catalogue_entry {
	struct ncl_found found; /* first: a found is its entry */
	struct loaded loaded;
	struct ncl_error error; /* why it is refused */
	char *name, *path;
	int looked; /* it was opened, or refused */
};

struct ncl_catalogue {
	struct paths paths;
	struct catalogue_entry **entries; /* searched first, then given */
	uint32_t count, searched;
};

/* What was loaded behind a found that is not refused. */
const struct loaded *catalogue_loaded(const struct ncl_found *found);

#endif
