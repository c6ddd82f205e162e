/* The folder of a new plugin: all of it, or nothing. */
#ifndef CLI_NEW_FOLDER_H
#define CLI_NEW_FOLDER_H

#include <nclass/nclass.h>

struct new_plugin {
	const char *kind;      /* of new_files.h */
	const char *name;      /* a plugin's name: checked by the caller */
	const char *publisher; /* likewise */
	const char *command;   /* how its Makefile calls nclass */
};

/*
 * Make a folder that is not there yet. It gets its name when all files are
 * written. NCL_REFUSED: there is something of that name, which stays as it
 * is; NCL_WRITE, NCL_NOMEM: nothing is left behind.
 */
enum ncl_status new_folder(const char *folder, const struct new_plugin *p,
			   struct ncl_error *err);

#endif
