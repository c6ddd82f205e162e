#include "nearby.h"
#include "paths.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define ENDING ".ncm"

static enum ncl_status nomem(struct ncl_error *err)
{
	return ncl_error_set(err, NCL_NOMEM, "out of memory");
}

/* Where a model's name ends before ".ncm", or 0 where it does not. */
static size_t stem(const char *name)
{
	size_t n = strlen(name), m = strlen(ENDING);

	return n > m && strcmp(name + n - m, ENDING) == 0 ? n - m : 0;
}

static enum ncl_status add_folder(struct nearby *n, const char *folder)
{
	enum ncl_status ret = NCL_OK;
	struct dirent *each;
	DIR *dir = opendir(folder);

	while (dir && ret == NCL_OK && (each = readdir(dir)))
		if (stem(each->d_name)) {
			each->d_name[stem(each->d_name)] = '\0';
			ret = nearby_add(n, each->d_name);
		}
	if (dir)
		closedir(dir);
	return ret;
}

static enum ncl_status describe(struct ncl_buffer *out, const char *name,
				const struct paths *p)
{
	struct nearby names = { 0 };
	enum ncl_status ret;

	ret = nearby_print(out, "no model \"%.64s\"", name);
	for (uint32_t i = 0; i < p->count && ret == NCL_OK; i++)
		ret = add_folder(&names, p->folders[i]);
	if (ret == NCL_OK)
		ret = nearby_hint(out, &names, name);
	if (ret == NCL_OK && access(name, F_OK) == 0)
		ret = nearby_print(out, "; for the file in the current "
				   "folder write ./%.64s", name);
	for (uint32_t i = 0; i < p->count && ret == NCL_OK; i++)
		ret = nearby_print(out, "%s%s", i ? ":" : " (looked in ",
				   p->folders[i]);
	if (ret == NCL_OK)
		ret = nearby_print(out, "); train one, or give its path with "
				   "--model");
	nearby_release(&names);
	return ret;
}

static enum ncl_status missing(const char *name, const struct paths *p,
			       struct ncl_error *err)
{
	struct ncl_buffer text = { 0 };
	enum ncl_status ret = describe(&text, name, p);

	if (ret == NCL_OK)
		ret = ncl_error_set(err, NCL_MISSING, "%s", text.data);
	else
		ret = nomem(err);
	ncl_buffer_release(&text);
	return ret;
}

static enum ncl_status search(char **out, const char *name,
			      const struct paths *p, struct ncl_error *err)
{
	const char *ending = stem(name) ? "" : ENDING;
	struct ncl_error why;
	enum ncl_status ret;

	for (uint32_t i = 0; i < p->count; i++) {
		*out = paths_join(p->folders[i], name, ending);
		if (!*out)
			return nomem(err);
		if (access(*out, F_OK) == 0) {
			ret = paths_trust(*out, &why);
			if (ret != NCL_OK)
				ncl_error_set(err, ret, "%s: %s", *out,
					      why.text);
			return ret;
		}
		free(*out);
		*out = NULL;
	}
	return missing(name, p, err);
}

enum ncl_status paths_model(char **out, const char *name, const char *given,
			    struct ncl_error *err)
{
	struct paths p;
	enum ncl_status ret;

	*out = NULL;
	if (strchr(name, '/')) {
		*out = strdup(name);
		return *out ? NCL_OK : nomem(err);
	}
	ret = paths_init(&p, PATHS_MODELS, given, err);
	if (ret == NCL_OK)
		ret = search(out, name, &p, err);
	paths_release(&p);
	if (ret != NCL_OK) {
		free(*out);
		*out = NULL;
	}
	return ret;
}

enum ncl_status ncl_model_find(struct ncl_buffer *path, const char *name,
			       struct ncl_error *err)
{
	char *found = NULL;
	enum ncl_status ret = paths_model(&found, name, NULL, err);

	if (ret == NCL_OK && ncl_buffer_add(path, found, strlen(found)))
		ret = nomem(err);
	free(found);
	return ret;
}
