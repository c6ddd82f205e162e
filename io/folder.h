/* The names in a folder. */
#ifndef IO_FOLDER_H
#define IO_FOLDER_H

#include <nclass/nclass.h>

/* All that are not hidden, in byte order; what was got before an error is
 * there too. NCL_READ, NCL_NOMEM. */
enum ncl_status folder_read(char ***names, size_t *n, const char *path,
			    struct ncl_error *err);
void folder_free(char **names, size_t n);

/* The length of a folder's path with a slash behind it. */
size_t folder_slash(const char *path);
/* The path of what is in a folder (NULL: just the name), for the caller to
 * free; or NULL. */
char *folder_join(const char *folder, const char *name);

#endif
