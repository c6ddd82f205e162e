#include "run_check.h"

#include <string.h>
#include <sys/stat.h>

/* An input would be written over. */
static enum ncl_status check_inputs(const struct operands *inputs,
				    const char *output, const char *what,
				    struct ncl_error *err)
{
	for (size_t i = 0; i < inputs->count; i++)
		if (output_is(output, inputs->items[i]))
			return ncl_error_set(err, NCL_USAGE,
					     "%s is an input and the %s; "
					     "give the %s another name",
					     inputs->items[i], what, what);
	return NCL_OK;
}

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

enum ncl_status run_check(const struct run_options *o,
			  const struct operands *inputs, struct ncl_error *err)
{
	const char *aside = o->quarantine;
	enum ncl_status status = NCL_OK;

	if (o->output_dir && (o->output || !*o->output_dir))
		return ncl_error_set(err, NCL_USAGE, o->output ?
				     "--output and --output-dir: results go "
				     "to one of them" :
				     "--output-dir: the folder's name is "
				     "empty");
	if (o->output_dir && o->compress)
		return ncl_error_set(err, NCL_USAGE, "--compress does not go "
				     "with --output-dir: files are compressed "
				     "as those they are made of (.jsonl.gz)");
	status = o->output_dir ? check_folders(inputs, o->output_dir, err) :
				 check_inputs(inputs, o->output, "output",
					      err);
	if (status || !aside)
		return status;
	if (!strcmp(aside, "-") || (o->output && !strcmp(o->output, aside)) ||
	    output_is(o->output, aside))
		return ncl_error_set(err, NCL_USAGE, "--quarantine needs a "
				     "file of its own, not %s", aside);
	return check_inputs(inputs, aside, "quarantine", err);
}
