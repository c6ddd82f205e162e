/*
 * A command: a constant in a file of its own, a row in commands.c.
 */
#ifndef CLI_COMMAND_H
#define CLI_COMMAND_H

#include "opts.h"

/* What the process ends with. */
enum cli_status {
	CLI_OK = 0,
	CLI_SOME_FAILED = 1, /* documents, each of them reported */
	CLI_USAGE = 2,
	CLI_CANNOT = 3 /* run or write: a plugin, model, input or output */
};

struct command {
	const char *name;
	const char *summary;         /* a line of `nclass help` */
	const char *const *usage;    /* "[options] INPUT...", NULL-ended */
	const char *about;           /* a paragraph */
	const struct opt *opts;      /* ends with { 0 } */
	const char *const *examples; /* whole commands, NULL-ended */
	const char *statuses;        /* "0 ...; 1 ..." */
	int (*run)(const struct command *self, int argc, char **argv);
};

extern const struct command run_command, train_command, eval_command,
	explain_command, plugins_command, model_command, new_command,
	check_command, dedup_command, completion_command;

/* What all of it does, in a sentence. */
#define COMMAND_ABOUT                                                        \
	"Labels documents: what each block is, what is boilerplate, what it "  \
	"is about."

/* Command i, in the order of `nclass help`; NULL past the last. */
const struct command *command_at(size_t i);
/* --help, which each command has and no table. */
extern const struct opt help_option;

/* The whole program. */
int command_main(int argc, char **argv);

/*
 * Take a command's arguments (argv[0] is its first). 1: go on. 0: end with
 * *status; help or what is wrong with the usage was printed. Either way free
 * as opts_parse says. *values must be zeroed.
 */
int command_parse(const struct command *c, void *values, int argc,
		  char **argv, struct operands *operands, int *status);
/* Say what is wrong with the usage, and where to read more: CLI_USAGE. */
int command_misused(const struct command *c, const char *format, ...)
	NCL_PRINTF(2, 3);
/* The exit status that fits a failure, which is told to the user. */
int command_failed(const struct command *c, const struct ncl_error *err);

#endif
