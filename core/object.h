/* Shared objects: looked at before they are opened, never closed. */
#ifndef CORE_OBJECT_H
#define CORE_OBJECT_H

#include "nclass/nclass.h"

/* A symbol of an opened object, and how many bytes the object has for it
 * (0: it does not say). */
struct object_symbol {
	const void *address;
	size_t size;
};

/*
 * Can it be an object to open? A regular file, an ELF object for this
 * machine, whole (a cut one would kill the process while it is loaded). The
 * errors of both hold the reason but not the path. NCL_MISSING, NCL_READ,
 * NCL_REFUSED.
 */
enum ncl_status object_check(const char *path, struct ncl_error *err);
/*
 * Open the object at `path` (which has a slash) and find a symbol. The error
 * has dlerror's text. NCL_REFUSED; NCL_FORMAT when it has no such symbol.
 */
enum ncl_status object_open(struct object_symbol *out, const char *path,
			    const char *symbol, struct ncl_error *err);

#endif
