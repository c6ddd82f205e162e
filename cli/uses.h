/* The list of --plugins: "section,mine=topic,./names.so". */
#ifndef CLI_USES_H
#define CLI_USES_H

#include <stddef.h>

/* Use i: its name ("mine") and what it is a use of ("topic"), with lengths.
 * NULL past the last. */
const char *use_at(const char *list, size_t i, size_t *len, const char **of,
		   size_t *of_len);
/* Is there one of this name? */
int use_is_there(const char *list, const char *name, size_t len);

#endif
