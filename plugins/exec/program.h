/*
 * A program that answers lines with lines, as a child of this process.
 *
 *	run       request -> its standard input
 *	          a line  <- its standard output
 *	          what it complains of <- standard error, the last line kept
 *
 * Whatever it does, program_ask comes back: with a line, or with what was
 * wrong; then the program is gone, and the next request starts it again.
 */
#ifndef EXEC_PROGRAM_H
#define EXEC_PROGRAM_H

#include <nclass/plugin.h>

#include <sys/types.h>

#include "text.h"

#define PROGRAM_LINE 300 /* bytes of a line of standard error that are kept */

/* How to start it; the same for all workers. */
struct program_how {
	const struct ncl_host *host;
	const char *command; /* for /bin/sh -c */
	char *folder;        /* where it runs */
	char **environment;
	double timeout; /* seconds for an answer, */
	double start;   /* and more for the first one */
	int show;       /* log what it writes to standard error */
};

/* Ready when its files are -1 (program_init) and all else is zeroed. */
struct program {
	const struct program_how *how;
	pid_t pid; /* 0: it is not running */
	int in, out, err;
	uint64_t answered; /* since it was started */
	struct text reply;
	char line[PROGRAM_LINE], last[PROGRAM_LINE];
	size_t line_len;
	char why[160]; /* what was wrong, of the last program_ask */
};

enum program_fault {
	PROGRAM_FINE,
	PROGRAM_WRONG,   /* it broke the protocol, or ended */
	PROGRAM_NEVER,   /* the shell could not start it */
	PROGRAM_LATE,    /* no answer in time */
	PROGRAM_STOPPED, /* the host says that it is enough */
	PROGRAM_NOMEM
};

void program_init(struct program *p, const struct program_how *how);
/* Start it if it is not running. 0: `why` tells. */
int program_start(struct program *p);
/* Send a request and wait for the line that answers it, which is in p->reply
 * without its end. What is not PROGRAM_FINE has ended the program. */
enum program_fault program_ask(struct program *p, const ncl_doc *doc,
			       const struct text *request);
/* Note that the answer was wrong, and end the program. */
enum program_fault program_wrong(struct program *p, const char *why);
/* Close its input, give it a moment to end, and end it. */
void program_release(struct program *p);

/* --------------------------------------------- program_start.c, for both */

/* Kill it, reap it (*how is as of waitpid), take its last words, close. */
void program_end(struct program *p, int *how);
/* Wait until it has ended, but no longer; whether it has. */
int program_wait(const struct program *p, int milliseconds);
/* Take what it wrote to standard error. */
void program_listen(struct program *p);

#endif
