/*
 * What the output of a run depends on, as a list of keys and values: "plugin
 * topic" "1.0 9f...", "option with-text" "1". A run that goes on with another
 * has to have the same.
 */
#ifndef CLI_RUN_FACTS_H
#define CLI_RUN_FACTS_H

#include "io/journal.h"
#include "run.h"

struct run_fact {
	char *key, *value;
};

/* { 0 } is empty. */
struct run_facts {
	struct run_fact *items;
	size_t count;
};

/* All facts of a run whose pipeline is open. NCL_NOMEM, NCL_READ. */
enum ncl_status run_facts(struct run_facts *f, const struct run *r,
			  struct ncl_error *err);
/* NCL_REFUSED where a journal's are others; the error says which. */
enum ncl_status run_facts_check(const struct run_facts *f,
				const struct journal_past *past,
				struct ncl_error *err);
enum ncl_status run_facts_note(const struct run_facts *f, struct journal *j);
void run_facts_release(struct run_facts *f);

#endif
