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

/* Of outputs: a group is what a task trains. */
static uint32_t groups_of(const struct solve *s)
{
	return (s->outputs + s->step - 1) / s->step;
}

void solve_release(struct solve *s)
{
	free(s->decisions);
	free(s->weights);
	free(s->fold_weights);
	free(s->nodes);
	for (uint32_t i = 0; s->sums && i < groups_of(s); i++)
		free(s->sums[i]);
	free(s->sums);
	s->sums = NULL;
	s->decisions = s->weights = s->fold_weights = NULL;
	s->nodes = NULL;
}

/* ------------------------------------------------------------------ tasks */

/* All items first, since that takes longest; then the folds. */
static struct solve_task task_of(const struct solve *s, uint32_t i)
{
	uint32_t groups = groups_of(s);
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

	if (s->sums_only) {
		s->sums[i] = numbers;
		return 1;
	}
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

/* Seconds of the descent, its passes over all nodes, and of what is learned
 * from its decisions: as measured, on a processor that is not busy else. */
static double seconds_of(const struct solve *s, uint32_t runs)
{
	const struct problem *p = s->problem;
	double groups = ceil(s->outputs / (double)DESCENT_MOST);
	double lanes = fmin(s->outputs, DESCENT_MOST) / 8 + 2;

	return groups * runs * (double)p->rows[p->items] * lanes * 28e-9 +
	       (double)p->items * s->outputs * 0.6e-6;
}

/* What will be held, in GB: weights, those of the model and of its file, a byte
 * each, decisions, probabilities, who is what, and what each child has. */
static double memory_of(const struct solve *s)
{
	double rows = (double)solve_rows(s), items = s->problem->items;
	double child = fmin(s->outputs, DESCENT_MOST) *
		       (2 * sizeof(float) * rows +
			(sizeof(float) + 1) * items);
	double weights = s->sums_only ? rows / DESCENT_MOST : rows;

	if (s->solver != SOLVE_DUAL)
		child = SOLVER_CACHE_MB * 1e6;
	return ((sizeof(float) + 2) * weights * s->outputs +
		items * s->outputs * (2 * sizeof(float) + 1) +
		s->jobs * child) / 1e9;
}

/* Said before, where it is more than a minute; of liblinear nobody knows.
 * libsvm has no bound on its time but this one. */
static enum ncl_status estimate(struct solve *s, uint32_t runs,
				struct ncl_error *err)
{
	double jobs = s->jobs ? s->jobs : 1;
	int libsvm = s->solver == SOLVE_LIBSVM;
	double n = work_of(s->problem, s->outputs, s->folds);
	double minutes = libsvm ? n / jobs / SOLVE_A_MINUTE :
			 s->solver == SOLVE_DUAL ?
			 seconds_of(s, runs) / jobs / 60 : 0;
	int at;
	if (libsvm && n > SOLVE_REFUSED)
		return ncl_error_set(err, NCL_LIMIT,
				     "libsvm would take some %.0f hours for "
				     "these %u items and %u labels: use "
				     "--solver auto, or fewer documents",
				     minutes / 60, s->problem->items,
				     s->outputs);
	at = snprintf(s->what, sizeof(s->what), "%s%s", solve_name(s->solver),
		      s->gamma > 0 ? ", rbf" : "");
	if (minutes > 1)
		snprintf(s->what + at, sizeof(s->what) - (size_t)at,
			 " (%s %.0f min, %.1f GB)", libsvm ? "at most" :
			 "some", ceil(minutes), memory_of(s));
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

	if (s->sums_only) {
		s->sums = calloc(groups_of(s), sizeof(*s->sums));
		return s->sums && (s->solver == SOLVE_DUAL || make_nodes(s));
	}
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
	enum ncl_status ret = estimate(s, end - first, err);
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
	crew.tasks = groups_of(s) * (end - first);
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

/* In the order of the outputs, or of the groups. */
static void add_squares(const struct solve *s, double *to)
{
	uint32_t groups = s->sums_only ? groups_of(s) : 0;

	for (uint32_t c = 0; c < s->problem->columns; c++) {
		double sum = 0;

		for (uint32_t g = 0; g < groups; g++)
			sum += (double)s->sums[g][c];
		for (uint32_t o = 0; o < s->outputs && !groups; o++) {
			double w = solve_weight(s, o, c);

			sum += w * w;
		}
		to[c] = sum;
	}
}

enum ncl_status solve_squares(struct solve *s, double **out,
			      struct ncl_error *err)
{
	double gamma = s->gamma;
	enum ncl_status ret;
	int keep = s->keep;

	*out = NULL;
	s->keep = 0;
	s->gamma = 0; /* a kernel has no weights of columns */
	s->sums_only = s->outputs >= SOLVE_MANY;
	ret = run(s, s->folds, s->folds + 1, err);
	if (ret == NCL_OK) {
		*out = malloc(s->problem->columns * sizeof(**out));
		if (*out)
			add_squares(s, *out);
		else
			ret = ncl_error_set(err, NCL_NOMEM, "out of memory");
	}
	solve_release(s);
	s->sums_only = 0;
	s->keep = keep;
	s->gamma = gamma;
	return ret;
}
