#include "common/page.h"

#include <stddef.h>
#include <stdlib.h>

#include "common/numbers.h"

#define FAR 99u
#define PROSE_MOST 80.0f /* units that count of one block */

static float prose_units(const struct shape *s)
{
	return s->prose ? min_float(s->units, PROSE_MOST) : 0;
}

static void add_up(struct page *p)
{
	for (uint32_t i = 0; i < p->count; i++) {
		const struct shape *s = &p->shapes[i];
		struct sums sum = p->spots[i].before;

		sum.units += s->units;
		sum.prose_units += prose_units(s);
		sum.log_units += s->log_units;
		sum.capitals += s->capital + s->caps;
		sum.prose += s->prose;
		sum.shorts += s->units < 7;
		sum.stops += s->end == END_STOP;
		p->spots[i + 1].before = sum;
	}
}

/* The stretch with the largest sum, where other blocks count against. */
static void find_region(struct page *p)
{
	float best = 0, sum = 0;
	uint32_t begin = 0;

	for (uint32_t i = 0; i < p->count; i++) {
		const struct shape *s = &p->shapes[i];

		if (sum <= 0) {
			sum = 0;
			begin = i;
		}
		sum += s->prose ? prose_units(s) :
		       s->units < 10 ? -4.0f : -2.0f;
		if (sum > best) {
			best = sum;
			p->begin = begin;
			p->end = i + 1;
		}
	}
	p->region_prose = p->spots[p->end].before.prose -
			  p->spots[p->begin].before.prose;
}

static void find_near(struct page *p)
{
	uint32_t far = FAR;
	float units = 0;

	for (uint32_t i = 0; i < p->count; i++) {
		p->spots[i].up = far;
		p->spots[i].up_units = units;
		far = p->shapes[i].prose ? 1 : far + 1;
		units = p->shapes[i].prose ? p->shapes[i].units : units;
	}
	far = FAR;
	units = 0;
	for (uint32_t i = p->count; i-- > 0;) {
		p->spots[i].down = far;
		p->spots[i].down_units = units;
		far = p->shapes[i].prose ? 1 : far + 1;
		units = p->shapes[i].prose ? p->shapes[i].units : units;
	}
}

static int is_like(const struct shape *a, const struct shape *b)
{
	return a->size + 1 >= b->size && b->size + 1 >= a->size &&
	       a->start == b->start &&
	       (a->end == END_STOP) == (b->end == END_STOP);
}

static void find_runs(struct page *p)
{
	uint32_t colon = FAR, header = NOWHERE;

	for (uint32_t i = 0; i < p->count; i++) {
		const struct shape *s = &p->shapes[i];
		struct spot *q = &p->spots[i];

		if (i && is_like(s, s - 1))
			q->like_up = q[-1].like_up + 1;
		q->colon = colon;
		colon = s->end == END_COLON ? 1 : colon + 1;
		q->header = header;
		if (s->units < 7 && s->groups & HEADER_CUES)
			header = i;
	}
	for (uint32_t i = p->count; i-- > 1;)
		if (is_like(&p->shapes[i - 1], &p->shapes[i]))
			p->spots[i - 1].like_down = p->spots[i].like_down + 1;
}

/* How many blocks share a hash with each: `hash` and `count` are members of
 * shapes and spots. 0 when memory is short. */
static int count_same(struct page *p, size_t hash, size_t count)
{
	uint32_t *counts = calloc((size_t)p->count + 1, sizeof(*counts));
	struct table t;
	int ok = table_init(&t) && counts;

	for (uint32_t i = 0; ok && i < p->count; i++) {
		const char *shape = (const char *)&p->shapes[i];
		uint32_t *of = (uint32_t *)(void *)((char *)&p->spots[i] +
						    count);

		*of = table_put(&t, *(const uint64_t *)(const void *)
				      (shape + hash));
		counts[*of]++;
	}
	for (uint32_t i = 0; ok && i < p->count; i++) {
		uint32_t *of = (uint32_t *)(void *)((char *)&p->spots[i] +
						    count);

		*of = counts[*of];
	}
	ok = ok && !t.failed;
	table_release(&t);
	free(counts);
	return ok;
}

static int find_copies(struct page *p)
{
	return count_same(p, offsetof(struct shape, whole),
			  offsetof(struct spot, copies)) &&
	       count_same(p, offsetof(struct shape, pattern),
			  offsetof(struct spot, alikes));
}

static int page_make(struct page *p, const struct page_maker *m)
{
	uint32_t tokens;
	size_t len, n = m->host->block_count(p->doc);

	p->host = m->host;
	p->count = (uint32_t)n;
	p->title = NOWHERE;
	p->text = m->host->text(p->doc, &len);
	p->tokens = m->host->tokens(p->doc, &tokens);
	p->shapes = m->host->alloc(p->doc, (n + 1) * sizeof(*p->shapes));
	p->spots = m->host->alloc(p->doc, (n + 1) * sizeof(*p->spots));
	if (!p->shapes || !p->spots)
		return 0;
	for (uint32_t i = 0; i < n; i++) {
		shape_block(&p->shapes[i], p->text, m->host->block(p->doc, i),
			    p->tokens);
		shape_cues(&p->shapes[i], p->tokens, &m->cues);
	}
	add_up(p);
	find_region(p);
	find_near(p);
	find_runs(p);
	return find_copies(p) && page_compare(p) && markup_make(p);
}

const struct page *page_get(const struct page_maker *maker, ncl_doc *doc)
{
	int fresh = 0;
	struct page *p = maker->host->cache(doc, maker->key, sizeof(*p),
					    &fresh);

	if (!p)
		return NULL;
	if (fresh) {
		p->doc = doc;
		p->ready = page_make(p, maker);
	}
	return p->ready ? p : NULL;
}
