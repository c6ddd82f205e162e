/* One use of a plugin: made, opened, closed; and what its callbacks mean. */
#ifndef CORE_STAGE_H
#define CORE_STAGE_H

#include "chain.h"
#include "pipeline.h"

/* Fill a zeroed stage, whose pipeline is set, and add its layers to the
 * table. stage_release frees it also when this fails. */
enum ncl_status stage_init(struct stage *s, const struct chain_use *use,
			   struct ncl_error *err);
/* Call the plugin's open. The error begins with the use's name. */
enum ncl_status stage_open(struct stage *s, struct ncl_error *err);
/* Close it if it is open, and free what it holds. */
void stage_release(struct stage *s);

/*
 * What a callback's return value means. `noted` is the error that fail() or
 * the host itself left: a status that the host noted is taken as it is,
 * others but the six of plugin.h are NCL_FATAL.
 */
enum ncl_status stage_status(int returned, const struct ncl_error *noted);
/*
 * The same for open and create, where a noted error with NCL_OK returned is
 * one that the plugin can live with (a model it can do without), unless it is
 * a mistake in the plugin or memory was short.
 */
enum ncl_status stage_ready(int returned, const struct ncl_error *noted);
/* Tell why a callback failed: "NAME: what was noted". Returns `code`. */
enum ncl_status stage_fail(const struct stage *s, enum ncl_status code,
			   const struct ncl_error *noted, const char *callback,
			   struct ncl_error *err);

#endif
