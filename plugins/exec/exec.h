/*
 * exec: a plugin whose labels come from a program (docs/exec.md).
 *
 *	open    struct exec: layers and labels as handles, how to start it
 *	create  struct worker, and the program is started
 *	run     document -> request.c -> program.c -> reply.c -> layers
 */
#ifndef EXEC_EXEC_H
#define EXEC_EXEC_H

#include <nclass/plugin.h>

#include "program.h"
#include "text.h"
#include "units.h"

struct exec_label {
	const char *name;
	ncl_label label;
};

struct exec_layer {
	const struct ncl_layer_decl *decl;
	ncl_layer layer;           /* 0: optional, and nobody writes it */
	struct exec_label *labels; /* of one that is written, by name */
	uint32_t count;
};

struct exec {
	const struct ncl_host *host;
	const ncl_settings *settings;
	struct exec_layer *layers;
	uint32_t layer_count;
	enum units_kind offsets;
	struct program_how how;
	struct text options; /* the declared ones, "NCLASS_OPTIONS={...}" */
};

struct worker {
	const struct exec *exec;
	struct program program;
	struct text request;
	uint64_t number; /* of the request */
};

/* Write the line for a document. */
enum ncl_status request_write(struct text *t, const struct exec *e,
			      ncl_doc *doc, const struct units *units,
			      uint64_t number);
/*
 * Add what the program's line says to the document. *wrong is 0, or 1 where
 * it is no answer to this request at all: then nothing was added, and nothing
 * is noted but in why[].
 */
enum ncl_status reply_take(struct worker *w, ncl_doc *doc,
			   const struct units *units, int *wrong,
			   char why[160]);

#endif
