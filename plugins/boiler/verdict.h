/* What is found of a block, and how its role weighs in. */
#ifndef BOILER_VERDICT_H
#define BOILER_VERDICT_H

#include <math.h>

#include <nclass/plugin.h>

/* Of a role: article text, what the site says of itself, all else. */
enum sense { SENSE_UNKNOWN, SENSE_ARTICLE, SENSE_SITE, SENSE_OTHER };

/* What a role says of how the document runs. */
enum turn {
	TURN_NONE,
	TURN_CLOSES, /* stands below an article: a share bar, tags */
	TURN_OPENS   /* stands above one, or is another one's: a headline */
};

struct role {
	enum sense sense;
	int keep; /* whatever the score */
	enum turn turn;
};

struct verdict {
	ncl_label role;
	float role_score;
	const struct role *sense;
	float prose_odds; /* added where it is running text in a brief one */
	float own;        /* of its features alone */
	float anew_odds, another_odds; /* of how the document runs: course.h */
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
