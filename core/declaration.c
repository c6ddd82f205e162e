#include "declaration.h"

#include "declare.h"
#include "paths.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static enum ncl_status nomem(struct ncl_error *err)
{
	return ncl_error_set(err, NCL_NOMEM, "out of memory");
}

/* What the file's name and the engine say before any line does. */
static enum ncl_status begin(struct declaration *d, const char *path,
			     const struct ncl_plugin *e, struct ncl_error *err)
{
	const char *slash = strrchr(path, '/'), *file = slash ? slash + 1 :
								path;
	struct arena *arena = &d->arena;
	size_t n = d->line_count;
	char real[PATH_MAX];

	d->plugin = *e;
	d->plugin.name = arena_copy(arena, file, strcspn(file, "."));
	d->plugin.version = "0";
	d->plugin.summary = "a program that speaks JSON lines";
	d->plugin.licence = "not stated";
	d->plugin.extension = NULL;
	d->layers = arena_alloc(arena, (n + 1) * sizeof(*d->layers));
	d->labels = arena_alloc(arena, (n + 1) * sizeof(*d->labels));
	d->options = arena_alloc(arena, (n + e->option_count + 1) *
					sizeof(*d->options));
	if (!realpath(path, real))
		return ncl_error_set(err, NCL_READ, "it is gone");
	d->shown.path = arena_copy(arena, real, strlen(real));
	if (!d->plugin.name || !d->layers || !d->labels || !d->options ||
	    !d->shown.path)
		return nomem(err);
	for (uint32_t i = 0; i < e->option_count; i++)
		d->options[i] = e->options[i];
	d->shown.own = e->option_count;
	d->plugin.layers = d->layers;
	d->plugin.layer_size = sizeof(*d->layers);
	d->plugin.layer_count = 0;
	d->plugin.options = d->options;
	d->plugin.option_size = sizeof(*d->options);
	return NCL_OK;
}

/* What labels a layer needs, and which has none. */
static enum ncl_status check_labels(const struct declaration *d,
				    struct ncl_error *err)
{
	static const char *const none[] = { NULL };

	for (uint32_t i = 0; i < d->plugin.layer_count; i++) {
		const struct ncl_layer_decl *l = &d->layers[i];
		int needs = l->use == NCL_WRITES &&
			    l->kind != NCL_LAYER_VALUES;
		int has = d->labels[i] && *d->labels[i];

		if (l->kind && needs != has)
			return ncl_error_set(err, NCL_REFUSED, has ?
					     "its layer \"%.80s\" has no use "
					     "for labels: they are for those "
					     "that it writes, but not values" :
					     "its layer \"%.80s\" has no "
					     "labels: say labels = A,B",
					     l->name);
		if (!d->labels[i])
			d->labels[i] = none;
	}
	return NCL_OK;
}

static enum ncl_status build(struct declaration *d, const char *path,
			     const struct ncl_plugin *engine,
			     struct ncl_error *err)
{
	struct ncl_plugin *p = &d->plugin;
	enum ncl_status ret = begin(d, path, engine, err);

	for (uint32_t i = 0; i < d->line_count && ret == NCL_OK; i++)
		ret = declaration_set(d, &d->lines[i], err);
	if (ret == NCL_OK)
		ret = declare_check_plugin(p, err);
	if (ret == NCL_OK && !p->layer_count)
		ret = ncl_error_set(err, NCL_REFUSED, "it declares no "
				    "layer: begin with [layer NAME]");
	for (uint32_t i = 0; i < p->layer_count && ret == NCL_OK; i++)
		if (!d->layers[i].kind && declare_is_layer(d->layers[i].name))
			ret = ncl_error_set(err, NCL_REFUSED, "its layer "
					    "\"%s\" has no kind: say kind = "
					    "blocks, document, spans or "
					    "values", d->layers[i].name);
	if (ret == NCL_OK)
		ret = declare_check_layers(d->layers, p->layer_count, err);
	if (ret == NCL_OK)
		ret = check_labels(d, err);
	if (ret == NCL_OK)
		ret = declare_check_options(p->name, d->options,
					    p->option_count, err);
	d->shown.size = sizeof(d->shown);
	d->shown.plugin = p;
	d->shown.labels = d->labels;
	return ret;
}

enum ncl_status declaration_read(struct declaration **out, const char *path,
				 const struct ncl_plugin *engine,
				 struct ncl_error *err)
{
	struct declaration *d = calloc(1, sizeof(*d));
	enum ncl_status ret;

	*out = NULL;
	if (!d)
		return nomem(err);
	ret = declaration_lines(d, path, err);
	if (ret == NCL_OK)
		ret = build(d, path, engine, err);
	if (ret == NCL_OK)
		*out = d;
	else
		declaration_free(d);
	return ret;
}

/* A word of a value, if it is a file in the declaration's folder. */
static enum ncl_status trust_word(const struct declaration *d,
				  const char *word, size_t len,
				  struct ncl_error *err)
{
	const char *path = d->shown.path;
	char file[PATH_MAX];
	int folder = *word == '/' ? 0 : (int)(strrchr(path, '/') + 1 - path);
	struct ncl_error why;
	struct stat st;
	enum ncl_status ret;

	if ((size_t)folder + len >= sizeof(file))
		return NCL_OK;
	memcpy(file, path, (size_t)folder);
	memcpy(file + folder, word, len);
	file[(size_t)folder + len] = 0;
	if (stat(file, &st) != 0 || !S_ISREG(st.st_mode))
		return NCL_OK;
	ret = paths_trust(file, &why);
	return ret == NCL_OK ? ret : ncl_error_set(err, ret, "%.200s: %s",
						   file, why.text);
}

enum ncl_status declaration_trust(const struct declaration *d,
				  struct ncl_error *err)
{
	static const char ends[] = " \t'\"";
	enum ncl_status ret = NCL_OK;

	for (uint32_t i = 0; i < d->line_count; i++) {
		const char *at = d->lines[i].value;

		if (strcmp(d->lines[i].section, "plugin") != 0)
			continue;
		while (ret == NCL_OK && *at) {
			size_t len = strcspn(at, ends);

			if (len)
				ret = trust_word(d, at, len, err);
			at += len + (at[len] != 0);
		}
	}
	return ret;
}

void declaration_free(struct declaration *d)
{
	if (!d)
		return;
	arena_release(&d->arena);
	free(d);
}
