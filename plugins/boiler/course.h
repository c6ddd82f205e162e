/*
 * How a document runs: the verdicts are weighed anew, by what stands around a
 * block and by whether something else has begun above it.
 *
 * Features see some blocks around. That the article is over, and what follows
 * is another one, its readers' or the site's, is told by what came between:
 * what closes an article (a share bar, tags, a footer), and behind it what
 * opens another (a headline, a byline, teasers, a menu). So the first verdicts
 * say where the article is, the roles behind its middle whether something else
 * has begun, and a linear model on these weighs the verdicts anew (stacked
 * sequential learning: W. W. Cohen and V. R. Carvalho, IJCAI 2005, with roles
 * in place of neighbours' labels). A share bar between two paragraphs opens
 * nothing. docs/blocks.md has what it brings.
 */
#ifndef BOILER_COURSE_H
#define BOILER_COURSE_H

#include <nclass/plugin.h>

#include "boiler/verdict.h"

/* What a role says of it; TURN_NONE of one that is not known. */
enum turn turn_of(const char *role);

/* Sets score, anew_odds and another_odds of the verdicts, from their scores.
 * known: whether blocks have roles that are known here. */
enum ncl_status course_weigh(const struct ncl_host *host, ncl_doc *doc,
			     struct verdict *v, uint32_t blocks, int known);

#endif
