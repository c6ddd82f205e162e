/* Dense features of markup: one list makes their names and their values. */
#include "common/blocks.h"
#include "common/dense_markup.h"
#include "common/numbers.h"

struct values {
	const struct markup *m;
	const struct ncl_block *b, *b1, *a1; /* it, before, after */
	const struct niche *n, *nb, *na;
	const struct box *own, *up, *above; /* of it, around it, and around */
	const struct holds *path;
	const struct shape *s;
	float own_prose; /* words of the block that are running text */
};

static float share(float part, float whole)
{
	return whole > 0 ? part / whole : 0;
}

static float tag(const struct values *v, uint32_t tag)
{
	return v->b->tag == tag;
}

static float inside(const struct values *v, uint32_t what)
{
	return (v->b->inside & what) != 0;
}

static float least(float x, float most)
{
	return min_float(x, most);
}

static float count(uint32_t n)
{
	return log_plus((float)n);
}

#define VALUE(name, value) *to++ = (float)(value);

static const struct box *box_at(const struct markup *m, uint32_t at)
{
	static const struct box none = { .parent = NOWHERE };

	return at == NOWHERE ? &none : &m->boxes[at];
}

void dense_fill_markup(float *to, const struct sight *s)
{
	const struct page *p = s->page;
	const struct markup *m = &p->markup;
	const struct niche *n = &m->niches[s->at];
	struct values values = {
		.m = m, .s = s->shape, .n = n, .path = &m->paths[n->path],
		.b = p->host->block(p->doc, s->at),
		.own = box_at(m, n->box),
		.own_prose = s->shape->prose ? s->shape->units : 0,
	}, *v = &values;

	v->up = box_at(m, v->own->parent);
	v->above = box_at(m, v->up->parent);
	if (s->at > 0) {
		v->nb = n - 1;
		v->b1 = p->host->block(p->doc, s->at - 1);
	}
	if (s->at + 1 < p->count) {
		v->na = n + 1;
		v->a1 = p->host->block(p->doc, s->at + 1);
	}
	DENSE_MARKUP(VALUE)
}
