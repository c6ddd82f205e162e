/* The options of `nclass run`, and the work itself. */
#ifndef CLI_RUN_H
#define CLI_RUN_H

#include "command.h"
#include "config.h"
#include "io/input.h"
#include "io/output.h"
#include "progress.h"

/* In the order of the option's words. */
enum run_format { RUN_AUTO, RUN_PRETTY, RUN_JSONL, RUN_TEXT, RUN_HTML };

struct run_options {
	const char *plugins, *plugin_path, *charset, *output, *config;
	struct opt_list models, settings;
	int input_format; /* auto, text, jsonl */
	int format;       /* of enum run_format */
	int offsets;      /* of enum ncl_offsets */
	int with_text, with_kept, quiet;
	uint64_t max_doc_bytes;
	struct opt_share max_failures;
};

/* A run: what it works with, and how it went. */
struct run {
	const struct run_options *options;
	enum run_format format; /* never RUN_AUTO */
	int terminal;           /* results go to one */
	struct ncl_write_options how;
	ncl_pipeline *pipeline;
	ncl_worker *worker;
	ncl_doc *doc;
	struct input *input;
	struct output *output;
	struct ncl_buffer record;
	struct progress progress;
	uint64_t done, failed, unreadable; /* unreadable ones failed too */
};

/* Label every document of the inputs. The error is of what ended it. */
enum ncl_status run_all(struct run *r, struct ncl_error *err);

#endif
