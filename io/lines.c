#include "io/lines.h"

#include <stdlib.h>
#include <string.h>

#include "io/sixteen.h"
#include "io/utf8.h"

typedef unsigned char uchar;

/* Bytes that may end a row; C2 and E2 begin NEL, LS and PS. */
static const uchar row_end[256] = {
	['\n'] = 1, ['\v'] = 1, ['\f'] = 1,
	['\r'] = 1, [0xc2] = 1, [0xe2] = 1,
};

/* The bytes of the row's end at s; 0: it goes on. */
static size_t break_at(const char *s, size_t left)
{
	switch ((uchar)*s) {
	case '\r':
		return left > 1 && s[1] == '\n' ? 2 : 1;
	case 0xc2: /* NEL: U+0085 */
		return left > 1 && (uchar)s[1] == 0x85 ? 2 : 0;
	case 0xe2: /* LS, PS: U+2028, U+2029 */
		return left > 2 && (uchar)s[1] == 0x80 &&
				       ((uchar)s[2] & 0xfe) == 0xa8
			       ? 3
			       : 0;
	default:
		return 1;
	}
}

/* A number of bytes that do not end a row: up to one that may. */
static size_t skip_inner(const char *text, size_t len)
{
	size_t i = 0;

	for (; i + 16 <= len; i += 16) {
		sixteen v = sixteen_load(text + i);
		uint32_t may = sixteen_below(v, 0x0e) |
			       sixteen_equal(v, '\xc2') |
			       sixteen_equal(v, '\xe2');

		if (may)
			return i + sixteen_before(may);
	}
	while (i < len && !row_end[(uchar)text[i]])
		i++;
	return i;
}

/* Where the row from `i` on ends; *size is how long its end is. */
static size_t find_break(const char *text, size_t i, size_t len, size_t *size)
{
	for (;; i++) {
		i += skip_inner(text + i, len - i);
		if (i == len) {
			*size = 0;
			return len;
		}
		*size = row_end[(uchar)text[i]] ? break_at(text + i, len - i) :
						  0;
		if (*size > 0)
			return i;
	}
}

static size_t skip_space(const char *text, size_t i, size_t end)
{
	size_t n;

	while (i < end && (n = utf8_space(text + i, end - i)) > 0)
		i += n;
	return i;
}

/* The end of [begin, end) without the white space there. */
static size_t trim_end(const char *text, size_t begin, size_t end)
{
	while (end > begin) {
		size_t at = end - 1;

		while (at > begin && ((uchar)text[at] & 0xc0) == 0x80)
			at--;
		if (utf8_space(text + at, end - at) != end - at)
			break;
		end = at;
	}
	return end;
}

static struct text_line *add(struct text_lines *lines)
{
	if (lines->n == lines->size) {
		size_t size = lines->size ? lines->size * 2 : 64;
		struct text_line *line =
			realloc(lines->line, size * sizeof(*line));

		if (!line)
			return NULL;
		lines->line = line;
		lines->size = size;
	}
	return &lines->line[lines->n++];
}

enum ncl_status lines_split(struct text_lines *lines, const char *text,
			    size_t len)
{
	uint32_t blanks = 0;
	uint16_t flags = 0;
	size_t size;

	for (size_t i = 0; i < len;) {
		size_t end = find_break(text, i, len, &size);
		size_t begin = skip_space(text, i, end);

		if (begin == end) {
			blanks += size > 0;
		} else {
			struct text_line *line = add(lines);

			if (!line)
				return NCL_NOMEM;
			*line = (struct text_line){
				.begin = (uint32_t)begin,
				.end = (uint32_t)trim_end(text, begin, end),
				.blanks = blanks,
				.indent = (uint16_t)(begin - i < 1000
							     ? begin - i
							     : 1000),
				.flags = flags,
			};
			if (begin > i && text[i] != '\xef') /* U+FEFF */
				line->flags |= LINE_INDENTED;
			blanks = 0;
			flags = 0;
		}
		if (size > 0 && text[end] == '\f')
			flags = LINE_PAGE_BREAK;
		i = end + size;
	}
	return NCL_OK;
}

void lines_release(struct text_lines *lines)
{
	free(lines->line);
	*lines = (struct text_lines){ 0 };
}
