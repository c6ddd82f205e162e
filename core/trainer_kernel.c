/* The kernel that training was asked for. */
#include <math.h>
#include <string.h>

#include "trainer.h"
#include "vectors.h"

enum ncl_status trainer_kernel(const struct ncl_trainer *t,
			       struct ncl_error *err)
{
	const char *kernel = t->how.kernel ? t->how.kernel : "linear";
	double gamma = t->how.gamma;
	int rbf = strcmp(kernel, "rbf") == 0;

	if (!rbf && strcmp(kernel, "linear") != 0)
		return ncl_error_set(err, NCL_USAGE, "no kernel \"%s\": there "
				     "are linear, rbf", kernel);
	if (rbf && t->solver != SOLVE_LIBSVM)
		return ncl_error_set(err, NCL_USAGE, "the kernel rbf is the "
				     "solver libsvm's alone: say --solver "
				     "libsvm, too");
	if (!rbf && gamma != 0)
		return ncl_error_set(err, NCL_USAGE, "gamma is for the kernel "
				     "rbf alone");
	if (!(gamma >= 0) || gamma > (double)VECTORS_GAMMA_MAX)
		return ncl_error_set(err, NCL_USAGE, "gamma %g: above 0, at "
				     "most %g", gamma,
				     (double)VECTORS_GAMMA_MAX);
	return NCL_OK;
}

/* One over the mean square of the items' lengths, so that the kernel of two
 * items that have nothing in common is some e^-2. */
static double usual_gamma(const struct problem *p)
{
	double sum = 0;

	for (size_t i = 0; i < p->rows[p->items]; i++)
		if (p->nodes[i].row != p->columns - 1)
			sum += (double)p->nodes[i].value * p->nodes[i].value;
	return sum > 0 ? fmin(fmax(p->items / sum, 1e-6),
			      (double)VECTORS_GAMMA_MAX) : 1;
}

double trainer_gamma(const struct ncl_trainer *t)
{
	if (!t->how.kernel || strcmp(t->how.kernel, "rbf") != 0)
		return 0;
	return (double)(float)(t->how.gamma > 0 ? t->how.gamma :
			       usual_gamma(&t->training.problem));
}
