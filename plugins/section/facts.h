/*
 * Facts of the document from the roles of its blocks: title, authors, date.
 *
 *	title    the surest headline
 *	authors  the names in the first byline (or dateline) that has one, and
 *	         in those beside it
 *	date     the first in a dateline or byline that is not of an update;
 *	         else in a short line by the headline; else of the address
 *	         (".../2021/03/04/...")
 *	date_modified  the first that is of an update
 *
 * A value that the input (or its markup) has is left alone. Where day and
 * month of a date in numbers could be either way round, another date of the
 * page tells which way the site writes them.
 */
#ifndef SECTION_FACTS_H
#define SECTION_FACTS_H

#include <nclass/plugin.h>

enum facts_role {
	FACTS_HEADLINE, FACTS_BYLINE, FACTS_DATELINE, FACTS_BIO, FACTS_ROLES
};

struct facts_maker {
	const struct ncl_host *host;
	const struct ncl_reading *reading; /* NULL: a host without */
	ncl_layer layer;
	uint32_t role[FACTS_ROLES]; /* 1 + label of the model; 0: none */
};

void facts_open(struct facts_maker *f, const struct ncl_host *host,
		ncl_layer layer);
/* Label i of the model has this name. */
void facts_role(struct facts_maker *f, uint32_t i, const char *name);
/* Add what is found to the layer; `likeliest`: the label of each block. */
enum ncl_status facts_add(const struct facts_maker *f, ncl_doc *doc,
			  const struct ncl_scores *scores,
			  const uint32_t *likeliest);

#endif
