/* libsvm: C-SVC with a linear kernel, folded to weights, or with an RBF. */
#include <libsvm/svm.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "solvers.h"

_Static_assert(sizeof(struct svm_node) == sizeof(struct solver_node) &&
	       offsetof(struct svm_node, value) ==
	       offsetof(struct solver_node, value), "nodes are alike");

static void silent(const char *text)
{
	(void)text;
}

/* weights = sum of coefficient * support vector, and -rho on the bias */
static void fold(const struct svm_model *model, uint32_t columns,
		 double *weights)
{
	double sign = model->label[0] > 0 ? 1 : -1;

	memset(weights, 0, columns * sizeof(*weights));
	for (int i = 0; i < model->l; i++)
		for (const struct svm_node *n = model->SV[i]; n->index > 0;
		     n++)
			weights[n->index - 1] +=
				sign * model->sv_coef[0][i] * n->value;
	weights[columns - 1] -= sign * model->rho[0];
}

static struct svm_model *train(const struct solver_problem *p, int kernel)
{
	int names[] = { 1, -1 };
	double by[] = { p->positive_weight, 1 };
	struct svm_problem problem = {
		.l = (int)p->items, .y = (double *)p->y,
		.x = (struct svm_node **)(void *)p->rows,
	};
	struct svm_parameter parameter = {
		.svm_type = C_SVC, .kernel_type = kernel, .C = p->cost,
		.gamma = p->gamma, .cache_size = SOLVER_CACHE_MB, .eps = 0.01,
		.shrinking = 1,
		.nr_weight = 2, .weight_label = names, .weight = by,
	};

	svm_set_print_string_function(silent);
	srand(p->seed);
	if (svm_check_parameter(&problem, &parameter))
		return NULL;
	return svm_train(&problem, &parameter);
}

int solver_libsvm(const struct solver_problem *p, double *weights)
{
	struct svm_model *model = train(p, LINEAR);

	if (!model)
		return -1;
	fold(model, p->columns, weights);
	svm_free_and_destroy_model(&model);
	return 0;
}

int solver_kernel(const struct solver_problem *p, double *coefs,
		  double *decisions)
{
	struct svm_model *model = train(p, RBF);
	double sign;

	if (!model)
		return -1;
	sign = model->label[0] > 0 ? 1 : -1;
	memset(coefs, 0, p->items * sizeof(*coefs));
	for (int i = 0; i < model->l; i++)
		coefs[model->sv_indices[i] - 1] = sign * model->sv_coef[0][i];
	coefs[p->items] = -sign * model->rho[0];
	for (uint32_t i = 0; i < p->test_count; i++) {
		svm_predict_values(model, (struct svm_node *)(void *)
				   p->tests[i], &decisions[i]);
		decisions[i] *= sign;
	}
	svm_free_and_destroy_model(&model);
	return 0;
}
