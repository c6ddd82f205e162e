#include "io/wrap.h"

#include <string.h>

#include "io/sixteen.h"
#include "io/utf8.h"
#include "io/wrap_cut.h"

enum {
	MIN_WIDTH = 40,    /* narrower text is verse or a list */
	MAX_WIDTH = 100,   /* wider lines are paragraphs */
	MAX_COLUMNS = 140, /* the same by columns, and the end of tables */
	LONG_BYTES = 420,  /* more bytes are more than any of these */
	TOO_WIDE = 0xffff, /* width of a line that is not measured */
	SLACK = 2,         /* columns that a wrapped line may be short of W */
	LONG_WORD = 16,    /* a longer first word says nothing of W */
	LOCAL_PAIRS = 3,   /* a group with fewer says nothing on its own */
	SURE_PAIRS = 5     /* that all agree are no accident */
};

/* How columns are counted and where a line may be broken. */
enum metric {
	BY_WORD, /* a code point is a column; between words */
	BY_CHAR  /* Chinese and Japanese: two columns, anywhere */
};

/* What the pairs of some lines say. */
struct census {
	uint32_t pairs;
	uint32_t begins[MAX_COLUMNS + 2]; /* intervals that begin at W, */
	uint32_t ends[MAX_COLUMNS + 2];   /* and that end before it */
	uint32_t lines[MAX_COLUMNS + 1];  /* lines of this width that could
					 * have been broken */
	uint32_t over;                  /* the same, of any width */
	uint32_t least, most; /* widths of lines; most: MIN_WIDTH or above */
};

/* A width and how well it explains the pairs. */
struct fit {
	uint32_t width; /* 0: none */
	uint32_t pairs; /* that were asked, */
	uint32_t holds; /* and those that allow it */
	uint32_t over;  /* lines that are wider */
};

/* ------------------------------------------------------------- measuring */

static int is_wide(uint32_t c)
{
	return c >= 0x1100 &&
	       (c < 0x1160 || (c >= 0x2e80 && c < 0xa4d0) ||
		(c >= 0xac00 && c < 0xd7a4) || (c >= 0xf900 && c < 0xfb00) ||
		(c >= 0xfe30 && c < 0xfe70) || (c >= 0xff00 && c < 0xff61) ||
		(c >= 0xffe0 && c < 0xffe7) || (c >= 0x1f300 && c < 0x1fb00) ||
		(c >= 0x20000 && c < 0x3fffe));
}

static int is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* The bytes of the first word at s. */
static size_t word_bytes(const char *s, size_t len)
{
	size_t i = 0;

	for (; i + 16 <= len; i += 16) {
		sixteen v = sixteen_load(s + i);
		uint32_t blanks = sixteen_equal(v, ' ') |
				  sixteen_equal(v, '\t');

		if (blanks)
			return i + sixteen_before(blanks);
	}
	while (i < len && !is_blank(s[i]))
		i++;
	return i;
}

static uint32_t columns(const char *s, size_t len)
{
	uint32_t n = 0;
	size_t size;

	for (size_t i = 0; i < len; i += size)
		n += is_wide(utf8_decode(s + i, &size)) ? 2 : 1;
	return n;
}

static void measure(struct text_line *line, const char *text, enum metric by)
{
	const char *s = text + line->begin;
	size_t len = line->end - line->begin, word, size;
	uint32_t width;

	if (len + line->indent > LONG_BYTES) {
		line->width = TOO_WIDE;
		line->first = TOO_WIDE;
		return;
	}
	word = word_bytes(s, len);
	if (by == BY_WORD) {
		width = (uint32_t)utf8_count(s, len);
		line->first = (uint16_t)(width == len ? word :
					 utf8_count(s, word));
	} else {
		line->first = is_wide(utf8_decode(s, &size))
				      ? 2
				      : (uint16_t)columns(s, word);
		width = columns(s, len);
	}
	line->width = (uint16_t)(width + line->indent);
}

/* -------------------------------------------------------- a pair of lines */

/* Whether a could not have taken b's first word at a width of W. */
static int pair_holds(const struct text_line *a, const struct text_line *b,
		      uint32_t width, uint32_t slack)
{
	return a->width <= width &&
	       (uint32_t)a->width + 1 + b->first + slack > width;
}

/* A line that has a place to be broken at. */
static int breakable(const struct text_line *line)
{
	return (uint32_t)line->first + line->indent < line->width ||
	       line->width == TOO_WIDE;
}

/* 1 lower case, -1 upper case, 0 neither. */
static int case_of(uint32_t c)
{
	if (c < 0x80)
		return c >= 'a' && c <= 'z' ? 1 : c >= 'A' && c <= 'Z' ? -1 : 0;
	if (c >= 0xc0 && c < 0x100)
		return c >= 0xdf ? 1 : -1;
	if (c >= 0x100 && c < 0x180)
		return c & 1 ? 1 : -1;
	if (c >= 0x391 && c < 0x3d0)
		return c >= 0x3ac ? 1 : -1;
	if (c >= 0x400 && c < 0x460)
		return c >= 0x430 ? 1 : -1;
	if (c >= 0x531 && c < 0x588)
		return c >= 0x561 ? 1 : -1;
	return 0;
}

/* A letter of a script without case: Hebrew, Arabic, Indic, Thai, ... */
static int is_uncased(uint32_t c)
{
	return c >= 0x590 && (c < 0x1c00 || (c >= 0x2c80 && c < 0xa640) ||
			      (c >= 0xa800 && c < 0xfb00) || c >= 0x20000);
}

static int ends_sentence(const struct text_line *line, const char *text)
{
	static const char wide_stop[] = "\xe3\x80\x82"; /* U+3002 */
	const char *end = text + line->end;

	switch (end[-1]) {
	case '.': case '!': case '?': case ';': case '{': case '}': case '|':
		return 1;
	default:
		return line->end - line->begin > 3 &&
		       !memcmp(end - 3, wide_stop, 3);
	}
}

/* -------------------------------------------------------------- many lines */

static void count_line(struct census *c, const struct text_line *line)
{
	if (line->width <= MAX_COLUMNS) {
		c->least = line->width < c->least ? line->width : c->least;
		c->most = line->width > c->most ? line->width : c->most;
	}
	if (!breakable(line))
		return;
	c->over++;
	if (line->width <= MAX_COLUMNS)
		c->lines[line->width]++;
}

static void count_pair(struct census *c, const struct text_line *a,
		       const struct text_line *b)
{
	uint32_t end = (uint32_t)a->width + 1 + b->first;

	if (a->width > MAX_COLUMNS && !breakable(a))
		return;
	c->pairs++;
	if (a->width > MAX_COLUMNS || b->first > LONG_WORD)
		return;
	c->begins[a->width]++;
	if (end <= MAX_COLUMNS)
		c->ends[end]++;
}

static void take_census(struct census *c, const struct text_line *line,
			size_t n)
{
	*c = (struct census){ .least = MAX_COLUMNS, .most = MIN_WIDTH };
	for (size_t i = 0; i < n; i++) {
		count_line(c, &line[i]);
		if (i > 0 && line_is_pair(&line[i]))
			count_pair(c, &line[i - 1], &line[i]);
	}
}

/* The width that most pairs allow, less the lines that are wider. */
static struct fit best_fit(const struct census *c, enum metric by)
{
	uint32_t max = by == BY_WORD ? MAX_WIDTH : MAX_COLUMNS;
	struct fit best = { 0 };
	uint32_t holds = 0, over = c->over;
	int64_t score = 0;

	/* no width below or above those of the lines does better */
	for (uint32_t w = c->least; w <= c->most && w <= max; w++) {
		holds += c->begins[w] - c->ends[w];
		over -= c->lines[w];
		if (w >= MIN_WIDTH &&
		    (int64_t)holds - 2 * (int64_t)over > score) {
			best = (struct fit){ w, c->pairs, holds, over };
			score = (int64_t)holds - 2 * (int64_t)over;
		}
	}
	return best;
}

/* How the lines begin that go on at a width, and how those above end. */
struct starts {
	uint32_t all, lower, upper, uncased, ended;
};

static struct starts count_starts(const struct text_line *line, size_t n,
				  const char *text, uint32_t width)
{
	struct starts s = { 0 };
	size_t size;

	for (size_t i = 1; i < n; i++) {
		uint32_t c;

		if (!line_is_pair(&line[i]) ||
		    !pair_holds(&line[i - 1], &line[i], width, 0))
			continue;
		c = utf8_decode(text + line[i].begin, &size);
		s.all++;
		s.lower += case_of(c) > 0;
		s.upper += case_of(c) < 0;
		s.uncased += is_uncased(c);
		s.ended += ends_sentence(&line[i - 1], text);
	}
	return s;
}

/* Whether they start in lower case as often as prose does, are of a script
 * without case, or agree too well for a list. */
static int reads_on(const struct text_line *line, size_t n, const char *text,
		    const struct fit *f)
{
	struct starts s = count_starts(line, n, text, f->width);

	if (2 * s.ended >= s.all)
		return 0;
	if (s.lower > 0 && 10 * s.lower >= 3 * (s.lower + s.upper))
		return 1;
	if (2 * s.uncased >= s.all)
		return 1;
	return f->holds == f->pairs && f->holds >= SURE_PAIRS &&
	       2 * (s.lower + s.upper) > s.all;
}

/* A word wider than W stands alone; the text goes on below it. */
static void join(struct text_line *line, size_t n, uint32_t width)
{
	for (size_t i = 1; i < n; i++)
		if (line_is_pair(&line[i]) &&
		    (pair_holds(&line[i - 1], &line[i], width, SLACK) ||
		     (!breakable(&line[i - 1]) && line[i - 1].width > width)))
			line[i].flags |= LINE_CONTINUES;
}

/* The document is wrapped throughout: most pairs allow one width, and hardly a
 * line is wider. */
static int wrapped_throughout(const struct fit *f)
{
	return f->width > 0 && 2 * f->holds >= f->pairs &&
	       20 * f->over <= f->holds &&
	       (f->holds > 2 || f->holds == f->pairs);
}

static int wrap_document(struct text_lines *lines, const char *text,
			 enum metric by)
{
	struct census c;
	struct fit f;

	take_census(&c, lines->line, lines->n);
	f = best_fit(&c, by);
	if (!wrapped_throughout(&f) ||
	    !reads_on(lines->line, lines->n, text, &f))
		return 0;
	join(lines->line, lines->n, f.width);
	return 1;
}

static void wrap_group(struct text_line *line, size_t n, const char *text,
		       enum metric by)
{
	struct census c;
	struct fit f;

	if (n <= LOCAL_PAIRS)
		return;
	take_census(&c, line, n);
	f = best_fit(&c, by);
	if (f.width > 0 && f.over == 0 && 5 * f.holds >= 4 * f.pairs &&
	    reads_on(line, n, text, &f))
		join(line, n, f.width);
}

static void wrap_groups(struct text_lines *lines, const char *text,
			enum metric by)
{
	size_t begin = 0;

	for (size_t i = 1; i <= lines->n; i++)
		if (i == lines->n || !line_is_pair(&lines->line[i])) {
			wrap_group(lines->line + begin, i - begin, text,
				   by);
			begin = i;
		}
}

static int has_pairs(const struct text_lines *lines)
{
	for (size_t i = 1; i < lines->n; i++)
		if (line_is_pair(&lines->line[i]))
			return 1;
	return 0;
}

/* Whether much of the text is Chinese or Japanese; looks at its beginning. */
static int breaks_anywhere(const struct text_lines *lines, const char *text)
{
	uint32_t end = lines->line[lines->n - 1].end, wide = 0, all = 0;
	size_t size, i = lines->line[0].begin;

	if (end > 8192)
		end = 8192;
	while (i < end) {
		size = utf8_ascii(text + i, end - i);
		i += size;
		all += (uint32_t)size;
		if (i >= end)
			break;
		wide += is_wide(utf8_decode(text + i, &size));
		i += size;
		all++;
	}
	return 3 * wide > all;
}

static int wrap_by(struct text_lines *lines, const char *text, enum metric by)
{
	for (size_t i = 0; i < lines->n; i++)
		measure(&lines->line[i], text, by);
	if (wrap_document(lines, text, by))
		return 1;
	wrap_groups(lines, text, by);
	return 0;
}

void wrap_find(struct text_lines *lines, const char *text)
{
	if (has_pairs(lines) && !wrap_by(lines, text, BY_WORD) &&
	    breaks_anywhere(lines, text) && !wrap_by(lines, text, BY_CHAR))
		wrap_join_few(lines, text);
}
