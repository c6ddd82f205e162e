#include "chain.h"

#include "nearby.h"

#include <stdlib.h>
#include <string.h>

static enum ncl_status nomem(struct ncl_error *err)
{
	return ncl_error_set(err, NCL_NOMEM, "out of memory");
}

static const struct ncl_layer_decl *decl(const struct chain_use *use,
					 uint32_t i)
{
	return &use->plugin->layers[i];
}

/* A layer of a use. */
struct place {
	const struct chain_use *use;
	uint32_t layer;
};

/* Who writes a layer; use is NULL where nobody does. */
static struct place writer(const struct chain *c, const char *name)
{
	for (uint32_t i = 0; i < c->count; i++) {
		const struct chain_use *use = &c->uses[i];

		for (uint32_t j = 0; j < use->plugin->layer_count; j++)
			if (decl(use, j)->use == NCL_WRITES &&
			    strcmp(use->layers[j], name) == 0)
				return (struct place){ use, j };
	}
	return (struct place){ NULL, 0 };
}

static enum ncl_status check_names(const struct chain *c,
				   struct ncl_error *err)
{
	for (uint32_t i = 0; i < c->count; i++) {
		const struct chain_use *use = &c->uses[i];

		if (chain_find(c, use->name) == use)
			continue;
		return ncl_error_set(err, NCL_REFUSED,
				     "two plugins of this chain are named %s: "
				     "give one another name, as in mine=%s",
				     use->name, use->source);
	}
	return NCL_OK;
}

static enum ncl_status check_writers(const struct chain *c,
				     struct ncl_error *err)
{
	for (uint32_t i = 0; i < c->count; i++) {
		const struct chain_use *use = &c->uses[i];

		for (uint32_t j = 0; j < use->plugin->layer_count; j++) {
			struct place first = writer(c, use->layers[j]);

			if (decl(use, j)->use != NCL_WRITES ||
			    first.use == use)
				continue;
			return ncl_error_set(err, NCL_REFUSED,
					     "both %s and %s write the layer "
					     "%s: leave one out, or give one "
					     "a name of its own, as in "
					     "mine=%s", first.use->name,
					     use->name, use->layers[j],
					     use->source);
		}
	}
	return NCL_OK;
}

/* Whether a name is the other but for its revision. */
static int other_revision(const char *a, const char *b)
{
	size_t n = strcspn(a, "/");

	return strncmp(a, b, n + 1) == 0 && strcmp(a, b) != 0;
}

/* What a plugin can do for a need; *name is the layer of another revision. */
enum fit { FIT_NONE, FIT_REVISION, FIT_EXACT };

static enum fit fits(const struct ncl_plugin *p, const char *need,
		     const char **name)
{
	enum fit fit = FIT_NONE;

	for (uint32_t j = 0; j < p->layer_count; j++) {
		const char *written = p->layers[j].name;

		if (p->layers[j].use != NCL_WRITES)
			continue;
		if (strcmp(written, need) == 0)
			return FIT_EXACT;
		if (other_revision(written, need)) {
			*name = written;
			fit = FIT_REVISION;
		}
	}
	return fit;
}

/* A plugin on the search path that writes what is needed. */
static const char *who_writes(const ncl_catalogue *catalogue,
			      const char *need)
{
	const struct ncl_found *found;
	const char *name;

	for (uint32_t i = 0; catalogue; i++) {
		found = ncl_catalogue_entry(catalogue, i);
		if (!found)
			break;
		if (!found->shadowed && found->plugin &&
		    fits(found->plugin, need, &name) == FIT_EXACT)
			return found->plugin->name;
	}
	return NULL;
}

static enum ncl_status unmet(const struct chain *c, struct place reader,
			     const ncl_catalogue *catalogue,
			     struct ncl_error *err)
{
	const char *need = reader.use->layers[reader.layer], *name;
	const char *reads = reader.use->name, *adds;

	for (uint32_t i = 0; i < c->count; i++) {
		const struct chain_use *use = &c->uses[i];
		enum fit fit = fits(use->plugin, need, &name);

		if (fit == FIT_EXACT)
			return ncl_error_set(err, NCL_REFUSED,
					     "%s needs the layer %s, but here "
					     "%s writes it under another "
					     "name: add %s without an alias",
					     reads, need, use->name,
					     use->source);
		if (fit == FIT_REVISION)
			return ncl_error_set(err, NCL_REFUSED,
					     "%s needs the layer %s, but %s "
					     "writes another revision, %s: "
					     "one of the two is too old",
					     reads, need, use->name, name);
	}
	adds = who_writes(catalogue, need);
	if (adds)
		return ncl_error_set(err, NCL_REFUSED,
				     "%s needs the layer %s: add the plugin "
				     "%s, which writes it", reads, need, adds);
	return ncl_error_set(err, NCL_REFUSED,
			     "%s needs the layer %s, and no plugin that was "
			     "found writes it: add one that does by its path, "
			     "or its folder with --plugin-path", reads, need);
}

static const char *kind_name(uint32_t kind)
{
	static const char *const names[] = { "", "labels on blocks",
					     "labels on the document",
					     "spans", "values" };

	return names[kind <= NCL_LAYER_VALUES ? kind : 0];
}

static enum ncl_status check_read(const struct chain *c, struct place reader,
				  const ncl_catalogue *catalogue,
				  struct ncl_error *err)
{
	const struct ncl_layer_decl *wants = decl(reader.use, reader.layer);
	struct place w = writer(c, reader.use->layers[reader.layer]);

	if (wants->use == NCL_WRITES ||
	    (wants->use == NCL_READS_OPTIONAL && !w.use))
		return NCL_OK;
	if (!w.use)
		return unmet(c, reader, catalogue, err);
	if (decl(w.use, w.layer)->kind == wants->kind)
		return NCL_OK;
	return ncl_error_set(err, NCL_REFUSED,
			     "%s reads the layer %s as %s, but %s writes %s: "
			     "these two do not go together",
			     reader.use->name, wants->name,
			     kind_name(wants->kind), w.use->name,
			     kind_name(decl(w.use, w.layer)->kind));
}

static enum ncl_status check_reads(const struct chain *c,
				   const ncl_catalogue *catalogue,
				   struct ncl_error *err)
{
	enum ncl_status ret = NCL_OK;

	for (uint32_t i = 0; i < c->count; i++)
		for (uint32_t j = 0; j < c->uses[i].plugin->layer_count; j++) {
			ret = check_read(c, (struct place){ &c->uses[i], j },
					 catalogue, err);
			if (ret != NCL_OK)
				return ret;
		}
	return ret;
}

/* The first layer that a use reads from a use not yet placed. */
static const struct chain_use *waits_for(const struct chain *c, uint32_t i,
					 const char *placed,
					 const char **layer)
{
	const struct chain_use *use = &c->uses[i];

	for (uint32_t j = 0; j < use->plugin->layer_count; j++) {
		struct place w = { NULL, 0 };

		if (decl(use, j)->use != NCL_WRITES)
			w = writer(c, use->layers[j]);
		*layer = use->layers[j];
		if (w.use && !placed[w.use - c->uses])
			return w.use;
	}
	return NULL;
}

/* Each use that is left waits for one that is left: follow them, and begin
 * with the one that the user named first. */
static enum ncl_status describe_cycle(struct ncl_buffer *out,
				      const struct chain *c, char *placed,
				      uint32_t at)
{
	const struct chain_use *next;
	enum ncl_status ret = NCL_OK;
	uint32_t first = c->count;
	const char *layer;

	for (uint32_t i = 0; i < 2 * c->count; i++) {
		at = (uint32_t)(waits_for(c, at, placed, &layer) - c->uses);
		if (i >= c->count && at < first) /* surely on the cycle */
			first = at;
	}
	at = first;
	do {
		next = waits_for(c, at, placed, &layer);
		ret = nearby_print(out, "%s%s reads %s of %s",
				   out->len ? ", " : "", c->uses[at].name,
				   layer, next->name);
		at = (uint32_t)(next - c->uses);
	} while (ret == NCL_OK && at != first);
	return ret;
}

static enum ncl_status cycle(const struct chain *c, char *placed, uint32_t at,
			     struct ncl_error *err)
{
	struct ncl_buffer text = { 0 };
	enum ncl_status ret = describe_cycle(&text, c, placed, at);

	if (ret == NCL_OK)
		ret = ncl_error_set(err, NCL_REFUSED,
				    "these plugins wait for each other, so "
				    "none can run first: %s; leave one out",
				    text.data);
	else
		ret = nomem(err);
	ncl_buffer_release(&text);
	return ret;
}

/* Again and again the first use whose writers are all placed. */
static enum ncl_status sort(struct chain *c, char *placed,
			    struct chain_use *sorted, struct ncl_error *err)
{
	const char *layer;

	for (uint32_t n = 0; n < c->count; n++) {
		uint32_t left = c->count, i = 0;

		for (; i < c->count; i++) {
			if (placed[i])
				continue;
			if (left == c->count)
				left = i;
			if (!waits_for(c, i, placed, &layer))
				break;
		}
		if (i == c->count)
			return cycle(c, placed, left, err);
		placed[i] = 1;
		sorted[n] = c->uses[i];
	}
	return NCL_OK;
}

enum ncl_status chain_order(struct chain *c, const ncl_catalogue *catalogue,
			    struct ncl_error *err)
{
	struct chain_use *sorted = calloc(c->count + 1, sizeof(*sorted));
	char *placed = calloc(c->count + 1, 1);
	enum ncl_status ret = NCL_OK;

	if (!sorted || !placed)
		ret = nomem(err);
	if (ret == NCL_OK)
		ret = check_names(c, err);
	if (ret == NCL_OK)
		ret = check_writers(c, err);
	if (ret == NCL_OK)
		ret = check_reads(c, catalogue, err);
	if (ret == NCL_OK)
		ret = sort(c, placed, sorted, err);
	if (ret == NCL_OK && c->count)
		memcpy(c->uses, sorted, c->count * sizeof(*sorted));
	free(sorted);
	free(placed);
	return ret;
}
