/* `nclass model export`: what its parts share. */
#ifndef CLI_MODEL_EXPORT_H
#define CLI_MODEL_EXPORT_H

#include "model.h"

struct output; /* io/output.h */

/* What an export works with. Files are made in a folder beside the one that
 * is asked for, which is put in place when all are whole. */
struct export {
	const struct model_options *options;
	const ncl_model *model;
	const char *model_path, *plugin;
	struct ncl_buffer folder; /* DIR.part */
	ncl_pipeline *pipeline;
	ncl_worker *worker;
	ncl_catalogue *catalogue;
	const struct ncl_features *features;
	ncl_doc *doc;
	struct output *data, *labels, *answers;
	char **names; /* of columns, as far as items told them */
	uint32_t columns;
	struct ncl_buffer text;
	uint64_t items, unscored; /* documents that the plugin passed over */
};

/* Find the model's plugin, and open the chain that ends with it. */
enum ncl_status export_open(struct export *x, struct ncl_error *err);
/* Write all items of the data into the three files. */
enum ncl_status export_data(struct export *x, struct ncl_error *err);

#endif
