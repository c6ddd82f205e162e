/*
 * Support vectors of many outputs, decided on in one go by libsvm.
 *
 * A model of libsvm with outputs + 1 classes of which the first owns all
 * vectors: the decision of classes 0 and j is then the sum over all vectors of
 * their coefficient in row j - 1, less rho, which is what output j - 1 wants;
 * and the kernel's values, which cost most, are found once for all of them.
 * Pairs without class 0 are empty sums.
 */
#include <libsvm/svm.h>
#include <stdlib.h>

#include "solvers.h"

struct solver_decider {
	struct svm_model model;
};

void solver_close(struct solver_decider *d)
{
	if (!d)
		return;
	free(d->model.rho);
	free(d->model.label);
	free(d->model.nSV);
	free(d);
}

struct solver_decider *solver_open(const struct solver_vectors *v)
{
	struct solver_decider *d = calloc(1, sizeof(*d));
	struct svm_model *m = d ? &d->model : NULL;

	if (!d)
		return NULL;
	m->param = (struct svm_parameter){
		.svm_type = C_SVC, .kernel_type = RBF, .gamma = v->gamma,
	};
	m->nr_class = (int)v->outputs + 1;
	m->l = (int)v->count;
	m->SV = (struct svm_node **)(void *)v->rows;
	m->sv_coef = v->coefs;
	m->rho = calloc(solver_room(v->outputs), sizeof(*m->rho));
	m->label = calloc(v->outputs + (size_t)1, sizeof(*m->label));
	m->nSV = calloc(v->outputs + (size_t)1, sizeof(*m->nSV));
	if (!m->rho || !m->label || !m->nSV) {
		solver_close(d);
		return NULL;
	}
	m->nSV[0] = m->l;
	for (uint32_t o = 0; o < v->outputs; o++)
		m->rho[o] = -(double)v->bias[o];
	return d;
}

void solver_decide(const struct solver_decider *d,
		   const struct solver_node *x, double *decisions)
{
	svm_predict_values(&d->model,
			   (const struct svm_node *)(const void *)x,
			   decisions);
}
