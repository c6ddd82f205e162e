/*
 * A plugin that a file declares and another plugin, the engine, runs
 * (docs/exec.md):
 *
 *	[plugin]                      its name, and options of the engine
 *	command = ./names.py
 *	[layer acme.names/1]          what it reads and writes
 *	kind = spans
 *	labels = person,place
 *	[option least]                what users can set
 *	type = integer
 *
 *	declaration_lines.c   file -> lines with section, key and value
 *	declaration_set.c     a line -> what it sets
 *	declaration.c         lines -> ncl_plugin
 *
 * The plugin is the engine's constant with another name, layers and options:
 * those of the engine, with the defaults that [plugin] gives, then its own.
 */
#ifndef CORE_DECLARATION_H
#define CORE_DECLARATION_H

#include "arena.h"
#include "nclass/nclass.h"

/* A line of the file. Indented lines go on with a value,
 * behind a space. */
struct declaration_line {
	const char *section, *key, *value; /* "layer acme.names/1", ... */
	unsigned line;
};

struct declaration {
	struct ncl_declaration shown; /* what the engine is told */
	struct ncl_plugin plugin;
	struct ncl_layer_decl *layers;
	struct ncl_option *options;
	const char *const **labels;
	struct declaration_line *lines;
	uint32_t line_count, line_size;
	struct arena arena; /* all that it points to */
};

/* Read the file. The error holds the line but not the path. *out is yours,
 * NULL after a failure. NCL_READ, NCL_MISSING, NCL_REFUSED, NCL_NOMEM. */
enum ncl_status declaration_read(struct declaration **out, const char *path,
				 const struct ncl_plugin *engine,
				 struct ncl_error *err);
/* Its lines alone, into a zeroed declaration. */
enum ncl_status declaration_lines(struct declaration *d, const char *path,
				  struct ncl_error *err);
/* Set what a line says. */
enum ncl_status declaration_set(struct declaration *d,
				const struct declaration_line *line,
				struct ncl_error *err);
/* Files beside it that [plugin] names (as words of a command) are as
 * dangerous as itself: paths_trust of each. */
enum ncl_status declaration_trust(const struct declaration *d,
				  struct ncl_error *err);
void declaration_free(struct declaration *d);

#endif
