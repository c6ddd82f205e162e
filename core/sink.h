/*
 * What the sinks of plugin.h have in common: which item is being told of,
 * and the first mistake that the plugin made.
 *
 *	scoring     score.c    into sums of weights
 *	collecting  dataset.c  into a data set
 *
 * The sink that a plugin sees stands first, and its `data` points here, so a
 * function of a sink begins with sink_of(). After a mistake all calls are
 * passed over; sink_run then gives NCL_INVALID.
 */
#ifndef CORE_SINK_H
#define CORE_SINK_H

#include "pipeline.h"

#define SINK_NO_ITEM UINT32_MAX

struct sink {
	struct ncl_sink api;
	const struct ncl_features *features;
	const struct ncl_token *tokens; /* of the document, when asked for */
	uint32_t token_count;
	uint32_t items; /* that there can be */
	uint32_t item;  /* the one being told of, or SINK_NO_ITEM */
	ncl_doc *doc;
	enum ncl_status status; /* of the first mistake or shortage */
	char wrong[160];
};

static inline struct sink *sink_of(struct ncl_sink *api)
{
	return api->data;
}

static inline const struct ncl_feature_group *
sink_group(const struct ncl_features *f, uint32_t i)
{
	return (const void *)((const char *)f->groups +
			      (size_t)i * f->group_size);
}

/* The length that a group of counts is normed to. */
static inline double sink_share(const struct ncl_features *f, uint32_t group)
{
	const struct ncl_feature_group *g = sink_group(f, group);

	return g->kind == NCL_COUNTS && g->share > 0 ? (double)g->share : 1;
}

/* Most values are 1, with which little can be wrong: then 1. 0: check it. */
static inline int sink_is_plain(const struct sink *s, uint32_t group,
				float value)
{
	return value == 1 && group < s->features->group_count &&
	       s->item != SINK_NO_ITEM && s->status == NCL_OK;
}

/* Ready for a document; the functions of `api` are the caller's to set. */
void sink_init(struct sink *s, const struct ncl_features *features,
	       ncl_doc *doc);
/* Note a mistake, unless there is one; 0, for use in a return. */
int sink_wrong(struct sink *s, const char *what);
/* May the call go on? Each notes what is wrong and gives 0 if not. */
int sink_check_item(struct sink *s, uint32_t block);
int sink_check_dense(struct sink *s, uint32_t first, const float *values,
		     uint32_t n);
int sink_check_add(struct sink *s, uint32_t group, float value);
/* Also sees to it that s->tokens are there. */
int sink_check_tokens(struct sink *s, uint32_t group, uint32_t first,
		      uint32_t n, float value);
/* Call a plugin's features function. The status is its own or the sink's,
 * with the reason in the instance's error. */
enum ncl_status sink_run(struct sink *s, struct instance *instance);
/* The same after such a function has returned `ret`. */
enum ncl_status sink_end(const struct sink *s, struct instance *instance,
			 enum ncl_status ret);

#endif
