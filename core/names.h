/* Strings that are numbered in the order they come, each once. */
#ifndef CORE_NAMES_H
#define CORE_NAMES_H

#include <stdint.h>

#define NAMES_NONE UINT32_MAX

/* { 0 } is empty. */
struct names {
	char **name; /* by number */
	uint32_t count, size;
	uint32_t *slots; /* 1 + number, by hash; slot_count is a power of 2 */
	uint32_t slot_count;
};

/* The number of a name, new or known; NAMES_NONE: no memory. */
uint32_t names_add(struct names *n, const char *name);
/* The number of a name, or NAMES_NONE. */
uint32_t names_find(const struct names *n, const char *name);
void names_release(struct names *n);

#endif
