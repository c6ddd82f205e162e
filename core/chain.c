#include "chain.h"

#include "declare.h"
#include "nearby.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static enum ncl_status nomem(struct ncl_error *err)
{
	return ncl_error_set(err, NCL_NOMEM, "out of memory");
}

/* Add a use of `item`: SOURCE or ALIAS=SOURCE. */
static enum ncl_status add(struct chain *c, const char *item,
			   struct ncl_error *err)
{
	struct chain_use *grown, *use;
	const char *equals = strchr(item, '=');
	const char *source = equals ? equals + 1 : item;

	grown = realloc(c->uses, (c->count + 1) * sizeof(*grown));
	if (!grown)
		return nomem(err);
	c->uses = grown;
	use = &c->uses[c->count++];
	*use = (struct chain_use){ 0 };
	use->source = strdup(source);
	if (equals)
		use->name = strndup(item, (size_t)(equals - item));
	if (!use->source || (equals && !use->name))
		return nomem(err);
	if (equals && !declare_is_name(use->name))
		return ncl_error_set(err, NCL_USAGE,
				     "\"%.64s\" cannot be the name of a use: "
				     "lower-case letters, digits and hyphens, "
				     "a letter first, as in mine=topic",
				     use->name);
	if (!strchr(source, '/') && !declare_is_name(source))
		return ncl_error_set(err, NCL_USAGE,
				     "\"%.64s\" is not the name of a plugin "
				     "(the path of one has a slash in it, as "
				     "./mine.so)", source);
	return NCL_OK;
}

enum ncl_status chain_parse(struct chain *c, const char *list,
			    struct ncl_error *err)
{
	struct nearby items = { 0 };
	enum ncl_status ret = nearby_split(&items, list);

	if (ret != NCL_OK)
		nomem(err);
	else if (items.count == 0)
		ret = ncl_error_set(err, NCL_USAGE,
				    "the list of plugins is empty");
	for (uint32_t i = 0; i < items.count && ret == NCL_OK; i++)
		if (*items.names[i])
			ret = add(c, items.names[i], err);
		else
			ret = ncl_error_set(err, NCL_USAGE,
					    "the list of plugins \"%.128s\" "
					    "has an empty item", list);
	nearby_release(&items);
	return ret;
}

/* The layer's name in this chain. */
static char *layer_name(const struct chain_use *use,
			const struct ncl_layer_decl *l)
{
	char *out;

	if (l->use != NCL_WRITES || strcmp(use->name, use->plugin->name) == 0)
		return strdup(l->name);
	if (asprintf(&out, "%s%s", use->name, strchr(l->name, '.')) < 0)
		return NULL;
	return out;
}

enum ncl_status chain_name(struct chain_use *use, struct ncl_error *err)
{
	const struct ncl_plugin *p = use->plugin;

	if (!use->name)
		use->name = strdup(p->name);
	use->layers = calloc(p->layer_count + 1, sizeof(*use->layers));
	if (!use->name || !use->layers)
		return nomem(err);
	for (uint32_t i = 0; i < p->layer_count; i++) {
		use->layers[i] = layer_name(use, &p->layers[i]);
		if (!use->layers[i])
			return nomem(err);
	}
	return NCL_OK;
}

enum ncl_status chain_load(struct chain *c, const ncl_catalogue *catalogue,
			   struct ncl_error *err)
{
	enum ncl_status ret = NCL_OK;

	for (uint32_t i = 0; i < c->count && ret == NCL_OK; i++) {
		struct chain_use *use = &c->uses[i];

		ret = ncl_catalogue_find(catalogue, use->source, &use->found,
					 err);
		if (ret != NCL_OK)
			break;
		use->plugin = use->found->plugin;
		ret = chain_name(use, err);
	}
	return ret;
}

struct chain_use *chain_find(const struct chain *c, const char *name)
{
	for (uint32_t i = 0; i < c->count; i++)
		if (c->uses[i].name && strcmp(c->uses[i].name, name) == 0)
			return &c->uses[i];
	return NULL;
}

void chain_release(struct chain *c)
{
	for (uint32_t i = 0; i < c->count; i++) {
		struct chain_use *use = &c->uses[i];

		free(use->name);
		free(use->source);
		for (uint32_t j = 0; use->layers && use->layers[j]; j++)
			free(use->layers[j]);
		free(use->layers);
	}
	free(c->uses);
	*c = (struct chain){ 0 };
}
