/*
 * Checking a plugin: what the parts share.
 *
 *	rules.c     the rules, with the words of plugin.h
 *	child.c     a step in a child process, watched; findings come by pipe
 *	texts.c     documents to check with
 *	object.c    the loaded object: symbols, variables, its calls of malloc
 *	runs.c      documents in several orders; leaks; should_stop
 *	options.c   each option at its ends
 *	shortage.c  memory that fails
 *	check.c     the steps, one after the other
 */
#ifndef CORE_CHECK_H
#define CORE_CHECK_H

#include "core/pipeline.h"

enum rule {
	RULE_LOAD, RULE_VERSION, RULE_NAME, RULE_LAYER, RULE_OPTION,
	RULE_FEATURES, RULE_EXPORTS, RULE_STYLE, RULE_CRASH, RULE_EXIT,
	RULE_OUTPUT, RULE_SIGNALS, RULE_THREADS, RULE_PURE, RULE_GLOBALS,
	RULE_CHECKED, RULE_REASON, RULE_STATUS, RULE_LEAK, RULE_NOMEM,
	RULE_STOP, RULE_DECLARED, RULE_ANSWER, RULE_COUNT
};

struct rule_text {
	const char *name, *where, *says;
};
extern const struct rule_text rules[RULE_COUNT];

/* What a child says: a finding, or that it is done. */
struct word {
	int rule; /* below 0: no finding */
	uint32_t documents;
	double time;
	char what[300], document[60];
};

/* Where a child is, for the parent. */
struct place {
	volatile uint32_t serial; /* changes with each document */
	char step[60], document[60];
};

struct ncl_checked {
	const struct ncl_check *how;
	const char *path; /* of the object, or of the file that declares it */
	struct place *place;
	int pipe;         /* of a child: where findings go */
	int output;       /* of a child: what it writes */
	/* Of a child: a declared program is held to its answers; so many were
	 * wrong, and one of them did not come in time. */
	int answers, late;
	uint32_t wrong;
	struct finding {
		struct ncl_finding api;
		char what[300], document[60];
	} *findings;
	uint32_t count;
	uint32_t documents;
	double time;
	int unable;           /* a child could not open the chain */
	struct ncl_error why; /* the reason */
};

/* Note a finding; in a child it goes to the parent. */
void check_find(ncl_checked *c, enum rule rule, const char *format, ...)
	NCL_PRINTF(3, 4);
/* Whether a path or name is that of a file that declares a program. */
int check_declared(const char *path);
/* The same for a file that the loader refuses, by its words. */
void check_refused(ncl_checked *c, const char *why);

/* Run a step in a child. */
enum ncl_status check_step(ncl_checked *c, const char *step,
			   void (*run)(ncl_checked *c),
			   struct ncl_error *err);
/* In a child: the next document is being worked on. */
void check_at(ncl_checked *c, const char *document);
/* In a child: what the plugin has written to its output, and signals. */
void check_manners(ncl_checked *c);

/* How many documents there are; make one of them, and its name. */
uint32_t check_texts(const ncl_checked *c);
enum ncl_status check_text(const ncl_checked *c, uint32_t i, ncl_doc *doc,
			   char *name, size_t size);

/* The chain, opened in a child. */
struct opened {
	ncl_pipeline *pipeline;
	ncl_worker *worker;
	uint32_t use; /* which of its uses is the plugin */
};
/* With another setting, or as the caller says: NULL, or "" where it may well
 * fail. 0: it could not be; with NULL the parent knows why. */
int check_open(ncl_checked *c, struct opened *o, const char *setting);
void check_close(struct opened *o);
/* Run over document i, and append what came of it. */
enum ncl_status check_run(ncl_checked *c, struct opened *o, ncl_doc *doc,
			  struct ncl_buffer *out, struct ncl_error *err);

/* Run over the first eight documents, whatever comes of it. */
void check_run_some(ncl_checked *c, struct opened *o);

/* The variables of the loaded object, to be looked at again. */
struct variables {
	char *copy;
	size_t size;
};
void variables_take(struct variables *v, const void *constant);
/* Whether they are others now. */
int variables_changed(const struct variables *v, const void *constant);
/* Hold its symbols against the contract. */
void object_check_symbols(ncl_checked *c, const void *constant);
/* Let the n-th allocation of the object fail from now on (0: none), and say
 * how many there were since the last call. -1: it cannot be done here. */
long object_fail(const void *constant, long n);

/* Steps, each for a child. */
void check_documents(ncl_checked *c);
void check_leaks(ncl_checked *c);
void check_stop(ncl_checked *c);
void check_options(ncl_checked *c);
void check_shortage(ncl_checked *c);

#endif
