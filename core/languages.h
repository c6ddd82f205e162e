/*
 * The languages that training documents name, for the model to name those it
 * has learned.
 */
#ifndef CORE_LANGUAGES_H
#define CORE_LANGUAGES_H

#include "model.h"

#define LANGUAGES_MOST 256 /* of which documents are counted */
#define LANGUAGES_SHARE 20 /* one of so many documents makes one known */

struct languages {
	struct language {
		char code[12]; /* its first subtag, in small letters */
		uint32_t count;
	} of[LANGUAGES_MOST];
	uint32_t count, documents;
};

/* Whether `list` is a list of codes, "en,de-AT", or "any"; NULL is. NCL_USAGE
 * where it is neither. */
enum ncl_status languages_check(const char *list, struct ncl_error *err);
/* Whether a model that names these languages (NULL, "any": all) is for a
 * document: one that tells no language is served. */
int languages_serve(const char *list, const ncl_doc *doc);
/* Count a document's language, if it has one (value "lang"). */
void languages_count(struct languages *l, const ncl_doc *doc);
/*
 * Add the fact "languages" to a model: `given` if that is not NULL, else those
 * of at least one of LANGUAGES_SHARE documents, the most common first; nothing
 * where most documents do not tell. NCL_NOMEM.
 */
enum ncl_status languages_fact(const struct languages *l, const char *given,
			       ncl_model *m);

#endif
