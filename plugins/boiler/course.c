#include "boiler/course.h"

#include "common/numbers.h"

#include <string.h>

#define AROUND 20u       /* blocks above and below that are looked at */
#define AROUND_PRIOR 20.0f /* words for and against, beside theirs */
#define KEPT 0.5f        /* of the main run; whatever the threshold is */
#define GAP_BLOCKS 3u    /* kept blocks this far apart are one run */
#define GAP_WORDS 25u    /* where no more stand between */
#define MIDDLE 0.5f      /* of the main run's words: roles are counted from
			  * there on, for a share bar may stand on top */
#define COUNT_MOST 4.0f  /* of a role */
#define MAIN_SHARE 0.3f  /* of all that is expected to be article text: below
			  * it the document has many parts, and counts less */
#define ROLES 10

static const char *const counted[ROLES] = {
	"headline", "byline", "dateline", "related", "promo",
	"share", "tags", "comments", "nav", "footer",
};

/* Log-odds; made by scripts/fit-course.py. */
struct weights {
	float own;   /* times the log-odds of its score */
	float words; /* times log(1 + words) */
	/* Times what the scores around say: sum of words * (score - 1/2), by
	 * all words and AROUND_PRIOR. */
	float above, below;
	float always;
};

static const struct weights pair = { 0.633f, 0.411f, 0.427f, 0.400f, -0.903f };
static const struct weights alone = { 0.859f, 0.331f, 0.365f, 0.711f, -0.870f };
/* Times how often the role has stood since the middle of the article. */
static const float since[ROLES] = {
	0.303f, -0.020f, 0.018f, -0.106f, -0.237f,
	-1.069f, -0.991f, -0.190f, 0.236f, -0.416f,
};

int course_role(const char *role)
{
	for (int i = 0; i < ROLES; i++)
		if (!strcmp(role, counted[i]))
			return i;
	return -1;
}

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

static float around_odds(const struct course *c, const struct weights *w,
			 uint32_t i)
{
	uint32_t from = i < AROUND ? 0 : i - AROUND;
	uint32_t to = c->blocks - i > AROUND ? i + AROUND + 1 : c->blocks;

	return (w->own - 1) * log_odds(c->v[i].score) +
	       w->words * log_plus(c->words[i + 1] - c->words[i]) +
	       w->above * lean(c, from, i) + w->below * lean(c, i + 1, to) +
	       w->always;
}

static float since_odds(const struct course *c, const float *count)
{
	float odds = 0;

	for (int r = 0; r < ROLES; r++)
		odds += since[r] * min_float(count[r], COUNT_MOST);
	return odds * min_float(c->share / MAIN_SHARE, 1);
}

enum ncl_status course_weigh(const struct ncl_host *host, ncl_doc *doc,
			     struct verdict *v, uint32_t blocks, int roles)
{
	struct course c = { .host = host, .doc = doc, .v = v,
			    .blocks = blocks };
	size_t size = (blocks + (size_t)1) * sizeof(*c.lean);
	float count[ROLES] = { 0 };

	c.lean = host->alloc(doc, size);
	c.words = host->alloc(doc, size);
	if (!c.lean || !c.words)
		return NCL_NOMEM;
	find_main(&c);
	find_middle(&c);
	sum_up(&c);
	for (uint32_t i = 0; i < blocks; i++) {
		struct verdict *x = &v[i];
		int role = x->sense->counted;

		x->around_odds = around_odds(&c, roles ? &pair : &alone, i);
		if (c.main.words > 0 && i > c.middle)
			x->since_odds = since_odds(&c, count);
		if (role >= 0 && i >= c.middle)
			count[role] += x->role_score;
	}
	for (uint32_t i = 0; i < blocks; i++)
		v[i].score = 1 / (1 + expf(-log_odds(v[i].score) -
					   v[i].around_odds -
					   v[i].since_odds));
	return NCL_OK;
}
