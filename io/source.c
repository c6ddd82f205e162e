#include "io/source.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { STEP = 1 << 16 }; /* bytes asked for at once, at least */

enum ncl_status source_open(struct source *s, const char *path,
			    struct ncl_error *err)
{
	source_close(s);
	s->owned = strcmp(path, "-") != 0;
	s->file = s->owned ? open(path, O_RDONLY | O_CLOEXEC) : STDIN_FILENO;
	if (s->file < 0)
		return ncl_error_set(err, errno == ENOENT ? NCL_MISSING
							  : NCL_READ,
				     "cannot be opened: %s", strerror(errno));
	s->open = 1;
	return NCL_OK;
}

void source_close(struct source *s)
{
	if (s->open && s->owned)
		close(s->file);
	s->open = s->ended = 0;
	s->begin = s->end = 0;
	s->at = 0;
}

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

/* Read once, behind what is held. */
static enum ncl_status read_more(struct source *s, struct ncl_error *err)
{
	ssize_t n;

	if (!make_room(s, STEP))
		return ncl_error_set(err, NCL_NOMEM, "no memory to read on "
				     "behind %zu bytes", s->end - s->begin);
	n = read(s->file, s->data + s->end, s->size - s->end - 1);
	if (n < 0 && errno == EINTR) /* who handles signals wants to end */
		return ncl_error_set(err, NCL_INTERRUPTED, "interrupted");
	if (n < 0)
		return ncl_error_set(err, NCL_READ, "cannot be read: %s",
				     strerror(errno));
	s->ended = n == 0;
	s->end += (size_t)n;
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
