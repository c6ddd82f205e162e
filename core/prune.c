#include "prune.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct candidate {
	double matters;
	uint32_t row;
};

/* The most important first; of equal ones, that of the lower row. */
static int by_matter(const void *left, const void *right)
{
	const struct candidate *a = left, *b = right;

	if (a->matters != b->matters)
		return a->matters > b->matters ? -1 : 1;
	return a->row < b->row ? -1 : a->row > b->row;
}

static void weigh(const struct problem *p, const double *squares,
		  struct candidate *all)
{
	for (uint32_t i = 0; i < p->features; i++)
		all[i] = (struct candidate){ 0, i };
	for (size_t k = 0; k < p->rows[p->items]; k++) {
		uint32_t column = p->nodes[k].row;
		double v = p->nodes[k].value;

		if (column >= p->dense && column + 1 < p->columns)
			all[column - p->dense].matters += v * v;
	}
	for (uint32_t i = 0; i < p->features; i++)
		all[i].matters = sqrt(all[i].matters * squares[p->dense + i]);
}

/* The new row of each old one, or MODEL_NO_ROW. NULL: no memory. */
static uint32_t *choose(const struct problem *p, const double *squares,
			uint32_t most)
{
	struct candidate *all = malloc((p->features + (size_t)1) *
				       sizeof(*all));
	uint32_t *to = malloc((p->features + (size_t)1) * sizeof(*to));
	uint32_t n = 0;

	if (all && to) {
		weigh(p, squares, all);
		qsort(all, p->features, sizeof(*all), by_matter);
		for (uint32_t i = 0; i < p->features; i++)
			to[i] = MODEL_NO_ROW;
		for (uint32_t i = 0; i < most; i++)
			to[all[i].row] = 0;
		for (uint32_t i = 0; i < p->features; i++)
			if (to[i] != MODEL_NO_ROW)
				to[i] = n++;
	} else {
		free(to);
		to = NULL;
	}
	free(all);
	return to;
}

static void renumber_groups(struct problem *p, const struct dataset *d,
			    const uint32_t *to)
{
	uint32_t at = 0;

	for (uint32_t g = 0; g < d->features->group_count; g++) {
		struct model_group *group = &p->groups[g];
		uint32_t end = group->first + group->count;

		for (uint32_t i = group->first; i < end; i++) {
			if (to[i] == MODEL_NO_ROW)
				continue;
			p->known[to[i]] = p->known[i];
			p->factor[to[i]] = p->factor[i];
		}
		group->count = 0;
		for (uint32_t i = group->first; i < end; i++)
			group->count += to[i] != MODEL_NO_ROW;
		group->first = at;
		at += group->count;
	}
	p->features = at;
}

static void renumber_rows(struct problem *p, const struct dataset *d,
			  const uint32_t *to, uint32_t columns)
{
	struct kernel_entry *at = p->nodes;
	size_t k = 0;

	for (uint32_t i = 0; i < p->items; i++) {
		struct kernel_entry *first = at;

		for (size_t end = p->rows[i + 1]; k < end; k++) {
			struct kernel_entry e = p->nodes[k];

			if (e.row + 1 == columns)
				e.row = p->columns - 1;
			else if (e.row >= p->dense &&
				 to[e.row - p->dense] == MODEL_NO_ROW)
				continue;
			else if (e.row >= p->dense)
				e.row = p->dense + to[e.row - p->dense];
			*at++ = e;
		}
		p->rows[i] = (size_t)(first - p->nodes);
		while (first < at && first->row < p->dense)
			first++;
		problem_norm(p, d, first, at);
	}
	p->rows[p->items] = (size_t)(at - p->nodes);
}

enum ncl_status prune(struct problem *p, const struct dataset *d,
		      const double *squares, uint32_t most)
{
	uint32_t columns = p->columns, *to;

	if (p->features <= most)
		return NCL_OK;
	to = choose(p, squares, most);
	if (!to)
		return NCL_NOMEM;
	renumber_groups(p, d, to);
	p->columns = p->dense + p->features + 1;
	renumber_rows(p, d, to, columns);
	free(to);
	return NCL_OK;
}
