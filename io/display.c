#include "display.h"

#include <string.h>

#include <utf8proc.h>

#include "json_out.h"
#include "utf8.h"

#define MARKS_MAX 8

static size_t point_width(uint32_t c)
{
	int width;

	if (c < 0x300)
		return c >= 0x20 && c != 0x7f;
	width = utf8proc_charwidth((utf8proc_int32_t)c);
	return width > 0 ? (size_t)width : 0;
}

/* Embeddings, overrides and isolates of the direction of writing. */
static int turns_direction(uint32_t c)
{
	return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

/* What stands for a character that a terminal must not see; 0: itself. */
static uint32_t picture(uint32_t c)
{
	if (c < 0x20)
		return 0x2400 + c;
	if (c == 0x7f)
		return 0x2421;
	if ((c >= 0x80 && c < 0xa0) || turns_direction(c))
		return 0xfffd;
	return 0;
}

static void put(struct out *o, uint32_t c)
{
	char bytes[4];

	out_bytes(o, bytes, utf8_encode(bytes, c));
}

void display_clean(struct out *o, const char *text, size_t len)
{
	size_t size, marks = 0;
	int begun = 0, space = 0;

	for (size_t at = 0; at < len; at += size) {
		uint32_t c, instead;

		size = utf8_space(text + at, len - at);
		if (size) {
			space = begun;
			continue;
		}
		c = utf8_decode(text + at, &size);
		marks = point_width(c) ? 0 : marks + 1;
		if (c == 0xad || marks > MARKS_MAX)
			continue;
		if (space)
			OUT(o, " ");
		space = 0;
		begun = 1;
		instead = picture(c);
		if (instead)
			put(o, instead);
		else
			out_bytes(o, text + at, size);
	}
}

size_t display_width(const char *text, size_t len)
{
	size_t width = 0, size;

	for (size_t at = 0; at < len; at += size)
		width += point_width(utf8_decode(text + at, &size));
	return width;
}

/* Wide punctuation that no line may begin with. */
static int closes(uint32_t c)
{
	static const uint32_t points[] = {
		0x3001, 0x3002, 0x300b, 0x300d, 0x300f, 0x3011, 0x3015,
		0xff01, 0xff09, 0xff0c, 0xff0e, 0xff1a, 0xff1b, 0xff1f
	};

	for (size_t i = 0; i < sizeof(points) / sizeof(*points); i++)
		if (c == points[i])
			return 1;
	return 0;
}

/* Whether a line may end before the character c of width w. */
static int may_break(uint32_t c, size_t w, int behind_wide)
{
	if (c == ' ')
		return 1;
	return (behind_wide || w == 2) && w && !closes(c);
}

size_t display_line(const char *text, size_t len, size_t width,
		    size_t *shown)
{
	size_t at = 0, columns = 0, cut = 0, size;
	int wide = 0; /* the character before is */

	for (; at < len; at += size) {
		uint32_t c = utf8_decode(text + at, &size);
		size_t w = point_width(c);

		if (columns <= width && may_break(c, w, wide))
			cut = at;
		if (c != ' ' && columns + w > width)
			break;
		columns += w;
		wide = w ? w == 2 : wide;
	}
	if (at >= len)
		cut = len;
	else if (!cut)
		cut = at ? at : size; /* one character at least */
	*shown = cut;
	while (cut < len && text[cut] == ' ')
		cut++;
	return cut;
}
