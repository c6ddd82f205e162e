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

/*
 * Zero takes all. Patterns are those of the shell (* ? [a-z]), lists end with
 * a NULL or are NULL. A pattern without a slash is held against the last part
 * of a path, others against the path from below the folder that was named; a
 * star goes over slashes. They are for what is found in folders.
 */
struct walk_options {
	const char *const *include; /* files have to fit one of them */
	const char *const *exclude; /* files and folders that do are left out */
	/* A file with more inputs, one a line ("-": standard input), taken
	 * behind those named; or NULL. */
	const char *list;
	int list_nul; /* they are separated by NULs in place of line ends */
};

/* `paths` with its strings, and what `how` points to, stay the caller's, and
 * as they are. The list is opened: NCL_MISSING, NCL_READ. NCL_NOMEM; NCL_USAGE
 * where standard input is named twice. */
enum ncl_status walk_open(struct walk **out, const char *const *paths,
			  size_t n, const struct walk_options *how,
			  struct ncl_error *err);
/* Where in the last path the part begins that is below the folder named. */
size_t walk_below(const struct walk *walk);
/*
 * The next file. *path is NULL at the end, else valid until the next call,
 * also where it cannot be read: NCL_MISSING, NCL_READ, and the walk can go
 * on; the error does not name the path. NULL too for NCL_NOMEM, NCL_FATAL
 * where the list cannot be read on, and NCL_USAGE where an output was named:
 * the walk cannot go on.
 */
enum ncl_status walk_next(struct walk *walk, const char **path,
			  struct ncl_error *err);
/* Pass over what is written meanwhile, where it stands in a folder; up to four
 * outputs. */
void walk_leave_out(struct walk *walk, const struct output *output);
/* Enter no folder that is this one. */
void walk_leave_folder(struct walk *walk, const char *path);
/* Whether the same walk can be made again: its list is a file, or there is
 * none. */
int walk_repeats(const struct walk *walk);
/* The same walk, from its beginning. As walk_open. */
enum ncl_status walk_again(struct walk **out, const struct walk *walk,
			   struct ncl_error *err);
/* Folders that were named, and gave no file. */
struct walk_empty {
	uint64_t folders;
	char *first; /* the path of one of them, the walk's; NULL: not known */
};
void walk_empty(const struct walk *walk, struct walk_empty *out);
/* An output that was met in a folder, or NULL. */
const struct output *walk_left_out(const struct walk *walk);
void walk_free(struct walk *walk);

#endif
