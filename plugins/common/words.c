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
	/* The words of block i, each once: of[begin[i]] to of[begin[i + 1]],
	 * places in word. */
	uint32_t *of, *begin;
	uint32_t common; /* blocks that make a word a common one */
};

static uint32_t look_count(const struct shape *s)
{
	return s->count < LOOK_TOKENS ? s->count : LOOK_TOKENS;
}

static struct word *word_at(const struct words *w, uint32_t k)
{
	return &w->word[w->of[k]];
}

/* Words of a block that stand in it again go. */
static void drop_doubles(struct words *w)
{
	const struct page *p = w->p;
	uint32_t at = 0, n = 0;

	for (uint32_t i = 0; i < p->count; i++) {
		w->begin[i] = n;
		for (uint32_t k = look_count(&p->shapes[i]); k; k--, at++) {
			struct word *d = word_at(w, at);

			w->of[n] = w->of[at];
			n += d->mark != i + 1;
			d->mark = i + 1;
		}
	}
	w->begin[p->count] = n;
}

static int words_init(struct words *w, struct page *p)
{
	const struct ncl_host *host = p->host;
	uint32_t most = 0, n = 0;
	struct table table;

	*w = (struct words){ .p = p };
	for (uint32_t i = 0; i < p->count; i++)
		most += look_count(&p->shapes[i]);
	w->begin = host->alloc(p->doc, ((size_t)p->count + 1) *
				       sizeof(*w->begin));
	w->of = host->alloc(p->doc, ((size_t)most + 1) * sizeof(*w->of));
	if (!w->begin || !w->of || !table_init(&table, host, p->doc))
		return 0;
	for (uint32_t i = 0; i < p->count; i++) {
		const struct shape *s = &p->shapes[i];

		for (uint32_t k = 0; k < look_count(s); k++)
			w->of[n++] = table_put(&table,
					       p->tokens[s->first + k].hash);
	}
	w->word = table.failed ? NULL :
		  host->alloc(p->doc, ((size_t)table.count + 1) *
				      sizeof(*w->word));
	if (w->word)
		drop_doubles(w);
	return w->word != NULL;
}

static void count_blocks(struct words *w)
{
	const struct page *p = w->p;
	uint32_t n = 0;

	for (uint32_t i = 0; i < p->count; i++) {
		if (p->shapes[i].units < 8)
			continue;
		n++;
		for (uint32_t k = w->begin[i]; k < w->begin[i + 1]; k++)
			word_at(w, k)->blocks++;
	}
	w->common = n > 20 ? (n * 3 + 19) / 20 : 3;
}

static void count_region(struct words *w)
{
	const struct page *p = w->p;

	/* from the last to the first, so that the first stays */
	for (uint32_t i = p->end; i-- > p->begin;) {
		if (!p->shapes[i].prose)
			continue;
		for (uint32_t k = w->begin[i]; k < w->begin[i + 1]; k++) {
			word_at(w, k)->region++;
			word_at(w, k)->first = i + 1;
		}
	}
}

static void compare_block(struct words *w, uint32_t i)
{
	const struct page *p = w->p;
	const struct shape *s = &p->shapes[i];
	struct spot *q = &p->spots[i];
	uint32_t inside = s->prose && i >= p->begin && i < p->end;
	uint32_t all = w->begin[i + 1] - w->begin[i];
	uint32_t common = 0, shared = 0, seen = 0;

	for (uint32_t k = w->begin[i]; k < w->begin[i + 1]; k++) {
		const struct word *d = word_at(w, k);
		/* sums, since no branch would be foreseen */
		uint32_t rare = d->blocks < w->common;

		common += !rare;
		shared += rare & (d->region > inside);
		/* i where first is 0 */
		seen += rare & (d->first - 1 < i);
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
	uint32_t all = 0, title = p->title;

	for (uint32_t k = w->begin[title]; k < w->begin[title + 1]; k++) {
		struct word *d = word_at(w, k);

		d->title = d->blocks < w->common;
		all += d->title;
	}
	for (uint32_t i = 0; i < p->count; i++) {
		uint32_t n = 0;

		for (uint32_t k = w->begin[i]; k < w->begin[i + 1]; k++)
			n += word_at(w, k)->title;
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
