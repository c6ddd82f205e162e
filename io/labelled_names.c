#include "io/labelled_names.h"

#include <stdio.h>
#include <string.h>

static const char *const usual[LABELLED_ROLES][9] = {
	[LABELLED_TEXT] = { "text", "content", "body", "document", "article",
			    "sentence", "message" },
	[LABELLED_LABEL] = { "labels", "label", "categories", "category",
			     "topics", "topic", "class" },
	[LABELLED_TITLE] = { "title", "headline" },
	[LABELLED_ID] = { "id" },
	[LABELLED_GROUP] = { "site", "url" },
};

static const char *given(const struct labelled_format *how,
			 enum labelled_role role)
{
	const char *const names[LABELLED_ROLES] = {
		how->text, how->label, how->title, how->id, how->group
	};

	return names[role];
}

const char *labelled_name(const struct labelled_format *how,
			  enum labelled_role role, uint32_t i)
{
	const char *own = role == LABELLED_LABEL ? how->gold : NULL;

	if (given(how, role))
		return i ? NULL : given(how, role);
	if (role == LABELLED_GROUP && !how->guess_group)
		return NULL;
	if (own && i == 0)
		return own;
	if (role == LABELLED_LABEL && how->unit == NCL_UNIT_BLOCK)
		return NULL;
	i -= own != NULL;
	for (uint32_t k = 0; k < 9 && usual[role][k]; k++)
		if (!own || strcmp(own, usual[role][k]) != 0)
			if (i-- == 0)
				return usual[role][k];
	return NULL;
}

void labelled_list_names(char *to, size_t size,
			 const struct labelled_format *how,
			 enum labelled_role role)
{
	const char *name;
	size_t len = 0;

	*to = 0;
	for (uint32_t i = 0; len < size &&
			     (name = labelled_name(how, role, i)); i++)
		len += (size_t)snprintf(to + len, size - len, "%s%s",
					i ? ", " : "", name);
}
