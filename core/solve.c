/* What is to be solved, dealt out as tasks, and what came back. */
#include "solve.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "crew.h"
#include "descent.h"
#include "error.h"
#include "solve_task.h"

/* What the rule counts. */
static double work_of(const struct problem *p, uint32_t outputs,
		      uint32_t folds)
{
	double nodes = (double)p->rows[p->items] / (p->items ? p->items : 1);
	double runs = (double)outputs * (folds + 1);

	return runs * p->items * p->items * nodes;
}

enum solve_solver solve_choose(const struct problem *p, uint32_t outputs,
			       uint32_t folds, int blocks)
{
	return work_of(p, outputs, folds) <= SOLVE_LIBSVM_MOST ?
	       SOLVE_LIBSVM : blocks ? SOLVE_LIBLINEAR : SOLVE_DUAL;
}

const char *solve_name(enum solve_solver solver)
{
	static const char *const names[] = { "auto", "libsvm", "liblinear",
					     "dual" };

	return names[solver];
}

void solve_release(struct solve *s)
{
	free(s->decisions);
	free(s->weights);
	free(s->fold_weights);
	free(s->nodes);
	s->decisions = s->weights = s->fold_weights = NULL;
	s->nodes = NULL;
}

/* ------------------------------------------------------------------ tasks */

/* All items first, since that takes longest; then the folds. */
static struct solve_task task_of(const struct solve *s, uint32_t i)
{
	uint32_t groups = (s->outputs + s->step - 1) / s->step;
	struct solve_task t = {
		.first = i % groups * s->step,
		.fold = s->end - 1 - i / groups,
	};

	t.count = s->outputs - t.first < s->step ? s->outputs - t.first :
						   s->step;
	return t;
}

static size_t task_size(void *data, uint32_t i)
{
	const struct solve *s = data;

	return solve_task_size(s, task_of(s, i));
}

static float *work(void *data, uint32_t i)
{
	const struct solve *s = data;

	return solve_task(s, task_of(s, i));
}

/* Weights of a task's outputs into those of all. */
static void take_weights(const struct solve *s, struct solve_task t,
			 float *to, const float *numbers)
{
	size_t stride = solve_task_stride(t);

	for (size_t c = 0; c < solve_rows(s); c++)
		memcpy(to + c * s->stride + t.first,
		       numbers + c * stride, t.count * sizeof(float));
}

static int take(void *data, uint32_t i, float *numbers)
{
	struct solve *s = data;
	struct solve_task t = task_of(s, i);
	size_t at = 0, stride = solve_task_stride(t);

	if (t.fold == s->folds && t.count == s->outputs) {
		free(s->weights);
		s->weights = numbers;
		return 1;
	}
	if (t.fold == s->folds) {
		take_weights(s, t, s->weights, numbers);
		return 0;
	}
	for (uint32_t k = 0; k < s->problem->items; k++)
		if (s->fold[k] == t.fold)
			memcpy(s->decisions + (size_t)k * s->outputs + t.first,
			       numbers + at++ * stride,
			       t.count * sizeof(float));
	if (s->keep)
		take_weights(s, t, s->fold_weights + (size_t)t.fold *
			     solve_rows(s) * s->stride,
			     numbers + at * stride);
	return 0;
}

static const char *name(void *data, uint32_t i)
{
	const struct solve *s = data;

	return s->names[task_of(s, i).first];
}

static int tell(void *data, uint32_t done, uint32_t all)
{
	const struct solve *s = data;

	return s->progress && s->progress(s->data, s->what, done, all);
}

/* -------------------------------------------------------------- libraries */

static enum ncl_status load(struct solve *s, struct ncl_error *err)
{
	const struct solver_table *table = NULL;
	enum ncl_status ret = solvers_load(&table, err);

	if (ret != NCL_OK)
		return ret;
	s->function = s->solver == SOLVE_LIBSVM ? table->libsvm :
						  table->liblinear;
	s->kernel = table->kernel;
	return NCL_OK;
}

/* libsvm has no bound on its time but this one, which is told first. */
static enum ncl_status estimate(struct solve *s, struct ncl_error *err)
{
	double jobs = s->jobs ? s->jobs : 1;
	double n = work_of(s->problem, s->outputs, s->folds);
	double minutes = n / jobs / SOLVE_A_MINUTE;

	if (s->solver != SOLVE_LIBSVM) {
		snprintf(s->what, sizeof(s->what), "%s",
			 solve_name(s->solver));
		return NCL_OK;
	}
	if (n > SOLVE_REFUSED)
		return ncl_error_set(err, NCL_LIMIT,
				     "libsvm would take some %.0f hours for "
				     "these %u items and %u labels: use "
				     "--solver auto, or fewer documents",
				     minutes / 60, s->problem->items,
				     s->outputs);
	snprintf(s->what, sizeof(s->what), "libsvm%s (at most %.0f min, "
		 "%.1f GB)", s->gamma > 0 ? ", rbf" : "", ceil(minutes),
		 jobs * SOLVER_CACHE_MB / 1e3);
	return NCL_OK;
}

/* The rows as the libraries want them: an item's begin at its first node and
 * one more for each item before it, since they have an end mark. */
static int make_nodes(struct solve *s)
{
	const struct problem *p = s->problem;
	size_t n = p->rows[p->items] + p->items;
	struct solver_node *at = malloc((n + 1) * sizeof(*at));

	s->nodes = at;
	for (uint32_t i = 0; at && i < p->items; i++) {
		for (size_t k = p->rows[i]; k < p->rows[i + 1]; k++)
			*at++ = (struct solver_node){
				(int)p->nodes[k].row + 1,
				(double)p->nodes[k].value
			};
		*at++ = (struct solver_node){ -1, 0 };
	}
	return s->nodes != NULL;
}

/* How many outputs a task has. For the descent this is part of the result, so
 * it depends on their number only; a library's runs are one by one, in tasks
 * that are few enough to be worth a fork, and enough to share out. */
static uint32_t find_step(const struct solve *s)
{
	uint32_t groups = (s->outputs + DESCENT_MOST - 1) / DESCENT_MOST;
	uint64_t runs = (uint64_t)s->outputs * (s->folds + 1);
	uint64_t step = runs / (32 * (uint64_t)(s->jobs ? s->jobs : 1));

	if (s->solver == SOLVE_DUAL)
		return (s->outputs + groups - 1) / groups;
	return step < 1 ? 1 : step > DESCENT_MOST ? DESCENT_MOST :
						    (uint32_t)step;
}

/* Room for what will be found; decisions of before stay. */
static int make_room(struct solve *s)
{
	size_t items = s->problem->items, rows = solve_rows(s);

	s->stride = (s->outputs + 7) / 8 * 8;
	if (!s->decisions)
		s->decisions = calloc(items * s->outputs + 1, sizeof(float));
	if (s->end > s->folds)
		s->weights = calloc(rows * s->stride + 1, sizeof(float));
	if (s->keep)
		s->fold_weights = calloc(s->folds * rows * s->stride + 1,
					 sizeof(float));
	return s->decisions && (s->weights || s->end <= s->folds) &&
	       (s->fold_weights || !s->keep) &&
	       (s->solver == SOLVE_DUAL || make_nodes(s));
}

/* What a training on all items is for, before the one that counts. */
static void add_purpose(struct solve *s)
{
	size_t len = strlen(s->what);

	snprintf(s->what + len, sizeof(s->what) - len, ", to choose features");
}

/* Folds first to end - 1, where `folds` is all items. */
static enum ncl_status run(struct solve *s, uint32_t first, uint32_t end,
			   struct ncl_error *err)
{
	enum ncl_status ret = estimate(s, err);
	struct crew crew = {
		.jobs = s->jobs, .size = task_size, .work = work,
		.take = take, .name = name, .tell = tell, .data = s,
	};

	if (ret == NCL_OK && s->solver != SOLVE_DUAL)
		ret = load(s, err);
	if (ret != NCL_OK)
		return ret;
	if (first == s->folds)
		add_purpose(s);
	s->first = first;
	s->end = end;
	s->step = find_step(s);
	crew.tasks = (s->outputs + s->step - 1) / s->step * (end - first);
	if (make_room(s))
		ret = crew_run(&crew, err);
	else
		ret = ncl_error_set(err, NCL_NOMEM, "no memory for the "
				    "weights: use fewer features");
	free(s->nodes);
	s->nodes = NULL;
	if (ret != NCL_OK)
		solve_release(s);
	return ret;
}

enum ncl_status solve_run(struct solve *s, struct ncl_error *err)
{
	return run(s, 0, s->folds + 1, err);
}

enum ncl_status solve_folds(struct solve *s, uint32_t first, uint32_t end,
			    struct ncl_error *err)
{
	return run(s, first, end, err);
}

enum ncl_status solve_whole(struct solve *s, struct ncl_error *err)
{
	return run(s, s->folds, s->folds + 1, err);
}
