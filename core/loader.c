#include "loader.h"

#include "declaration.h"
#include "declare.h"
#include "object.h"
#include "paths.h"
#include "probe.h"

#include <stdlib.h>
#include <string.h>

#define MAIN "ncl_plugin_main"
#define LOAD_SECONDS 30 /* more than a busy machine's slowest disk needs */
#define MOST 1000u /* elements of an array in the constant */

/* What the first version of major 1 had; less is a mistake. */
#define PLUGIN_LEAST offsetof(struct ncl_plugin, extension)
#define HOST_LEAST offsetof(struct ncl_host, log)
#define END_OF(type, last) (offsetof(struct type, last) + sizeof(char *))
#define LAYER_LEAST END_OF(ncl_layer_decl, summary)
#define OPTION_LEAST END_OF(ncl_option, help)
#define GROUP_LEAST END_OF(ncl_feature_group, summary)
#define HEAD_SIZE offsetof(struct ncl_plugin, name)

static void take(void *to, size_t size, const void *from, size_t given)
{
	memset(to, 0, size);
	memcpy(to, from, size < given ? size : given);
}

static enum ncl_status check_sizes(const struct ncl_plugin *p, size_t size,
				   struct ncl_error *err)
{
	if (p->size < PLUGIN_LEAST)
		return ncl_error_set(err, NCL_REFUSED,
				     MAIN " says it has %u bytes, but a plugin "
				     "has %zu or more: begin it with "
				     "NCL_PLUGIN_HEAD", p->size, PLUGIN_LEAST);
	if (size && p->size > size)
		return ncl_error_set(err, NCL_REFUSED,
				     MAIN " says it has %u bytes, but the file "
				     "has %zu of it: begin it with "
				     "NCL_PLUGIN_HEAD", p->size, size);
	if (p->host_size < HOST_LEAST)
		return ncl_error_set(err, NCL_REFUSED,
				     "host_size is %u bytes, which is no host "
				     "table: begin with NCL_PLUGIN_HEAD",
				     p->host_size);
	return NCL_OK;
}

static enum ncl_status check_head(const struct ncl_plugin *p, size_t size,
				  struct ncl_error *err)
{
	if ((size && size < HEAD_SIZE) || p->magic != NCL_PLUGIN_MAGIC)
		return ncl_error_set(err, NCL_REFUSED,
				     MAIN " does not begin with "
				     "NCL_PLUGIN_HEAD (the magic number "
				     "is not there)");
	if (p->abi_major != NCL_PLUGIN_ABI_MAJOR)
		return ncl_error_set(err, NCL_REFUSED,
				     "built for plugin ABI %u, this nclass "
				     "has %u.%u: %s", p->abi_major,
				     NCL_PLUGIN_ABI_MAJOR,
				     NCL_PLUGIN_ABI_MINOR,
				     p->abi_major < NCL_PLUGIN_ABI_MAJOR ?
				     "build the plugin again" :
				     "it wants a newer nclass");
	if (p->abi_minor > NCL_PLUGIN_ABI_MINOR)
		return ncl_error_set(err, NCL_REFUSED,
				     "it needs plugin ABI %u.%u, this nclass "
				     "has %u.%u: it wants a newer nclass",
				     p->abi_major, p->abi_minor,
				     NCL_PLUGIN_ABI_MAJOR,
				     NCL_PLUGIN_ABI_MINOR);
	return check_sizes(p, size, err);
}

/* An array of the plugin's. */
struct array {
	const char *what;
	const void *from;
	uint32_t stride, count;
	size_t size;  /* of our element */
	size_t least; /* of what the first version of major 1 had */
};

/* A copy with elements of our size; NULL for none. */
static enum ncl_status take_array(void **out, const struct array *a,
				  struct ncl_error *err)
{
	const char *from = a->from;
	char *to;

	if (a->count == 0)
		return NCL_OK;
	if (!from || a->count > MOST)
		return ncl_error_set(err, NCL_REFUSED,
				     "it declares %u %ss, %s", a->count,
				     a->what, from ? "and 1000 is the most" :
						     "but has no array");
	if (a->stride < a->least)
		return ncl_error_set(err, NCL_REFUSED,
				     "its %s_size is %u, but an element has "
				     "%zu bytes: use sizeof", a->what,
				     a->stride, a->least);
	*out = to = calloc(a->count, a->size);
	if (!to)
		return ncl_error_set(err, NCL_NOMEM, "out of memory");
	for (uint32_t i = 0; i < a->count; i++)
		take(to + i * a->size, a->size, from + (size_t)i * a->stride,
		     a->stride);
	return NCL_OK;
}

static enum ncl_status take_layers(struct loaded *l, struct ncl_error *err)
{
	struct ncl_plugin *p = &l->plugin;
	struct array a = { "layer", p->layers, p->layer_size, p->layer_count,
			   sizeof(struct ncl_layer_decl), LAYER_LEAST };
	enum ncl_status ret = take_array(&l->layers, &a, err);

	p->layers = l->layers;
	p->layer_size = sizeof(struct ncl_layer_decl);
	if (ret != NCL_OK)
		return ret;
	return declare_check_layers(p->layers, p->layer_count, err);
}

static enum ncl_status take_options(struct loaded *l, struct ncl_error *err)
{
	struct ncl_plugin *p = &l->plugin;
	struct array a = { "option", p->options, p->option_size,
			   p->option_count, sizeof(struct ncl_option),
			   OPTION_LEAST };
	enum ncl_status ret = take_array(&l->options, &a, err);
	struct ncl_option *o = l->options;

	p->options = o;
	p->option_size = sizeof(*o);
	if (ret != NCL_OK)
		return ret;
	for (uint32_t i = 0; i < p->option_count; i++) {
		o[i].value = o[i].value ? o[i].value : "";
		o[i].choices = o[i].choices ? o[i].choices : "";
		o[i].help = o[i].help ? o[i].help : "";
	}
	return declare_check_options(p->name, o, p->option_count, err);
}

static enum ncl_status take_features(struct loaded *l, struct ncl_error *err)
{
	const struct ncl_features *given;
	struct ncl_features *f = &l->features;
	const size_t least = offsetof(struct ncl_features, same);
	enum ncl_status ret;

	given = l->plugin.extension ? l->plugin.extension(NCL_FEATURES) : NULL;
	if (!given)
		return NCL_OK;
	if (given->size < least)
		return ncl_error_set(err, NCL_REFUSED,
				     "its extension " NCL_FEATURES " has %u "
				     "bytes, not %zu: begin with sizeof",
				     given->size, least);
	take(f, sizeof(*f), given, given->size);
	f->size = sizeof(*f);
	ret = take_array(&l->groups,
			 &(struct array){ "group", f->groups, f->group_size,
					  f->group_count, sizeof(*f->groups),
					  GROUP_LEAST },
			 err);
	f->groups = l->groups;
	f->group_size = sizeof(*f->groups);
	return ret == NCL_OK ? declare_check_features(f, err) : ret;
}

enum ncl_status loader_take(struct loaded *out, const void *constant,
			    size_t size, struct ncl_error *err)
{
	enum ncl_status ret = check_head(constant, size, err);

	*out = (struct loaded){ .constant = constant };
	if (ret == NCL_OK) {
		const struct ncl_plugin *given = constant;

		take(&out->plugin, sizeof(out->plugin), given, given->size);
		out->plugin.size = sizeof(out->plugin);
		ret = declare_check_plugin(&out->plugin, err);
	}
	if (ret == NCL_OK)
		ret = take_layers(out, err);
	if (ret == NCL_OK)
		ret = take_options(out, err);
	if (ret == NCL_OK)
		ret = take_features(out, err);
	if (ret != NCL_OK)
		loader_release(out);
	return ret;
}

/* A search finds a plugin by its file's name, so that has to be its name. */
static enum ncl_status check_name(const struct loaded *l, const char *path,
				  const char *ending, struct ncl_error *err)
{
	const char *file = strrchr(path, '/') + 1, *name = l->plugin.name;
	size_t n = strlen(name);

	if (strncmp(file, name, n) == 0 && strcmp(file + n, ending) == 0)
		return NCL_OK;
	return ncl_error_set(err, NCL_REFUSED,
			     "its name is \"%s\": call the file %s%s, or "
			     "use its path", name, name, ending);
}

enum ncl_status loader_load(struct loaded *out, const char *path,
			    struct ncl_error *err)
{
	struct object_symbol symbol;
	struct ncl_error why;
	enum ncl_status ret = object_open(&symbol, path, MAIN, &why);

	if (ret == NCL_FORMAT)
		return ncl_error_set(err, NCL_REFUSED, "not a plugin: %s",
				     why.text);
	if (ret != NCL_OK)
		return ncl_error_set(err, ret, "%s", why.text);
	return loader_take(out, symbol.address, symbol.size, err);
}

/* Where try-load is not installed there is no knowing beforehand. */
static enum ncl_status probe_object(const char *path, struct ncl_error *err)
{
	char *program = NULL;
	enum ncl_status ret = paths_part(&program, "try-load", NULL);

	if (ret == NCL_MISSING)
		return NCL_OK;
	if (ret != NCL_OK)
		return ncl_error_set(err, ret, "not enough memory");
	ret = probe(program, path, LOAD_SECONDS, err);
	free(program);
	return ret;
}

enum ncl_status loader_open(struct loaded *out, const char *path,
			    int searched, struct ncl_error *err)
{
	enum ncl_status ret = NCL_OK;

	*out = (struct loaded){ 0 };
	if (searched)
		ret = paths_trust(path, err);
	if (ret == NCL_OK)
		ret = object_check(path, err);
	if (ret == NCL_OK)
		ret = probe_object(path, err);
	if (ret == NCL_OK)
		ret = loader_load(out, path, err);
	if (ret != NCL_OK || !searched)
		return ret;
	ret = check_name(out, path, ".so", err);
	if (ret != NCL_OK)
		loader_release(out);
	return ret;
}

enum ncl_status loader_declare(struct loaded *out, const char *path,
			       int searched, const struct loaded *engine,
			       struct ncl_error *err)
{
	enum ncl_status ret = NCL_OK;

	*out = (struct loaded){ .constant = engine->constant };
	if (searched)
		ret = paths_trust(path, err);
	if (ret == NCL_OK)
		ret = declaration_read(&out->declaration, path,
				       &engine->plugin, err);
	if (ret != NCL_OK)
		return ret;
	out->plugin = out->declaration->plugin;
	if (searched)
		ret = declaration_trust(out->declaration, err);
	if (ret == NCL_OK && searched)
		ret = check_name(out, path, ".ini", err);
	if (ret != NCL_OK)
		loader_release(out);
	return ret;
}

void loader_release(struct loaded *l)
{
	free(l->layers);
	free(l->options);
	free(l->groups);
	declaration_free(l->declaration);
	*l = (struct loaded){ 0 };
}
