/*
 * Options are a table: it parses the command line and the configuration
 * file, and it is the text of --help.
 *
 *	struct run_options { const char *output; int quiet; ... };
 *	static const struct opt run_opts[] = {
 *		{ 'o', "output", OPT_TEXT, AT(output), "FILE", NULL,
 *		  "write to FILE, not to standard output" },
 *		{ 'q', "quiet", OPT_FLAG, AT(quiet), NULL, NULL,
 *		  "show no progress" },
 *		{ 0 },
 *	};
 *
 * Understood: -o FILE, -oFILE, --output FILE, --output=FILE, --quiet,
 * --quiet=no; `--` ends the options. Options may stand behind operands.
 */
#ifndef CLI_OPTS_H
#define CLI_OPTS_H

#include <nclass/nclass.h>

enum opt_kind {
	OPT_FLAG = 1, /* int: 1 or 0 */
	OPT_TEXT,     /* const char * */
	OPT_LIST,     /* struct opt_list: it may be repeated */
	OPT_CHOICE,   /* int: which of `value`, "auto|pretty|jsonl" */
	OPT_COUNT,    /* uint64_t; OPT_AUTO where "auto" is the default */
	OPT_SIZE,     /* uint64_t bytes: 64, 500K, 16M, 2G */
	OPT_NUMBER,   /* double, above 0 */
	OPT_SHARE     /* struct opt_share: 20 or 5% */
};

#define OPT_AUTO UINT64_MAX

/* What was given to a repeated option; items end with a NULL, or are NULL. */
struct opt_list {
	const char **items;
	size_t count;
};

struct opt_share {
	double value;
	int percent;
};

struct opt {
	char letter;          /* 0: none */
	const char *name;     /* NULL ends a table */
	enum opt_kind kind;
	size_t at;            /* where in the command's struct */
	const char *value;    /* what help calls it; a choice: its words */
	const char *fallback; /* the default, as one would type it, or NULL */
	const char *help;     /* lower case, no full stop */
};

/* Words of a command line that are no options; they point into argv. */
struct operands {
	const char **items; /* NULL-ended */
	size_t count;
	int help; /* --help was among the arguments */
};

/* Set all defaults: first everything is zero. */
enum ncl_status opts_defaults(const struct opt *table, void *values,
			      struct ncl_error *err);
/* May the option stand in a configuration file? --help, --config and
 * --print-config may not. */
int opts_in_file(const char *name);
/*
 * Set one option by its name, for a configuration file. The error (NCL_USAGE)
 * names the nearest option, or what the value may be. Text is not copied: it
 * must stay.
 */
enum ncl_status opts_set(const struct opt *table, void *values,
			 const char *name, const char *text,
			 struct ncl_error *err);
/*
 * Take the arguments argv[0..argc). Values that are there already stay where
 * no argument sets them. `--help` and `-h` end it with operands->help set. Free
 * operands->items, and the values by opts_release, also after a failure.
 */
enum ncl_status opts_parse(const struct opt *table, void *values, int argc,
			   char **argv, struct operands *operands,
			   struct ncl_error *err);
/* The option that argv[0] sets, the last where it is -qo; NULL: none, or none
 * of the table. *words: how many arguments it takes, with its value. */
const struct opt *opts_option(const struct opt *table, int argc, char **argv,
			      int *words);
/* An OPT_COUNT for what takes 32 bits: the most of these where it is more. */
uint32_t opts_count32(uint64_t n);
/* Free the lists among the values. */
void opts_release(const struct opt *table, void *values);

#endif
