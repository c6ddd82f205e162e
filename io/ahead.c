#include "io/ahead.h"

#include <string.h>
#include <sys/stat.h>

#include "io/files.h"

enum { SOME = 4000 /* files at a time: some hundredths of a second */ };

static void end(struct ahead *a, int known)
{
	walk_free(a->walk);
	a->walk = NULL;
	a->ended = 1;
	if (!known)
		a->total = 0;
}

void ahead_release(struct ahead *a)
{
	end(a, 0);
}

/* The next file; what cannot be read counts nothing. */
static void look_at_one(struct ahead *a)
{
	struct stat st;
	const char *path;
	enum ncl_status ret = walk_next(a->walk, &path, NULL);

	if (!path)
		end(a, ret == NCL_OK);
	else if (!strcmp(path, "-") ||
		 (ret == NCL_OK && stat(path, &st) == 0 &&
		  !S_ISREG(st.st_mode)))
		end(a, 0);
	else if (ret == NCL_OK)
		a->total += files_size(path);
}

uint64_t ahead_look(struct ahead *a, const struct walk *walk)
{
	if (!a->ended && !a->walk &&
	    (!walk_repeats(walk) || walk_again(&a->walk, walk, NULL)))
		end(a, 0);
	for (int i = 0; i < SOME && !a->ended; i++)
		look_at_one(a);
	return a->ended ? a->total : 0;
}
