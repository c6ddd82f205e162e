#include "boiler/course.h"

#include "common/numbers.h"

#include <string.h>

#define AROUND 20u       /* blocks above and below that are looked at */
#define AROUND_PRIOR 20.0f /* words for and against, beside theirs */
#define KEPT 0.5f        /* of the main run; whatever the threshold is */
#define GAP_BLOCKS 3u    /* kept blocks this far apart are one run */
#define GAP_WORDS 25u    /* where no more stand between */
#define MIDDLE 0.5f      /* of the main run's words: roles are looked
			  * at from there on, for tags may stand on top */
#define MAIN_SHARE 0.3f  /* of all that is expected to be article text: below
			  * it the document has many parts, which may be one */

enum turn turn_of(const char *role)
{
	static const char *const closes[] = { "share", "tags", "comments",
					      "footer" };
	static const char *const opens[] = { "headline", "byline", "dateline",
					     "related", "nav" };

	for (size_t i = 0; i < sizeof(closes) / sizeof(closes[0]); i++)
		if (!strcmp(role, closes[i]))
			return TURN_CLOSES;
	for (size_t i = 0; i < sizeof(opens) / sizeof(opens[0]); i++)
		if (!strcmp(role, opens[i]))
			return TURN_OPENS;
	return TURN_NONE;
}

/* Log-odds; made by scripts/fit-course.py. */
struct weights {
	float own;   /* times the log-odds of its score */
	float words; /* times log(1 + words) */
	/* Times what the scores around say: sum of words * (score - 1/2), by
	 * all words and AROUND_PRIOR. */
	float above, below;
	/* Times how surely something else has begun. */
	float another;
	float always;
};

static const struct weights pair = {
	0.641f, 0.364f, 0.306f, 0.506f, -3.131f, -0.842f
};
static const struct weights alone = {
	0.856f, 0.329f, 0.392f, 0.714f, 0, -0.874f
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

/* How surely the article is closed, and something else has begun behind it. */
struct turns {
	float closed, another;
};

static void take_turn(struct turns *t, const struct verdict *v)
{
	if (v->sense->turn == TURN_CLOSES)
		t->closed = max_float(t->closed, v->role_score);
	else if (v->sense->turn == TURN_OPENS)
		t->another = max_float(t->another,
				       min_float(t->closed, v->role_score));
}

enum ncl_status course_weigh(const struct ncl_host *host, ncl_doc *doc,
			     struct verdict *v, uint32_t blocks, int known)
{
	const struct weights *w = known ? &pair : &alone;
	struct course c = { .host = host, .doc = doc, .v = v,
			    .blocks = blocks };
	size_t size = (blocks + (size_t)1) * sizeof(*c.lean);
	struct turns turns = { 0, 0 };

	c.lean = host->alloc(doc, size);
	c.words = host->alloc(doc, size);
	if (!c.lean || !c.words)
		return NCL_NOMEM;
	find_main(&c);
	find_middle(&c);
	sum_up(&c);
	for (uint32_t i = 0; i < blocks; i++) {
		v[i].anew_odds = anew_odds(&c, w, i);
		v[i].another_odds = w->another * turns.another *
				    min_float(c.share / MAIN_SHARE, 1);
		if (c.main.words > 0 && i >= c.middle)
			take_turn(&turns, &v[i]);
	}
	for (uint32_t i = 0; i < blocks; i++)
		v[i].score = 1 / (1 + expf(-log_odds(v[i].score) -
					   v[i].anew_odds -
					   v[i].another_odds));
	return NCL_OK;
}
