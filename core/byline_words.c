/* Words of a byline: what kind each is, and what it does to its piece. */
#include "bylines.h"

#include <string.h>

#include "tokens.h"
#include "utf8.h"

int byline_upper(const struct byline *b, size_t at)
{
	char folded[16];
	uint32_t n;

	utf8_read(b->c.s + at, &n);
	return tokens_fold(b->c.s + at, n, folded, sizeof(folded)) != n ||
	       memcmp(folded, b->c.s + at, n) != 0;
}

/* A capital at its start, or behind the mark of "d'Arc", "al-Amin". */
static int has_capital(const struct byline *b, size_t begin, size_t end)
{
	uint32_t n, u;

	if (byline_upper(b, begin))
		return 1;
	for (size_t at = begin; at < end && at < begin + 4; at += n) {
		u = utf8_read(b->c.s + at, &n);
		if ((u == '\'' || u == 0x2019 || u == '-') && at + n < end)
			return byline_upper(b, at + n);
	}
	return 0;
}

/* Of a script that has no capitals. */
static int is_caseless(const struct byline *b, size_t at)
{
	uint32_t n, c = utf8_read(b->c.s + at, &n);

	return c >= 0x590 && !(c >= 0x10a0 && c < 0x1100) &&
	       !(c >= 0x1e00 && c < 0x2000) && c != 0x2019;
}

/* Whether a word that no name has stands here, glued to what is before. */
static int glued_stop(const struct byline *b, size_t at)
{
	struct cursor c = b->c;
	char word[WORD];
	size_t n;

	c.at = at;
	n = cursor_word(&c, word, WORD);
	return n > 2 && (name_never(word, n) || name_org(word, n));
}

/* A mark within a word: "O'Neil", "Anne-Marie", "J.R." */
static int joins_word(const struct byline *b, size_t begin, size_t at,
		      uint32_t *n)
{
	uint32_t u = utf8_read(b->c.s + at, n), next;
	struct cursor c = b->c;

	if (u != '\'' && u != 0x2019 && u != '-' && u != '.' && u != 0x2010)
		return 0;
	if (u == '.' && !cursor_letter(&c, at + 1, &next))
		/* of an initial or a short form, not of a sentence */
		return at - begin <= 4 && byline_upper(b, begin);
	return cursor_letter(&c, at + *n, &next);
}

/* The date that begins, or goes on, at a place; NULL: none. */
const struct ncl_date *byline_date(const struct byline *b, size_t at)
{
	for (unsigned i = 0; i < b->date_count; i++)
		if (at >= b->dates[i].begin && at < b->dates[i].end)
			return &b->dates[i];
	return NULL;
}

/* Whether what is glued to the word at [begin, at) is no more of it. */
static int ends_glued(const struct byline *b, size_t begin, size_t at,
		      int odd)
{
	char before = b->c.s[at - 1], ch = b->c.s[at];

	if (byline_date(b, at))
		return 1;
	if (ch >= '0' && ch <= '9')
		return at - begin >= 3 && !odd; /* "Doe5 hours ago" */
	return before >= 'a' && before <= 'z' && ch >= 'A' && ch <= 'Z' &&
	       glued_stop(b, at);
}

size_t byline_read_word(struct byline *b, int *odd)
{
	size_t begin = b->c.at, at = begin;
	uint32_t n;

	*odd = 0;
	for (; at < b->c.end; at += n) {
		char ch = b->c.s[at];

		if (at != begin && ends_glued(b, begin, at, *odd))
			break;
		if (cursor_letter(&b->c, at, &n))
			continue;
		n = 1;
		if ((ch >= '0' && ch <= '9') || ch == '@' || ch == '_' ||
		    ch == '#' || (ch == '/' && *odd))
			*odd = 1;
		else if (at == begin || !joins_word(b, begin, at, &n))
			break;
	}
	return at;
}

static enum word_kind kind_of(const struct byline *b, size_t begin,
			      size_t end, int odd)
{
	char word[WORD];
	size_t n = byline_fold(b, begin, end, word, WORD);
	int upper = has_capital(b, begin, end);

	if (n && word[n - 1] == '.' && n > 2)
		word[--n] = 0;
	if (odd || !n)
		return b->c.s[begin] >= '0' && b->c.s[begin] <= '9' ?
			       WORD_DIGITS : WORD_OTHER;
	if (!strcmp(word, "by"))
		return WORD_BY;
	if (name_agency(word, n))
		return WORD_NAME;
	if (!upper && name_joins(word, n))
		return WORD_JOIN;
	if (!upper && name_particle(word, n))
		return WORD_PARTICLE;
	if (name_place(word, n) && (!upper || (b->now.n >= 2 && n == 2)))
		return WORD_PLACE;
	if (name_desk(word, n))
		return WORD_DESK;
	if (name_never(word, n))
		return WORD_NEVER;
	if (name_org(word, n))
		return WORD_OTHER;
	if (b->now.n >= 2 && name_degree(word, n))
		return WORD_DEGREE;
	if (upper)
		return WORD_NAME;
	return is_caseless(b, begin) ? WORD_CASELESS : WORD_OTHER;
}

/* Whether "기자" and the like make a name of the one word before it. */
static int is_titled(struct byline *b, size_t begin, size_t end)
{
	char word[WORD];
	size_t n = byline_fold(b, begin, end, word, WORD);

	return b->now.n == 1 && b->now.caseless == 1 &&
	       word_listed("기자 특파원 記者 记者", word, n);
}

/* "本报记者王小明" is one word: where the name in it begins. */
static size_t behind_title(struct byline *b, size_t begin, size_t end)
{
	for (size_t at = begin; at + 6 < end; at++)
		if (!memcmp(b->c.s + at, "记者", 6) ||
		    !memcmp(b->c.s + at, "記者", 6)) {
			b->cue = CUE_AUTHOR;
			return at + 6;
		}
	return begin;
}

void byline_put_word(struct byline *b, size_t begin, size_t end, int odd)
{
	struct piece *p = &b->now;
	enum word_kind kind = kind_of(b, begin, end, odd);
	uint32_t n;

	if (kind == WORD_CASELESS)
		begin = behind_title(b, begin, end);

	if (kind == WORD_JOIN || kind == WORD_PLACE) {
		byline_end_piece(b);
		b->place = kind == WORD_PLACE;
		b->comma = 0;
		return;
	}
	if (kind == WORD_BY) { /* "News by Jane Doe" */
		memset(p, 0, sizeof(*p));
		if (b->cue != CUE_OTHER)
			b->cue = CUE_AUTHOR;
		b->within = 1;
		return;
	}
	if (p->ended)
		return;
	if (kind == WORD_NEVER && is_titled(b, begin, end)) {
		enum name_cue cue = b->cue;

		b->cue = CUE_AUTHOR;
		byline_end_piece(b);
		b->cue = cue;
		return;
	}
	if ((kind == WORD_NEVER && (p->n >= 2 || byline_agency(b, p))) ||
	    ((kind == WORD_DEGREE || kind == WORD_DIGITS) && p->n >= 2)) {
		/* "Jane Doe, staff writer": of the desk is the person */
		if (p->desk)
			p->n = p->desk - 1;
		p->spoilt = p->desk && p->n < 2;
		p->desk = 0;
		p->ended = 1;
		return;
	}
	if (kind == WORD_DESK && !p->desk)
		p->desk = p->n + 1;
	if (kind >= WORD_DEGREE || p->n == MOST_WORDS) {
		p->spoilt = 1;
		return;
	}
	p->begin[p->n] = begin;
	p->end[p->n++] = end;
	p->caseless += kind == WORD_CASELESS;
	p->small += kind == WORD_PARTICLE;
	for (size_t at = begin; at < end; at += n, p->chars++)
		utf8_read(b->c.s + at, &n);
}
