#include "names.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

static uint32_t slot_of(const struct names *n, const char *name)
{
	uint32_t mask = n->slot_count - 1;
	uint32_t at = (uint32_t)XXH3_64bits(name, strlen(name)) & mask;

	while (n->slots[at] && strcmp(n->name[n->slots[at] - 1], name))
		at = (at + 1) & mask;
	return at;
}

static int grow(struct names *n)
{
	uint32_t size = n->size ? 2 * n->size : 64;
	char **name = realloc(n->name, size * sizeof(*name));
	uint32_t *slots;

	if (!name)
		return 0;
	n->name = name;
	slots = calloc((size_t)size * 2, sizeof(*slots));
	if (!slots)
		return 0;
	free(n->slots);
	n->slots = slots;
	n->slot_count = 2 * size;
	n->size = size;
	for (uint32_t i = 0; i < n->count; i++)
		slots[slot_of(n, n->name[i])] = i + 1;
	return 1;
}

uint32_t names_add(struct names *n, const char *name)
{
	uint32_t at;
	char *copy;

	if (n->count == n->size &&
	    (n->size >= UINT32_MAX / 8 || !grow(n)))
		return NAMES_NONE;
	at = slot_of(n, name);
	if (n->slots[at])
		return n->slots[at] - 1;
	copy = strdup(name);
	if (!copy)
		return NAMES_NONE;
	n->name[n->count] = copy;
	n->slots[at] = ++n->count;
	return n->count - 1;
}

uint32_t names_find(const struct names *n, const char *name)
{
	uint32_t at = n->slots ? n->slots[slot_of(n, name)] : 0;

	return at ? at - 1 : NAMES_NONE;
}

void names_release(struct names *n)
{
	for (uint32_t i = 0; i < n->count; i++)
		free(n->name[i]);
	free(n->name);
	free(n->slots);
	*n = (struct names){ 0 };
}
