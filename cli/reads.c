#include "reads.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "io/output.h"
#include "uses.h"

static enum ncl_status check(const char *is, const char *path,
			     const char *output, const char *what,
			     struct ncl_error *err)
{
	if (!output_is(output, path))
		return NCL_OK;
	return ncl_error_set(err, NCL_USAGE, "%s is %s and the %s; give the "
			     "%s another name", path, is, what, what);
}

/* One without a slash is looked for by its name, in folders of models. */
static enum ncl_status check_model(const char *is, const char *model,
				   const char *output, const char *what,
				   struct ncl_error *err)
{
	const char *equals = strchr(model, '=');
	const char *path = equals ? equals + 1 : model;

	return strchr(path, '/') ? check(is, path, output, what, err) :
				   NCL_OK;
}

static enum ncl_status check_plugins(const char *is, const char *list,
				     const char *output, const char *what,
				     struct ncl_error *err)
{
	enum ncl_status status = NCL_OK;
	char path[PATH_MAX];
	const char *of;
	size_t len, n;

	for (size_t i = 0; !status && use_at(list, i, &len, &of, &n); i++) {
		snprintf(path, sizeof(path), "%.*s", (int)n, of);
		if (strchr(path, '/'))
			status = check(is, path, output, what, err);
	}
	return status;
}

enum ncl_status reads_check(const struct reads *reads, const char *output,
			    const char *what, struct ncl_error *err)
{
	enum ncl_status status = NCL_OK;

	for (const struct reads *r = reads; r->is && !status; r++) {
		if (r->file)
			status = check(r->is, r->file, output, what, err);
		for (size_t i = 0; r->files && r->files[i] && !status; i++)
			status = check(r->is, r->files[i], output, what, err);
		for (size_t i = 0; r->models && r->models[i] && !status; i++)
			status = check_model(r->is, r->models[i], output, what,
					     err);
		if (!status)
			status = check_plugins(r->is, r->plugins, output, what,
					       err);
	}
	return status;
}
