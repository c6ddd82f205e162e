/* What solvers.so exports. */
#include "solvers.h"

__attribute__((visibility("default")))
const struct solver_table ncl_solvers = {
	.revision = SOLVERS_REVISION,
	.libsvm = solver_libsvm,
	.liblinear = solver_liblinear,
	.kernel = solver_kernel,
	.open = solver_open, .decide = solver_decide, .close = solver_close,
};
