/*
 * Where plugins, models and the solvers are looked for.
 *
 *	plugins                          models
 *	--plugin-path                    (--model gives a file)
 *	$NCLASS_PLUGIN_PATH              $NCLASS_MODEL_PATH
 *	$XDG_DATA_HOME/nclass/plugins    $XDG_DATA_HOME/nclass/models
 *	<program's folder>/plugins       <program's folder>/models
 *	an installed tree that was moved, or stands below a DESTDIR
 *	NCL_LIBDIR/plugins               NCL_DATADIR/models
 *
 * XDG_DATA_HOME is ~/.local/share where it is not set. The program's folder
 * (or libnclass.so's) counts when `plugins` is beside it: a build tree, which
 * goes before an installed nclass that may be older; so do the two folders
 * above it when they hold solvers.so too, for tests and examples. The current
 * folder is never searched unless a path names it.
 */
#ifndef CORE_PATHS_H
#define CORE_PATHS_H

#include "nclass/nclass.h"

enum paths_kind { PATHS_PLUGINS, PATHS_MODELS };

/* Folders, first one first, none twice. Ready when zeroed. */
struct paths {
	char **folders;
	uint32_t count;
};

/* Fill an empty list; `given` is what the user asked for, or NULL. Folders
 * need not exist. NCL_NOMEM. */
enum ncl_status paths_init(struct paths *p, enum paths_kind kind,
			   const char *given, struct ncl_error *err);
void paths_release(struct paths *p);

/* "folder/name" and an ending; yours to free, NULL when memory is short. */
char *paths_join(const char *folder, const char *name, const char *ending);

/*
 * May a file that a search found be used? NCL_REFUSED, with the reason but
 * not the file's name, when others could have written it: it, or the folder
 * it is in, is writable by all or owned by somebody who is neither root, nor
 * the user, nor the owner of the running program.
 */
enum ncl_status paths_trust(const char *file, struct ncl_error *err);

/*
 * The model file behind a name: NAME.ncm (or NAME, where it ends so) in the
 * folders for models, those of `given` first (colon-separated; NULL: none), or
 * NAME itself where it has a slash. *out is yours to
 * free. NCL_MISSING names the nearest model and the folders.
 */
enum ncl_status paths_model(char **out, const char *name, const char *given,
			    struct ncl_error *err);

/*
 * A part of nclass that stands in a file of its own, solvers.so or try-load: in
 * the build tree, a moved one or NCL_LIBDIR. *out is yours to free. NCL_MISSING
 * names the file.
 */
enum ncl_status paths_part(char **out, const char *name,
			   struct ncl_error *err);

#endif
