/*
 * Which languages a model can be asked about: those that it names in its fact
 * "languages" ("en,de"; none: any).
 */
#ifndef TOPIC_LANGUAGE_H
#define TOPIC_LANGUAGE_H

#include <nclass/plugin.h>

/* Whether a list of languages has one, by their first subtags: en-GB is in
 * "de,en". The list "any" has all. */
int language_in(const char *list, const char *language, size_t len);

/*
 * Whether a document's language, as its value "lang" tells it, is in a list
 * (NULL: any). A document that does not tell it passes. If it does not, `why`
 * (of `size` bytes) says so for a person, cut on a character.
 */
int language_fits(const struct ncl_host *host, const ncl_doc *doc,
		  const char *list, char *why, size_t size);

#endif
