#include "gold.h"

#include <stdlib.h>

void gold_release(struct gold *g)
{
	names_release(&g->others);
	free(g->label);
	*g = (struct gold){ 0 };
}

/* A text that stands for label y, unless it does for another one too. */
static int take(struct gold *g, const char *text, uint32_t y)
{
	uint32_t known = g->others.count;
	uint32_t at = text && *text ? names_add(&g->others, text) : 0;

	if (!text || !*text)
		return 1;
	if (at == NAMES_NONE)
		return 0;
	g->label[at] = at == known || g->label[at] == y ? y : NAMES_NONE;
	return 1;
}

enum ncl_status gold_open(struct gold *g, const ncl_model *m)
{
	uint32_t labels = m->shape.labels, names = m->language_count;

	g->model = m;
	g->levels = 1;
	g->label = malloc(((size_t)labels * (names + 1) + 1) *
			  sizeof(*g->label));
	if (!g->label)
		return NCL_NOMEM;
	for (uint32_t y = 0; y < labels; y++) {
		if (m->labels[y].level > g->levels)
			g->levels = m->labels[y].level;
		if (!take(g, m->labels[y].id, y))
			return NCL_NOMEM;
		for (uint32_t i = 0; i < names; i++)
			if (!take(g, m->names[(size_t)y * names + i], y))
				return NCL_NOMEM;
	}
	return NCL_OK;
}

uint32_t gold_find(const struct gold *g, const struct measure *m,
		   const char *name)
{
	uint32_t y = names_find(&m->names, name), other;

	if (y < m->known)
		return y;
	other = names_find(&g->others, name);
	return other == NAMES_NONE ? NAMES_NONE : g->label[other];
}

/* One that the model does not know is numbered too; NAMES_NONE: no memory. */
static uint32_t number(const struct gold *g, struct measure *m,
		       const char *name)
{
	uint32_t y = gold_find(g, m, name);

	return y == NAMES_NONE ? measure_label(m, name) : y;
}

/* Append the labels above those that are there. How many they are then. */
static uint32_t add_above(const struct gold *g, const struct measure *m,
			  uint32_t *labels, uint32_t n)
{
	uint32_t all = n;

	for (uint32_t i = 0; i < n; i++) {
		uint32_t y = labels[i];

		while (y < m->known && g->model->labels[y].parent)
			labels[all++] = y = g->model->labels[y].parent - 1;
	}
	return all;
}

int gold_take(const struct gold *g, struct measure *m,
	      const char *const *labels, uint32_t n, uint32_t *gold,
	      uint32_t *at)
{
	uint32_t found = 0;

	for (uint32_t i = 0; i < n; i++) {
		if (labels[i])
			gold[found] = number(g, m, labels[i]);
		if (labels[i] && gold[found++] == NAMES_NONE)
			return 0;
		if (m->blocks)
			at[i + 1] = found;
	}
	if (!m->blocks)
		at[1] = measure_unique(m, gold, add_above(g, m, gold, found));
	return 1;
}
