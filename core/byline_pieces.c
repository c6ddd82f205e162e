/* Pieces of a byline: which of them are names. */
#include "bylines.h"

#include <string.h>

#include "tokens.h"
#include "utf8.h"

size_t byline_fold(const struct byline *b, size_t begin, size_t end,
		   char *to, size_t room)
{
	return tokens_fold(b->c.s + begin, end - begin, to, room);
}

static int is_new(const struct byline *b, size_t begin, size_t end)
{
	for (uint32_t i = 0; i < b->count; i++)
		if (b->out[i].end - b->out[i].begin == end - begin &&
		    !memcmp(b->c.s + b->out[i].begin, b->c.s + begin,
			    end - begin))
			return 0;
	return 1;
}

void byline_add(struct byline *b, size_t begin, size_t end, unsigned flags)
{
	if (b->count == b->room || !is_new(b, begin, end))
		return;
	if (b->cue == CUE_AUTHOR)
		flags |= NCL_NAME_CUE;
	b->out[b->count++] = (struct ncl_name){ (uint32_t)begin,
						(uint32_t)end, flags, 0 };
	b->agencies += flags & NCL_NAME_AGENCY;
}

int byline_agency(const struct byline *b, const struct piece *p)
{
	char folded[128];

	return p->n && name_agency(folded,
				   byline_fold(b, p->begin[0],
					      p->end[p->n - 1], folded,
					      sizeof(folded)));
}

/* How many words are left when an agency behind a name is taken off. */
static unsigned without_agency(const struct byline *b, const struct piece *p)
{
	char folded[128];

	for (unsigned i = 2; i < p->n; i++)
		if (name_agency(folded,
				byline_fold(b, p->begin[i], p->end[p->n - 1],
					   folded, sizeof(folded))))
			return i;
	return p->n;
}

/* "NASA", but not "JR" or "J.R." */
static int is_acronym(const struct byline *b, size_t begin, size_t end)
{
	for (size_t at = begin; at < end; at++)
		if (b->c.s[at] < 'A' || b->c.s[at] > 'Z')
			return 0;
	return end - begin >= 3;
}

/* "The Lavazza", "NASA Human Spaceflight Historian": of organisations. */
static int is_cased_name(const struct byline *b, const struct piece *p)
{
	const char *s = b->c.s + p->begin[0];

	if (b->rules & NCL_NAMES_ALL)
		return p->n <= 5 && (p->n >= 2 || !b->comma);
	return p->n >= 2 && p->n <= (b->comma ? 3u : 4u) + p->small &&
	       !(p->end[0] - p->begin[0] == 3 && !memcmp(s, "The", 3)) &&
	       is_acronym(b, p->begin[0], p->end[0]) ==
		       is_acronym(b, p->begin[p->n - 1], p->end[p->n - 1]);
}

/* Names without capitals have to be told by something else. */
static int is_caseless_name(const struct byline *b, const struct piece *p)
{
	int cue = b->cue == CUE_AUTHOR || b->rules & NCL_NAMES_ALL;
	uint32_t n, first = utf8_read(b->c.s + p->begin[0], &n);

	if (first >= 0x3000) /* Chinese, Japanese, Korean */
		return cue && p->n == 1 && p->chars >= 2 && p->chars <= 5;
	return (cue || p->end[p->n - 1] - p->begin[0] == b->c.end) &&
	       p->n >= 2 && p->n <= 5;
}

static void take(struct byline *b, struct piece *p)
{
	size_t begin = p->begin[0], end;

	p->n = without_agency(b, p);
	end = p->end[p->n - 1];
	if (byline_agency(b, p) || (p->desk && p->n > 1))
		byline_add(b, begin, end, NCL_NAME_AGENCY);
	else if (p->desk)
		;
	else if (p->caseless == p->n ? is_caseless_name(b, p)
				     : is_cased_name(b, p))
		byline_add(b, begin, end, 0);
	else if (p->n == 1 && b->cue == CUE_AUTHOR && !b->within &&
		 !p->caseless && !b->single.end)
		b->single = (struct ncl_name){ (uint32_t)begin,
					       (uint32_t)end,
					       NCL_NAME_CUE, 0 };
}

void byline_end_piece(struct byline *b)
{
	struct piece *p = &b->now;
	char word[WORD];

	/* a particle belongs to what comes behind it */
	while (p->n && !p->spoilt && p->caseless < p->n &&
	       name_particle(word, byline_fold(b, p->begin[p->n - 1],
					      p->end[p->n - 1], word, WORD)) &&
	       (unsigned char)b->c.s[p->begin[p->n - 1]] >= 'a')
		p->n--;
	if (p->n && !p->spoilt && !b->place && b->cue != CUE_OTHER)
		take(b, p);
	if (p->n || p->spoilt)
		b->place = 0;
	memset(p, 0, sizeof(*p));
}
