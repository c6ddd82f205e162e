/* Documents of the same title and text, found as they come. */
#ifndef CLI_TWINS_H
#define CLI_TWINS_H

#include "io/labelled_input.h"

/* { 0 } is empty; 24 bytes for a document, twice that at most. */
struct twins {
	struct twin_slot *slots;
	char **sources;
	size_t count, mask, source_count;
	uint64_t same, other; /* met: with the same labels, with others */
};

enum twin { TWIN_NONE, TWIN_SAME, TWIN_OTHER, TWIN_NOMEM };

/* Where the first of them stands; `source` lives as long as the twins. */
struct twin_place {
	const char *source;
	uint64_t line;
};

/* Take a document in, and say whether one of its text came before. */
enum twin twins_add(struct twins *t, const ncl_doc *doc,
		    const struct labelled_record *record,
		    struct twin_place *first);
/* Whether one of its text was taken in. */
int twins_have(const struct twins *t, const ncl_doc *doc);
void twins_release(struct twins *t);

#endif
