#include "boiler/course.h"

#include "common/numbers.h"

#include <string.h>

#define AROUND 20u       /* blocks above and below that are looked at */
#define AROUND_PRIOR 20.0f /* words for and against, beside theirs */
#define KEPT 0.5f        /* of the main run; whatever the threshold is */
#define GAP_BLOCKS 3u    /* kept blocks this far apart are one run */
#define GAP_WORDS 25u    /* where no more stand between */
#define MIDDLE 0.5f      /* of the main run's words: what closes it is looked
			  * for from there on, for tags may stand on top */
#define CLOSINGS_MOST 4.0f /* more say no more */
#define MAIN_SHARE 0.3f  /* of all that is expected to be article text: below
			  * it the document has many parts, which may be one */

unsigned turns_of(const char *role)
{
	static const struct {
		const char *role;
		unsigned turns;
	} table[] = {
		{ "headline", TURN_OPENS | TURN_TITLE },
		{ "byline", TURN_OPENS },
		{ "dateline", TURN_OPENS },
		{ "related", TURN_OPENS },
		{ "nav", TURN_OPENS | TURN_MENU },
		{ "share", TURN_CLOSES },
		{ "tags", TURN_CLOSES },
		{ "comments", TURN_CLOSES },
		{ "author-bio", TURN_CLOSES },
		{ "footer", TURN_CLOSES },
	};

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++)
		if (!strcmp(role, table[i].role))
			return table[i].turns;
	return 0;
}

/* Log-odds; made by scripts/fit-course.py. */
struct weights {
	float own;   /* times the log-odds of its score */
	float words; /* times log(1 + words) */
	/* Times what the scores around say: sum of words * (score - 1/2), by
	 * all words and AROUND_PRIOR. */
	float above, below;
	/* Behind the main run's middle: times how surely something else has
	 * begun above, and how many times something closed the article. */
	float another, closings;
	/* Above the main run: times how surely a headline stands between, and
	 * a menu. (A byline, a date, a share bar may stand below its lead.) */
	float title, menu;
	float always;
};

static const struct weights pair = {
	0.627f, 0.339f, -0.049f, 0.334f, -1.828f, -0.505f, -1.886f, -0.856f,
	-0.529f
};
static const struct weights alone = {
	0.852f, 0.332f, 0.421f, 0.740f, 0, 0, 0, 0, -0.893f
};

/* A run of kept blocks. */
struct run {
	uint32_t begin, last; /* its first block, and the last so far */
	float words;          /* that are expected to be article text */
};

struct course {
	const struct ncl_host *host;
	const ncl_doc *doc;
	struct verdict *v;
	uint32_t blocks;
	/* Of all blocks before one: words * (score - 1/2), and words. */
	float *lean, *words;
	struct run main; /* the one with the most words */
	float share;     /* of what is expected to be article text, its */
	uint32_t middle; /* the block where half of its words have stood */
};

static float words_for(const struct course *c, uint32_t i)
{
	return c->v[i].score * (float)c->host->block(c->doc, i)->token_count;
}

static void find_main(struct course *c)
{
	struct run run = { 0, 0, 0 };
	uint32_t gap = GAP_WORDS + 1;
	float expected = 0;

	for (uint32_t i = 0; i < c->blocks; i++) {
		float sure = words_for(c, i);

		expected += sure;
		if (c->v[i].score < KEPT) {
			gap += c->host->block(c->doc, i)->token_count;
			continue;
		}
		if (gap > GAP_WORDS || i - run.last > GAP_BLOCKS)
			run = (struct run){ .begin = i };
		run.words += sure;
		run.last = i;
		gap = 0;
		if (run.words > c->main.words)
			c->main = run;
	}
	c->share = c->main.words / (expected + 1);
}

static void find_middle(struct course *c)
{
	float words = 0;

	for (c->middle = c->main.begin; c->middle < c->main.last;
	     c->middle++) {
		if (c->v[c->middle].score >= KEPT)
			words += words_for(c, c->middle);
		if (words >= MIDDLE * c->main.words)
			break;
	}
}

static void sum_up(struct course *c)
{
	c->lean[0] = c->words[0] = 0;
	for (uint32_t i = 0; i < c->blocks; i++) {
		float n = (float)c->host->block(c->doc, i)->token_count;

		c->lean[i + 1] = c->lean[i] + n * (c->v[i].score - 0.5f);
		c->words[i + 1] = c->words[i] + n;
	}
}

/* What the scores of blocks from..to-1 say. */
static float lean(const struct course *c, uint32_t from, uint32_t to)
{
	return (c->lean[to] - c->lean[from]) /
	       (c->words[to] - c->words[from] + AROUND_PRIOR);
}

static float anew_odds(const struct course *c, const struct weights *w,
		       uint32_t i)
{
	uint32_t from = i < AROUND ? 0 : i - AROUND;
	uint32_t to = c->blocks - i > AROUND ? i + AROUND + 1 : c->blocks;

	return (w->own - 1) * log_odds(c->v[i].score) +
	       w->words * log_plus(c->words[i + 1] - c->words[i]) +
	       w->above * lean(c, from, i) + w->below * lean(c, i + 1, to) +
	       w->always;
}

/* What has been passed on the way from the article. */
struct passed {
	float closed, another, closings; /* downwards */
	float title, menu;               /* upwards */
};

/* begins: whether v is the first of a run of one role. */
static void pass_down(struct passed *p, const struct verdict *v, int begins)
{
	if (v->sense->turns & TURN_CLOSES) {
		p->closed = max_float(p->closed, v->role_score);
		if (begins)
			p->closings = min_float(p->closings + v->role_score,
						CLOSINGS_MOST);
	} else if (v->sense->turns & TURN_OPENS) {
		p->another = max_float(p->another,
				       min_float(p->closed, v->role_score));
	}
}

static void pass_up(struct passed *p, const struct verdict *v)
{
	if (v->sense->turns & TURN_TITLE)
		p->title = max_float(p->title, v->role_score);
	else if (v->sense->turns & TURN_MENU)
		p->menu = max_float(p->menu, v->role_score);
}

/* The odds of what stands outside of the main run. */
static void look_outside(const struct course *c, const struct weights *w)
{
	float part = min_float(c->share / MAIN_SHARE, 1);
	struct passed p = { 0 };
	struct verdict *v = c->v;

	for (uint32_t i = c->middle; i < c->blocks; i++) {
		v[i].behind_odds = part * (w->another * p.another +
					   w->closings * p.closings);
		pass_down(&p, &v[i], i > c->middle &&
					     v[i].role != v[i - 1].role);
	}
	for (uint32_t i = c->main.begin + 1; i-- > 0;) {
		v[i].before_odds = part * (w->title * p.title +
					   w->menu * p.menu);
		pass_up(&p, &v[i]);
	}
}

enum ncl_status course_weigh(const struct ncl_host *host, ncl_doc *doc,
			     struct verdict *v, uint32_t blocks, int known)
{
	const struct weights *w = known ? &pair : &alone;
	struct course c = { .host = host, .doc = doc, .v = v,
			    .blocks = blocks };
	size_t size = (blocks + (size_t)1) * sizeof(*c.lean);

	c.lean = host->alloc(doc, size);
	c.words = host->alloc(doc, size);
	if (!c.lean || !c.words)
		return NCL_NOMEM;
	find_main(&c);
	find_middle(&c);
	sum_up(&c);
	for (uint32_t i = 0; i < blocks; i++)
		v[i].anew_odds = anew_odds(&c, w, i);
	if (c.main.words > 0)
		look_outside(&c, w);
	for (uint32_t i = 0; i < blocks; i++)
		v[i].score = 1 / (1 + expf(-log_odds(v[i].score) -
					   v[i].anew_odds -
					   v[i].behind_odds -
					   v[i].before_odds));
	return NCL_OK;
}
