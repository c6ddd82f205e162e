#include "catalogue.h"

#include "nearby.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#define DECLARED ".ini" /* a file that declares a plugin */
#define ENGINE "exec"   /* which this one runs */

static enum ncl_status nomem(struct ncl_error *err)
{
	return ncl_error_set(err, NCL_NOMEM, "out of memory");
}

static void entry_free(struct catalogue_entry *e)
{
	if (!e)
		return;
	loader_release(&e->loaded);
	free(e->name);
	free(e->path);
	free(e);
}

/* Takes `path`, which is NULL when memory was short. */
static enum ncl_status add(struct ncl_catalogue *c, char *path,
			   const char *name, size_t len)
{
	struct catalogue_entry *e = calloc(1, sizeof(*e)), **grown;

	grown = realloc(c->entries, (c->count + 1) * sizeof(*grown));
	if (grown)
		c->entries = grown;
	if (e)
		e->name = strndup(name, len);
	if (!e || !e->name || !grown || !path) {
		entry_free(e);
		free(path);
		return NCL_NOMEM;
	}
	e->path = path;
	e->found.name = e->name;
	e->found.path = path;
	c->entries[c->count++] = e;
	return NCL_OK;
}

static int by_name(const void *a, const void *b)
{
	const struct catalogue_entry *const *left = a, *const *right = b;

	int order = strcmp((*left)->name, (*right)->name);

	return order ? order : strcmp((*left)->path, (*right)->path);
}

static int is_declared(const char *path)
{
	size_t n = strlen(path);

	return n > 4 && strcmp(path + n - 4, DECLARED) == 0;
}

/* What of a file's name is the plugin's; 0: it is none. */
static size_t plugin_name(const char *file)
{
	size_t n = strlen(file);

	if (n > 3 && strcmp(file + n - 3, ".so") == 0)
		return n - 3;
	return is_declared(file) ? n - 4 : 0;
}

static enum ncl_status scan(struct ncl_catalogue *c, const char *folder)
{
	enum ncl_status ret = NCL_OK;
	uint32_t first = c->count;
	struct dirent *each;
	DIR *dir = opendir(folder);

	while (dir && ret == NCL_OK && (each = readdir(dir))) {
		size_t n = plugin_name(each->d_name);

		if (n)
			ret = add(c, paths_join(folder, each->d_name, ""),
				  each->d_name, n);
	}
	if (dir)
		closedir(dir);
	if (c->count > first)
		qsort(c->entries + first, c->count - first,
		      sizeof(struct catalogue_entry *), by_name);
	return ret;
}

static void mark_shadowed(struct ncl_catalogue *c)
{
	for (uint32_t i = 1; i < c->count; i++)
		for (uint32_t j = 0; j < i; j++)
			if (strcmp(c->entries[i]->name,
				   c->entries[j]->name) == 0)
				c->entries[i]->found.shadowed = 1;
}

enum ncl_status ncl_catalogue_new(ncl_catalogue **out,
				  const char *plugin_path,
				  struct ncl_error *err)
{
	struct ncl_catalogue *c = calloc(1, sizeof(*c));
	enum ncl_status ret;

	*out = NULL;
	if (!c)
		return nomem(err);
	ret = paths_init(&c->paths, PATHS_PLUGINS, plugin_path, err);
	for (uint32_t i = 0; ret == NCL_OK && i < c->paths.count; i++) {
		ret = scan(c, c->paths.folders[i]);
		if (ret != NCL_OK)
			nomem(err);
	}
	if (ret != NCL_OK) {
		ncl_catalogue_free(c);
		return ret;
	}
	c->searched = c->count;
	mark_shadowed(c);
	*out = c;
	return NCL_OK;
}

static enum ncl_status look(const ncl_catalogue *c, struct catalogue_entry *e,
			    int searched);

static enum ncl_status declare(const ncl_catalogue *c,
			       struct catalogue_entry *e, int searched)
{
	struct catalogue_entry *engine = NULL;
	enum ncl_status ret = NCL_MISSING;

	for (uint32_t i = 0; !engine && i < c->searched; i++)
		if (strcmp(c->entries[i]->name, ENGINE) == 0 &&
		    !is_declared(c->entries[i]->path))
			engine = c->entries[i];
	if (engine)
		ret = look(c, engine, 1);
	if (ret == NCL_OK)
		return loader_declare(&e->loaded, e->path, searched,
				      &engine->loaded, &e->error);
	return ncl_error_set(&e->error, ret, "the plugin " ENGINE ", which "
			     "runs it, %s%.200s", engine ? "is refused: " :
			     "is not in the folders that were searched",
			     engine ? engine->error.text : "");
}

/* Open an entry's file, once; short memory is tried again. */
static enum ncl_status look(const ncl_catalogue *c, struct catalogue_entry *e,
			    int searched)
{
	enum ncl_status ret;

	if (e->looked)
		return e->error.code;
	if (is_declared(e->path))
		ret = declare(c, e, searched);
	else
		ret = loader_open(&e->loaded, e->path, searched, &e->error);
	e->looked = ret != NCL_NOMEM;
	e->error.code = ret;
	e->found.plugin = ret == NCL_OK ? &e->loaded.plugin : NULL;
	e->found.refused = ret == NCL_OK ? NULL : e->error.text;
	return ret;
}

const struct ncl_found *ncl_catalogue_entry(const ncl_catalogue *c,
					    uint32_t i)
{
	if (i >= c->searched)
		return NULL;
	look(c, c->entries[i], 1);
	return &c->entries[i]->found;
}

const char *ncl_catalogue_folder(const ncl_catalogue *c, uint32_t i)
{
	return i < c->paths.count ? c->paths.folders[i] : NULL;
}

const struct loaded *catalogue_loaded(const struct ncl_found *found)
{
	return &((const struct catalogue_entry *)(const void *)found)->loaded;
}

static enum ncl_status describe(struct ncl_buffer *out,
				const ncl_catalogue *c, const char *name)
{
	struct nearby names = { 0 };
	enum ncl_status ret;

	ret = nearby_print(out, "no plugin \"%.64s\"", name);
	for (uint32_t i = 0; i < c->searched && ret == NCL_OK; i++)
		if (!c->entries[i]->found.shadowed)
			ret = nearby_add(&names, c->entries[i]->name);
	if (ret == NCL_OK)
		ret = nearby_hint(out, &names, name);
	if (ret == NCL_OK)
		ret = nearby_print(out, " (found: ");
	if (ret == NCL_OK && names.count)
		ret = nearby_list(out, &names);
	else if (ret == NCL_OK)
		ret = nearby_print(out, "none");
	for (uint32_t i = 0; i < c->paths.count && ret == NCL_OK; i++)
		ret = nearby_print(out, "%s%s", i ? ":" : "; looked in ",
				   c->paths.folders[i]);
	if (ret == NCL_OK)
		ret = nearby_print(out, ")");
	nearby_release(&names);
	return ret;
}

static enum ncl_status missing(const ncl_catalogue *c, const char *name,
			       struct ncl_error *err)
{
	struct ncl_buffer text = { 0 };
	enum ncl_status ret = describe(&text, c, name);

	if (ret == NCL_OK)
		ret = ncl_error_set(err, NCL_MISSING, "%s", text.data);
	else
		ret = nomem(err);
	ncl_buffer_release(&text);
	return ret;
}

/* The end of a path that is too long for an error's text. */
static const char *path_end(const char *path)
{
	size_t n = strlen(path);
	const char *slash;

	if (n <= 240)
		return path;
	slash = strchr(path + n - 240, '/');
	return slash ? slash + 1 : path + n - 240;
}

static enum ncl_status find_name(const ncl_catalogue *c, const char *name,
				 struct catalogue_entry **out)
{
	for (uint32_t i = 0; i < c->searched; i++)
		if (strcmp(c->entries[i]->name, name) == 0) {
			*out = c->entries[i];
			return look(c, *out, 1);
		}
	*out = NULL;
	return NCL_MISSING;
}

static enum ncl_status find_path(ncl_catalogue *c, const char *path,
				 struct catalogue_entry **out)
{
	const char *name = strrchr(path, '/') + 1;
	uint32_t i = c->searched;

	*out = NULL;
	while (i < c->count && strcmp(c->entries[i]->path, path) != 0)
		i++;
	if (i == c->count &&
	    add(c, strdup(path), name, strcspn(name, ".")) != NCL_OK)
		return NCL_NOMEM;
	*out = c->entries[i];
	return look(c, *out, 0);
}

enum ncl_status ncl_catalogue_find(const ncl_catalogue *c, const char *name,
				   const struct ncl_found **out,
				   struct ncl_error *err)
{
	struct catalogue_entry *e;
	enum ncl_status ret;
	const char *end;

	*out = NULL;
	/* what was looked at is kept: the one thing of it that changes */
	if (strchr(name, '/'))
		ret = find_path((ncl_catalogue *)c, name, &e);
	else
		ret = find_name(c, name, &e);
	if (ret == NCL_NOMEM)
		return nomem(err);
	if (!e)
		return missing(c, name, err);
	if (ret == NCL_OK) {
		*out = &e->found;
		return NCL_OK;
	}
	end = path_end(e->path);
	return ncl_error_set(err, ret, "%s%s: %s", end == e->path ? "" : "...",
			     end, e->error.text);
}

void ncl_catalogue_free(ncl_catalogue *c)
{
	if (!c)
		return;
	for (uint32_t i = 0; i < c->count; i++)
		entry_free(c->entries[i]);
	free(c->entries);
	paths_release(&c->paths);
	free(c);
}
