/*
 * How a document runs: the verdicts are weighed anew, by what stands around a
 * block, and by what stands between it and the article.
 *
 * Features see some blocks around. That the article is over, and what follows
 * is another one, its readers' or the site's, is told by what came between:
 * what closes an article (a share bar, tags, a footer), and behind it what
 * opens another (a headline, a byline, teasers, a menu). And what stands above
 * the article's headline, or above a menu, is not the article yet. So the first
 * verdicts say where the article is, the roles behind its middle and above its
 * begin whether a block is outside, and a linear model on these weighs the
 * verdicts anew (stacked sequential learning: W. W. Cohen and V. R. Carvalho,
 * IJCAI 2005, with roles in place of neighbours' labels). It was fitted on
 * interrupted articles too: a share bar between two paragraphs ends little.
 * docs/blocks.md has what it brings.
 */
#ifndef BOILER_COURSE_H
#define BOILER_COURSE_H

#include <nclass/plugin.h>

#include "boiler/verdict.h"

/* What a role says of how a document runs, bits of enum turn; 0 of one that is
 * not known. */
unsigned turns_of(const char *role);

/* Sets score and the odds of the course in the verdicts, from their scores.
 * known: whether blocks have roles that are known here. */
enum ncl_status course_weigh(const struct ncl_host *host, ncl_doc *doc,
			     struct verdict *v, uint32_t blocks, int known);

#endif
