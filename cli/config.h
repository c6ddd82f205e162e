/*
 * A configuration file (INI):
 *
 *	[run]
 *	plugins = section,boiler,topic      options of `nclass run`, by name
 *	quiet = yes
 *
 *	[topic]                             or [plugin topic]
 *	max-topics = 3                      as --set topic.max-topics=3
 */
#ifndef CLI_CONFIG_H
#define CLI_CONFIG_H

#include "opts.h"

struct config_line {
	char *text;
	unsigned line;
};

/* Owns the texts that options point to. Zero is a fine start. */
struct config {
	const char *path;
	struct config_line *lines;
	size_t count;
};

/* Set options from a file; settings of plugins go to the option `set`. The
 * error names file and line. NCL_USAGE, NCL_READ, NCL_NOMEM. */
enum ncl_status config_read(struct config *c, const char *path,
			    const struct opt *table, void *values,
			    struct ncl_error *err);
/* The line of the file whose setting ("topic.max-topics") is named in an
 * error's text; 0: none is. */
unsigned config_blamed(const struct config *c, const char *text);
void config_release(struct config *c);

#endif
