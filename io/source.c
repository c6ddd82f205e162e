#include "io/source_more.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "io/unpack.h"

enum { STEP = 1 << 16 }; /* bytes asked for at once, at least */

void source_release(struct source *s)
{
	source_close(s);
	free(s->data);
	*s = (struct source){ 0 };
}

/* Make room for n bytes behind those held, and for a NUL. */
int source_room(struct source *s, size_t n)
{
	size_t held = s->top - s->begin, size = s->size ? s->size : 2 * STEP;
	char *data;

	if (s->size - s->top > n)
		return 1;
	if (held && s->begin)
		memmove(s->data, s->data + s->begin, held);
	s->end -= s->begin;
	s->begin = 0;
	s->top = held;
	if (s->size - s->top > n)
		return 1;
	while (size - held <= n) {
		if (size > SIZE_MAX / 2)
			return 0;
		size *= 2;
	}
	data = realloc(s->data, size);
	if (!data)
		return 0;
	s->data = data;
	s->size = size;
	return 1;
}

static enum ncl_status read_file(struct source *s, void *to, size_t size,
				 size_t *n, struct ncl_error *err)
{
	uint64_t most = s->size_then && s->left < size ? s->left : size;
	ssize_t got;

	*n = 0;
	if (s->wait && !s->ready && s->wait(s->wait_data, s->file))
		return ncl_error_set(err, NCL_INTERRUPTED, "interrupted");
	got = read(s->file, to, (size_t)most);
	*n = got > 0 ? (size_t)got : 0;
	s->left -= s->size_then ? *n : 0;
	if (got == 0 && most && s->size_then)
		return ncl_error_set(err, NCL_READ, "ends at byte %llu; it "
				     "had %llu when it was opened",
				     (unsigned long long)(s->size_then -
							  s->left),
				     (unsigned long long)s->size_then);
	if (got < 0 && errno == EINTR) /* who handles signals wants to end */
		return ncl_error_set(err, NCL_INTERRUPTED, "interrupted");
	if (got < 0)
		return ncl_error_set(err, NCL_READ, "cannot be read: %s",
				     strerror(errno));
	return NCL_OK;
}

static void note_damage(struct source *s)
{
	uint64_t made;

	unpack_member(s->unpack, &made);
	if (!s->damaged)
		s->torn_at = s->at + (s->top - s->begin) - made;
	s->damaged = 1;
}

static enum ncl_status read_packed(struct source *s, void *to, size_t size,
				   size_t *n, struct ncl_error *err)
{
	enum ncl_status ret;
	int hungry;

	for (;;) {
		size_t more;

		ret = unpack_read(s->unpack, to, size, n, &hungry, err);
		if (ret == NCL_READ)
			note_damage(s);
		if (ret != NCL_OK || !hungry)
			return ret;
		ret = read_file(s, s->packed, STEP, &more, err);
		if (ret != NCL_OK)
			return ret;
		unpack_feed(s->unpack, s->packed, more);
	}
}

/* What came of a member that is cut off is as it was; of one that is damaged
 * nothing is sure. */
static enum ncl_status drop_unsure(struct source *s, enum ncl_status why)
{
	int cut = s->unpack && unpack_is_cut(s->unpack);

	if (cut)
		s->end = s->top; /* the error comes again, by the next call */
	s->top = s->end;
	return cut ? NCL_OK : why;
}

/* How many bytes at the top are not sure yet. */
static size_t unsure(const struct source *s)
{
	uint64_t made;

	if (!s->unpack || !unpack_in_member(s->unpack))
		return 0;
	unpack_member(s->unpack, &made);
	return made > SOURCE_UNSURE ? 0 : (size_t)made;
}

/* Read once, behind what is held. */
enum ncl_status source_more(struct source *s, struct ncl_error *err)
{
	enum ncl_status ret;
	size_t room, n = 0;

	if (!source_room(s, STEP))
		return ncl_error_set(err, NCL_NOMEM, "no memory to read on "
				     "behind %zu bytes", s->end - s->begin);
	room = s->size - s->top - 1;
	ret = s->unpack ? read_packed(s, s->data + s->top, room, &n, err)
			: read_file(s, s->data + s->top, room, &n, err);
	if (ret != NCL_OK && s->top > s->end)
		return drop_unsure(s, ret);
	if (ret != NCL_OK)
		return ret;
	s->ended = n == 0;
	s->top += n;
	s->end = s->top - (s->ended ? 0 : unsure(s));
	return NCL_OK;
}

enum ncl_status source_fill(struct source *s, size_t want,
			    struct ncl_error *err)
{
	enum ncl_status ret = NCL_OK;

	while (ret == NCL_OK && !s->ended && s->end - s->begin < want)
		ret = source_more(s, err);
	return ret;
}

/* Give the bytes that are held to an unpacker, if they are compressed. */
static enum ncl_status begin_unpacking(struct source *s,
				       struct ncl_error *err)
{
	size_t held = s->end - s->begin;
	enum unpack_kind kind = unpack_sniff(s->data + s->begin, held);
	enum ncl_status ret;

	if (kind == UNPACK_NONE)
		return NCL_OK;
	ret = unpack_new(&s->unpack, kind, err);
	if (ret != NCL_OK)
		return ret;
	s->packed = malloc(held > STEP ? held : STEP);
	if (!s->packed)
		return ncl_error_set(err, NCL_NOMEM, "no memory to unpack");
	s->packed_size = held > STEP ? held : STEP;
	memcpy(s->packed, s->data + s->begin, held);
	unpack_feed(s->unpack, s->packed, held);
	s->begin = s->end = s->top = 0;
	s->ended = 0;
	return NCL_OK;
}

/* Whether a compressed file may begin with what is held: only then is it
 * worth to wait for more on a pipe. */
static int may_be_packed(const struct source *s)
{
	unsigned char first = s->end ? (unsigned char)s->data[0] : 0;

	return first && (strchr("\x1f\x28\xfd" "B", first) ||
			 (first & 0xf0) == 0x50);
}

enum ncl_status source_open(struct source *s, const char *path,
			    struct ncl_error *err)
{
	enum ncl_status ret;
	struct stat st;

	source_close(s);
	s->owned = strcmp(path, "-") != 0;
	s->file = s->owned ? open(path, O_RDONLY | O_CLOEXEC) : STDIN_FILENO;
	if (s->file < 0)
		return ncl_error_set(err, errno == ENOENT ? NCL_MISSING
							  : NCL_READ,
				     "cannot be opened: %s", strerror(errno));
	s->open = 1;
	s->ready = fstat(s->file, &st) == 0 && S_ISREG(st.st_mode);
	if (s->owned && s->ready)
		s->size_then = s->left = (uint64_t)st.st_size;
	ret = source_fill(s, 1, err);
	if (ret == NCL_OK && may_be_packed(s))
		ret = source_fill(s, UNPACK_BYTES, err);
	return ret == NCL_OK ? begin_unpacking(s, err) : ret;
}

uint64_t source_read(const struct source *s)
{
	off_t at = s->open && s->ready ? lseek(s->file, 0, SEEK_CUR) : 0;

	return at > 0 ? (uint64_t)at : 0;
}

enum ncl_status source_seek(struct source *s, uint64_t at,
			    struct ncl_error *err)
{
	if (at > s->size_then)
		at = s->size_then;
	if (lseek(s->file, (off_t)at, SEEK_SET) < 0)
		return ncl_error_set(err, NCL_READ, "cannot be read: %s",
				     strerror(errno));
	s->left = s->size_then - at;
	s->begin = s->end = s->top = 0;
	s->ended = 0;
	s->at = at;
	return NCL_OK;
}

void source_close(struct source *s)
{
	if (s->open && s->owned)
		close(s->file);
	unpack_free(s->unpack);
	free(s->packed);
	s->unpack = NULL;
	s->packed = NULL;
	s->open = s->ended = s->damaged = 0;
	s->size_then = s->left = 0;
	s->begin = s->end = s->top = 0;
	s->at = 0;
}

/* --------------------------------------------------------- behind damage */

/*
 * The compressed bytes to look through, in s->packed from byte *n of them on:
 * behind the beginning of the member that is damaged where the file can be
 * read again, else those that come. *at is where they stand in the input.
 */
static size_t look_again(struct source *s, uint64_t *at)
{
	uint64_t made, from = unpack_member(s->unpack, &made) + 1;
	const unsigned char *rest;
	size_t n;

	if (s->size_then && lseek(s->file, (off_t)from, SEEK_SET) >= 0) {
		s->left = s->size_then - from;
		*at = from;
		return 0;
	}
	*at = unpack_rest(s->unpack, &rest, &n);
	memmove(s->packed, rest, n);
	return n;
}

/* Find where a member may begin; *n is how many bytes of it s->packed has, 0:
 * none is there. */
static enum ncl_status find_member(struct source *s, uint64_t *at, size_t *n,
				   struct ncl_error *err)
{
	size_t held = look_again(s, at), found, more;
	enum ncl_status ret;

	for (;;) {
		ret = read_file(s, s->packed + held, s->packed_size - held,
				&more, err);
		if (ret != NCL_OK)
			return ret;
		held += more;
		found = unpack_find(s->unpack, s->packed, held);
		if (found == held && more) /* the end may be a beginning */
			found = held < UNPACK_BYTES ? 0
						    : held - UNPACK_BYTES + 1;
		held -= found;
		memmove(s->packed, s->packed + found, held);
		*at += found;
		*n = held;
		if (held >= UNPACK_BYTES || !more)
			return NCL_OK;
	}
}

enum ncl_status source_resume(struct source *s, int *more,
			      struct ncl_error *err)
{
	enum ncl_status ret = NCL_OK;
	uint64_t at, made = 0;
	size_t n;

	*more = 0;
	source_skip(s, s->end - s->begin);
	while (s->damaged && !*more) {
		s->damaged = 0;
		ret = find_member(s, &at, &n, err);
		if (ret != NCL_OK || n == 0)
			break;
		s->ended = 0;
		unpack_restart(s->unpack, at);
		unpack_feed(s->unpack, s->packed, n);
		ret = source_fill(s, 1, err);
		/* what only looked like a member gives nothing; damage in
		 * one comes again, by the next call */
		unpack_member(s->unpack, &made);
		*more = ret == NCL_OK || made > 0;
		if (ret != NCL_OK && !s->damaged)
			break;
		ret = NCL_OK;
	}
	return ret;
}
