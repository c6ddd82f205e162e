/*
 * The files of new plugins, as they stand in plugins/template/: made from
 * there by scripts/embed-templates.sh when the command is built.
 */
#ifndef CLI_NEW_FILES_H
#define CLI_NEW_FILES_H

#include <stddef.h>

struct new_file {
	const char *kind; /* "spans", ...; "": of all kinds */
	const char *path; /* in the new folder; of one path twice: joined */
	const unsigned char *bytes;
	size_t size;
};

extern const struct new_file new_files[]; /* ends with { 0 } */

#endif
