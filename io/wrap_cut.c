#include "io/wrap_cut.h"

#include "io/utf8.h"

enum {
	LONG_LINE = 80, /* columns; no headline is as long */
	FEW = 5         /* pairs are few: one line end of so many */
};

/* 1 for a bracket or quotation mark that opens, -1 for one that closes. */
static int opens(uint32_t c)
{
	switch (c) {
	case '(': case 0xff08: case 0x300a: case 0x300c: case 0x300e:
	case 0x3010: case 0x201c:
		return 1;
	case ')': case 0xff09: case 0x300b: case 0x300d: case 0x300f:
	case 0x3011: case 0x201d:
		return -1;
	default:
		return 0;
	}
}

static int is_end(uint32_t c)
{
	return c == '.' || c == '!' || c == '?' || c == ';' || c == 0x3002 ||
	       c == 0xff01 || c == 0xff1f || c == 0xff1b || c == 0x2026 ||
	       c == 0x201d || c == 0x300d || c == 0x300f;
}

/* Whether a line cannot be all of its paragraph: a bracket is open, or it is
 * longer than headlines are and no sentence ends with it. */
static int is_cut(const struct text_line *line, const char *text)
{
	size_t size;
	uint32_t c = 0;
	int open = 0;

	for (size_t i = line->begin; i < line->end; i += size) {
		c = utf8_decode(text + i, &size);
		open += opens(c);
	}
	return open > 0 || (line->width >= LONG_LINE && !is_end(c));
}

void wrap_join_few(struct text_lines *lines, const char *text)
{
	size_t pairs = 0;

	for (size_t i = 1; i < lines->n; i++)
		pairs += line_is_pair(&lines->line[i]) != 0;
	if (FEW * pairs > lines->n - 1)
		return;
	for (size_t i = 1; i < lines->n; i++)
		if (line_is_pair(&lines->line[i]) &&
		    is_cut(&lines->line[i - 1], text))
			lines->line[i].flags |= LINE_CONTINUES;
}
