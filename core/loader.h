/*
 * From a file to a checked plugin in the shape that this nclass knows.
 *
 *	object.c     file -> ncl_plugin_main
 *	probe.c      all of this in a child first: a broken object crashes it
 *	try_load/    the program of that child
 *	loader.c     magic, versions, sizes; copies cut or zero-filled
 *	declare.c    do names, layers, options and features make sense?
 *	declaration.c  a file -> a plugin of an engine
 *
 * Shared objects stay open for ever, so strings need no copy.
 */
#ifndef CORE_LOADER_H
#define CORE_LOADER_H

#include "nclass/nclass.h"

struct declaration;

/* A plugin as loaded; pointers in `plugin` and `features` to arrays of
 * layers, options and groups are to the copies below. Ready when zeroed. */
struct loaded {
	const void *constant; /* the object's own ncl_plugin_main */
	struct ncl_plugin plugin;
	struct ncl_features features; /* size 0: not trainable */
	void *layers, *options, *groups;
	struct declaration *declaration; /* NULL: no file declares it */
};

/*
 * Load the object at `path`, which has a slash; `searched`: it was found by
 * a search, so it must be trusted (paths.h) and be named NAME.so after the
 * plugin. The error holds the reason without the path; nothing is kept then.
 */
enum ncl_status loader_open(struct loaded *out, const char *path,
			    int searched, struct ncl_error *err);
/* The same with no child first and no question of trust. */
enum ncl_status loader_load(struct loaded *out, const char *path,
			    struct ncl_error *err);
/*
 * The same for a file that declares a plugin for an engine to run
 * (declaration.h): named NAME.ini.
 */
enum ncl_status loader_declare(struct loaded *out, const char *path,
			       int searched, const struct loaded *engine,
			       struct ncl_error *err);
/* The same for a constant in memory of `size` bytes (0: not known). */
enum ncl_status loader_take(struct loaded *out, const void *constant,
			    size_t size, struct ncl_error *err);
void loader_release(struct loaded *l);

/*
 * Before open and after close of a plugin flagged NCL_PLUGIN_SINGLE: only
 * one use of it may be open in the process. NCL_REFUSED, NCL_NOMEM.
 */
enum ncl_status loader_claim(const void *constant, struct ncl_error *err);
void loader_unclaim(const void *constant);

#endif
