/*
 * From a list of files and folders to files, one after the other: folders are
 * entered where they stand, their names taken in byte order. Hidden ones, and
 * what is neither file nor folder, are passed over in folders, not in the
 * list. A folder that a link leads back into is not entered again.
 */
#ifndef IO_WALK_H
#define IO_WALK_H

#include <nclass/nclass.h>

struct walk;
struct output;

/* `paths` and its strings stay the caller's, and as they are. NCL_NOMEM. */
enum ncl_status walk_open(struct walk **out, const char *const *paths,
			  size_t n, struct ncl_error *err);
/*
 * The next file. *path is NULL at the end, else valid until the next call,
 * also where it cannot be read: NCL_MISSING, NCL_READ, and the walk can go
 * on. NCL_NOMEM: it cannot. The error does not name the path.
 */
enum ncl_status walk_next(struct walk *walk, const char **path,
			  struct ncl_error *err);
/* Pass over what is written meanwhile, where it stands in a folder. */
void walk_leave_out(struct walk *walk, const struct output *output);
void walk_free(struct walk *walk);

#endif
