/* Minimising a smooth function: limited-memory BFGS, the same steps always. */
#ifndef CORE_LBFGS_H
#define CORE_LBFGS_H

#include "nclass/nclass.h"

/* The value at x; fills the gradient. */
typedef double lbfgs_function(void *data, const double *x, double *gradient);

/*
 * Lower f from x on, until the gradient's length is below `small` times that
 * of x (or of 1), no step lowers it, or after `most` steps. NCL_NOMEM.
 */
enum ncl_status lbfgs(double *x, uint32_t n, lbfgs_function *f, void *data,
		      uint32_t most, double small);

#endif
