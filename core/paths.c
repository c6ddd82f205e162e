#include "paths.h"

#include <dlfcn.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#ifndef NCL_LIBDIR
#define NCL_LIBDIR "/usr/local/lib/nclass"
#endif
#ifndef NCL_DATADIR
#define NCL_DATADIR "/usr/local/share/nclass"
#endif

static const char *const last_part[] = { "plugins", "models" };

static enum ncl_status nomem(struct ncl_error *err)
{
	return ncl_error_set(err, NCL_NOMEM, "out of memory");
}

char *paths_join(const char *folder, const char *name, const char *ending)
{
	char *out;

	return asprintf(&out, "%s/%s%s", folder, name, ending) < 0 ? NULL :
								     out;
}

static int is_folder(const char *path, struct stat *st)
{
	return stat(path, st) == 0 && S_ISDIR(st->st_mode);
}

/* Whether a folder is in the list, under this name or another. */
static int listed(const struct paths *p, const char *folder)
{
	struct stat a, b;
	int there = is_folder(folder, &a);

	for (uint32_t i = 0; i < p->count; i++) {
		if (strcmp(p->folders[i], folder) == 0)
			return 1;
		if (there && is_folder(p->folders[i], &b) &&
		    a.st_dev == b.st_dev && a.st_ino == b.st_ino)
			return 1;
	}
	return 0;
}

/* Takes `folder`, which is NULL when memory was short. */
static enum ncl_status add(struct paths *p, char *folder)
{
	char **grown;

	if (folder && listed(p, folder)) {
		free(folder);
		return NCL_OK;
	}
	grown = realloc(p->folders, (p->count + 1) * sizeof(*grown));
	if (grown)
		p->folders = grown;
	if (!folder || !grown) {
		free(folder);
		return NCL_NOMEM;
	}
	p->folders[p->count++] = folder;
	return NCL_OK;
}

/* Folders separated by colons; an empty one is not the current one. */
static enum ncl_status add_list(struct paths *p, const char *list)
{
	enum ncl_status ret = NCL_OK;
	size_t len;

	while (list && ret == NCL_OK) {
		len = strcspn(list, ":");
		if (len)
			ret = add(p, strndup(list, len));
		list = list[len] ? list + len + 1 : NULL;
	}
	return ret;
}

static enum ncl_status add_user(struct paths *p, enum paths_kind kind)
{
	const char *data = secure_getenv("XDG_DATA_HOME");
	const char *below = "nclass/";

	if (!data || *data != '/') {
		data = secure_getenv("HOME");
		below = ".local/share/nclass/";
	}
	if (!data || *data != '/')
		return NCL_OK;
	return add(p, paths_join(data, below, last_part[kind]));
}

/* The folder of the running program, or of libnclass.so; NULL: not known. */
static char *own_folder(int library)
{
	char path[PATH_MAX];
	Dl_info info;
	ssize_t n;

	if (!library) {
		n = readlink("/proc/self/exe", path, sizeof(path) - 1);
		if (n <= 0 || *path != '/')
			return NULL;
		path[n] = '\0';
	} else if (!dladdr(last_part, &info) || *info.dli_fname != '/' ||
		   !realpath(info.dli_fname, path)) {
		return NULL;
	}
	*strrchr(path, '/') = '\0';
	return strdup(path);
}

static int has(const char *folder, const char *name)
{
	char *path = paths_join(folder, name, "");
	int there = path && access(path, F_OK) == 0;

	free(path);
	return there;
}

/* The build tree that a folder is in: plugins stand there, and the solvers,
 * for which the folder itself is not asked. It is cut to the tree. */
static int climb(char *folder)
{
	for (int up = 0; *folder; up++) {
		if (has(folder, "plugins") &&
		    (up == 0 || has(folder, "solvers.so")))
			return 1;
		if (up == 2) /* tests/unit is the deepest */
			break;
		*strrchr(folder, '/') = '\0';
	}
	return 0;
}

/* The build tree that we run from, NULL where we do not. */
static char *tree_folder(void)
{
	for (int library = 0; library < 2; library++) {
		char *own = own_folder(library);

		if (own && climb(own))
			return own;
		free(own);
	}
	return NULL;
}

static enum ncl_status add_tree(struct paths *p, enum paths_kind kind)
{
	char *tree = tree_folder(), *folder;
	enum ncl_status ret;
	struct stat st;

	if (!tree)
		return NCL_OK;
	folder = paths_join(tree, last_part[kind], "");
	if (folder && kind == PATHS_MODELS && !is_folder(folder, &st)) {
		free(folder);
		folder = paths_join(tree, "../", last_part[kind]);
	}
	ret = add(p, folder);
	free(tree);
	return ret;
}

/* What a path has below another, with its slash; NULL: it is not below. */
static const char *below(const char *path, const char *folder, size_t len)
{
	return !strncmp(path, folder, len) && path[len] == '/' ? path + len :
								 NULL;
}

/* Cut a folder's `ending` off; 0: it has none. */
static int cut(char *folder, const char *ending)
{
	size_t len = strlen(folder), n = strlen(ending);

	if (len < n || strcmp(folder + len - n, ending) != 0)
		return 0;
	folder[len - n] = '\0';
	return 1;
}

/*
 * An installed tree that stands in another place than it was made for, where
 * the program in its bin or its library runs from there: what has become of an
 * installed `folder` then. NULL: there is no such tree.
 */
static char *moved(const char *folder)
{
	static const char share[] = "/share/nclass", name[] = "/nclass";
	size_t prefix = strlen(NCL_DATADIR) - strlen(share);
	const char *lib = below(NCL_LIBDIR, NCL_DATADIR, prefix);
	const char *rest = below(folder, NCL_DATADIR, prefix);
	char *own, *out = NULL, *libs = NULL;

	if (lib)
		libs = strndup(lib, strlen(lib) - strlen(name));
	for (int library = 0; libs && rest && library < 2 && !out; library++) {
		own = own_folder(library);
		if (own && cut(own, library ? libs : "/bin") &&
		    has(own, lib + 1))
			out = paths_join(own, rest + 1, "");
		free(own);
	}
	free(libs);
	return out;
}

static enum ncl_status add_installed(struct paths *p, enum paths_kind kind)
{
	const char *folder = kind == PATHS_MODELS ? NCL_DATADIR : NCL_LIBDIR;
	char *there = moved(folder);
	enum ncl_status ret = NCL_OK;

	if (there)
		ret = add(p, paths_join(there, last_part[kind], ""));
	free(there);
	return ret ? ret : add(p, paths_join(folder, last_part[kind], ""));
}

enum ncl_status paths_init(struct paths *p, enum paths_kind kind,
			   const char *given, struct ncl_error *err)
{
	int models = kind == PATHS_MODELS;
	const char *listed_by = models ? "NCLASS_MODEL_PATH" :
					 "NCLASS_PLUGIN_PATH";
	enum ncl_status ret;

	*p = (struct paths){ 0 };
	ret = add_list(p, given);
	if (ret == NCL_OK)
		ret = add_list(p, secure_getenv(listed_by));
	if (ret == NCL_OK)
		ret = add_user(p, kind);
	if (ret == NCL_OK)
		ret = add_tree(p, kind);
	if (ret == NCL_OK)
		ret = add_installed(p, kind);
	if (ret == NCL_OK)
		return NCL_OK;
	paths_release(p);
	return nomem(err);
}

void paths_release(struct paths *p)
{
	for (uint32_t i = 0; i < p->count; i++)
		free(p->folders[i]);
	free(p->folders);
	*p = (struct paths){ 0 };
}

/* Whether it is in `folder`, which is freed. */
static int part_in(char *folder, const char *name, char **out)
{
	*out = folder ? paths_join(folder, name, "") : NULL;
	free(folder);
	if (*out && access(*out, F_OK) == 0)
		return 1;
	free(*out);
	return 0;
}

enum ncl_status paths_part(char **out, const char *name, struct ncl_error *err)
{
	if (part_in(tree_folder(), name, out) ||
	    part_in(moved(NCL_LIBDIR), name, out))
		return NCL_OK;
	*out = paths_join(NCL_LIBDIR, name, "");
	if (!*out)
		return nomem(err);
	if (access(*out, F_OK) == 0)
		return NCL_OK;
	ncl_error_set(err, NCL_MISSING, "not installed: no file %s", *out);
	free(*out);
	*out = NULL;
	return NCL_MISSING;
}
