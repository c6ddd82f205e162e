/* The options of `nclass run`, and the work itself. */
#ifndef CLI_RUN_H
#define CLI_RUN_H

#include "choose_inputs.h"
#include "command.h"
#include "config.h"
#include "io/fleet.h"
#include "io/input.h"
#include "io/journal.h"
#include "io/output.h"
#include "io/staff.h"
#include "mirror.h"
#include "progress.h"

/* In the order of the option's words. */
enum run_format {
	RUN_AUTO,
	RUN_PRETTY,
	RUN_JSONL,
	RUN_TEXT,
	RUN_HTML,
	RUN_DOLMA
};

struct run_options {
	const char *plugins, *plugin_path, *charset, *output, *config,
		*quarantine, *stats, *manifest, *output_dir, *shard;
	struct opt_list models, settings;
	struct choose_inputs choose;
	int input_format; /* of enum input_format */
	int format;       /* of enum run_format */
	int offsets;      /* of enum ncl_offsets */
	int with_text, with_kept, quiet, isolate, resume, print_config;
	int compress; /* auto, none, gzip, zstd */
	uint64_t max_doc_bytes, jobs, memory;
	double timeout, checkpoint; /* seconds */
	struct opt_share max_failures;
};

/* Why documents fail, for the sums. */
enum run_failure {
	RUN_FAILED_INPUT,    /* a whole input could not be read */
	RUN_FAILED_DOCUMENT, /* it could not be read */
	RUN_FAILED_PLUGIN,   /* a plugin said so, or made a mistake */
	RUN_FAILED_LIMIT,
	RUN_FAILED_MEMORY,
	RUN_FAILED_CRASH, /* its worker did not live through it */
	RUN_FAILED_TIME,
	RUN_FAILURES
};

/* Records on their way (run_resume.c): where each stands in the inputs. */
struct run_place {
	uint64_t input, records, offset;
};
struct run_places {
	struct run_place *items; /* a ring of `size` */
	size_t first, count, size;
	struct run_place last;
};

/* A run: what it works with, and how it went. */
struct run {
	const struct run_options *options;
	const struct opt *table; /* of the options */
	const struct operands *inputs;
	enum run_format format; /* never RUN_AUTO */
	int terminal;           /* results go to one */
	struct ncl_write_options how;
	uint32_t jobs; /* 0: all is done in this process */
	ncl_pipeline *pipeline;
	struct staff *staff;
	struct fleet *fleet; /* the staff's; NULL: no jobs */
	struct input *input;
	struct input_options input_how;
	struct output *output;
	struct mirror *mirror; /* with --output-dir; `output` is one of its */
	uint64_t put;          /* documents that were begun */
	uint64_t pages;        /* that stand in `output` */
	struct output *quarantine, *stats, *manifest; /* NULL: not asked for */
	int torn; /* what was being written when it ended is not all there */
	struct journal *journal; /* NULL: none is written */
	int refused; /* what there was could not be gone on with */
	struct journal_mark mark; /* the last, and where what is done ends */
	double marked;           /* when, in seconds since the start */
	struct run_places places;
	struct progress progress;
	uint64_t done, failed, unreadable; /* unreadable ones failed too */
	uint64_t before;   /* done by a run that this one goes on with */
	uint64_t read_before;
	uint64_t reported; /* failures told one by one */
	uint64_t failures[JOURNAL_FAILURES]; /* of enum run_failure */
};

/* Start what does the work; before any file of the run's own is opened. */
enum ncl_status run_all_open(struct run *r, struct ncl_error *err);
/* Label every document of the inputs. The error is of what ended it. */
enum ncl_status run_all(struct run *r, struct ncl_error *err);

#endif
