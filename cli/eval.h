/* `nclass eval`: its options, and what it works with. */
#ifndef CLI_EVAL_H
#define CLI_EVAL_H

#include "command.h"
#include "data.h"
#include "progress.h"

struct eval_options {
	const char *chain, *plugin_path, *report;
	struct data_options data;
	struct opt_list models, settings, against;
	int format; /* text, json */
	int quiet;
	uint64_t mistakes, labels, rounds, seed;
};

struct eval {
	const struct eval_options *options;
	ncl_evaluator *evaluator;
	ncl_doc *doc;
	char **against; /* --compare with names; ends with a NULL */
	struct progress progress;
	uint64_t failed;
};

#endif
