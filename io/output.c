#include "output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define OUTPUT_CHUNK ((size_t)128 << 10)

struct output {
	int fd;
	int interactive;  /* a terminal: each record at once */
	int broken;       /* an error was reported: write no more */
	const char *name; /* for messages */
	char *path;       /* the finished file's, or NULL */
	char *part;       /* the unfinished one's, or NULL */
	struct ncl_buffer waiting;
};

static enum ncl_status fail(struct output *o, const char *what,
			    struct ncl_error *err)
{
	int why = errno;

	o->broken = 1;
	ncl_error_set(err, NCL_WRITE, "%s: %s: %s", o->name, what,
		      strerror(why));
	if (err)
		err->at = (uint64_t)why;
	return NCL_WRITE;
}

/* The file beside it, with the same access as the one it will replace. */
static enum ncl_status open_part(struct output *o, const struct stat *old,
				 struct ncl_error *err)
{
	size_t len = strlen(o->path) + sizeof(".part");

	o->part = malloc(len);
	if (!o->part)
		return ncl_error_set(err, NCL_NOMEM, "out of memory");
	snprintf(o->part, len, "%s.part", o->path);
	o->fd = open(o->part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	if (o->fd < 0) {
		fail(o, "cannot be written", err);
		free(o->part);
		o->part = NULL;
		return NCL_WRITE;
	}
	if (old && fchmod(o->fd, old->st_mode & 0777))
		errno = 0; /* not ours to change: it keeps the usual access */
	return NCL_OK;
}

static enum ncl_status open_file(struct output *o, const char *path,
				 struct ncl_error *err)
{
	struct stat st;
	int there = stat(path, &st) == 0;

	o->name = path;
	if (there && !S_ISREG(st.st_mode)) {
		o->fd = open(path, O_WRONLY | O_CLOEXEC);
		return o->fd < 0 ? fail(o, "cannot be written", err) : NCL_OK;
	}
	/* behind a symbolic link, the file itself is replaced */
	o->path = there ? realpath(path, NULL) : strdup(path);
	if (!o->path)
		return ncl_error_set(err, NCL_NOMEM, "out of memory");
	return open_part(o, there ? &st : NULL, err);
}

enum ncl_status output_open(struct output **out, const char *path,
			    struct ncl_error *err)
{
	struct output *o;
	enum ncl_status status = NCL_OK;

	*out = NULL;
	if (path && !*path)
		return ncl_error_set(err, NCL_USAGE,
				     "--output: the file's name is empty");
	o = calloc(1, sizeof(*o));
	if (!o)
		return ncl_error_set(err, NCL_NOMEM, "out of memory");
	o->fd = STDOUT_FILENO;
	o->name = "standard output";
	if (path && strcmp(path, "-") != 0)
		status = open_file(o, path, err);
	if (status) {
		output_free(o);
		return status;
	}
	o->interactive = isatty(o->fd);
	*out = o;
	return NCL_OK;
}

enum ncl_status output_flush(struct output *o, struct ncl_error *err)
{
	size_t done = 0;

	if (o->broken)
		return NCL_WRITE;
	while (done < o->waiting.len) {
		ssize_t n = write(o->fd, o->waiting.data + done,
				  o->waiting.len - done);

		if (n > 0)
			done += (size_t)n;
		else if (n == 0 || errno != EINTR)
			return fail(o, "cannot be written", err);
	}
	o->waiting.len = 0;
	return NCL_OK;
}

enum ncl_status output_write(struct output *o, const void *bytes, size_t len,
			     struct ncl_error *err)
{
	if (o->broken)
		return NCL_WRITE;
	if (ncl_buffer_add(&o->waiting, bytes, len))
		return ncl_error_set(err, NCL_NOMEM, "out of memory");
	if (o->interactive || o->waiting.len >= OUTPUT_CHUNK)
		return output_flush(o, err);
	return NCL_OK;
}

/* Close the file; some file systems tell only now that the disk is full. */
static enum ncl_status finish(struct output *o, struct ncl_error *err)
{
	int fd = o->fd;

	if (o->part && fsync(fd) && errno != EINVAL && errno != EROFS)
		return fail(o, "cannot be written", err);
	o->fd = -1;
	if (close(fd) && errno != EINTR)
		return fail(o, "cannot be written", err);
	if (o->part && rename(o->part, o->path))
		return fail(o, "cannot be moved into place", err);
	free(o->part);
	o->part = NULL;
	return NCL_OK;
}

enum ncl_status output_close(struct output *o, struct ncl_error *err)
{
	enum ncl_status status = output_flush(o, err);

	return status ? status : finish(o, err);
}

static int same_file(const struct stat *a, const struct stat *b)
{
	return S_ISREG(a->st_mode) && a->st_dev == b->st_dev &&
	       a->st_ino == b->st_ino;
}

int output_has(const struct output *o, const struct stat *file)
{
	struct stat st;

	return (fstat(o->fd, &st) == 0 && same_file(&st, file)) ||
	       (o->path && stat(o->path, &st) == 0 && same_file(&st, file));
}

int output_is(const char *path, const char *file)
{
	int standard = !path || strcmp(path, "-") == 0;
	struct stat st, in;

	if (stat(file, &in) ||
	    (standard ? fstat(STDOUT_FILENO, &st) : stat(path, &st)))
		return 0;
	return same_file(&st, &in);
}

const char *output_part(const struct output *o)
{
	return o->part;
}

void output_free(struct output *o)
{
	if (!o)
		return;
	if (o->fd > STDERR_FILENO)
		close(o->fd);
	ncl_buffer_release(&o->waiting);
	free(o->path);
	free(o->part);
	free(o);
}
