/* The words of a page: which are common, and which blocks share them. */
#include "common/numbers.h"
#include "common/page.h"

#define LOOK_TOKENS 32u /* of a block; a long one is known by its first */

struct word {
	uint32_t blocks; /* of some length that it stands in */
	uint32_t region; /* blocks of running text of the region */
	uint32_t first;  /* the first of those, + 1 */
	uint32_t mark;   /* last block that was looked at, + 1 */
	uint32_t title;  /* stands in the title */
};

struct words {
	struct page *p;
	struct word *word;
	uint32_t *of; /* a token's word */
	uint32_t common; /* blocks that make a word a common one */
	uint32_t turn;
};

static uint32_t look_count(const struct shape *s)
{
	return s->count < LOOK_TOKENS ? s->count : LOOK_TOKENS;
}

/* The word of token k of a block, unless it was met in this turn. */
static struct word *next_word(struct words *w, const struct shape *s,
			      uint32_t k)
{
	struct word *d = &w->word[w->of[s->first + k]];

	if (d->mark == w->turn)
		return NULL;
	d->mark = w->turn;
	return d;
}

static int words_init(struct words *w, struct page *p)
{
	const struct ncl_host *host = p->host;
	uint32_t n;
	const struct ncl_token *tokens = host->tokens(p->doc, &n);
	struct table table;

	*w = (struct words){ .p = p };
	w->of = host->alloc(p->doc, ((size_t)n + 1) * sizeof(*w->of));
	if (!w->of || !table_init(&table, host, p->doc, n))
		return 0;
	for (uint32_t i = 0; i < p->count; i++) {
		const struct shape *s = &p->shapes[i];

		for (uint32_t k = 0; k < look_count(s); k++)
			w->of[s->first + k] =
				table_put(&table, tokens[s->first + k].hash);
	}
	w->word = host->alloc(p->doc, ((size_t)table.count + 1) *
				      sizeof(*w->word));
	return w->word != NULL;
}

static void count_blocks(struct words *w)
{
	const struct page *p = w->p;
	uint32_t n = 0;

	for (uint32_t i = 0; i < p->count; i++) {
		const struct shape *s = &p->shapes[i];

		w->turn++;
		if (s->units < 8)
			continue;
		n++;
		for (uint32_t k = 0; k < look_count(s); k++) {
			struct word *d = next_word(w, s, k);

			if (d)
				d->blocks++;
		}
	}
	w->common = n > 20 ? (n * 3 + 19) / 20 : 3;
}

static void count_region(struct words *w)
{
	const struct page *p = w->p;

	for (uint32_t i = p->begin; i < p->end; i++) {
		const struct shape *s = &p->shapes[i];

		w->turn++;
		for (uint32_t k = 0; s->prose && k < look_count(s); k++) {
			struct word *d = next_word(w, s, k);

			if (!d)
				continue;
			d->region++;
			if (!d->first)
				d->first = i + 1;
		}
	}
}

static void compare_block(struct words *w, uint32_t i)
{
	const struct page *p = w->p;
	const struct shape *s = &p->shapes[i];
	struct spot *q = &p->spots[i];
	uint32_t inside = s->prose && i >= p->begin && i < p->end;
	uint32_t all = 0, common = 0, shared = 0, seen = 0;

	w->turn++;
	for (uint32_t k = 0; k < look_count(s); k++) {
		const struct word *d = next_word(w, s, k);

		if (!d)
			continue;
		all++;
		if (d->blocks >= w->common) {
			common++;
			continue;
		}
		shared += d->region > inside;
		seen += d->first && d->first <= i;
	}
	q->shared = shared;
	q->common = all ? (float)common / (float)all : 0;
	q->likeness = (float)shared / (float)(all - common + 1);
	if (s->units >= 4)
		q->seen = (float)seen / (float)(all - common + 1);
}

static float title_worth(const struct page *p, uint32_t i)
{
	const struct shape *s = &p->shapes[i];
	const struct spot *q = &p->spots[i];
	float worth = (float)q->shared * q->likeness;

	if (s->units < 2.5f || s->units > 30 || s->prose)
		return 0;
	if (s->end == END_STOP || s->end == END_COMMA)
		worth *= 0.5f;
	worth += 0.02f * min_float(s->units, 12);
	return i > p->begin ? worth * 0.5f : worth;
}

static void find_title(struct page *p)
{
	uint32_t last = p->end ? p->end : 1;
	float best = 0;

	if (last > p->begin + 3)
		last = p->begin + 3;
	for (uint32_t i = 0; i < last && i < p->count; i++) {
		float worth = title_worth(p, i);

		if (worth > best) {
			best = worth;
			p->title = i;
		}
	}
}

static void compare_title(struct words *w)
{
	const struct page *p = w->p;
	const struct shape *t = &p->shapes[p->title];
	uint32_t all = 0;

	w->turn++;
	for (uint32_t k = 0; k < look_count(t); k++) {
		struct word *d = next_word(w, t, k);

		if (d && d->blocks < w->common)
			all += d->title = 1;
	}
	for (uint32_t i = 0; i < p->count; i++) {
		const struct shape *s = &p->shapes[i];
		uint32_t n = 0;

		w->turn++;
		for (uint32_t k = 0; k < look_count(s); k++)
			if (w->word[w->of[s->first + k]].title)
				n += next_word(w, s, k) != NULL;
		p->spots[i].title = (float)n / (float)(all + 1);
	}
}

int page_compare(struct page *p)
{
	struct words w;

	if (!words_init(&w, p))
		return 0;
	count_blocks(&w);
	count_region(&w);
	for (uint32_t i = 0; i < p->count; i++)
		compare_block(&w, i);
	find_title(p);
	if (p->title != NOWHERE)
		compare_title(&w);
	return 1;
}
