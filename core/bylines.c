/* The names in a byline: the line is cut into pieces, and each is looked at. */
#include "bylines.h"

#include <string.h>

#include <nclass/nclass.h>

#include "utf8.h"

enum { LONGEST = 1000 }; /* bytes that are looked at */

/* A cue where a piece begins: skip it. */
static int read_cue(struct byline *b)
{
	char folded[WORD];
	size_t end = b->c.end - b->c.at, len;
	enum name_cue cue;

	if (b->now.n || b->now.spoilt)
		return 0;
	if (end > 40)
		end = 40;
	while (end && b->c.at + end < b->c.end &&
	       !utf8_starts(b->c.s + b->c.at + end))
		end--;
	byline_fold(b, b->c.at, b->c.at + end, folded, WORD);
	/* "ByJane Doe" */
	if (end > 3 && !memcmp(b->c.s + b->c.at, "By", 2) &&
	    b->c.s[b->c.at + 2] >= 'A' && b->c.s[b->c.at + 2] <= 'Z') {
		b->cue = CUE_AUTHOR;
		b->c.at += 2;
		return 1;
	}
	cue = name_cue(folded, &len);
	if (cue == CUE_NONE || len > end ||
	    !utf8_starts(b->c.s + b->c.at + len))
		return 0;
	b->cue = cue;
	b->c.at += len;
	b->place = 0;
	return 1;
}

/* A date that begins here: skip it. What follows it is another matter. */
static int read_date(struct byline *b)
{
	const struct ncl_date *date = byline_date(b, b->c.at);

	if (!date)
		return 0;
	byline_end_piece(b);
	b->cue = CUE_NONE;
	b->c.at = date->end;
	return 1;
}

/* White space stays within a piece, but for Chinese names; other marks end
 * it, and bars and line ends a cue, too. */
static void read_mark(struct byline *b)
{
	uint32_t n, u = utf8_read(b->c.s + b->c.at, &n);

	b->c.at += n;
	if (utf8_is_space(u) && u != '\n' && u != '\r' && u != '\t') {
		if (b->now.n == 1 && b->now.caseless &&
		    b->cue == CUE_AUTHOR && b->now.chars <= 4 &&
		    utf8_read(b->c.s + b->now.begin[0], &n) >= 0x3000)
			byline_end_piece(b);
		return;
	}
	if (u == '"' || u == 0x201c || u == 0x201d || u == '*')
		return;
	byline_end_piece(b);
	b->comma = u == ',' && b->count;
	b->place = u == '(';
	if (u == '\n' || u == '|' || u == 0x2022 || u == 0xb7)
		b->cue = CUE_NONE;
}

static void find_dates(struct byline *b)
{
	size_t from = 0;

	while (b->date_count < MOST_DATES &&
	       ncl_find_date(b->c.s, b->c.end, from, NULL, 0,
			     &b->dates[b->date_count]))
		from = b->dates[b->date_count++].end;
}

/* Persons go before agencies: those are told where there is nobody else. */
static void drop_agencies(struct byline *b)
{
	uint32_t kept = 0;

	if (b->agencies == b->count && b->single.end) {
		b->out[0] = b->single;
		b->count = 1;
		return;
	}
	if (b->agencies == b->count)
		return;
	for (uint32_t i = 0; i < b->count; i++)
		if (!(b->out[i].flags & NCL_NAME_AGENCY))
			b->out[kept++] = b->out[i];
	b->count = kept;
}

/* Where nothing looks like a name: all of it behind its cue, if it can be
 * one of an organisation. */
static void take_all(struct byline *b)
{
	struct cursor c = { b->c.s, 0, b->c.end };
	size_t end = b->c.end;

	b->c.at = 0;
	memset(&b->now, 0, sizeof(b->now));
	cursor_space(&b->c);
	if (read_cue(b))
		cursor_skip(&b->c, ":");
	cursor_space(&b->c);
	c.at = b->c.at;
	if (b->cue == CUE_OTHER || b->date_count || end - c.at > 100)
		return;
	for (size_t i = c.at; i < end; i++)
		if (strchr("@/_{}<>=0123456789\n", c.s[i]))
			return;
	while (end > c.at && strchr(" \t\r,.;|", c.s[end - 1]))
		end--;
	if (end > c.at)
		byline_add(b, c.at, end, NCL_NAME_AGENCY);
}

uint32_t ncl_find_names(const char *text, size_t len, unsigned rules,
			struct ncl_name *out, uint32_t room)
{
	struct byline b = { .rules = rules, .out = out, .room = room };
	size_t end;
	int odd;

	while (len > LONGEST || (len && !text[len - 1]))
		len--;
	while (len && !utf8_starts(text + len))
		len--;
	b.c = (struct cursor){ text, 0, len };
	if (!room)
		return 0;
	find_dates(&b);
	while (b.c.at < b.c.end) {
		if (read_date(&b) || read_cue(&b))
			continue;
		end = byline_read_word(&b, &odd);
		if (end == b.c.at) {
			read_mark(&b);
			continue;
		}
		byline_put_word(&b, b.c.at, end, odd);
		b.c.at = end;
	}
	byline_end_piece(&b);
	drop_agencies(&b);
	if (!b.count && rules & NCL_NAMES_ALL)
		take_all(&b);
	return b.count;
}
