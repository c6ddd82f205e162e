/* Lines and other pieces of a source. */
#include "io/source_more.h"

#include <string.h>

void source_take(struct source *s, size_t n, struct piece *out)
{
	out->bytes = s->data + s->begin;
	out->len = n;
	out->at = s->at;
	source_skip(s, n);
}

enum ncl_status source_pass(struct source *s, uint64_t n, uint64_t *passed,
			    struct ncl_error *err)
{
	enum ncl_status ret = NCL_OK;

	for (*passed = 0; ret == NCL_OK;) {
		uint64_t held = s->end - s->begin, left = n - *passed;

		*passed += held < left ? held : left;
		source_skip(s, (size_t)(held < left ? held : left));
		if (*passed == n || s->ended)
			break;
		ret = source_more(s, err);
	}
	return ret;
}

static enum ncl_status too_large(uint64_t max, struct ncl_error *err)
{
	return ncl_error_set(err, NCL_LIMIT,
			     "larger than the %llu bytes allowed "
			     "(--max-doc-bytes)", (unsigned long long)max);
}

/* How many bytes of those held are before the next LF, seen from `from` on;
 * SIZE_MAX: there is none. */
static size_t find_lf(const struct source *s, size_t from)
{
	const char *start = s->data + s->begin + from;
	size_t held = s->end - s->begin;
	int end = s->nul_lines ? 0 : '\n';
	const char *lf = held > from ? memchr(start, end, held - from) : NULL;

	return lf ? (size_t)(lf - s->data) - s->begin : SIZE_MAX;
}

enum ncl_status source_skip_line(struct source *s, struct ncl_error *err)
{
	enum ncl_status ret = NCL_OK;

	while (ret == NCL_OK) {
		size_t held = s->end - s->begin;
		size_t lf = held ? find_lf(s, 0) : SIZE_MAX;

		source_skip(s, lf != SIZE_MAX ? lf + 1 : held);
		if (lf != SIZE_MAX || s->ended)
			break;
		ret = source_more(s, err);
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
		ret = source_more(s, err);
		if (ret == NCL_NOMEM)
			return skip_line(s, ret, err);
		if (ret != NCL_OK)
			return ret;
	}
	if (len == SIZE_MAX && seen == 0)
		return NCL_OK;
	source_take(s, len == SIZE_MAX ? seen : len, out);
	if (len != SIZE_MAX)
		source_skip(s, 1);
	if (!s->nul_lines && out->len && out->bytes[out->len - 1] == '\r')
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
		ret = source_more(s, err);
		if (ret != NCL_OK)
			return ret;
	}
	if (s->end - s->begin > max)
		return too_large(max, err);
	if (!source_room(s, 1))
		return ncl_error_set(err, NCL_NOMEM, "no memory to read");
	source_take(s, s->end - s->begin, out);
	s->data[s->begin] = 0;
	return NCL_OK;
}
