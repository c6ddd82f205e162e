/* The words of a page: which are common, and which blocks share them. */
#include <stdlib.h>

#include "common/numbers.h"
#include "common/page.h"

#define LOOK_TOKENS 32u /* of a block; a long one is known by its first */

/* A word that was met. */
struct word {
	uint64_t hash;
	uint32_t mark;   /* last block that was looked at, + 1; of a word of
			  * the title at last TITLE_MARK */
	uint32_t blocks; /* of some length that it stands in */
	uint32_t region; /* blocks of running text of the region */
	uint32_t first;  /* the first of those, + 1 */
};

#define TITLE_MARK UINT32_MAX
#define SLOTS_LEAST 256u /* powers of two */
#define SLOTS_FIRST 8192u

struct words {
	struct page *p;
	struct word *word; /* by number, from 1 on; room for half the slots */
	uint32_t *slots;   /* numbers of words; 0: free */
	uint32_t mask, count;
	/* The words of block i, each once: of[begin[i]] to of[begin[i + 1]],
	 * their numbers. */
	uint32_t *of, *begin;
	uint32_t common; /* blocks that make a word a common one */
	uint32_t title;  /* words of the title that are no common ones, + 1 */
};

static uint32_t look_count(const struct shape *s)
{
	return s->count < LOOK_TOKENS ? s->count : LOOK_TOKENS;
}

static const struct word *word_at(const struct words *w, uint32_t k)
{
	return &w->word[w->of[k]];
}

/* The slot of a hash, or the free one that it is to have: which of them cannot
 * be foreseen, so there is no branch for it. */
static inline uint32_t *find_slot(const struct words *w, uint64_t hash)
{
	uint32_t at = (uint32_t)hash & w->mask;

	w->word[0].hash = hash; /* where the free slots lead */
	while (w->word[w->slots[at]].hash != hash)
		at = (at + 1) & w->mask;
	return &w->slots[at];
}

/* Move to new memory of so many slots. 0 when it is short. */
static int move_words(struct words *w, size_t slots)
{
	struct word *word = calloc(slots / 2 + 1, sizeof(*word));
	uint32_t *places = calloc(slots, sizeof(*places));

	if (!word || !places) {
		free(word);
		free(places);
		return 0;
	}
	if (w->count)
		memcpy(word + 1, w->word + 1, w->count * sizeof(*word));
	free(w->word);
	free(w->slots);
	w->slots = places;
	w->word = word;
	w->mask = (uint32_t)(slots - 1);
	for (uint32_t i = 1; i <= w->count; i++)
		*find_slot(w, word[i].hash) = i;
	return 1;
}

/* A word, which may be new. There is room. */
static inline struct word *put_word(struct words *w, uint64_t hash)
{
	uint32_t *slot = find_slot(w, hash);
	uint32_t is_new = *slot == 0;

	w->count += is_new;
	*slot += is_new * w->count;
	w->word[*slot].hash = hash;
	return &w->word[*slot];
}

/* The words of a block, each once, from of[n] on, and where each stands; gives
 * where they end. */
static uint32_t put_block(struct words *w, uint32_t i, uint32_t n)
{
	const struct page *p = w->p;
	const struct shape *s = &p->shapes[i];
	const struct ncl_token *t = s->count ? p->tokens + s->first : NULL;
	uint32_t look = look_count(s), counts = s->units >= 8;
	uint32_t inside = s->prose && i >= p->begin && i < p->end;
	uint32_t place = inside ? i + 1 : 0;

	for (uint32_t k = 0; k < look; k++) {
		struct word *d = put_word(w, t[k].hash);
		uint32_t is_new = d->mark != i + 1;

		w->of[n] = (uint32_t)(d - w->word);
		n += is_new;
		d->mark = i + 1;
		d->blocks += is_new & counts;
		d->region += is_new & inside;
		d->first |= place & (0 - (uint32_t)(d->first == 0));
	}
	return n;
}

/* Memory for what is known beforehand: its own, since the document's would be
 * held for longer. 0 when it is short; release it in any case. */
static int words_init(struct words *w, struct page *p)
{
	size_t most = 0, slots = SLOTS_LEAST;

	*w = (struct words){ .p = p, .title = 1 };
	for (uint32_t i = 0; i < p->count; i++)
		most += look_count(&p->shapes[i]);
	while (slots < most && slots < SLOTS_FIRST)
		slots *= 2;
	w->begin = malloc(((size_t)p->count + 1) * sizeof(*w->begin));
	w->of = malloc((most + 1) * sizeof(*w->of));
	return w->begin && w->of && move_words(w, slots);
}

static void words_release(struct words *w)
{
	free(w->word);
	free(w->slots);
	free(w->of);
	free(w->begin);
}

static int put_blocks(struct words *w)
{
	const struct page *p = w->p;
	uint32_t n = 0, longer = 0;

	for (uint32_t i = 0; i < p->count; i++) {
		if (2 * ((size_t)w->count + LOOK_TOKENS) > w->mask &&
		    !move_words(w, 2 * ((size_t)w->mask + 1)))
			return 0;
		longer += p->shapes[i].units >= 8;
		w->begin[i] = n;
		n = put_block(w, i, n);
	}
	w->begin[p->count] = n;
	w->common = longer > 20 ? (longer * 3 + 19) / 20 : 3;
	return 1;
}

static void compare_block(const struct words *w, uint32_t i)
{
	const struct page *p = w->p;
	const struct shape *s = &p->shapes[i];
	struct spot *q = &p->spots[i];
	uint32_t inside = s->prose && i >= p->begin && i < p->end;
	uint32_t all = w->begin[i + 1] - w->begin[i];
	uint32_t common = 0, shared = 0, seen = 0, title = 0;

	for (uint32_t k = w->begin[i]; k < w->begin[i + 1]; k++) {
		const struct word *d = word_at(w, k);
		/* sums, since no branch would be foreseen */
		uint32_t rare = d->blocks < w->common;

		common += !rare;
		shared += rare & (d->region > inside);
		/* i where first is 0 */
		seen += rare & (d->first - 1 < i);
		title += d->mark == TITLE_MARK;
	}
	q->shared = shared;
	q->common = all ? (float)common / (float)all : 0;
	q->likeness = (float)shared / (float)(all - common + 1);
	if (s->units >= 4)
		q->seen = (float)seen / (float)(all - common + 1);
	q->title = (float)title / (float)w->title;
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

/* The blocks that can be the title: those before this one. */
static uint32_t titles_end(const struct page *p)
{
	uint32_t last = p->end ? p->end : 1;

	if (last > p->begin + 3)
		last = p->begin + 3;
	return last < p->count ? last : p->count;
}

static void find_title(struct page *p)
{
	uint32_t last = titles_end(p);
	float best = 0;

	for (uint32_t i = 0; i < last; i++) {
		float worth = title_worth(p, i);

		if (worth > best) {
			best = worth;
			p->title = i;
		}
	}
}

static void mark_title(struct words *w)
{
	for (uint32_t k = w->begin[w->p->title];
	     k < w->begin[w->p->title + 1]; k++) {
		struct word *d = &w->word[w->of[k]];

		if (d->blocks >= w->common)
			continue;
		d->mark = TITLE_MARK;
		w->title++;
	}
}

static void compare_all(struct words *w)
{
	struct page *p = w->p;

	for (uint32_t i = 0; i < titles_end(p); i++)
		compare_block(w, i);
	find_title(p);
	if (p->title != NOWHERE)
		mark_title(w);
	for (uint32_t i = 0; i < p->count; i++)
		compare_block(w, i);
}

int page_compare(struct page *p)
{
	struct words w;
	int ok = words_init(&w, p) && put_blocks(&w);

	if (ok)
		compare_all(&w);
	words_release(&w);
	return ok;
}
