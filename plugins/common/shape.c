#include "common/shape.h"

#include <string.h>

#include "common/letters.h"
#include "common/numbers.h"
#include "common/signs.h"

/* Kinds of words, as a pattern shows them. */
enum kind { LOWER, CAPITAL, INITIAL, CAPS, SHORT_NUMBER, YEAR, NUMBER, SOLO };

/* A block being looked at. */
struct look {
	struct shape *s;
	const char *text;
	const struct ncl_block *block;
	const struct ncl_token *tokens; /* its own */
	const char *last;  /* behind the token before */
	enum kind before;  /* of that */
	uint32_t counts[SOLO + 1];
	uint32_t brief, letters; /* words of letters: brief ones, all chars */
	uint64_t pattern;
};

static uint64_t mix(uint64_t hash, uint64_t value)
{
	return ncl_hash_pair(hash, value + 0x632be59bd9b4e019u);
}

/* Characters of a word, told by the size of its first. */
static uint32_t chars(const char *p, const char *end)
{
	uint32_t bytes = (uint32_t)(end - p);
	unsigned char first = (unsigned char)*p;

	return first < 0x80 ? bytes : first < 0xe0 ? bytes / 2 : bytes / 3;
}

static int has_lower(const char *p, const char *end)
{
	uint32_t len;

	for (; p < end; p += len)
		if (letter_kind(letter_read(p, &len)) == LETTER_LOWER)
			return 1;
	return 0;
}

static enum kind number_kind(uint32_t n)
{
	return n < 3 ? SHORT_NUMBER : n == 4 ? YEAR : NUMBER;
}

/* The kind of a token; *n gets its characters. */
static enum kind token_kind(const char *p, const char *end, uint32_t *n)
{
	uint32_t len, c = letter_read(p, &len);

	*n = chars(p, end);
	if (c >= 'a' && c <= 'z')
		return LOWER;
	switch (letter_kind(c)) {
	case LETTER_DIGIT:
		return number_kind(*n);
	case LETTER_SOLO:
		return SOLO;
	case LETTER_UPPER:
		if (p + len == end)
			return INITIAL;
		return has_lower(p + len, end) ? CAPITAL : CAPS;
	default:
		return LOWER;
	}
}

static int is_year(const char *p, enum kind kind)
{
	return kind == YEAR && ((p[0] == '1' && p[1] == '9') ||
				(p[0] == '2' && p[1] == '0'));
}

static uint32_t mark_of(uint32_t c)
{
	switch (c) {
	case '(': case 0xff08: return MARK_PAREN;
	case ':': case 0xff1a: return MARK_COLON;
	case '?': case 0xff1f: return MARK_QUESTION;
	case '!': case 0xff01: return MARK_BANG;
	case 0xa9: return MARK_COPYRIGHT;
	case '@': return MARK_ADDRESS;
	case '$': case '%': case 0xa3: case 0xa5: case 0x20ac:
		return MARK_MONEY;
	default: return 0;
	}
}

static int is_bar(uint32_t c)
{
	return c == '|' || c == 0x2022 || c == 0xb7 || c == 0x203a ||
	       c == 0xbb || c == 0x30fb;
}

/* Punctuation of programs, markup and data, which prose hardly has; a quotation
 * mark before a comma or colon counts too. */
static int is_code_sign(uint32_t c)
{
	return c == '{' || c == '}' || c == '[' || c == ']' || c == '<' ||
	       c == '>' || c == '=' || c == '\\' || c == '_' || c == '#';
}

/* Punctuation between two tokens, or before the first, behind the last. */
static void look_between(struct shape *s, const char *p, const char *end)
{
	const char *from = p;

	while (p < end) {
		uint32_t len, c = letter_read(p, &len);

		p += len;
		if (c == ' ')
			continue;
		s->marks |= (uint16_t)mark_of(c);
		s->signs += is_code_sign(c) || (c == '"' && p < end &&
						(*p == ':' || *p == ','));
		if (is_comma(c))
			s->commas++;
		else if (is_wide_stop(c))
			s->stops++;
		else if (is_stop(c) && (p == end || *p == ' ' || *p == '"' ||
					*p == ')' || (*p & 0x80)))
			s->stops++;
		else if (is_bar(c) || (c == '/' && p < end && *p == ' ' &&
				       p - from > 1))
			s->bars++;
		else if (c == ':' && end - p >= 2 && p[0] == '/' &&
			 p[1] == '/')
			s->marks |= MARK_ADDRESS;
	}
}

/* What a gap of one byte between words of these kinds tells. */
static void look_joint(struct shape *s, char gap, enum kind left,
		       enum kind right)
{
	if ((gap == ':' || gap == '.') && left == SHORT_NUMBER &&
	    right == SHORT_NUMBER)
		s->marks |= MARK_TIME;
	if (gap == '.' && left == LOWER && right == LOWER)
		s->marks |= MARK_ADDRESS;
}

/* The first two characters of a gap that are no space. */
static uint64_t gap_hash(const char *p, const char *end)
{
	uint64_t hash = 0;
	uint32_t len;

	if (end - p == 1) /* most are a space */
		return *p == ' ' ? 0 : (unsigned char)*p;
	while (p < end && *p == ' ')
		p++;
	for (uint32_t n = 0; n < 2 && p < end && *p != ' '; n++, p += len)
		hash = hash << 21 | letter_read(p, &len);
	return hash;
}

static void add_pattern(struct look *l, uint32_t i, enum kind kind,
			const char *gap)
{
	const char *word = l->text + l->tokens[i].begin;

	l->pattern = mix(l->pattern, gap_hash(gap, word));
	if (i == SHAPE_OPENING - 1)
		l->s->opening = l->pattern;
	l->pattern = mix(l->pattern, kind);
	l->s->whole = i ? mix(l->s->whole, l->tokens[i].hash) :
			  l->tokens[i].hash;
}

static inline void look_token(struct look *l, uint32_t i, int patterned)
{
	const struct ncl_token *t = &l->tokens[i];
	const char *p = l->text + t->begin, *last = l->last;
	uint32_t n;
	enum kind kind = token_kind(p, l->text + t->end, &n);

	if (patterned)
		add_pattern(l, i, kind, last);
	if (i && p - last == 1)
		look_joint(l->s, *last, l->before, kind);
	if (p - last > 1 || (p > last && *last != ' '))
		look_between(l->s, last, p);
	if (is_year(p, kind))
		l->s->marks |= MARK_YEAR;
	l->counts[kind]++;
	l->brief += (kind == LOWER) & (n <= 3);
	l->letters += kind <= CAPS ? n : 0;
	l->last = l->text + t->end;
	l->before = kind;
}

/* The tokens behind those of the pattern: most are of small letters, and stand
 * behind a space. */
static void look_rest(struct look *l, uint32_t i)
{
	uint32_t lower = 0, brief = 0, letters = 0;

	for (; i < l->s->count; i++) {
		const struct ncl_token *t = &l->tokens[i];
		const char *p = l->text + t->begin;
		uint32_t n = t->end - t->begin;

		if ((unsigned char)(*p - 'a') >= 26 || p - l->last != 1 ||
		    *l->last != ' ') {
			look_token(l, i, 0);
			continue;
		}
		lower++;
		brief += n <= 3;
		letters += n;
		l->last = p + n;
		l->before = LOWER;
	}
	l->counts[LOWER] += lower;
	l->brief += brief;
	l->letters += letters;
}

static void look_tokens(struct look *l)
{
	const char *end = l->text + l->block->end;
	uint32_t n = l->s->count, first;

	first = n <= SHAPE_PATTERN ? n : SHAPE_PATTERN + 1;
	l->last = l->text + l->block->begin;
	l->before = CAPITAL;
	for (uint32_t i = 0; i < first; i++)
		look_token(l, i, 1);
	look_rest(l, first);
	look_between(l->s, l->last, end);
	l->pattern = mix(l->pattern, gap_hash(l->last, end));
}

static uint8_t size_of(float units)
{
	static const float steps[] = { 2, 4, 7, 12, 20, 40 };
	uint8_t n = 0;

	while (n < sizeof(steps) / sizeof(*steps) && units >= steps[n])
		n++;
	return n;
}

static void finish(const struct look *l)
{
	struct shape *s = l->s;
	const uint32_t *n = l->counts;
	float all = s->count ? (float)s->count : 1;
	uint32_t words = s->count - n[SOLO];
	uint32_t capitals = n[CAPITAL] + n[INITIAL];
	uint32_t letters = n[LOWER] + capitals + n[CAPS];

	s->units = (float)words + 0.5f * (float)n[SOLO];
	s->log_units = log_plus(s->units);
	s->solo = (float)n[SOLO] / all;
	s->capital = (float)capitals / all;
	s->caps = (float)n[CAPS] / all;
	s->digits = (float)(n[SHORT_NUMBER] + n[YEAR] + n[NUMBER]) / all;
	s->lower = (float)n[LOWER] / all;
	s->brief = words ? (float)l->brief / (float)words :
		   n[SOLO] ? 0.25f : 0;
	s->word_len = letters ? (float)l->letters / (float)letters : 0;
	s->size = size_of(s->units);
	s->prose = s->units >= 10 && s->capital + s->caps < 0.6f &&
		   (s->end == END_STOP || s->end == END_ELLIPSIS ||
		    s->end == END_QUOTE || s->stops >= 2);
	s->pattern = mix(l->pattern, s->count > SHAPE_PATTERN);
	if (s->count > SHAPE_PATTERN)
		s->whole = mix(s->whole, s->count);
	if (s->count < SHAPE_OPENING)
		s->opening = l->pattern;
}

void shape_block(struct shape *s, const char *text,
		 const struct ncl_block *block, const struct ncl_token *tokens)
{
	struct look l = { .s = s, .text = text, .block = block };

	s->first = block->first_token;
	s->count = block->token_count;
	l.tokens = s->count ? tokens + s->first : NULL;
	s->end = (uint8_t)find_end(text + block->begin, text + block->end);
	s->start = (uint8_t)find_start(text + block->begin,
				       text + block->end);
	look_tokens(&l);
	finish(&l);
}
