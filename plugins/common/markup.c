#include "common/page.h"

#define MAIN_SHARE 0.7f /* of running text that the main box holds */

typedef const struct ncl_container *element;

/* The innermost element that both are in. */
static element common_of(element a, element b)
{
	while (a != b) {
		if (!a || (b && b->depth > a->depth))
			b = b->parent;
		else
			a = a->parent;
	}
	return a;
}

/*
 * Elements stand in the order of the page, and one that was left does not
 * come again: so the new ones of a block are those between its own and what
 * it has in common with the block before.
 */
static uint32_t count_boxes(const struct page *p)
{
	element before = NULL;
	uint32_t n = 0;

	for (uint32_t i = 0; i < p->count; i++) {
		element own = p->host->block(p->doc, i)->container;
		element both = common_of(before, own);

		for (element e = own; e != both; e = e->parent)
			n++;
		before = own;
	}
	return n;
}

/* Boxes of the elements from `both`, whose box is `at`, down to `own`: the
 * last of them. */
static uint32_t put_boxes(struct markup *m, element own, element both,
			  uint32_t at, uint32_t block)
{
	uint32_t base = m->box_count, n = 0;

	for (element e = own; e != both; e = e->parent)
		n++;
	m->box_count += n;
	for (element e = own; e != both; e = e->parent) {
		n--;
		m->boxes[base + n] = (struct box){
			.element = e, .first = block,
			.parent = n ? base + n - 1 : at,
		};
	}
	return m->box_count > base ? m->box_count - 1 : at;
}

static void find_boxes(struct page *p)
{
	struct markup *m = &p->markup;
	element before = NULL;
	uint32_t at = NOWHERE;

	for (uint32_t i = 0; i < p->count; i++) {
		element own = p->host->block(p->doc, i)->container;
		element both = common_of(before, own);

		while (at != NOWHERE && m->boxes[at].element != both)
			at = m->boxes[at].parent;
		at = put_boxes(m, own, both, at, i);
		m->niches[i].box = at;
		before = own;
	}
}

static void add(struct holds *to, const struct holds *of)
{
	to->units += of->units;
	to->linked += of->linked;
	to->prose += of->prose;
	to->blocks += of->blocks;
}

/* Sums of boxes and paths; those of boxes go to their parents. */
static void add_up(struct page *p, struct table *paths)
{
	struct markup *m = &p->markup;

	for (uint32_t i = 0; i < p->count; i++) {
		const struct ncl_block *b = p->host->block(p->doc, i);
		const struct shape *s = &p->shapes[i];
		struct niche *n = &m->niches[i];
		struct holds h = { s->units, s->units * b->link_share,
				   s->prose ? s->units : 0, 1 };
		uint64_t path = b->container ? b->container->path : 0;

		n->path = table_put(paths, ncl_hash_pair(path, b->tag));
		add(&m->paths[n->path], &h);
		add(&m->all, &h);
		if (n->box == NOWHERE)
			continue;
		add(&m->boxes[n->box].holds, &h);
		m->boxes[n->box].last = i;
	}
	for (uint32_t i = m->box_count; i-- > 0;) {
		struct box *b = &m->boxes[i], *up;

		if (b->parent == NOWHERE)
			continue;
		up = &m->boxes[b->parent];
		add(&up->holds, &b->holds);
		up->last = b->last > up->last ? b->last : up->last;
	}
}

/* Parents stand before what they hold: the last that holds enough is the
 * innermost of them, as two that do hold one another. */
static void find_main(struct markup *m)
{
	m->main = NOWHERE;
	for (uint32_t i = 0; i < m->box_count; i++)
		if (m->boxes[i].holds.prose > MAIN_SHARE * m->all.prose)
			m->main = i;
	for (uint32_t at = m->main, n = 1; at != NOWHERE; n++) {
		m->boxes[at].main = n;
		at = m->boxes[at].parent;
	}
	for (uint32_t i = 0; i < m->box_count; i++) {
		struct box *b = &m->boxes[i];

		if (!b->main && b->parent != NOWHERE)
			b->main = m->boxes[b->parent].main;
	}
}

int markup_make(struct page *p)
{
	const struct ncl_host *host = p->host;
	struct markup *m = &p->markup;
	struct table paths;

	m->there = p->count && host->block(p->doc, 0)->tag != NCL_TAG_NONE;
	if (!m->there)
		return 1;
	m->boxes = host->alloc(p->doc, (count_boxes(p) + (size_t)1) *
				       sizeof(*m->boxes));
	m->niches = host->alloc(p->doc, (p->count + (size_t)1) *
					sizeof(*m->niches));
	m->paths = host->alloc(p->doc, (p->count + (size_t)1) *
				       sizeof(*m->paths));
	if (!m->boxes || !m->niches || !m->paths)
		return 0;
	if (table_init(&paths)) {
		find_boxes(p);
		add_up(p, &paths);
		find_main(m);
	} else {
		paths.failed = 1;
	}
	table_release(&paths);
	return !paths.failed;
}
