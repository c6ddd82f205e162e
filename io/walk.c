#include "io/walk.h"

#include <errno.h>
#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "io/folder.h"
#include "io/output.h"
#include "io/source.h"

#define PATH_MOST 65536 /* bytes of a path in a list */

/* A folder that is being gone through; the list is the lowest of all. */
struct level {
	struct level *below;
	char *path;   /* NULL: the list */
	char **names; /* its own, but for the list */
	size_t n, at;
	size_t root; /* bytes of path that name the folder, slash and all */
	uint64_t before; /* files that were given out before it was entered */
	dev_t device;
	ino_t inode;
};

enum { WALK_OUTPUTS = 4 };

struct walk {
	const char *const *paths; /* what was named */
	size_t path_count;
	struct level *top;
	char *path; /* the last that was given out */
	size_t below; /* where in it the part below the folder begins */
	const struct output *outputs[WALK_OUTPUTS]; /* no inputs */
	size_t output_count;
	const struct output *met; /* one that stood in a folder */
	struct walk_options how;
	struct source list; /* of how.list, where there is one */
	uint64_t line;      /* in it */
	const char *folder; /* not entered; or NULL */
	uint64_t given;     /* files */
	struct walk_empty empty;
};

static enum ncl_status no_memory(struct ncl_error *err)
{
	return ncl_error_set(err, NCL_NOMEM,
			     "no memory to go through the inputs");
}

static void pop(struct walk *walk)
{
	struct level *level = walk->top;

	walk->top = level->below;
	if (level->path)
		folder_free(level->names, level->n);
	free(level->path);
	free(level);
}

static enum ncl_status open_list(struct walk *walk, struct ncl_error *err)
{
	const char *path = walk->how.list;
	struct ncl_error why;
	enum ncl_status ret;

	walk->list.nul_lines = walk->how.list_nul;
	ret = source_open(&walk->list, path, &why);
	return ret == NCL_OK ? ret
			     : ncl_error_set(err, ret, "%s: %s", path,
					     why.text);
}

static enum ncl_status check_paths(const char *const *paths, size_t n,
				   const char *list, struct ncl_error *err)
{
	size_t dashes = list && !strcmp(list, "-");

	for (size_t i = 0; i < n; i++)
		dashes += !strcmp(paths[i], "-");
	return dashes < 2 ? NCL_OK :
	       ncl_error_set(err, NCL_USAGE, "standard input (-) is named %zu "
			     "times; it can be read once", dashes);
}

enum ncl_status walk_open(struct walk **out, const char *const *paths,
			  size_t n, const struct walk_options *how,
			  struct ncl_error *err)
{
	enum ncl_status ret = check_paths(paths, n, how->list, err);
	struct walk *walk;

	*out = NULL;
	if (ret != NCL_OK)
		return ret;
	walk = calloc(1, sizeof(*walk));
	if (!walk)
		return no_memory(err);
	walk->how = *how;
	walk->top = calloc(1, sizeof(*walk->top));
	if (!walk->top)
		ret = no_memory(err);
	else if (how->list)
		ret = open_list(walk, err);
	if (ret != NCL_OK) {
		walk_free(walk);
		return ret;
	}
	walk->paths = paths;
	walk->path_count = n;
	walk->top->names = (char **)paths; /* never written to */
	walk->top->n = n;
	*out = walk;
	return NCL_OK;
}

int walk_repeats(const struct walk *walk)
{
	struct stat st;

	return !walk->how.list || (stat(walk->how.list, &st) == 0 &&
				   S_ISREG(st.st_mode));
}

enum ncl_status walk_again(struct walk **out, const struct walk *walk,
			   struct ncl_error *err)
{
	enum ncl_status ret = walk_open(out, walk->paths, walk->path_count,
					&walk->how, err);

	if (ret != NCL_OK)
		return ret;
	memcpy((*out)->outputs, walk->outputs, sizeof(walk->outputs));
	(*out)->output_count = walk->output_count;
	(*out)->folder = walk->folder;
	return NCL_OK;
}

void walk_free(struct walk *walk)
{
	if (!walk)
		return;
	while (walk->top)
		pop(walk);
	source_release(&walk->list);
	free(walk->path);
	free(walk->empty.first);
	free(walk);
}

void walk_empty(const struct walk *walk, struct walk_empty *out)
{
	*out = walk->empty;
}

size_t walk_below(const struct walk *walk)
{
	return walk->below;
}

void walk_leave_out(struct walk *walk, const struct output *output)
{
	if (output && walk->output_count < WALK_OUTPUTS)
		walk->outputs[walk->output_count++] = output;
}

const struct output *walk_left_out(const struct walk *walk)
{
	return walk->met;
}

void walk_leave_folder(struct walk *walk, const char *path)
{
	walk->folder = path;
}

/* --------------------------------------------------------------- folders */

/* Enter a folder; what could not be read of it is an error. */
static enum ncl_status push(struct walk *walk, const char *path,
			    const struct stat *st, struct ncl_error *err)
{
	struct level *level = calloc(1, sizeof(*level));

	if (!level)
		return no_memory(err);
	level->root = walk->top && walk->top->path ? walk->top->root
						   : folder_slash(path);
	level->below = walk->top;
	level->before = walk->given;
	walk->top = level;
	level->device = st->st_dev;
	level->inode = st->st_ino;
	level->path = strdup(path);
	if (!level->path)
		return no_memory(err);
	return folder_read(&level->names, &level->n, path, err);
}

static int is_open(const struct walk *walk, const struct stat *st)
{
	for (const struct level *l = walk->top; l; l = l->below)
		if (l->path && l->device == st->st_dev &&
		    l->inode == st->st_ino)
			return 1;
	return 0;
}

/* Whether it is the folder of results, which may not be there yet. */
static int is_left(const struct walk *walk, const struct stat *st)
{
	struct stat left;

	return walk->folder && stat(walk->folder, &left) == 0 &&
	       left.st_dev == st->st_dev && left.st_ino == st->st_ino;
}

/* ----------------------------------------------------------------- paths */

static const char *last_part(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

/* Take a path as the one at hand; it is the walk's. */
static void set_path(struct walk *walk, char *path, size_t below)
{
	free(walk->path);
	walk->path = path;
	walk->below = below;
}

/* The next path of the list; *there is 0 at its end. */
static enum ncl_status next_listed(struct walk *walk, int *there,
				   struct ncl_error *err)
{
	struct piece piece = { 0 };
	enum ncl_status ret = NCL_OK;
	struct ncl_error why;
	char *path;

	do {
		walk->line++;
		ret = source_line(&walk->list, PATH_MOST, &piece, &why);
	} while (ret == NCL_OK && piece.bytes && !piece.len);
	*there = ret == NCL_OK && piece.bytes;
	if (*there && strlen(piece.bytes) < piece.len)
		ret = ncl_error_set(&why, NCL_FORMAT, "a NUL stands in this "
				    "line: if the list is parted by NULs "
				    "(find -print0), say so (--from0)");
	if (ret != NCL_OK)
		return ncl_error_set(err, NCL_FATAL, "%s:%llu: %s",
				     walk->how.list,
				     (unsigned long long)walk->line, why.text);
	if (!*there)
		return NCL_OK;
	path = strdup(piece.bytes);
	if (!path)
		return no_memory(err);
	set_path(walk, path, (size_t)(last_part(path) - path));
	return NCL_OK;
}

/* Note a folder that was named, and is left without a file of it. */
static void note_empty(struct walk *walk, const struct level *level)
{
	if (!level->path || (level->below && level->below->path) ||
	    level->before != walk->given)
		return;
	if (!walk->empty.folders++)
		walk->empty.first = strdup(level->path);
}

/* The next path of all that there are, before it is looked at. *listed: it
 * was named, and not found in a folder. */
static enum ncl_status next_path(struct walk *walk, int *there, int *listed,
				 struct ncl_error *err)
{
	struct level *level;
	char *path;

	while (walk->top && walk->top->at == walk->top->n) {
		note_empty(walk, walk->top);
		pop(walk);
	}
	level = walk->top;
	*listed = !level || !level->path;
	*there = level != NULL;
	if (!level)
		return walk->how.list ? next_listed(walk, there, err) : NCL_OK;
	path = folder_join(level->path, level->names[level->at++]);
	if (!path)
		return no_memory(err);
	set_path(walk, path,
		 *listed ? (size_t)(last_part(path) - path) : level->root);
	return NCL_OK;
}

/* Whether the path at hand fits one of the patterns. */
static int fits(const struct walk *walk, const char *const *patterns)
{
	for (; patterns && *patterns; patterns++)
		if (fnmatch(*patterns,
			    strchr(*patterns, '/') ? walk->path + walk->below
						   : last_part(walk->path),
			    0) == 0)
			return 1;
	return 0;
}

static int is_output(struct walk *walk, const struct stat *file)
{
	for (size_t i = 0; i < walk->output_count; i++)
		if (output_has(walk->outputs[i], file)) {
			walk->met = walk->outputs[i];
			return 1;
		}
	return 0;
}

/* Look at walk->path. *take is 1 where it is a file to be read. */
static enum ncl_status visit(struct walk *walk, int listed, int *take,
			     struct ncl_error *err)
{
	struct stat st;

	*take = 1;
	if (listed && !strcmp(walk->path, "-")) {
		if (walk->top || !walk->how.list ||
		    strcmp(walk->how.list, "-") != 0)
			return NCL_OK;
		return ncl_error_set(err, NCL_READ, "standard input is the "
				     "list itself");
	}
	if (!listed && fits(walk, walk->how.exclude)) {
		*take = 0;
		return NCL_OK;
	}
	if (stat(walk->path, &st) != 0)
		return errno == ENOENT
			       ? ncl_error_set(err, NCL_MISSING,
					       "no such file or folder")
			       : ncl_error_set(err, NCL_READ, "%s",
					       strerror(errno));
	if (listed && is_output(walk, &st))
		return ncl_error_set(err, NCL_USAGE, "%s is an input, and "
				     "would be written over", walk->path);
	if (S_ISDIR(st.st_mode)) {
		*take = 0;
		return is_open(walk, &st) || is_left(walk, &st) ? NCL_OK
					  : push(walk, walk->path, &st, err);
	}
	*take = listed || (S_ISREG(st.st_mode) &&
			   (!walk->how.include ||
			    fits(walk, walk->how.include)) &&
			   !is_output(walk, &st));
	return NCL_OK;
}

enum ncl_status walk_next(struct walk *walk, const char **path,
			  struct ncl_error *err)
{
	enum ncl_status ret = NCL_OK;
	int take = 0, there = 1, listed;

	*path = NULL;
	while (!take && ret == NCL_OK) {
		ret = next_path(walk, &there, &listed, err);
		if (ret != NCL_OK || !there)
			return ret;
		ret = visit(walk, listed, &take, err);
		if (ret == NCL_USAGE)
			return ret;
	}
	*path = walk->path;
	walk->given++;
	return ret;
}
