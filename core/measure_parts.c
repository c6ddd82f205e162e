/* Measures of parts of the labels (levels, those of the model) and of the
 * documents (by field). */
#include "measure.h"

#include <stdlib.h>
#include <string.h>

/* --------------------------------------------------------- counting */

enum ncl_status measure_part_by(struct measure *m, const char *field)
{
	struct measure_parts *p = &m->parts;

	if (p->fields == MEASURE_FIELDS)
		return NCL_LIMIT;
	p->field[p->fields++] = field;
	return NCL_OK;
}

static struct measure_part *new_part(struct measure_parts *p, uint32_t at)
{
	uint32_t size = p->size ? 2 * p->size : 16;
	struct measure_part *more;

	if (at >= p->size) {
		more = realloc(p->all, size * sizeof(*more));
		if (!more)
			return NULL;
		p->all = more;
		p->size = size;
	}
	p->all[at] = (struct measure_part){ .field = 0 };
	return &p->all[at];
}

/* The part of a field's value; NAMES_NONE: no memory. */
static uint32_t find_part(struct measure_parts *p, uint32_t field,
			  const char *value)
{
	uint32_t known = p->names.count, at = NAMES_NONE;
	size_t len = strlen(value);
	char *name = malloc(len + 2);

	if (name) {
		name[0] = (char)('a' + field);
		memcpy(name + 1, value, len + 1);
		at = names_add(&p->names, name);
	}
	free(name);
	if (at != NAMES_NONE && at == known) {
		if (!new_part(p, at))
			return NAMES_NONE;
		p->all[at].field = field;
	}
	return at;
}

enum ncl_status measure_values(struct measure *m, const char *const *values)
{
	struct measure_parts *p = &m->parts;

	p->now_count = 0;
	for (uint32_t i = 0; i < p->fields; i++) {
		uint32_t at = find_part(p, i, values[i] ? values[i] : "");

		if (at == NAMES_NONE)
			return NCL_NOMEM;
		p->now[p->now_count++] = at;
	}
	return NCL_OK;
}

static void add_tally(struct ncl_tally *to, uint64_t right, uint64_t wrong,
		      uint64_t missed)
{
	to->right += right;
	to->wrong += wrong;
	to->missed += missed;
}

void measure_parts_item(struct measure *m, const struct measure_item *x,
			uint32_t right)
{
	struct measure_parts *p = &m->parts;
	int is = measure_has(x->gold, x->gold_count, m->verdict);
	int said = measure_has(x->given, x->given_count, m->verdict);

	for (uint32_t i = 0; i < p->now_count; i++) {
		struct measure_part *one = &p->all[p->now[i]];

		one->items++;
		one->exact += right == x->gold_count &&
			      right == x->given_count;
		add_tally(&one->tally, right, x->given_count - right,
			  x->gold_count - right);
		add_tally(&one->words, is && said ? x->words : 0,
			  said && !is ? x->words : 0,
			  is && !said ? x->words : 0);
	}
}

void measure_parts_document(struct measure *m)
{
	struct measure_parts *p = &m->parts;

	for (uint32_t i = 0; i < p->now_count; i++)
		p->all[p->now[i]].documents++;
	p->now_count = 0;
}

void measure_not_served(struct measure *m, uint32_t labels)
{
	struct measure_parts *p = &m->parts;

	m->not_served++;
	m->not_served_labels += labels;
	for (uint32_t i = 0; i < p->now_count; i++)
		p->all[p->now[i]].not_served++;
	p->now_count = 0;
}

void measure_parts_release(struct measure_parts *p)
{
	names_release(&p->names);
	free(p->all);
	*p = (struct measure_parts){ .all = NULL };
}

/* --------------------------------------------------------- levels */

static void fill_level(const struct measure *m, struct ncl_level_measures *to)
{
	const struct ncl_measures *r = &m->result;
	double sum = 0;

	for (uint32_t y = 0; y < m->known; y++) {
		const struct ncl_label_measures *l = &r->labels[y];

		if (m->levels[y] != to->level)
			continue;
		to->labels++;
		add_tally(&to->tally, l->tally.right, l->tally.wrong,
			  l->tally.missed);
		if (!l->gold || measure_stands_in(r, l) < r->macro_from)
			continue;
		to->macro_labels++;
		sum += l->f1.value;
	}
	to->macro = to->macro_labels ? sum / to->macro_labels : 0;
}

static void fill_rates(const struct ncl_tally *t, double *precision,
		       double *recall, double *f1)
{
	*precision = measure_ratio(t->right, t->right + t->wrong);
	*recall = measure_ratio(t->right, t->right + t->missed);
	*f1 = measure_f1(t->right, t->wrong, t->missed);
}

int measure_fill_levels(struct measure *m)
{
	struct ncl_measures *r = &m->result;
	struct ncl_level_measures *all;
	uint32_t n = 0;

	for (uint32_t y = 0; y < m->known; y++)
		n = m->levels[y] > n ? m->levels[y] : n;
	all = arena_alloc(&m->arena, n * sizeof(*all) + 1);
	for (uint32_t i = 0; all && i < n; i++) {
		all[i] = (struct ncl_level_measures){ .level = i + 1 };
		fill_level(m, &all[i]);
		fill_rates(&all[i].tally, &all[i].precision, &all[i].recall,
			   &all[i].micro);
	}
	r->levels = all;
	r->level_count = n;
	return all != NULL;
}

/* ----------------------------------------------- the model's own labels */

/* Sums over the model's labels: in all items, or in those `inside`. */
static void fill_own(const struct measure *m, int inside,
		     struct ncl_own_measures *to)
{
	const struct ncl_measures *r = &m->result;
	uint32_t n = 0;

	for (uint32_t y = 0; y < m->known; y++) {
		const struct ncl_tally *t = inside ? &m->labels[y].inside :
						     &m->labels[y].tally;

		add_tally(&to->tally, t->right, t->wrong, t->missed);
		if (!(t->right + t->missed) ||
		    measure_stands_in(r, &r->labels[y]) < r->macro_from)
			continue;
		to->macro += measure_f1(t->right, t->wrong, t->missed);
		n++;
	}
	to->macro = n ? to->macro / n : 0;
	fill_rates(&to->tally, &to->precision, &to->recall, &to->micro);
}

void measure_fill_own(struct measure *m)
{
	struct ncl_measures *r = &m->result;

	if (!r->unknown)
		return;
	r->own.items = r->items;
	fill_own(m, 0, &r->own);
	r->inside.items = m->inside_items;
	r->inside.exact = measure_ratio(m->inside_exact, m->inside_items);
	fill_own(m, 1, &r->inside);
}

/* --------------------------------------------------------- parts */

static void fill_part(const struct measure *m, uint32_t at,
		      struct ncl_part_measures *to)
{
	const struct measure_part *p = &m->parts.all[at];

	*to = (struct ncl_part_measures){
		.field = m->parts.field[p->field],
		.name = m->parts.names.name[at] + 1,
		.documents = p->documents, .items = p->items,
		.not_served = p->not_served, .tally = p->tally,
		.words = p->words,
		.exact = measure_ratio(p->exact, p->items),
	};
	fill_rates(&p->tally, &to->precision, &to->recall, &to->micro);
	fill_rates(&p->words, &to->words_precision, &to->words_recall,
		   &to->kept);
}

static int by_documents(const void *left, const void *right)
{
	const struct ncl_part_measures *a = left, *b = right;
	uint64_t x = a->documents + a->not_served;
	uint64_t y = b->documents + b->not_served;

	if (x != y)
		return x < y ? 1 : -1;
	return strcmp(a->name, b->name);
}

/* The parts of a field behind `n` of those before it. Where no document has
 * the field there are none. */
static uint32_t fill_field(const struct measure *m, uint32_t field,
			   struct ncl_part_measures *all, uint32_t n)
{
	uint32_t first = n;

	for (uint32_t i = 0; i < m->parts.names.count; i++)
		if (m->parts.all[i].field == field)
			fill_part(m, i, &all[n++]);
	if (n == first + 1 && !*all[first].name)
		return first;
	if (n > first)
		qsort(all + first, n - first, sizeof(*all), by_documents);
	return n;
}

int measure_fill_parts(struct measure *m)
{
	struct ncl_part_measures *all =
		arena_alloc(&m->arena,
			    m->parts.names.count * sizeof(*all) + 1);
	uint32_t n = 0;

	for (uint32_t f = 0; all && f < m->parts.fields; f++)
		n = fill_field(m, f, all, n);
	m->result.parts = all;
	m->result.part_count = n;
	return all != NULL;
}
