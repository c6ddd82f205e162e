/* `nclass eval`: its options, and the measuring, which `train --valid` does
 * too. */
#ifndef CLI_EVAL_H
#define CLI_EVAL_H

#include "command.h"
#include "data.h"
#include "progress.h"
#include "twins.h"

struct eval_options {
	const char *chain, *plugin_path, *report;
	struct data_options data;
	struct opt_list models, settings, against, parts;
	int format; /* text, json */
	int quiet;
	uint64_t mistakes, labels, rounds, seed;
};

struct eval {
	const struct eval_options *options;
	ncl_evaluator *evaluator;
	ncl_doc *doc;
	char **against; /* --compare with names; ends with a NULL */
	const char **parts; /* values of documents, likewise */
	struct progress progress;
	const struct twins *seen; /* texts to look for, or NULL */
	uint64_t failed, seen_before; /* documents: left out; of such a text */
};

/* Open the plugins. { .options = ... } is ready for it; eval_close() frees,
 * after a failure too. */
enum ncl_status eval_open(struct eval *e, const char *plugin,
			  struct ncl_error *err);
/* Label all records of the data, and count. Those that cannot be labelled are
 * told, and left out. ncl_evaluator_run() comes next. */
enum ncl_status eval_read(struct eval *e, const char *const *paths, size_t n,
			  struct ncl_error *err);
/* "topic on news.jsonl: 3501 documents in 812 groups" */
void eval_about(struct ncl_buffer *text, const struct ncl_measures *m,
		const char *plugin, const char *const *paths, size_t n);
/* Write the report as a page. */
enum ncl_status eval_page(const char *path, const struct ncl_report *report,
			  struct ncl_error *err);
/* "NAME=FILE" of "FILE", for the plugin that is measured: "./x/topic.so" is
 * called topic. Yours to free; NULL: no memory. */
char *eval_named(const char *plugin, const char *model);
void eval_close(struct eval *e);

#endif
