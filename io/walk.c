#include "io/walk.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "io/output.h"

/* A folder that is being gone through; the list is the lowest of all. */
struct level {
	struct level *below;
	char *path;   /* NULL: the list */
	char **names; /* its own, but for the list */
	size_t n, at;
	dev_t device;
	ino_t inode;
};

struct walk {
	struct level *top;
	char *path; /* the last that was given out */
	const struct output *output; /* no input; may be NULL */
};

static enum ncl_status no_memory(struct ncl_error *err)
{
	return ncl_error_set(err, NCL_NOMEM,
			     "no memory to go through the inputs");
}

static void free_names(char **names, size_t n)
{
	for (size_t i = 0; i < n; i++)
		free(names[i]);
	free(names);
}

static void pop(struct walk *walk)
{
	struct level *level = walk->top;

	walk->top = level->below;
	if (level->path)
		free_names(level->names, level->n);
	free(level->path);
	free(level);
}

enum ncl_status walk_open(struct walk **out, const char *const *paths,
			  size_t n, struct ncl_error *err)
{
	struct walk *walk = calloc(1, sizeof(*walk));

	*out = walk;
	if (!walk)
		return no_memory(err);
	walk->top = calloc(1, sizeof(*walk->top));
	if (!walk->top) {
		free(walk);
		*out = NULL;
		return no_memory(err);
	}
	walk->top->names = (char **)paths; /* never written to */
	walk->top->n = n;
	return NCL_OK;
}

void walk_free(struct walk *walk)
{
	if (!walk)
		return;
	while (walk->top)
		pop(walk);
	free(walk->path);
	free(walk);
}

void walk_leave_out(struct walk *walk, const struct output *output)
{
	walk->output = output;
}

/* --------------------------------------------------------------- folders */

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Append a copy of a name; 0 when memory is short. */
static int add_name(char ***names, size_t *n, size_t *size, const char *name)
{
	if (*n == *size) {
		size_t more = *size ? *size * 2 : 64;
		char **grown = realloc(*names, more * sizeof(*grown));

		if (!grown)
			return 0;
		*names = grown;
		*size = more;
	}
	(*names)[*n] = strdup(name);
	return (*names)[*n] ? ++*n, 1 : 0;
}

static enum ncl_status read_names(struct level *level, DIR *dir,
				  struct ncl_error *err)
{
	const struct dirent *entry;
	size_t size = 0;

	while (errno = 0, (entry = readdir(dir)))
		if (entry->d_name[0] != '.' &&
		    !add_name(&level->names, &level->n, &size, entry->d_name))
			return no_memory(err);
	if (errno)
		return ncl_error_set(err, NCL_READ, "the folder cannot be "
				     "read: %s", strerror(errno));
	if (level->n)
		qsort(level->names, level->n, sizeof(*level->names),
		      compare_names);
	return NCL_OK;
}

/* Enter a folder; what could not be read of it is an error. */
static enum ncl_status push(struct walk *walk, const char *path,
			    const struct stat *st, struct ncl_error *err)
{
	struct level *level = calloc(1, sizeof(*level));
	enum ncl_status ret;
	DIR *dir = NULL;

	if (!level)
		return no_memory(err);
	level->below = walk->top;
	walk->top = level;
	level->device = st->st_dev;
	level->inode = st->st_ino;
	level->path = strdup(path);
	if (!level->path)
		return no_memory(err);
	dir = opendir(path);
	if (dir)
		ret = read_names(level, dir, err);
	else
		ret = ncl_error_set(err, NCL_READ, "the folder cannot be "
				    "read: %s", strerror(errno));
	if (dir)
		closedir(dir);
	return ret;
}

static int is_open(const struct walk *walk, const struct stat *st)
{
	for (const struct level *l = walk->top; l; l = l->below)
		if (l->path && l->device == st->st_dev &&
		    l->inode == st->st_ino)
			return 1;
	return 0;
}

/* ----------------------------------------------------------------- paths */

/* The path of the next name of a level, for the caller to free. */
static char *next_path(struct level *level)
{
	const char *name = level->names[level->at++];
	size_t n = level->path ? strlen(level->path) : 0;
	size_t name_len = strlen(name);
	char *path = malloc(n + 1 + name_len + 1);

	if (!path)
		return NULL;
	if (n) {
		memcpy(path, level->path, n);
		if (path[n - 1] != '/')
			path[n++] = '/';
	}
	memcpy(path + n, name, name_len + 1);
	return path;
}

/* Look at walk->path. *take is 1 where it is a file to be read. */
static enum ncl_status visit(struct walk *walk, int listed, int *take,
			     struct ncl_error *err)
{
	struct stat st;

	*take = 1;
	if (listed && !strcmp(walk->path, "-"))
		return NCL_OK;
	if (stat(walk->path, &st) != 0)
		return errno == ENOENT
			       ? ncl_error_set(err, NCL_MISSING,
					       "no such file or folder")
			       : ncl_error_set(err, NCL_READ, "%s",
					       strerror(errno));
	if (S_ISDIR(st.st_mode)) {
		*take = 0;
		return is_open(walk, &st) ? NCL_OK
					  : push(walk, walk->path, &st, err);
	}
	*take = listed || (S_ISREG(st.st_mode) &&
			   !(walk->output && output_has(walk->output, &st)));
	return NCL_OK;
}

enum ncl_status walk_next(struct walk *walk, const char **path,
			  struct ncl_error *err)
{
	enum ncl_status ret = NCL_OK;
	int take = 0;

	*path = NULL;
	while (!take && ret == NCL_OK && walk->top) {
		struct level *level = walk->top;

		if (level->at == level->n) {
			pop(walk);
			continue;
		}
		free(walk->path);
		walk->path = next_path(level);
		if (!walk->path)
			return no_memory(err);
		ret = visit(walk, !level->path, &take, err);
	}
	if (take || ret != NCL_OK)
		*path = walk->path;
	return ret;
}
