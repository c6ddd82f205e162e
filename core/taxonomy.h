/*
 * A taxonomy: concepts with ids, names in several languages, and parents.
 *
 *	concepts (a labels file)        labels of the training
 *	id    parent  names
 *	01            arts | Kunst      the concepts that stand in the data,
 *	02    01      film | Film       by id or by a name in any language,
 *	03    02      animation         and all above them; parents before
 *	04            sport | Sport     children
 *
 * A document of a label is one of all labels above it, too.
 */
#ifndef CORE_TAXONOMY_H
#define CORE_TAXONOMY_H

#include "dataset.h"

#define TAXONOMY_LANGUAGES 256u /* at most */
#define TAXONOMY_LEVELS 64u
#define TAXONOMY_SECTION "taxonomy" /* of a model */

struct concept {
	const char *id;
	const char **names; /* one for each language, or NULL: none in it */
	uint32_t parent; /* 1 + its index; 0: at the top */
	uint32_t level;  /* 1 at the top */
	uint64_t line;   /* in the labels file, for errors */
};

/* Which concept a text is the id or a name of. */
struct concept_slot {
	const char *text; /* NULL: free */
	uint32_t concept;
	uint32_t other; /* 1 + another that has the name; 0: none has */
};

struct taxonomy {
	struct arena arena; /* holds all of it */
	struct concept *concepts;
	struct concept_slot *slots;
	const char **languages;
	uint32_t *of_label; /* after taxonomy_apply: a label's concept */
	uint32_t *label_of; /* and a concept's label, or UINT32_MAX */
	size_t slot_count; /* a power of 2 */
	uint32_t count, language_count, label_count;
};

/* Take concepts, and check them: ids that stand twice, parents that are not
 * there, rings of parents, concepts without a name. NCL_FORMAT, with the line
 * in err->at and in the text; NCL_NOMEM. Release it in any case. */
enum ncl_status taxonomy_make(struct taxonomy *t,
			      const struct ncl_concept *concepts, uint32_t n,
			      struct ncl_error *err);
void taxonomy_release(struct taxonomy *t);

/* The concept of an id or a name; UINT32_MAX: none. *other: another one that
 * has the name, or UINT32_MAX. */
uint32_t taxonomy_find(const struct taxonomy *t, const char *text,
		       uint32_t *other);

/*
 * Make the labels of a data set concepts of the taxonomy, by their ids where
 * they have been given some, else by what they are called: each item gets the
 * labels above its own. Names are those of English, else of the first language
 * that has one. NCL_FORMAT: a label is no concept, or a name of several.
 * NCL_NOMEM.
 */
enum ncl_status taxonomy_apply(struct taxonomy *t, struct dataset *d,
			       struct ncl_error *err);
/* The parent of a label: 1 + the index of another label; 0: none. */
uint32_t taxonomy_parent(const struct taxonomy *t, uint32_t label);

/*
 * The section of a model for the labels of taxonomy_apply:
 *
 *	u32 L languages, u32 0, u32 parent of each label (1 + its index, which
 *	is lower; 0: none), then texts: L codes, and of each label L names; one
 *	that is not there is empty
 */
enum ncl_status taxonomy_bytes(const struct taxonomy *t,
			       struct ncl_buffer *out);
/* Take such a section for a model's labels: their parents, levels and names.
 * NCL_FORMAT where it is not of this form, NCL_NOMEM. */
enum ncl_status taxonomy_take(ncl_model *m, const void *bytes, size_t len);

#endif
