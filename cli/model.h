/* `nclass model`: its options, and what its actions share. */
#ifndef CLI_MODEL_H
#define CLI_MODEL_H

#include "command.h"

struct out; /* io/json_out.h */

struct model_options {
	int quiet;
	int json;
	uint64_t labels, features;
};

/* What a model says of itself, as text for a person or as one JSON line. */
void model_info(struct out *o, const ncl_model *model, const char *path,
		const struct model_options *how);

#endif
