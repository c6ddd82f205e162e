/*
 * Which plugins run, and in which order.
 *
 *	"section,mine=topic,./x.so"
 *	    chain_parse   uses with a name or a path, and aliases
 *	    chain_load    their plugins, from the catalogue
 *	    chain_order   layers by name; who waits for whom
 *
 * A layer that an aliased use writes has the alias in the publisher's place
 * ("nclass.topic/1" of mine=topic is "mine.topic/1"); an alias that is the
 * plugin's own name changes nothing. Layers that are read are looked up as
 * declared.
 */
#ifndef CORE_CHAIN_H
#define CORE_CHAIN_H

#include "nclass/nclass.h"

#define CHAIN_DEFAULT "section,boiler,lang,topic"

struct chain_use {
	char *name;   /* the alias, or the plugin's once it is known */
	char *source; /* the plugin's name or path, as in the list */
	const struct ncl_found *found;   /* NULL in tests */
	const struct ncl_plugin *plugin; /* in our shape */
	int trainee;   /* it is to be trained, by what the others make */
	char **layers; /* as the plugin's, by name in this chain; NULL-ended */
};

/* Ready when zeroed. */
struct chain {
	struct chain_use *uses;
	uint32_t count;
};

/* Add the items of a comma-separated list. NCL_USAGE, NCL_NOMEM. */
enum ncl_status chain_parse(struct chain *c, const char *list,
			    struct ncl_error *err);
/* Find the plugin of each use, and name the use. */
enum ncl_status chain_load(struct chain *c, const ncl_catalogue *catalogue,
			   struct ncl_error *err);
/* Name one use, whose plugin is set, and its layers. NCL_NOMEM. */
enum ncl_status chain_name(struct chain_use *use, struct ncl_error *err);
/*
 * Put the uses in the order in which they run: the user's, but writers before
 * readers. NCL_REFUSED for two of one name, two writers of a layer, a kind
 * that differs, a cycle, and a need that is not met: that names what to add,
 * which is looked for in the catalogue (NULL: nowhere).
 */
enum ncl_status chain_order(struct chain *c, const ncl_catalogue *catalogue,
			    struct ncl_error *err);
/* The use of a name, NULL where there is none. */
struct chain_use *chain_find(const struct chain *c, const char *name);
void chain_release(struct chain *c);

#endif
