/* The checks that all sinks make. */
#include "sink.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "tokens.h"

void sink_init(struct sink *s, const struct ncl_features *features,
	       ncl_doc *doc)
{
	int blocks = features->unit == NCL_UNIT_BLOCK;

	*s = (struct sink){
		.api = { .size = sizeof(s->api), .data = s },
		.features = features,
		.items = blocks ? doc->block_count : 1,
		.item = blocks ? SINK_NO_ITEM : 0,
		.doc = doc,
	};
}

int sink_wrong(struct sink *s, const char *what)
{
	if (s->status == NCL_OK) {
		s->status = NCL_INVALID;
		snprintf(s->wrong, sizeof(s->wrong), "%s", what);
	}
	return 0;
}

int sink_check_item(struct sink *s, uint32_t block)
{
	if (s->features->unit != NCL_UNIT_BLOCK)
		return sink_wrong(s, "item() in a plugin of documents");
	if (block >= s->items)
		return sink_wrong(s, "item() of a block that is not there");
	if (s->item != SINK_NO_ITEM && block <= s->item)
		return sink_wrong(s, "item() not in rising order");
	return s->status == NCL_OK;
}

static int check_open(struct sink *s)
{
	if (s->item == SINK_NO_ITEM)
		return sink_wrong(s, "a feature before the first item()");
	return s->status == NCL_OK;
}

int sink_check_dense(struct sink *s, uint32_t first, const float *values,
		     uint32_t n)
{
	uint32_t odd = 0;

	if (first > s->features->dense_count ||
	    n > s->features->dense_count - first)
		return sink_wrong(s, "dense feature out of range");
	for (uint32_t i = 0; i < n; i++) {
		uint32_t bits;

		/* isfinite() of many at once: else the exponent is all ones,
		 * and one more carries into the sign */
		memcpy(&bits, &values[i], sizeof(bits));
		odd |= (bits & 0x7fffffffu) + 0x00800000u;
	}
	if (odd >> 31)
		return sink_wrong(s, "dense feature is not finite");
	return check_open(s);
}

int sink_check_add(struct sink *s, uint32_t group, float value)
{
	if (group >= s->features->group_count)
		return sink_wrong(s, "feature group out of range");
	if (!isfinite(value))
		return sink_wrong(s, "feature value is not finite");
	if (value < 0 && sink_group(s->features, group)->kind == NCL_COUNTS)
		return sink_wrong(s, "a count below zero");
	return check_open(s);
}

int sink_check_tokens(struct sink *s, uint32_t group, uint32_t first,
		      uint32_t n, float value)
{
	if (!s->doc->tokens_made && tokens_make(s->doc) != NCL_OK) {
		s->status = NCL_NOMEM;
		return 0;
	}
	s->tokens = s->doc->tokens;
	s->token_count = s->doc->token_count;
	if (first > s->token_count || n > s->token_count - first)
		return sink_wrong(s, "token out of range");
	return sink_check_add(s, group, value);
}

enum ncl_status sink_end(const struct sink *s, struct instance *instance,
			 enum ncl_status ret)
{
	if (s->status == NCL_NOMEM)
		return ncl_error_set(&instance->error, NCL_NOMEM,
				     "no memory for the features");
	if (s->status != NCL_OK)
		return ncl_error_set(&instance->error, s->status,
				     "mistake in the plugin's features: %s",
				     s->wrong);
	return ret;
}

enum ncl_status sink_run(struct sink *s, struct instance *instance)
{
	return sink_end(s, instance,
			s->features->features(instance->self, s->doc,
					      &s->api));
}
