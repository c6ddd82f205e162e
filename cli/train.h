/* `nclass train`: its options, and the reading of its data. */
#ifndef CLI_TRAIN_H
#define CLI_TRAIN_H

#include "command.h"
#include "data.h"
#include "progress.h"
#include "twins.h"

struct train_options {
	const char *output, *chain, *plugin_path, *label_ids, *labels,
		*languages, *optimise, *report;
	struct data_options data;
	struct opt_list models, settings, facts, valid;
	int kernel;      /* linear, rbf */
	int solver;      /* auto, libsvm, liblinear, dual */
	int weight_bits; /* which of 8, 16 */
	int single, multi; /* labels of a document */
	int quiet, fold_models, tune;
	double cost, gamma;
	uint64_t folds, jobs, min_count, max_features, seed;
};

struct train {
	const struct train_options *options;
	ncl_trainer *trainer;
	ncl_doc *doc;
	struct progress progress;
	struct twins seen; /* texts of the data, where --valid needs them */
	char model[256];   /* where it is, if --output did not say */
	double solving; /* when it began, in seconds of the progress */
	int told;       /* that it takes long */
	char told_of[96]; /* what said so before it began */
};

/* For ncl_training.progress, with the struct train as its data. */
int train_progress(void *data, const char *what, uint32_t done, uint32_t all);
/* Give all records of the data to the trainer; those that cannot be used are
 * told. */
enum ncl_status train_read(struct train *t, const char *const *paths,
			   size_t n, struct ncl_error *err);
/* Whether the files of --valid can be read: better told before the work. */
enum ncl_status train_check_valid(const struct train_options *o,
				  struct ncl_error *err);
/* Measure the new model on the files of --valid, and print it; *failed is the
 * number of documents that could not be labelled. */
enum ncl_status train_valid(const struct train *t, const char *plugin,
			    uint64_t *failed, struct ncl_error *err);
/* Tell the trainer a taxonomy, from a labels file. */
enum ncl_status train_taxonomy(struct train *t, const char *path,
			       struct ncl_error *err);
/* Tell the trainer the ids of labels, from a file with a JSON object. */
enum ncl_status train_label_ids(struct train *t, const char *path,
				struct ncl_error *err);

/* Note the command as one would type it, without what the model does not depend
 * on. */
enum ncl_status train_command_fact(struct train *t, const struct opt *table,
				   int argc, char **argv,
				   struct ncl_error *err);

#endif
