/* liblinear: large linear training. */
#include <linear.h>
#include <stddef.h>
#include <stdlib.h>

#include "solvers.h"

_Static_assert(sizeof(struct feature_node) == sizeof(struct solver_node) &&
	       offsetof(struct feature_node, value) ==
	       offsetof(struct solver_node, value), "nodes are alike");

static void silent(const char *text)
{
	(void)text;
}

int solver_liblinear(const struct solver_problem *p, double *weights)
{
	static const int types[] = { L2R_LR, L2R_L2LOSS_SVC_DUAL,
				     L2R_L2LOSS_SVC };
	int names[] = { 1, -1 };
	double by[] = { p->positive_weight, 1 };
	struct problem problem = {
		.l = (int)p->items, .n = (int)p->columns,
		.y = (double *)p->y, .bias = 1,
		.x = (struct feature_node **)(void *)p->rows,
	};
	struct parameter parameter = {
		.solver_type = types[p->loss],
		.eps = p->loss == 1 ? 0.1 : 0.01, .C = p->cost, .p = 0.1,
		.nr_weight = 2, .weight_label = names, .weight = by,
	};
	struct model *model;
	double sign;

	set_print_string_function(silent);
	srand(p->seed);
	if (check_parameter(&problem, &parameter))
		return -1;
	model = train(&problem, &parameter);
	if (!model)
		return -1;
	/* its first class is that of the first item */
	sign = model->label[0] > 0 ? 1 : -1;
	for (uint32_t i = 0; i < p->columns; i++)
		weights[i] = sign * model->w[i];
	free_and_destroy_model(&model);
	return 0;
}
