#include "output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
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
	char *journal;    /* its journal's, or NULL */
	struct ncl_buffer waiting;
	struct pack *pack; /* NULL: as it is */
	uint64_t len;      /* bytes written */
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

/* Keep others from writing it meanwhile; 0: another run does. File systems
 * without locks do without. *moved: it has gone from under its name. */
static int lock(const struct output *o, int fd, int *moved)
{
	struct stat a, b;

	if (flock(fd, LOCK_EX | LOCK_NB) && errno == EWOULDBLOCK)
		return 0;
	*moved = fstat(fd, &a) || stat(o->part, &b) || a.st_dev != b.st_dev ||
		 a.st_ino != b.st_ino;
	return 1;
}

/* Open the unfinished file: a new one, or one that nobody writes. */
static int open_new(const struct output *o, int flags)
{
	for (;;) {
		int fd = open(o->part, flags, 0666), moved = 0, why;

		if (fd < 0)
			return -1;
		if (lock(o, fd, &moved) && !moved)
			return fd;
		why = moved ? 0 : errno;
		close(fd);
		errno = why;
		if (!moved)
			return -1;
	}
}

/* Open the unfinished file that was left. One that was moved into place, by a
 * run that ended before it could tell, is taken back. */
static int open_left(const struct output *o, const struct output_mark *mark)
{
	int flags = O_WRONLY | O_CLOEXEC, fd = open_new(o, flags);
	struct stat st;

	if (fd >= 0 || errno != ENOENT)
		return fd;
	if (stat(o->path, &st) == 0 && (uint64_t)st.st_ino == mark->inode &&
	    rename(o->path, o->part) == 0)
		return open_new(o, flags);
	errno = ENOENT;
	return -1;
}

/* Cut the file that was left to the length it is to go on with. */
static enum ncl_status go_on(struct output *o, uint64_t len,
			     struct ncl_error *err)
{
	struct stat st;

	if (fstat(o->fd, &st))
		return fail(o, "cannot be read", err);
	if ((uint64_t)st.st_size < len)
		return ncl_error_set(err, NCL_FORMAT, "%s has %lld bytes, not "
				     "the %llu that were written", o->part,
				     (long long)st.st_size,
				     (unsigned long long)len);
	if (ftruncate(o->fd, (off_t)len) || lseek(o->fd, 0, SEEK_END) < 0)
		return fail(o, "cannot be cut", err);
	o->len = len;
	return NCL_OK;
}

static enum ncl_status not_opened(struct output *o, struct ncl_error *err)
{
	if (errno == EWOULDBLOCK)
		ncl_error_set(err, NCL_WRITE, "%s: cannot be written: another "
			      "run writes it", o->path);
	else
		fail(o, "cannot be written", err);
	free(o->part);
	o->part = NULL;
	return NCL_WRITE;
}

/* The file beside it, with the same access as the one it will replace. */
static enum ncl_status open_part(struct output *o, const struct stat *old,
				 const struct output_how *how,
				 struct ncl_error *err)
{
	size_t len = strlen(o->path) + sizeof(".part");

	o->part = malloc(len);
	o->journal = malloc(len + strlen(OUTPUT_JOURNAL));
	if (!o->part || !o->journal)
		return ncl_error_set(err, NCL_NOMEM, "out of memory");
	snprintf(o->part, len, "%s.part", o->path);
	snprintf(o->journal, len + strlen(OUTPUT_JOURNAL), "%s%s", o->part,
		 OUTPUT_JOURNAL);
	o->fd = how->goes_on ? open_left(o, how->goes_on) :
			       open_new(o, O_WRONLY | O_CLOEXEC | O_CREAT);
	if (o->fd < 0 && how->goes_on && errno == ENOENT)
		return ncl_error_set(err, NCL_MISSING, "%s is not there",
				     o->part);
	if (o->fd < 0 || (!how->goes_on && ftruncate(o->fd, 0)))
		return not_opened(o, err);
	if (old && fchmod(o->fd, old->st_mode & 0777))
		errno = 0; /* not ours to change: it keeps the usual access */
	return how->goes_on ? go_on(o, how->goes_on->len, err) : NCL_OK;
}

static enum ncl_status open_file(struct output *o, const char *path,
				 const struct output_how *how,
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
	return open_part(o, there ? &st : NULL, how, err);
}

enum ncl_status output_open(struct output **out, const char *path,
			    struct ncl_error *err)
{
	const struct output_how plain = { 0 };

	return output_open_as(out, path, &plain, err);
}

enum ncl_status output_open_as(struct output **out, const char *path,
			       const struct output_how *how,
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
		status = open_file(o, path, how, err);
	if (!status && how->pack != PACK_NONE)
		status = pack_new(&o->pack, how->pack, err);
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

		if (n > 0) {
			done += (size_t)n;
			o->len += (uint64_t)n;
			continue;
		}
		if (n == 0 || errno != EINTR)
			return fail(o, "cannot be written", err);
	}
	o->waiting.len = 0;
	return NCL_OK;
}

enum ncl_status output_write(struct output *o, const void *bytes, size_t len,
			     struct ncl_error *err)
{
	enum ncl_status status = NCL_OK;

	if (o->broken)
		return NCL_WRITE;
	if (o->pack)
		status = pack_add(o->pack, bytes, len, &o->waiting, err);
	else if (ncl_buffer_add(&o->waiting, bytes, len))
		status = ncl_error_set(err, NCL_NOMEM, "out of memory");
	if (status)
		return status;
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

enum ncl_status output_cut(struct output *o, struct ncl_error *err)
{
	return o->pack ? pack_end(o->pack, 0, &o->waiting, err) : NCL_OK;
}

int output_packs(const struct output *o)
{
	return o->pack != NULL;
}

enum ncl_status output_sync(struct output *o, struct output_mark *mark,
			    struct ncl_error *err)
{
	enum ncl_status status = output_flush(o, err);
	struct stat st;

	mark->len = o->len;
	mark->inode = fstat(o->fd, &st) == 0 ? (uint64_t)st.st_ino : 0;
	if (status)
		return status;
	if (o->part && fdatasync(o->fd) && errno != EINVAL && errno != EROFS)
		return fail(o, "cannot be written", err);
	return NCL_OK;
}

enum ncl_status output_close(struct output *o, struct ncl_error *err)
{
	int empty = !o->len && !o->waiting.len;
	enum ncl_status status = NCL_OK;

	if (o->pack)
		status = pack_end(o->pack, empty, &o->waiting, err);
	if (!status)
		status = output_flush(o, err);
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
	       (o->journal && stat(o->journal, &st) == 0 &&
		same_file(&st, file)) ||
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

enum ncl_status output_part_name(struct ncl_buffer *name, const char *path)
{
	int there, standard = !path || strcmp(path, "-") == 0;
	enum ncl_status ret = NCL_OK;
	char *real = NULL;
	struct stat st;

	there = !standard && stat(path, &st) == 0;
	if (standard || (there && !S_ISREG(st.st_mode)))
		return NCL_OK;
	real = there ? realpath(path, NULL) : strdup(path);
	if (!real || ncl_buffer_add(name, real, strlen(real)) ||
	    ncl_buffer_add(name, ".part", 5))
		ret = NCL_NOMEM;
	free(real);
	return ret;
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
	pack_free(o->pack);
	free(o->path);
	free(o->part);
	free(o->journal);
	free(o);
}
