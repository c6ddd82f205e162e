/* What the fields of training data are usually called. */
#ifndef IO_LABELLED_NAMES_H
#define IO_LABELLED_NAMES_H

#include "io/labelled.h"

enum labelled_role {
	LABELLED_TEXT,
	LABELLED_LABEL,
	LABELLED_TITLE,
	LABELLED_ID,
	LABELLED_GROUP,
	LABELLED_ROLES
};

/*
 * Candidate i for the name of a field, the best first; NULL past the last. A
 * name that `how` gives is the only one; the plugin's own (how->gold) comes
 * before the usual ones. Blocks have only the plugin's.
 */
const char *labelled_name(const struct labelled_format *how,
			  enum labelled_role role, uint32_t i);

/* "text", "content", ...: for messages; with how->gold among them. */
void labelled_list_names(char *to, size_t size,
			 const struct labelled_format *how,
			 enum labelled_role role);

#endif
