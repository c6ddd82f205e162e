#include "paths.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Whoever owns the running program can do as he likes already. */
static int own_program(uid_t owner)
{
	struct stat st;

	return stat("/proc/self/exe", &st) == 0 && st.st_uid == owner;
}

static enum ncl_status check(const char *path, const char *what,
			     struct ncl_error *err)
{
	struct stat st;
	mode_t open_to_all = S_IWOTH;

	if (stat(path, &st) != 0)
		return ncl_error_set(err, NCL_READ, "%s", strerror(errno));
	if (S_ISDIR(st.st_mode) && st.st_mode & S_ISVTX)
		open_to_all = 0; /* sticky: others cannot replace a file */
	if (st.st_mode & open_to_all)
		return ncl_error_set(err, NCL_REFUSED,
				     "%s is writable by everybody "
				     "(chmod o-w mends that, "
				     "once you know what is in it)", what);
	if (st.st_uid != 0 && st.st_uid != geteuid() &&
	    !own_program(st.st_uid))
		return ncl_error_set(err, NCL_REFUSED,
				     "%s belongs to user %lu, who is neither "
				     "root nor you (a path with a slash is "
				     "taken all the same)", what,
				     (unsigned long)st.st_uid);
	return NCL_OK;
}

static enum ncl_status check_folder(const char *path, struct ncl_error *err)
{
	const char *slash = strrchr(path, '/');
	enum ncl_status ret;
	char *folder;

	if (!slash || slash == path)
		return NCL_OK;
	folder = strndup(path, (size_t)(slash - path));
	if (!folder)
		return ncl_error_set(err, NCL_NOMEM, "out of memory");
	ret = check(folder, "its folder", err);
	free(folder);
	return ret;
}

enum ncl_status paths_trust(const char *file, struct ncl_error *err)
{
	char real[PATH_MAX];
	enum ncl_status ret = check(file, "the file", err);

	if (ret == NCL_OK)
		ret = check_folder(file, err);
	/* behind a symbolic link is another folder */
	if (ret == NCL_OK && realpath(file, real))
		ret = check_folder(real, err);
	return ret;
}
