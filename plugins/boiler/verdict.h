/* What is found of a block, and how its role weighs in. */
#ifndef BOILER_VERDICT_H
#define BOILER_VERDICT_H

#include <math.h>

#include <nclass/plugin.h>

/* Of a role: article text, what the site says of itself, all else. */
enum sense { SENSE_UNKNOWN, SENSE_ARTICLE, SENSE_SITE, SENSE_OTHER };

/* What a role says of how the document runs, bits. */
enum turn {
	TURN_CLOSES = 1, /* stands below an article: a share bar, tags */
	TURN_OPENS = 2,  /* something else begins: a headline, a menu */
	TURN_TITLE = 4,  /* stands above an article */
	TURN_MENU = 8    /* so does this */
};

struct role {
	enum sense sense;
	int keep; /* whatever the score */
	unsigned turns;
};

struct verdict {
	ncl_label role;
	float role_score;
	const struct role *sense;
	float prose_odds; /* added where it is running text in a brief one */
	float own;        /* of its features alone */
	/* Of how the document runs (course.h): what stands around, and what
	 * between it and the article, above it or below. */
	float anew_odds, behind_odds, before_odds;
	float score;      /* all of these weighed */
	int is_copy;      /* of what stands above */
};

static inline float log_odds(float score)
{
	float low = 1e-6f;
	float p = score < low ? low : score > 1 - low ? 1 - low : score;

	return logf(p / (1 - p));
}

enum sense sense_of(const char *role);

/* What the role adds to the log-odds of a block. */
float role_odds(const struct verdict *v);

/* What it takes of the block's own. */
float own_odds(const struct verdict *v);

/* The score of own, role and prose_odds. */
float weigh(const struct verdict *v);

/* Whether it is surely the site that speaks of itself. */
int is_site(const struct verdict *v);

#endif
