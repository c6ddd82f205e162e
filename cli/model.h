/* `nclass model`: its options, and what its actions share. */
#ifndef CLI_MODEL_H
#define CLI_MODEL_H

#include "command.h"
#include "data.h"

struct out; /* io/json_out.h */

struct model_options {
	int quiet;
	int json;
	uint64_t labels, features;
	/* of export */
	const char *output, *plugins, *plugin_path;
	struct opt_list data, models, settings;
	struct data_options how;
};

/* What a model says of itself, as text for a person or as one JSON line. */
void model_info(struct out *o, const ncl_model *model, const char *path,
		const struct model_options *how);
/* Write a model, and data, as libsvm takes them, into a new folder. `path` is
 * the model's. */
enum ncl_status model_export(const ncl_model *model, const char *path,
			     const struct model_options *o,
			     struct ncl_error *err);

#endif
