#include "boiler/verdict.h"

#include <string.h>

/*
 * Where section ran: log-odds = WEIGHT_OWN * own log-odds + WEIGHT * surety of
 * the role, which is 0 at a score of ROLE_LEAST and below, 1 at 1. A role that
 * is no article text (a teaser, a caption) tells more than one that is, for
 * that is what boiler has learned itself. Chosen on pages of held-out sites,
 * for kept words and for calibration: docs/blocks.md.
 */
#define WEIGHT_OWN 0.7f
#define WEIGHT_AGAINST 3.0f
#define WEIGHT_FOR 2.0f
#define ROLE_LEAST 0.2f
#define SITE_SURE 0.6f /* of nav and footer: no brief article's text */

enum sense sense_of(const char *role)
{
	static const char *const article[] = { "body", "heading", "list",
					       "quote", "table", "code" };

	for (size_t i = 0; i < sizeof(article) / sizeof(article[0]); i++)
		if (!strcmp(role, article[i]))
			return SENSE_ARTICLE;
	if (!strcmp(role, "nav") || !strcmp(role, "footer"))
		return SENSE_SITE;
	return SENSE_OTHER;
}

float role_odds(const struct verdict *v)
{
	float sure = v->role_score > ROLE_LEAST ?
			     (v->role_score - ROLE_LEAST) / (1 - ROLE_LEAST) :
			     0;

	return v->sense->sense == SENSE_UNKNOWN ? 0 :
	       v->sense->sense == SENSE_ARTICLE ? WEIGHT_FOR * sure :
						  -WEIGHT_AGAINST * sure;
}

float own_odds(const struct verdict *v)
{
	return v->sense->sense == SENSE_UNKNOWN ? 0 :
	       (WEIGHT_OWN - 1) * log_odds(v->own);
}

float weigh(const struct verdict *v)
{
	float more = role_odds(v) + own_odds(v) + v->prose_odds;

	return more == 0 ? v->own : 1 / (1 + expf(-log_odds(v->own) - more));
}

int is_site(const struct verdict *v)
{
	return v->sense->sense == SENSE_SITE && v->role_score >= SITE_SURE;
}
