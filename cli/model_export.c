#include "model_export.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "io/json_out.h"
#include "io/output.h"

static enum ncl_status no_memory(struct ncl_error *err)
{
	return ncl_error_set(err, NCL_NOMEM, "out of memory");
}

/* ------------------------------------------------------------------ files */

static enum ncl_status open_file(struct export *x, const char *name,
				 struct output **out, struct ncl_error *err)
{
	size_t len = x->folder.len;
	enum ncl_status status;

	if (ncl_buffer_add(&x->folder, "/", 1) ||
	    ncl_buffer_add(&x->folder, name, strlen(name)))
		status = no_memory(err);
	else
		status = output_open(out, x->folder.data, err);
	x->folder.len = len;
	if (x->folder.data)
		x->folder.data[len] = 0;
	return status;
}

static enum ncl_status close_file(struct output *o, enum ncl_status status,
				  struct ncl_error *err)
{
	if (!status)
		status = output_close(o, err);
	output_free(o);
	return status;
}

/* A file of x->text, which was made without a failure if `made`. */
static enum ncl_status write_file(struct export *x, const char *name,
				  enum ncl_status made, struct ncl_error *err)
{
	struct output *o = NULL;
	enum ncl_status status = made ? no_memory(err) :
				 open_file(x, name, &o, err);

	if (!status)
		status = output_write(o, x->text.data, x->text.len, err);
	return close_file(o, status, err);
}

static enum ncl_status write_piece(void *data, const char *bytes, size_t len,
				   struct ncl_error *err)
{
	return output_write(data, bytes, len, err);
}

static enum ncl_status write_models(struct export *x, struct ncl_error *err)
{
	uint32_t n = ncl_export_files(x->model);
	enum ncl_status status = NCL_OK;

	for (uint32_t i = 0; i < n && !status; i++) {
		struct ncl_writer to = { .write = write_piece };
		struct output *o = NULL;
		char name[32];

		snprintf(name, sizeof(name), "%04u.model", i + 1);
		status = open_file(x, n == 1 ? "all.model" : name, &o, err);
		to.data = o;
		if (!status)
			status = ncl_export_model(x->model, i, &to, err);
		status = close_file(o, status, err);
	}
	return status;
}

/* number, threshold, id, name: the texts as JSON strings */
static enum ncl_status write_labels(struct export *x, struct ncl_error *err)
{
	uint32_t n = ncl_model_label_count(x->model);
	struct out o;

	x->text.len = 0;
	out_start(&o, &x->text);
	for (uint32_t i = 0; i < n; i++) {
		const struct ncl_model_label *l = ncl_model_label(x->model, i);

		out_format(&o, "%u\t", i + 1);
		out_score(&o, l->threshold);
		OUT(&o, "\t");
		if (l->id)
			out_json_bytes(&o, l->id, strlen(l->id));
		else
			OUT(&o, "null");
		OUT(&o, "\t");
		out_json_bytes(&o, l->name, strlen(l->name));
		OUT(&o, "\n");
	}
	return write_file(x, "labels", out_end(&o), err);
}

/* column, group, name */
static enum ncl_status write_features(struct export *x, struct ncl_error *err)
{
	const char *group, *name;
	struct out o;

	x->text.len = 0;
	out_start(&o, &x->text);
	for (uint32_t i = 0; ncl_export_feature(x->model, i, &group, &name);
	     i++) {
		if (!name && x->names)
			name = x->names[i];
		out_format(&o, "%u\t", i + 1);
		out_json_bytes(&o, group ? group : "dense",
			       strlen(group ? group : "dense"));
		OUT(&o, "\t");
		if (name)
			out_json_bytes(&o, name, strlen(name));
		else
			OUT(&o, "null");
		OUT(&o, "\n");
	}
	return write_file(x, "features", out_end(&o), err);
}

static enum ncl_status write_readme(struct export *x, struct ncl_error *err)
{
	int several = ncl_export_files(x->model) > 1;
	struct out o;

	x->text.len = 0;
	out_start(&o, &x->text);
	if (several)
		OUT(&o, "NNNN.model     a model of libsvm for each label: 1 "
			"where its probability\n               reaches the "
			"threshold, else -1\n");
	else
		OUT(&o, "all.model      a model of libsvm: its classes are "
			"the labels' numbers\n");
	OUT(&o, "labels         number, threshold, id, name of each label\n"
		"features       column, group, name of each feature; null: no "
		"item told it\n");
	OUT(&o, "data           an item on each line, for svm-predict; the "
		"first number is its\n               (first) label, 0 where it "
		"has none\n"
		"data.labels    the numbers of its labels\n"
		"data.answers   what nclass says: the numbers of the labels "
		"that it gives\n");
	OUT(&o, "\nsvm-predict data NAME.model OUT answers as nclass does. Of "
		"blocks it is what\nis said of each by itself: libsvm knows "
		"no neighbours.\n");
	return write_file(x, "README", out_end(&o), err);
}

/* ------------------------------------------------------------------ all */

static enum ncl_status write_data(struct export *x, struct ncl_error *err)
{
	struct ncl_model_size size;
	enum ncl_status status;

	if (!x->options->data.count)
		return NCL_OK;
	ncl_model_sizes(x->model, &size);
	x->columns = size.dense + size.features;
	x->names = calloc(x->columns + (size_t)1, sizeof(*x->names));
	status = x->names ? export_open(x, err) : no_memory(err);
	if (!status)
		status = open_file(x, "data", &x->data, err);
	if (!status)
		status = open_file(x, "data.labels", &x->labels, err);
	if (!status)
		status = open_file(x, "data.answers", &x->answers, err);
	if (!status)
		status = export_data(x, err);
	status = close_file(x->data, status, err);
	status = close_file(x->labels, status, err);
	return close_file(x->answers, status, err);
}

static enum ncl_status make_folder(struct export *x, struct ncl_error *err)
{
	const char *dir = x->options->output;
	size_t len = dir ? strlen(dir) : 0;
	struct stat st;

	while (len > 1 && dir[len - 1] == '/')
		len--;
	if (!len)
		return ncl_error_set(err, NCL_USAGE, "--output: name a folder "
				     "for the files");
	if (lstat(dir, &st) == 0)
		return ncl_error_set(err, NCL_USAGE, "--output: %s is there "
				     "already: name a new folder", dir);
	if (ncl_buffer_add(&x->folder, dir, len) ||
	    ncl_buffer_add(&x->folder, ".part", 5))
		return no_memory(err);
	if (mkdir(x->folder.data, 0777) && errno != EEXIST)
		return ncl_error_set(err, NCL_WRITE, "%s: cannot be made: %s",
				     x->folder.data, strerror(errno));
	return NCL_OK;
}

static enum ncl_status put_in_place(struct export *x, struct ncl_error *err)
{
	if (rename(x->folder.data, x->options->output))
		return ncl_error_set(err, NCL_WRITE,
				     "%s: cannot be renamed to %s: %s",
				     x->folder.data, x->options->output,
				     strerror(errno));
	return NCL_OK;
}

enum ncl_status model_export(const ncl_model *model, const char *path,
			     const struct model_options *o,
			     struct ncl_error *err)
{
	struct export x = { .options = o, .model = model,
			    .model_path = path };
	enum ncl_status status = make_folder(&x, err);
	const char *key, *value;

	for (uint32_t i = 0; ncl_model_fact(model, i, &key, &value); i++)
		if (!x.plugin && strcmp(key, "plugin") == 0)
			x.plugin = value;
	if (!status && !x.plugin)
		status = ncl_error_set(err, NCL_FORMAT,
				       "%s: says not which plugin it is for",
				       path);
	if (!status)
		status = write_models(&x, err);
	if (!status)
		status = write_labels(&x, err);
	if (!status)
		status = write_data(&x, err);
	if (!status)
		status = write_features(&x, err);
	if (!status)
		status = write_readme(&x, err);
	if (!status)
		status = put_in_place(&x, err);
	ncl_doc_free(x.doc);
	ncl_worker_free(x.worker);
	ncl_pipeline_free(x.pipeline);
	ncl_catalogue_free(x.catalogue);
	for (uint32_t i = 0; x.names && i < x.columns; i++)
		free(x.names[i]);
	free(x.names);
	ncl_buffer_release(&x.folder);
	ncl_buffer_release(&x.text);
	return status;
}
