/* The support vectors of a kernel, as libsvm's files have them. */
#ifndef CORE_EXPORT_VECTORS_H
#define CORE_EXPORT_VECTORS_H

#include "export_text.h"
#include "model.h"

/* How many have a part in a label's decision, by its map (label_sum.h). */
uint32_t export_vectors_count(const ncl_model *m, const double *map);
/* These, a line each, as those of class `y` of `k`. */
void export_vectors(struct export_text *w, const ncl_model *m,
		    const double *map, uint32_t y, uint32_t k);

#endif
