/* solvers.so, which stays loaded, as everything that was loaded does. */
#include <dlfcn.h>
#include <stdlib.h>

#include "error.h"
#include "paths.h"
#include "solve.h"

static enum ncl_status load(const char *path, const struct solver_table **out,
			    struct ncl_error *err)
{
	void *object = dlopen(path, RTLD_NOW | RTLD_LOCAL);
	const struct solver_table *table =
		object ? dlsym(object, SOLVERS_SYMBOL) : NULL;

	if (!table)
		return ncl_error_set(err, NCL_MISSING,
				     "the solvers cannot be loaded: %s",
				     dlerror());
	if (table->revision != SOLVERS_REVISION)
		return ncl_error_set(err, NCL_REFUSED,
				     "%s: has revision %u, this nclass needs "
				     "%u", path, table->revision,
				     SOLVERS_REVISION);
	*out = table;
	return NCL_OK;
}

enum ncl_status solvers_load(const struct solver_table **out,
			     struct ncl_error *err)
{
	char *path = NULL;
	struct ncl_error why;
	enum ncl_status ret = paths_part(&path, "solvers.so", &why);

	*out = NULL;
	if (ret != NCL_OK)
		ncl_error_set(err, ret, "the solvers for training and kernel "
			      "models are %s", why.text);
	if (ret == NCL_OK)
		ret = load(path, out, err);
	free(path);
	return ret;
}
