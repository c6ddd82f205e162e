/*
 * Names of features in training, so that a model can tell its strongest ones
 * by name. Not of all: a feature is named when it is met in a second item (one
 * that stands in one item only is hardly ever kept), and while all names
 * together stay below a sixteenth of the data set and 1 MiB; the common ones
 * come early. Words are named from the text, what else there is by the plugin
 * (sink->name), which is asked in the first documents and in one of eight
 * after them.
 */
#ifndef CORE_FEATURE_NAMES_H
#define CORE_FEATURE_NAMES_H

#include <stddef.h>
#include <stdint.h>

struct dataset;
struct ncl_doc;
struct ncl_token;

#define FEATURE_NONE UINT32_MAX
#define FEATURE_NAME_MOST 120 /* bytes of a name; longer ones are cut */

struct feature_names {
	char *text;   /* one after the other, ended by NULs */
	uint32_t *at; /* of a feature: 1 + where its name begins; or 0 */
	size_t len, size;
	uint32_t at_size;
};

void feature_names_release(struct feature_names *n);
/* Whether a plugin's names are wanted of the next document. */
int feature_names_ask(const struct dataset *d);
/* Give a feature a name, if it should have one now: by n neighbouring tokens
 * of the document; by what the plugin tells, as feature_name makes it of that
 * (nothing is done for a feature that is not known). 0: no memory. */
int feature_names_words(struct dataset *d, uint32_t id,
			const struct ncl_doc *doc,
			const struct ncl_token *tokens, uint32_t n);
int feature_names_tell(struct dataset *d, uint32_t group, uint64_t hash,
		       const char *text);
/* A feature's name, or NULL. */
const char *feature_names_get(const struct dataset *d, uint32_t id);

/* The name that a plugin's text makes for a hash, and its length: folded, where
 * it is a word or a pair of words; cut on a code point; what is no UTF-8 ends
 * it. `name` has FEATURE_NAME_MOST + 1 bytes. */
size_t feature_name(char *name, uint64_t hash, const char *text);

#endif
