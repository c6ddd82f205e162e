#include "io/folder.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

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

static enum ncl_status read_names(char ***names, size_t *n, DIR *dir,
				  struct ncl_error *err)
{
	const struct dirent *entry;
	size_t size = 0;

	while (errno = 0, (entry = readdir(dir)))
		if (entry->d_name[0] != '.' &&
		    !add_name(names, n, &size, entry->d_name))
			return ncl_error_set(err, NCL_NOMEM, "no memory to "
					     "go through a folder");
	if (errno)
		return ncl_error_set(err, NCL_READ, "the folder cannot be "
				     "read: %s", strerror(errno));
	if (*n)
		qsort(*names, *n, sizeof(**names), compare_names);
	return NCL_OK;
}

enum ncl_status folder_read(char ***names, size_t *n, const char *path,
			    struct ncl_error *err)
{
	DIR *dir = opendir(path);
	enum ncl_status ret;

	*names = NULL;
	*n = 0;
	if (!dir)
		return ncl_error_set(err, NCL_READ, "the folder cannot be "
				     "read: %s", strerror(errno));
	ret = read_names(names, n, dir, err);
	closedir(dir);
	return ret;
}

void folder_free(char **names, size_t n)
{
	for (size_t i = 0; i < n; i++)
		free(names[i]);
	free(names);
}

size_t folder_slash(const char *path)
{
	size_t n = strlen(path);

	return n && path[n - 1] == '/' ? n : n + 1;
}

char *folder_join(const char *folder, const char *name)
{
	size_t n = folder ? strlen(folder) : 0;
	size_t name_len = strlen(name);
	char *path = malloc(n + 1 + name_len + 1);

	if (!path)
		return NULL;
	if (n) {
		memcpy(path, folder, n);
		if (path[n - 1] != '/')
			path[n++] = '/';
	}
	memcpy(path + n, name, name_len + 1);
	return path;
}
