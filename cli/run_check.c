#include "run_check.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "reads.h"

/* A folder of inputs would get the results. */
static enum ncl_status check_folders(const struct operands *inputs,
				     const char *folder,
				     struct ncl_error *err)
{
	struct stat a, b;

	for (size_t i = 0; i < inputs->count; i++)
		if (stat(folder, &a) == 0 && stat(inputs->items[i], &b) == 0 &&
		    a.st_dev == b.st_dev && a.st_ino == b.st_ino)
			return ncl_error_set(err, NCL_USAGE, "%s is an input "
					     "and the output folder; give the "
					     "output another one",
					     inputs->items[i]);
	return NCL_OK;
}

/* Would both be written to one file? Devices are for anyone. */
static int same_output(const char *a, const char *b)
{
	struct stat st;

	if (!a || !strcmp(a, "-"))
		return output_is(a, b);
	if (stat(a, &st) == 0 && !S_ISREG(st.st_mode))
		return 0;
	return !strcmp(a, b) || output_is(a, b);
}

/* What is written beside the results. */
static enum ncl_status check_beside(const struct run_options *o,
				    const struct reads *reads,
				    struct ncl_error *err)
{
	static const char *const names[] = { "output", "quarantine", "stats",
					     "manifest" };
	static const char *const words[] = { "output", "quarantine",
					     "statistics", "manifest" };
	const char *const paths[] = { o->output, o->quarantine, o->stats,
				      o->manifest };
	enum ncl_status status = NCL_OK;

	for (size_t i = 1; i < 4 && !status; i++) {
		if (!paths[i])
			continue;
		if (!*paths[i])
			return ncl_error_set(err, NCL_USAGE, "--%s: the "
					     "file's name is empty", names[i]);
		for (size_t j = 0; j < i; j++)
			if (!strcmp(paths[i], "-") ||
			    ((paths[j] || (!j && !o->output_dir)) &&
			     same_output(paths[j], paths[i])))
				return ncl_error_set(err, NCL_USAGE, "--%s "
						     "needs a file of its "
						     "own, not %s", names[i],
						     paths[i]);
		status = reads_check(reads, paths[i], words[i], err);
	}
	return status;
}

/* A name that says what cannot be written. */
static enum ncl_status check_packed(const struct run_options *o,
				    struct ncl_error *err)
{
	static const char *const endings[] = { ".xz", ".bz2" };
	size_t len = o->output ? strlen(o->output) : 0;

	for (size_t i = 0; i < 2 && !o->compress; i++)
		if (len > strlen(endings[i]) &&
		    !strcmp(o->output + len - strlen(endings[i]), endings[i]))
			return ncl_error_set(err, NCL_USAGE, "%s: output is "
					     "compressed by gzip (.gz) and "
					     "zstd (.zst) only; --compress "
					     "none writes it as it is",
					     o->output);
	return NCL_OK;
}

/* That it cannot be written should not come out at the end. */
static enum ncl_status try_manifest(const char *path, struct ncl_error *err)
{
	struct output *out = NULL;
	enum ncl_status status = path ? output_open(&out, path, err) : NCL_OK;

	if (out && output_part(out))
		unlink(output_part(out));
	output_free(out);
	return status;
}

enum ncl_status run_check(const struct run_options *o,
			  const struct operands *inputs, struct ncl_error *err)
{
	const struct reads reads[] = {
		{ .is = "an input", .files = inputs->items },
		{ .is = "the list of inputs", .file = o->choose.files_from },
		{ .is = "the configuration", .file = o->config },
		{ .is = "a model", .models = o->models.items },
		{ .is = "a plugin", .plugins = o->plugins },
		{ 0 },
	};
	enum ncl_status status = choose_inputs_check(&o->choose, err);
	struct stat st;

	if (status)
		return status;

	if (o->output_dir && (o->output || !*o->output_dir))
		return ncl_error_set(err, NCL_USAGE, o->output ?
				     "--output and --output-dir: results go "
				     "to one of them" :
				     "--output-dir: the folder's name is "
				     "empty");
	if (o->output_dir && stat(o->output_dir, &st) == 0 &&
	    !S_ISDIR(st.st_mode))
		return ncl_error_set(err, NCL_USAGE, "--output-dir: %s is no "
				     "folder", o->output_dir);
	if (o->output_dir && o->compress)
		return ncl_error_set(err, NCL_USAGE, "--compress does not go "
				     "with --output-dir: files are compressed "
				     "as those they are made of (.jsonl.gz)");
	status = o->output_dir ? check_folders(inputs, o->output_dir, err) :
				 reads_check(reads, o->output, "output", err);
	if (!status)
		status = check_packed(o, err);
	if (!status)
		status = check_beside(o, reads, err);
	return status ? status : try_manifest(o->manifest, err);
}
