/*
 * How a document runs: a block is judged again, by what stands around it and by
 * what has stood since its middle.
 *
 * Features see some blocks around. That the article is over, and what follows
 * belongs to another one, to its readers or to the site, is told by what came
 * between: a share bar, an author's line, a footer. So the first verdicts say
 * where the article is, the roles since its middle are counted, and a linear
 * model on both weighs the verdicts anew (stacked sequential learning: W. W.
 * Cohen and V. R. Carvalho, IJCAI 2005, with roles in place of neighbours'
 * labels). docs/blocks.md has what it brings.
 */
#ifndef BOILER_COURSE_H
#define BOILER_COURSE_H

#include <nclass/plugin.h>

#include "boiler/verdict.h"

/* Which of the roles that are counted this one is; -1: none. */
int course_role(const char *role);

/* Sets score, around_odds and since_odds of the verdicts, from their scores.
 * roles: whether section ran. */
enum ncl_status course_weigh(const struct ncl_host *host, ncl_doc *doc,
			     struct verdict *v, uint32_t blocks, int roles);

#endif
