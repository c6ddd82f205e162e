/*
 * A configuration file (INI), docs/configuration.md:
 *
 *	[run]
 *	plugins = section,boiler,topic      options of `nclass run`, by name
 *	quiet = yes
 *
 *	[topic]                             or [plugin topic]
 *	max-topics = 3                      as --set topic.max-topics=3
 *
 *	config_lines.c   file -> section, key and value of each line
 *	config.c         a line -> what it sets
 *	config_blame.c   an error -> the line it is about
 */
#ifndef CLI_CONFIG_H
#define CLI_CONFIG_H

#include "opts.h"

struct config_line {
	char *key;  /* an option, or "" for a plugin's */
	char *text; /* its value, or "topic.max-topics=3" */
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
/* The command line runs other plugins than the file: drop from the option
 * `set` or `model` what the file says of those that it has itself, and the
 * command line has not. */
void config_narrow(const struct config *c, struct opt_list *list,
		   const char *given);
/* The line of the file that an error's text is about, as far as its value is
 * in force; 0: none is. */
unsigned config_blamed(const struct config *c, const struct opt *table,
		       const void *values, const char *text);
void config_release(struct config *c);

/* Each line of a file that sets something, in order. `take` fills in `err`;
 * path and line are put before its text. NCL_READ, NCL_USAGE, NCL_NOMEM. */
typedef enum ncl_status config_take(void *data, unsigned line,
				    const char *section, const char *key,
				    const char *value, struct ncl_error *err);
enum ncl_status config_lines(const char *path, config_take *take, void *data,
			     struct ncl_error *err);

#endif
