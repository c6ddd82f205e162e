#include "new_folder.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "io/json_out.h"
#include "new_files.h"

#define NAME "template"
#define PUBLISHER "example"
#define COMMAND "@NCLASS@"

/* -------------------------------------------------------------- its texts */

static int is_word(int c)
{
	return isalnum(c) || c == '_';
}

/* Whether `word` stands at `at` by itself. */
static int stands(const char *text, size_t at, size_t len, const char *word)
{
	size_t n = strlen(word);

	return len - at >= n && !memcmp(text + at, word, n) &&
	       (at == 0 || !is_word((unsigned char)text[at - 1])) &&
	       (at + n == len || !is_word((unsigned char)text[at + n]));
}

/* Text of a template, with the plugin's own names. */
static void fill_in(struct out *o, const char *text, size_t len,
		    const struct new_plugin *p)
{
	size_t at = 0;

	while (at < len) {
		if (stands(text, at, len, PUBLISHER "." NAME)) {
			out_text(o, p->publisher);
			at += strlen(PUBLISHER);
		} else if (stands(text, at, len, NAME)) {
			out_text(o, p->name);
			at += strlen(NAME);
		} else if (stands(text, at, len, COMMAND)) {
			out_text(o, p->command);
			at += strlen(COMMAND);
		} else {
			out_bytes(o, text + at++, 1);
		}
	}
}

static int is_of(const struct new_file *f, const struct new_plugin *p)
{
	return !*f->kind || !strcmp(f->kind, p->kind);
}

/* All of a path: what all kinds have, then the kind's own. */
static enum ncl_status make_text(struct ncl_buffer *text, const char *path,
				 const struct new_plugin *p)
{
	struct out o;

	out_start(&o, text);
	for (const struct new_file *f = new_files; f->path; f++)
		if (is_of(f, p) && !strcmp(f->path, path))
			fill_in(&o, (const char *)f->bytes, f->size, p);
	return out_end(&o);
}

/* Where it goes: template.c is NAME.c. Ignored files are not ignored here. */
static void make_path(char *out, size_t size, const char *path,
		      const struct new_plugin *p)
{
	size_t n = strlen(NAME);

	if (!strncmp(path, NAME ".", n + 1))
		snprintf(out, size, "%s%s", p->name, path + n);
	else
		snprintf(out, size, "%s%s",
			 !strcmp(path, "gitignore") ? "." : "", path);
}

/* ---------------------------------------------------------------- writing */

static enum ncl_status cannot(struct ncl_error *err, const char *folder)
{
	return ncl_error_set(err, NCL_WRITE, "%s: %s", folder,
			     strerror(errno));
}

static int write_all(int fd, const char *bytes, size_t len)
{
	while (len > 0) {
		ssize_t n = write(fd, bytes, len);

		if (n < 0 && errno != EINTR)
			return 0;
		bytes += n > 0 ? n : 0;
		len -= n > 0 ? (size_t)n : 0;
	}
	return 1;
}

static int write_file(int dir, const char *path, const char *text,
		      size_t len)
{
	const char *ending = strrchr(path, '.');
	mode_t mode = ending && !strcmp(ending, ".sh") ? 0777 : 0666;
	int fd = openat(dir, path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC,
			mode);
	int done;

	if (fd < 0)
		return 0;
	done = write_all(fd, text, len);
	return close(fd) == 0 && done;
}

/* The folder that a path is in, where it is in one. */
static int make_parent(int dir, const char *path)
{
	const char *slash = strchr(path, '/');
	char parent[NAME_MAX];

	if (!slash)
		return 1;
	snprintf(parent, sizeof(parent), "%.*s", (int)(slash - path), path);
	return mkdirat(dir, parent, 0777) == 0 || errno == EEXIST;
}

/* Whether an earlier row had the path. */
static int was_written(const struct new_file *f, const struct new_plugin *p)
{
	for (const struct new_file *e = new_files; e < f; e++)
		if (is_of(e, p) && !strcmp(e->path, f->path))
			return 1;
	return 0;
}

static enum ncl_status write_files(int dir, const char *folder,
				   const struct new_plugin *p,
				   struct ncl_error *err)
{
	enum ncl_status ret = NCL_OK;

	for (const struct new_file *f = new_files; f->path && !ret; f++) {
		struct ncl_buffer text = { 0 };
		char path[NAME_MAX + 64];

		if (!is_of(f, p) || was_written(f, p))
			continue;
		make_path(path, sizeof(path), f->path, p);
		if (make_text(&text, f->path, p))
			ret = ncl_error_set(err, NCL_NOMEM, "out of memory");
		else if (!make_parent(dir, path) ||
			 !write_file(dir, path, text.data, text.len))
			ret = cannot(err, folder);
		ncl_buffer_release(&text);
	}
	return ret;
}

/* What write_files made, as far as it came. */
static void remove_files(int dir, const struct new_plugin *p)
{
	for (const struct new_file *f = new_files; f->path; f++) {
		char path[NAME_MAX + 64];

		make_path(path, sizeof(path), f->path, p);
		unlinkat(dir, path, 0);
	}
	unlinkat(dir, "tests", AT_REMOVEDIR);
}

/* Give the folder its name, if nothing has it. */
static enum ncl_status put_in_place(const char *made, const char *folder,
				    struct ncl_error *err)
{
	int failed = renameat2(AT_FDCWD, made, AT_FDCWD, folder,
			       RENAME_NOREPLACE);

	/* a file system that cannot ask in the same step */
	if (failed && (errno == EINVAL || errno == ENOSYS)) {
		struct stat st;

		failed = lstat(folder, &st) == 0;
		errno = failed ? EEXIST : errno;
		failed = failed || rename(made, folder) != 0;
	}
	if (!failed)
		return NCL_OK;
	if (errno != EEXIST && errno != ENOTEMPTY)
		return cannot(err, folder);
	return ncl_error_set(err, NCL_REFUSED, "%s is there already, and "
			     "nothing is written over: give another name, or "
			     "another place with --output", folder);
}

/* Fill the new folder `made`, which has nobody's name yet. */
static enum ncl_status fill(const char *made, const char *folder,
			    const struct new_plugin *p, struct ncl_error *err)
{
	int dir = open(made, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	mode_t mask = umask(0);
	enum ncl_status ret;

	umask(mask);
	if (dir < 0)
		return cannot(err, folder);
	ret = write_files(dir, folder, p, err);
	if (ret == NCL_OK && fchmod(dir, 0777 & ~mask))
		ret = cannot(err, folder);
	if (ret == NCL_OK)
		ret = put_in_place(made, folder, err);
	if (ret != NCL_OK)
		remove_files(dir, p);
	close(dir);
	return ret;
}

enum ncl_status new_folder(const char *folder, const struct new_plugin *p,
			   struct ncl_error *err)
{
	char made[PATH_MAX];
	enum ncl_status ret;
	struct stat st;

	if (lstat(folder, &st) == 0)
		return ncl_error_set(err, NCL_REFUSED, "%s is there already, "
				     "and nothing is written over: give "
				     "another name, or another place with "
				     "--output", folder);
	if ((size_t)snprintf(made, sizeof(made), "%s.XXXXXX", folder) >=
	    sizeof(made)) {
		errno = ENAMETOOLONG;
		return cannot(err, folder);
	}
	if (!mkdtemp(made))
		return cannot(err, folder);
	ret = fill(made, folder, p, err);
	if (ret != NCL_OK)
		rmdir(made);
	return ret;
}
