#include "io/source.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "io/unpack.h"

enum { STEP = 1 << 16 }; /* bytes asked for at once, at least */

void source_release(struct source *s)
{
	source_close(s);
	free(s->data);
	*s = (struct source){ 0 };
}

static void skip(struct source *s, size_t n)
{
	s->begin += n;
	s->at += n;
}

/* Make room for n bytes behind those held, and for a NUL. */
static int make_room(struct source *s, size_t n)
{
	size_t held = s->end - s->begin, size = s->size ? s->size : 2 * STEP;
	char *data;

	if (s->size - s->end > n)
		return 1;
	if (held && s->begin)
		memmove(s->data, s->data + s->begin, held);
	s->begin = 0;
	s->end = held;
	if (s->size - s->end > n)
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
	ssize_t got = read(s->file, to, size);

	*n = got > 0 ? (size_t)got : 0;
	if (got < 0 && errno == EINTR) /* who handles signals wants to end */
		return ncl_error_set(err, NCL_INTERRUPTED, "interrupted");
	if (got < 0)
		return ncl_error_set(err, NCL_READ, "cannot be read: %s",
				     strerror(errno));
	return NCL_OK;
}

static enum ncl_status read_packed(struct source *s, void *to, size_t size,
				   size_t *n, struct ncl_error *err)
{
	enum ncl_status ret;
	int hungry;

	for (;;) {
		size_t more;

		ret = unpack_read(s->unpack, to, size, n, &hungry, err);
		if (ret != NCL_OK || !hungry)
			return ret;
		ret = read_file(s, s->packed, STEP, &more, err);
		if (ret != NCL_OK)
			return ret;
		unpack_feed(s->unpack, s->packed, more);
	}
}

/* Read once, behind what is held. */
static enum ncl_status read_more(struct source *s, struct ncl_error *err)
{
	enum ncl_status ret;
	size_t room, n = 0;

	if (!make_room(s, STEP))
		return ncl_error_set(err, NCL_NOMEM, "no memory to read on "
				     "behind %zu bytes", s->end - s->begin);
	room = s->size - s->end - 1;
	ret = s->unpack ? read_packed(s, s->data + s->end, room, &n, err)
			: read_file(s, s->data + s->end, room, &n, err);
	if (ret != NCL_OK)
		return ret;
	s->ended = n == 0;
	s->end += n;
	return NCL_OK;
}

enum ncl_status source_fill(struct source *s, size_t want,
			    struct ncl_error *err)
{
	enum ncl_status ret = NCL_OK;

	while (ret == NCL_OK && !s->ended && s->end - s->begin < want)
		ret = read_more(s, err);
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
	memcpy(s->packed, s->data + s->begin, held);
	unpack_feed(s->unpack, s->packed, held);
	s->begin = s->end = 0;
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

	source_close(s);
	s->owned = strcmp(path, "-") != 0;
	s->file = s->owned ? open(path, O_RDONLY | O_CLOEXEC) : STDIN_FILENO;
	if (s->file < 0)
		return ncl_error_set(err, errno == ENOENT ? NCL_MISSING
							  : NCL_READ,
				     "cannot be opened: %s", strerror(errno));
	s->open = 1;
	ret = source_fill(s, 1, err);
	if (ret == NCL_OK && may_be_packed(s))
		ret = source_fill(s, UNPACK_BYTES, err);
	return ret == NCL_OK ? begin_unpacking(s, err) : ret;
}

void source_close(struct source *s)
{
	if (s->open && s->owned)
		close(s->file);
	unpack_free(s->unpack);
	free(s->packed);
	s->unpack = NULL;
	s->packed = NULL;
	s->open = s->ended = 0;
	s->begin = s->end = 0;
	s->at = 0;
}

void source_take(struct source *s, size_t n, struct piece *out)
{
	out->bytes = s->data + s->begin;
	out->len = n;
	out->at = s->at;
	skip(s, n);
}

static enum ncl_status too_large(uint64_t max, struct ncl_error *err)
{
	return ncl_error_set(err, NCL_LIMIT,
			     "larger than the %llu bytes allowed "
			     "(--max-doc-bytes)", (unsigned long long)max);
}

enum ncl_status source_skip_line(struct source *s, struct ncl_error *err)
{
	enum ncl_status ret = NCL_OK;

	while (ret == NCL_OK) {
		size_t held = s->end - s->begin;
		char *lf = held ? memchr(s->data + s->begin, '\n', held)
				: NULL;

		skip(s, lf ? (size_t)(lf - s->data) + 1 - s->begin : held);
		if (lf || s->ended)
			break;
		ret = read_more(s, err);
	}
	return ret;
}

/* Drop a line. The error that led here is returned, unless reading fails. */
static enum ncl_status skip_line(struct source *s, enum ncl_status why,
				 struct ncl_error *err)
{
	enum ncl_status ret = source_skip_line(s, err);

	return ret == NCL_OK ? why : ret;
}

/* How many bytes of those held are before the next LF, seen from `from` on;
 * SIZE_MAX: there is none. */
static size_t find_lf(const struct source *s, size_t from)
{
	const char *start = s->data + s->begin + from;
	size_t held = s->end - s->begin;
	const char *lf = held > from ? memchr(start, '\n', held - from)
				     : NULL;

	return lf ? (size_t)(lf - s->data) - s->begin : SIZE_MAX;
}

enum ncl_status source_line(struct source *s, uint64_t max,
			    struct piece *out, struct ncl_error *err)
{
	size_t len = SIZE_MAX, seen = 0;
	enum ncl_status ret = NCL_OK;

	*out = (struct piece){ .at = s->at };
	while (len == SIZE_MAX) {
		if (s->data)
			len = find_lf(s, seen);
		seen = s->end - s->begin;
		if ((len == SIZE_MAX ? seen : len) > max)
			return skip_line(s, too_large(max, err), err);
		if (len != SIZE_MAX || s->ended)
			break;
		ret = read_more(s, err);
		if (ret == NCL_NOMEM)
			return skip_line(s, ret, err);
		if (ret != NCL_OK)
			return ret;
	}
	if (len == SIZE_MAX && seen == 0)
		return NCL_OK;
	source_take(s, len == SIZE_MAX ? seen : len, out);
	if (len != SIZE_MAX)
		skip(s, 1);
	if (out->len && out->bytes[out->len - 1] == '\r')
		out->len--;
	s->data[out->bytes - s->data + out->len] = 0;
	return NCL_OK;
}

enum ncl_status source_rest(struct source *s, uint64_t max,
			    struct piece *out, struct ncl_error *err)
{
	enum ncl_status ret = NCL_OK;

	*out = (struct piece){ .at = s->at };
	while (!s->ended && s->end - s->begin <= max) {
		ret = read_more(s, err);
		if (ret != NCL_OK)
			return ret;
	}
	if (s->end - s->begin > max)
		return too_large(max, err);
	if (!make_room(s, 1))
		return ncl_error_set(err, NCL_NOMEM, "no memory to read");
	source_take(s, s->end - s->begin, out);
	s->data[s->begin] = 0;
	return NCL_OK;
}
