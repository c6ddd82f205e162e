/* Dense features: one list makes their names and their values. */
#include <math.h>

#include "common/blocks.h"
#include "common/dense_markup.h"
#include "common/numbers.h"

/* What several of them need, worked out once a block. */
struct values {
	const struct page *p;
	const struct shape *s;
	const struct spot *q;
	const struct shape *b2, *b1, *a1, *a2; /* before, after */
	const struct spot *qb, *qa;            /* of b1 and a1 */
	const struct spot *total; /* sums of all */
	float at, count;          /* place */
	float inside, before, after_begin, after_end;
	float words;     /* of the page, at least 1 */
	float from_title; /* blocks, signed; 0: no title */
	uint32_t ago;    /* blocks since the header, 0: none */
	uint32_t header; /* its groups */
	float cue_scale;
	float head, tail; /* blocks beyond the region's ends, to 1 */
};

/* Sums over the blocks around, itself left out. */
struct around {
	float blocks, units, prose_units, capitals, stops, prose;
};

static struct around look_around(const struct values *v, uint32_t at,
				 uint32_t up, uint32_t down)
{
	uint32_t low = at > up ? at - up : 0;
	uint32_t high = at + down < v->p->count ? at + down + 1 :
						  v->p->count;
	const struct sums *a = &v->p->spots[low].before;
	const struct sums *b = &v->p->spots[high].before;
	const struct shape *s = v->s;

	return (struct around){
		.blocks = high - low > 1 ? (float)(high - low - 1) : 1,
		.units = b->log_units - a->log_units - s->log_units,
		.prose_units = b->prose_units - a->prose_units,
		.capitals = b->capitals - a->capitals - s->capital - s->caps,
		.stops = (float)(b->stops - a->stops -
				 (s->end == END_STOP)),
		.prose = (float)(b->prose - a->prose - s->prose),
	};
}

static float has(const struct shape *s, uint32_t mark)
{
	return (float)((s->marks & mark) != 0);
}

static float header(const struct values *v, uint32_t groups)
{
	return v->header & groups ? 1.0f / (float)v->ago : 0;
}

static float log_count(uint32_t n)
{
	return log_plus((float)n);
}

static float same_first(const struct values *v, const struct shape *other)
{
	return v->s->count && other->count &&
	       v->p->tokens[v->s->first].hash ==
		       v->p->tokens[other->first].hash;
}

static float title_distance(const struct values *v)
{
	return v->from_title < 0 ? -log_plus(-v->from_title) :
				   log_plus(v->from_title);
}

static uint32_t at_most(uint32_t n, uint32_t most)
{
	return n < most ? n : most;
}

#define DENSE_SHAPE(X)                                                     \
	X("size", s->log_units)                                            \
	X("sentences", log_count(s->stops))                                \
	X("commas", log_count(s->commas))                                  \
	X("bars", log_count(s->bars))                                      \
	X("solo", s->solo)                                                 \
	X("capital", s->capital)                                           \
	X("caps", s->caps)                                                 \
	X("digits", s->digits)                                             \
	X("brief", s->brief)                                               \
	X("lower", s->lower)                                               \
	X("common", q->common)                                             \
	X("likeness", q->likeness)                                         \
	X("paren", has(s, MARK_PAREN))                                     \
	X("colon", has(s, MARK_COLON))                                     \
	X("question", has(s, MARK_QUESTION))                               \
	X("bang", has(s, MARK_BANG))                                       \
	X("copyright", has(s, MARK_COPYRIGHT))                             \
	X("address", has(s, MARK_ADDRESS))                                 \
	X("time", has(s, MARK_TIME))                                       \
	X("year", has(s, MARK_YEAR))                                       \
	X("money", has(s, MARK_MONEY))                                     \
	X("signs", min_float(1, (float)s->signs / (s->units + 1)))         \
	X("word-length", min_float(s->word_len, 10))                       \
	X("shared", log_count(q->shared))                                  \
	X("comma-rate", (float)s->commas / (s->units + 1))                 \
	X("sentence-length", log_plus(s->units / (float)(s->stops + 1)))   \
	X("size-12", min_float(s->units, 12) / 12)                         \
	X("size-40", max_float(0, min_float(s->units, 40) - 12) / 28)      \
	X("end-stop", s->end == END_STOP)                                  \
	X("end-ellipsis", s->end == END_ELLIPSIS)                          \
	X("end-bracket", s->end == END_BRACKET)                            \
	X("end-colon", s->end == END_COLON)                                \
	X("end-comma", s->end == END_COMMA)                                \
	X("end-quote", s->end == END_QUOTE)                                \
	X("end-digit", s->end == END_DIGIT)                                \
	X("end-letter", s->end == END_LETTER)                              \
	X("start-quote", s->start == START_QUOTE)                          \
	X("start-bullet", s->start == START_BULLET)                        \
	X("start-bar", s->start == START_BAR)                              \
	X("start-bracket", s->start == START_BRACKET)                      \
	X("start-hash", s->start == START_HASH)                            \
	X("start-digit", s->start == START_DIGIT)                          \
	X("start-lower", s->start == START_LOWER)                          \
	X("prose", s->prose)                                               \
	X("prose-likeness", s->prose ? q->likeness : 0)

#define DENSE_PLACE(X)                                                     \
	X("place", v->at / v->count)                                       \
	X("from-top", log_plus(v->at))                                     \
	X("from-bottom", log_plus(v->count - 1 - v->at))                   \
	X("blocks", log_plus(v->count))                                    \
	X("word-place", q->before.units / v->words)                        \
	X("top", v->at < 1)                                                \
	X("page-prose", v->total->before.prose_units / v->words)           \
	X("page-prose-blocks", log_count(v->total->before.prose))          \
	X("inside", v->inside)                                             \
	X("before", v->before > 0)                                         \
	X("to-region", log_plus(v->before))                                \
	X("from-region", log_plus(v->after_end))                           \
	X("region-place", max_float(0, min_float(1, v->after_begin /       \
		max_float(1, (float)(p->end - p->begin)))))                \
	X("region-share", (p->spots[p->end].before.units -                 \
		p->spots[p->begin].before.units) / v->words)               \
	X("inside-no-prose", s->prose ? 0 : v->inside)                     \
	X("outside-prose", s->prose ? 1 - v->inside : 0)                   \
	X("region-blocks", log_count(p->region_prose))                     \
	X("is-title", p->title == (uint32_t)v->at)                         \
	X("after-title", v->from_title > 0)                                \
	X("from-title", title_distance(v))                                 \
	X("title-likeness", q->title)                                      \
	X("copies", at_most(q->copies - 1, 3))

/* What kind of page it is: an article alone, or all that stood around it. */
#define DENSE_PAGE(X)                                                      \
	X("page-head", v->head)                                            \
	X("page-tail", v->tail)                                            \
	X("page-head-tail", v->head * v->tail)                             \
	X("page-short", (float)v->total->before.shorts / v->count)

#define DENSE_NEAR(X)                                                      \
	X("b2-size", v->b2->log_units)                                     \
	X("b1-size", v->b1->log_units)                                     \
	X("b1-stop", v->b1->end == END_STOP)                               \
	X("b1-capital", v->b1->capital + v->b1->caps)                      \
	X("b1-prose", v->b1->prose)                                        \
	X("a1-size", v->a1->log_units)                                     \
	X("a1-stop", v->a1->end == END_STOP)                               \
	X("a1-capital", v->a1->capital + v->a1->caps)                      \
	X("a1-prose", v->a1->prose)                                        \
	X("a2-size", v->a2->log_units)                                     \
	X("b1-size-change", fabsf(v->b1->log_units - s->log_units))        \
	X("b1-same-start", v->b1->start == s->start)                       \
	X("b1-likeness", v->qb->likeness)                                  \
	X("b1-same-word", same_first(v, v->b1))                            \
	X("a1-size-change", fabsf(v->a1->log_units - s->log_units))        \
	X("a1-same-start", v->a1->start == s->start)                       \
	X("a1-likeness", v->qa->likeness)                                  \
	X("a1-same-word", same_first(v, v->a1))                            \
	X("b1-colon", v->b1->end == END_COLON)                             \
	X("prose-up", log_count(at_most(q->up, 30)))                       \
	X("prose-down", log_count(at_most(q->down, 30)))                   \
	X("prose-up-size", log_plus(q->up_units))                          \
	X("prose-down-size", log_plus(q->down_units))                      \
	X("like-up", log_count(q->like_up))                                \
	X("like-down", log_count(q->like_down))                            \
	X("like-run", log_count(q->like_up + q->like_down))                \
	X("alikes", log_count(q->alikes - 1))                              \
	X("alike-share", (float)q->alikes / v->count)                      \
	X("seen", q->seen)                                                 \
	X("after-colon", 1.0f / (float)q->colon)

#define DENSE_AROUND(X)                                                    \
	X("prose-3", near->prose / 6)                                      \
	X("prose-8", wide->prose / 16)                                     \
	X("prose-up-6", log_plus(up->prose_units))                         \
	X("prose-down-6", log_plus(down->prose_units))                     \
	X("size-3", near->units / near->blocks)                            \
	X("stop-3", near->stops / near->blocks)                            \
	X("capital-3", near->capitals / near->blocks)                      \
	X("size-8", wide->units / wide->blocks)                            \
	X("stop-8", wide->stops / wide->blocks)                            \
	X("capital-8", wide->capitals / wide->blocks)

#define CUE_NAME(name, low) "cue-" #low,
#define DENSE_HEADER(X)                                                    \
	X("header-related", header(v, CUE_BIT(RELATED)))                   \
	X("header-comments", header(v, CUE_BIT(COMMENTS)))                 \
	X("header-promo", header(v, CUE_BIT(PROMO)))                       \
	X("header-share", header(v, CUE_BIT(SHARE)))

#define NAME(name, value) name,
#define VALUE(name, value) *to++ = (float)(value);

const char *const blocks_dense[BLOCKS_DENSE] = {
	DENSE_SHAPE(NAME) DENSE_PLACE(NAME) DENSE_PAGE(NAME) DENSE_NEAR(NAME)
	DENSE_AROUND(NAME) CUE_LIST(CUE_NAME) DENSE_HEADER(NAME)
	DENSE_MARKUP(NAME)
};

static float *fill_shape(float *to, const struct values *v)
{
	const struct shape *s = v->s;
	const struct spot *q = v->q;

	DENSE_SHAPE(VALUE)
	return to;
}

static float *fill_place(float *to, const struct values *v)
{
	const struct shape *s = v->s;
	const struct spot *q = v->q;
	const struct page *p = v->p;

	DENSE_PLACE(VALUE)
	DENSE_PAGE(VALUE)
	return to;
}

static float *fill_near(float *to, const struct values *v)
{
	const struct shape *s = v->s;
	const struct spot *q = v->q;

	DENSE_NEAR(VALUE)
	return to;
}

static float *fill_around(float *to, const struct values *v, uint32_t at)
{
	const struct around three = look_around(v, at, 3, 3), *near = &three;
	const struct around eight = look_around(v, at, 8, 8), *wide = &eight;
	struct around above = look_around(v, at, 6, 0), *up = &above;
	struct around below = look_around(v, at, 0, 6), *down = &below;
	float own = v->p->spots[at + 1].before.prose_units -
		    v->q->before.prose_units;

	up->prose_units = max_float(0, up->prose_units - own);
	down->prose_units = max_float(0, down->prose_units - own);
	DENSE_AROUND(VALUE)
	return to;
}

static float *fill_cues(float *to, const struct values *v)
{
	uint8_t cues[CUE_COUNT];

	/* a copy, so that it is known that they are not written to */
	memcpy(cues, v->s->cues, sizeof(cues));
	for (uint32_t g = 0; g < CUE_COUNT; g++) {
		cues[g] = cues[g] < 2 ? cues[g] : 2;
		to[g] = (float)cues[g] * v->cue_scale;
	}
	to += CUE_COUNT;
	DENSE_HEADER(VALUE)
	return to;
}

static void find_place(struct values *v, uint32_t at)
{
	const struct page *p = v->p;

	v->at = (float)at;
	v->count = (float)p->count;
	v->head = min_float(1, log_count(p->begin) / 3.7f);
	v->tail = min_float(1, log_count(p->count - p->end) / 4.4f);
	v->inside = at >= p->begin && at < p->end;
	v->before = at < p->begin ? (float)(p->begin - at) : 0;
	v->after_begin = at > p->begin ? (float)(at - p->begin) : 0;
	v->after_end = at >= p->end ? (float)(at - p->end + 1) : 0;
	if (p->title != NOWHERE)
		v->from_title = (float)at - (float)p->title;
	if (v->q->header != NOWHERE) {
		v->ago = at - v->q->header;
		v->header = p->shapes[v->q->header].groups;
	}
}

void dense_fill(float *to, const struct sight *s)
{
	static const struct spot nothing;
	const struct page *p = s->page;
	struct values v = {
		.p = p, .s = s->shape, .q = s->spot,
		.b2 = s->near[0], .b1 = s->near[1],
		.a1 = s->near[3], .a2 = s->near[4],
		.qb = s->at ? s->spot - 1 : &nothing,
		.qa = s->at + 1 < p->count ? s->spot + 1 : &nothing,
		.total = &p->spots[p->count],
		.cue_scale = 1.0f / sqrtf(1.0f + s->shape->units / 6.0f),
	};

	v.words = max_float(1, v.total->before.units);
	find_place(&v, s->at);
	to = fill_shape(to, &v);
	to = fill_place(to, &v);
	to = fill_near(to, &v);
	to = fill_around(to, &v, s->at);
	fill_cues(to, &v);
}
