/* Hashed flags: words, patterns, and codes of several small numbers. */
#include <stdio.h>

#include "common/blocks.h"
#include "common/codes.h"

#define WHOLE_TOKENS 6u
#define FIRST_TOKENS 6u
#define LAST_TOKENS 2u
#define SHORT_UNITS 7.0f
#define SHORT_TOKENS 10u
#define NEAR_TOKENS 6u

struct flags {
	const struct sight *s;
	struct ncl_sink *sink;
};

static void add(const struct flags *f, uint32_t group, uint64_t hash)
{
	f->sink->add(f->sink, group, hash, 1.0f);
}

static void add_code(const struct flags *f, enum code code, uint64_t parts)
{
	uint64_t hash = ncl_hash_pair(parts + 1, code + 1);
	char name[160];

	add(f, GROUP_CODE, hash);
	if (!f->sink->name)
		return;
	code_write(name, sizeof(name), code, parts);
	f->sink->name(f->sink, GROUP_CODE, hash, name);
}

static uint64_t join(uint64_t parts, uint32_t part)
{
	return parts << 4 | (part & 15);
}

static uint32_t at_most(uint32_t n, uint32_t most)
{
	return n < most ? n : most;
}

static void add_tokens(const struct flags *f, uint32_t group, uint32_t first,
		       uint32_t n)
{
	if (n)
		f->sink->add_tokens(f->sink, group, first, n, 1.0f);
}

static void add_words(const struct flags *f)
{
	const struct shape *s = f->s->shape;
	uint32_t n = s->count, first = s->first;

	if (s->units < SHORT_UNITS) {
		add_tokens(f, GROUP_SHORT, first, at_most(n, SHORT_TOKENS));
	} else {
		add_tokens(f, GROUP_WORD, first, FIRST_TOKENS);
		add_tokens(f, GROUP_WORD, first + n - LAST_TOKENS,
			   LAST_TOKENS);
	}
	add_tokens(f, GROUP_FIRST, first, at_most(n, 1));
	if (n)
		add_tokens(f, GROUP_LAST, first + n - 1, 1);
	if (n < 2)
		return;
	f->sink->add_pairs(f->sink, GROUP_FIRST_TWO, first, 2, 1.0f);
	f->sink->add_pairs(f->sink, GROUP_LAST_TWO, first + n - 2, 2, 1.0f);
}

static void name_pattern(const struct flags *f, uint64_t hash, uint32_t n)
{
	const struct sight *s = f->s;
	const struct page *p = s->page;
	char name[128];

	if (!f->sink->name)
		return;
	shape_write(name, sizeof(name), p->text,
		    p->host->block(p->doc, s->at),
		    s->shape->count ? p->tokens + s->shape->first : NULL, n);
	f->sink->name(f->sink, GROUP_PATTERN, hash, name);
}

static void name_whole(const struct flags *f, uint64_t hash)
{
	const struct ncl_block *b = f->s->page->host->block(f->s->page->doc,
							    f->s->at);
	uint32_t len = b->end - b->begin;
	char name[128];

	if (!f->sink->name)
		return;
	snprintf(name, sizeof(name), "%.*s", (int)at_most(len, 100),
		 f->s->page->text + b->begin);
	f->sink->name(f->sink, GROUP_WHOLE, hash, name);
}

static void add_patterns(const struct flags *f)
{
	const struct shape *s = f->s->shape;

	if (s->count && s->count <= WHOLE_TOKENS) {
		add(f, GROUP_WHOLE, s->whole);
		name_whole(f, s->whole);
	}
	if (s->count <= SHAPE_PATTERN) {
		add(f, GROUP_PATTERN, s->pattern);
		name_pattern(f, s->pattern, s->count);
	}
	if (s->count >= SHAPE_OPENING) {
		uint64_t hash = ncl_hash_pair(s->opening, 1);

		add(f, GROUP_PATTERN, hash);
		name_pattern(f, hash, SHAPE_OPENING - 1);
	}
}

static uint32_t side(const struct sight *s)
{
	return s->at < s->page->begin ? 1 : s->at >= s->page->end ? 2 : 0;
}

/* Size and end, and 15 where there is no block. */
static uint64_t join_shape(uint64_t parts, const struct shape *s)
{
	return join(join(parts, s == &shape_blank ? 15 : s->size), s->end);
}

static void add_shapes(const struct flags *f)
{
	static const uint32_t ends[END_OTHER + 1] = {
		[END_STOP] = 1, [END_COLON] = 2, [END_ELLIPSIS] = 3
	};
	const struct sight *s = f->s;
	uint64_t three = 0, five = 0;

	for (uint32_t k = 1; k < 4; k++)
		three = join_shape(three, s->near[k]);
	for (uint32_t k = 0; k < 5; k++) {
		const struct shape *n = s->near[k];

		five = join(five, n == &shape_blank ? 15 : at_most(n->size,
								   5));
		if (k > 0 && k < 4)
			five = join(five, ends[n->end]);
	}
	add_code(f, CODE_SHAPE, join(join_shape(0, s->shape), side(s)));
	add_code(f, CODE_THREE, three);
	add_code(f, CODE_FIVE, five);
}

static uint64_t title_part(const struct sight *s)
{
	uint32_t title = s->page->title;

	if (title == NOWHERE)
		return 15;
	return s->at >= title ? at_most(s->at - title, 6) + 3 :
				3 - at_most(title - s->at, 3);
}

static void add_places(const struct flags *f)
{
	const struct shape *s = f->s->shape;
	const struct spot *q = f->s->spot;
	uint64_t run = join(at_most(q->like_up, 4), at_most(q->like_down, 4));
	uint64_t between = join(at_most(q->up, 5), at_most(q->down, 5));
	uint64_t like = join((uint32_t)(q->likeness * 5), s->size);

	add_code(f, CODE_RUN, join(join(run, s->size), s->start));
	add_code(f, CODE_TITLE, join_shape(title_part(f->s), s));
	add_code(f, CODE_BETWEEN, join_shape(between, s));
	add_code(f, CODE_LIKE, join(join(like, side(f->s)), s->prose));
}

/* The place of the lowest bit that is set. */
static uint32_t first_bit(uint32_t bits)
{
#if defined(__GNUC__)
	return (uint32_t)__builtin_ctz(bits);
#else
	uint32_t n = 0;

	while (!(bits >> n & 1))
		n++;
	return n;
#endif
}

static void add_cue_codes(const struct flags *f, enum code code,
			  uint32_t groups, uint64_t parts)
{
	for (; groups; groups &= groups - 1)
		add_code(f, code, parts << 8 | first_bit(groups));
}

static void add_near(const struct flags *f, const struct shape *n,
		     enum code code, uint32_t group)
{
	if (n == &shape_blank || n->units >= 12)
		return;
	add_cue_codes(f, code, n->groups, f->s->shape->size);
	if (n->units < SHORT_UNITS)
		add_tokens(f, group, n->first, at_most(n->count,
						       NEAR_TOKENS));
}

static void add_header(const struct flags *f)
{
	uint32_t header = f->s->spot->header, ago;
	const struct shape *h;

	if (header == NOWHERE)
		return;
	ago = f->s->at - header;
	h = &f->s->page->shapes[header];
	add_cue_codes(f, CODE_HEADER, h->groups & HEADER_CUES,
		      join(ago < 10 ? ago : ago <= 20 ? 10 : 11,
			   f->s->shape->prose));
	if (ago <= 12)
		add_tokens(f, GROUP_HEADER, h->first, at_most(h->count, 4));
}

void flags_add(const struct sight *s, struct ncl_sink *sink)
{
	const struct flags f = { s, sink };
	const struct shape *here = s->shape;

	add_words(&f);
	add_patterns(&f);
	add_shapes(&f);
	add_places(&f);
	add_cue_codes(&f, CODE_CUE, here->groups,
		      join(here->size, here->end == END_STOP));
	add_near(&f, s->near[1], CODE_CUE_BEFORE, GROUP_BEFORE);
	add_near(&f, s->near[3], CODE_CUE_AFTER, GROUP_AFTER);
	add_header(&f);
}
