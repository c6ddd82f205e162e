#include "io/begin.h"

#include <string.h>

#include "io/magic.h"

enum { FIRST_LINE = 1 << 20 }; /* bytes of a first line, at most */

static enum ncl_status check_magic(const struct source *s,
				   struct ncl_error *err)
{
	const struct magic *magic =
		magic_find(s->data + s->begin, s->end - s->begin);

	if (!magic || magic->kind != MAGIC_COMPRESSED)
		return NCL_OK;
	return ncl_error_set(err, NCL_FORMAT, "%s, which is not unpacked here: "
			     "%s", magic->what, magic->advice);
}

enum ncl_status begin_source(struct source *s, const char *path,
			     struct ncl_error *err)
{
	enum ncl_status ret = source_open(s, path, err);

	if (ret == NCL_OK)
		ret = source_fill(s, 4, err);
	return ret == NCL_OK ? check_magic(s, err) : ret;
}

enum ncl_status begin_refuse_archive(const struct source *s,
				     struct ncl_error *err)
{
	const struct magic *magic =
		magic_find(s->data + s->begin, s->end - s->begin);

	if (!magic || magic->kind != MAGIC_WARC)
		return NCL_OK;
	return ncl_error_set(err, NCL_FORMAT, "%s: it has no labels",
			     magic->what);
}

enum ncl_status begin_hold_line(struct source *s, struct ncl_error *err)
{
	enum ncl_status ret;
	size_t i = 0;

	do {
		size_t held = s->end - s->begin;
		const char *bytes = s->data + s->begin;

		while (i < held && strchr(" \t\r\n", bytes[i]))
			i++;
		if (s->ended || held >= FIRST_LINE ||
		    (i < held && memchr(bytes + i, '\n', held - i)))
			return NCL_OK;
		ret = source_fill(s, held + 1, err);
	} while (ret == NCL_OK);
	return ret;
}

/* UTF-16, by its mark or its zeros. */
static int is_utf16(const struct source *s)
{
	const char *bytes = s->data + s->begin;
	size_t n = s->end - s->begin;

	return n >= 2 && (!memcmp(bytes, "\xff\xfe", 2) ||
			  !memcmp(bytes, "\xfe\xff", 2) ||
			  !memcmp(bytes, "{\0", 2) || !memcmp(bytes, "\0{", 2));
}

enum ncl_status begin_check_lines(const struct source *s, const char *what,
				  struct ncl_error *err)
{
	if (!is_utf16(s))
		return NCL_OK;
	return ncl_error_set(err, NCL_FORMAT,
			     "is UTF-16; %s have to be UTF-8: use "
			     "iconv -f UTF-16 -t UTF-8 FILE, and its output",
			     what);
}

static int is_empty(const struct piece *p)
{
	for (size_t i = 0; i < p->len; i++)
		if (!strchr(" \t\r", p->bytes[i]) || !p->bytes[i])
			return 0;
	return 1;
}

enum ncl_status begin_line(struct source *s, uint64_t max, uint64_t *line,
			   struct piece *piece, struct ncl_error *err)
{
	enum ncl_status ret;

	do {
		++*line;
		ret = source_line(s, max, piece, err);
		if (ret != NCL_OK || !piece->bytes)
			return ret;
		if (*line == 1 && piece->len >= 3 &&
		    !memcmp(piece->bytes, "\xef\xbb\xbf", 3)) {
			piece->bytes += 3;
			piece->len -= 3;
			piece->at += 3;
		}
	} while (is_empty(piece));
	return NCL_OK;
}

void begin_name_byte(struct ncl_error *err, uint64_t at)
{
	struct ncl_error why;

	if (!err)
		return;
	why = *err;
	ncl_error_set(err, why.code, "byte %llu: %s", (unsigned long long)at,
		      why.text);
	err->at = at;
}

void begin_name(struct ncl_error *err, const char *source, uint64_t line)
{
	char text[sizeof(err->text)];
	uint64_t at;

	if (!err)
		return;
	at = err->at;
	memcpy(text, err->text, sizeof(text));
	if (source && line)
		ncl_error_set(err, err->code, "%s:%llu: %s", source,
			      (unsigned long long)line, text);
	else if (source)
		ncl_error_set(err, err->code, "%s: %s", source, text);
	err->at = at;
}
