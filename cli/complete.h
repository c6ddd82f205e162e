/*
 * What may stand at a place of a command line, from the tables of commands and
 * options and from the plugins that are found. Lines:
 *
 *	WORD	what it is        a whole word for the place
 *	:files PREFIX             a file's name, behind PREFIX
 *	:folders PREFIX           a folder's
 */
#ifndef CLI_COMPLETE_H
#define CLI_COMPLETE_H

#include "command.h"
#include "io/json_out.h"

/* A place: words[count - 1] is being typed, the others stand before it; the
 * program's name is not among them. */
struct complete {
	struct out *o;
	const char *const *words;
	size_t count;
	const char *plugins, *plugin_path; /* given before it, or NULL */
	ncl_catalogue *catalogue;          /* NULL: not looked for yet */
};

/* Append the lines. */
void complete(struct out *o, const char *const *words, size_t count);

/* One word that is `prefix` and `word` and begins as what is typed does. */
void complete_add(struct complete *c, const char *prefix, size_t prefix_len,
		  const char *word, size_t len, const char *end,
		  const char *what);
void complete_files(struct complete *c, const char *kind, const char *prefix,
		    size_t prefix_len);
/* The words of "auto|text", or of a list in another way. */
void complete_choices(struct complete *c, const char *prefix,
		      size_t prefix_len, const char *words,
		      const char *between);

/* The value of an option, which begins at `value` of the last word. */
void complete_value(struct complete *c, const struct opt *opt,
		    const char *value);
/* Names of plugins, of models. */
void complete_plugins(struct complete *c, const char *prefix,
		      size_t prefix_len, const char *end);
void complete_models(struct complete *c, const char *prefix,
		     size_t prefix_len);

#endif
