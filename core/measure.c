/* Counting items. */
#include "measure.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------ life */

/* Room for element `count` of an array; new elements are zeros. */
static int room(void *memory, uint32_t count, uint32_t *size, size_t element)
{
	void **array = memory;
	uint32_t wanted = *size ? 2 * *size : 64;
	char *more;

	if (count < *size)
		return 1;
	if (count >= UINT32_MAX / 4)
		return 0;
	while (wanted <= count)
		wanted *= 2;
	more = realloc(*array, wanted * element);
	if (!more)
		return 0;
	memset(more + *size * element, 0, (wanted - *size) * element);
	*array = more;
	*size = wanted;
	return 1;
}

static void choose_verdict(struct measure *m)
{
	uint32_t one = names_find(&m->names, "1");

	m->verdict = !m->blocks || m->known != 2 ? NAMES_NONE :
		     one != NAMES_NONE ? one : 1;
}

enum ncl_status measure_start(struct measure *m, int blocks,
			      const struct ncl_model_label *labels,
			      uint32_t n)
{
	*m = (struct measure){ .blocks = blocks };
	m->thresholds = calloc(n + (size_t)1, sizeof(*m->thresholds));
	m->levels = calloc(n + (size_t)1, sizeof(*m->levels));
	m->bins = calloc((size_t)n * NCL_BINS + 1, sizeof(*m->bins));
	m->squares = calloc(n + (size_t)1, sizeof(*m->squares));
	m->steps = calloc((size_t)n * 2 * MEASURE_STEPS + 1,
			  sizeof(*m->steps));
	if (!m->thresholds || !m->levels || !m->bins || !m->squares ||
	    !m->steps)
		return NCL_NOMEM;
	for (uint32_t i = 0; i < n; i++) {
		uint32_t y = measure_label(m, labels[i].name);

		if (y == NAMES_NONE)
			return NCL_NOMEM;
		if (y != i)
			return NCL_REFUSED;
		m->thresholds[i] = labels[i].threshold;
		m->levels[i] = labels[i].level;
	}
	m->known = n;
	choose_verdict(m);
	return NCL_OK;
}

void measure_release(struct measure *m)
{
	names_release(&m->names);
	names_release(&m->group_names);
	pair_counts_release(&m->cells);
	pair_counts_release(&m->confused);
	arena_release(&m->arena);
	free(m->labels);
	measure_parts_release(&m->parts);
	free(m->thresholds);
	free(m->levels);
	free(m->bins);
	free(m->squares);
	free(m->steps);
	free(m->groups);
	free(m->group_of);
	*m = (struct measure){ 0 };
}

/* ------------------------------------------------------------ names */

uint32_t measure_label(struct measure *m, const char *name)
{
	uint32_t y = names_add(&m->names, name);

	if (y == NAMES_NONE ||
	    !room(&m->labels, y, &m->label_size, sizeof(*m->labels)))
		return NAMES_NONE;
	return y;
}

uint32_t measure_unique(struct measure *m, uint32_t *labels, uint32_t n)
{
	uint32_t kept = 0;

	for (uint32_t i = 0; i < n; i++)
		if (!m->labels[labels[i]].mark) {
			m->labels[labels[i]].mark = 1;
			labels[kept++] = labels[i];
		}
	for (uint32_t i = 0; i < kept; i++)
		m->labels[labels[i]].mark = 0;
	return kept;
}

static uint32_t new_group(struct measure *m)
{
	if (!room(&m->groups, m->group_count, &m->group_size,
		  sizeof(*m->groups)))
		return NAMES_NONE;
	return m->group_count++;
}

uint32_t measure_group(struct measure *m, const char *name)
{
	uint32_t known = m->group_names.count, at, group;

	if (!name)
		return new_group(m);
	at = names_add(&m->group_names, name);
	if (at == NAMES_NONE ||
	    !room(&m->group_of, at, &m->group_of_size, sizeof(*m->group_of)))
		return NAMES_NONE;
	if (at < known)
		return m->group_of[at];
	group = new_group(m);
	if (group != NAMES_NONE)
		m->group_of[at] = group;
	return group;
}

/* ------------------------------------------------------------ an item */

/* Whether a label is in the gold, while that is marked. */
static int is_gold(const struct measure *m, uint32_t label)
{
	return m->labels[label].mark;
}

static void mark(struct measure *m, const uint32_t *labels, uint32_t n,
		 int value)
{
	for (uint32_t i = 0; i < n; i++)
		m->labels[labels[i]].mark = value;
}

enum outcome { RIGHT, WRONG, MISSED };

static void tally(struct ncl_tally *t, enum outcome what, uint64_t n)
{
	*(what == RIGHT ? &t->right : what == WRONG ? &t->wrong :
						      &t->missed) += n;
}

static int count_cell(struct measure *m, uint32_t group, uint32_t label,
		      enum outcome what)
{
	struct pair_count *c = pair_counts_at(&m->cells, group, label);

	if (!c)
		return 0;
	c->n[what]++;
	tally(&m->labels[label].tally, what, 1);
	if (m->inside)
		tally(&m->labels[label].inside, what, 1);
	return 1;
}

static int count_confused(struct measure *m, uint32_t gold, uint32_t given)
{
	struct pair_count *c = pair_counts_at(&m->confused, gold, given);

	if (c)
		c->n[0]++;
	return c != NULL;
}

/* Tallies and cells; how many labels are right is put into *right. */
static int count_labels(struct measure *m, uint32_t group,
			const struct measure_item *item, uint32_t *right)
{
	int ok = 1;

	*right = 0;
	mark(m, item->gold, item->gold_count, 1);
	for (uint32_t i = 0; i < item->given_count && ok; i++) {
		int is = is_gold(m, item->given[i]);

		*right += (uint32_t)is;
		ok = count_cell(m, group, item->given[i],
				is ? RIGHT : WRONG);
	}
	mark(m, item->gold, item->gold_count, 0);
	mark(m, item->given, item->given_count, 1);
	for (uint32_t i = 0; i < item->gold_count && ok; i++)
		if (!m->labels[item->gold[i]].mark)
			ok = count_cell(m, group, item->gold[i], MISSED);
	mark(m, item->given, item->given_count, 0);
	return ok;
}

/* Each missed label with each that was wrongly given. Of an item with very
 * many labels only the first are looked at. */
#define CONFUSED_MOST 64u

static int count_confusions(struct measure *m, const struct measure_item *x)
{
	uint32_t golds = x->gold_count < CONFUSED_MOST ? x->gold_count :
							 CONFUSED_MOST;
	uint32_t given = x->given_count < CONFUSED_MOST ? x->given_count :
							  CONFUSED_MOST;
	uint32_t wrong[CONFUSED_MOST], wrongs = 0, missed = 0;
	int ok = 1;

	for (uint32_t i = 0; i < given; i++)
		if (!measure_has(x->gold, golds, x->given[i]))
			wrong[wrongs++] = x->given[i];
	for (uint32_t i = 0; i < golds && ok; i++) {
		if (measure_has(x->given, given, x->gold[i]))
			continue;
		missed++;
		for (uint32_t k = 0; k < wrongs && ok; k++)
			ok = count_confused(m, x->gold[i], wrong[k]);
		if (!wrongs)
			ok = count_confused(m, x->gold[i], NCL_NO_LABEL);
	}
	for (uint32_t k = 0; k < wrongs && ok && !missed; k++)
		ok = count_confused(m, NCL_NO_LABEL, wrong[k]);
	return ok;
}

/* Whether all labels of the item are the model's. */
static int is_inside(const struct measure *m, const struct measure_item *x)
{
	for (uint32_t i = 0; i < x->gold_count; i++)
		if (x->gold[i] >= m->known)
			return 0;
	return 1;
}

static void count_gold(struct measure *m, const struct measure_item *x)
{
	for (uint32_t i = 0; i < x->gold_count; i++) {
		struct measure_label *l = &m->labels[x->gold[i]];

		l->gold++;
		l->documents += l->last != m->documents + 1;
		l->last = m->documents + 1;
	}
	m->unknown_items += !m->inside;
}

static void count_pair(struct measure *m, uint32_t label, uint32_t score,
		       int is, uint32_t weight)
{
	uint32_t at = score / (MEASURE_ONE / NCL_BINS);
	uint32_t step = score / (MEASURE_ONE / MEASURE_STEPS);
	struct measure_bin *b = &m->bins[label * NCL_BINS +
					 (at < NCL_BINS ? at : NCL_BINS - 1)];
	uint64_t off = is ? MEASURE_ONE - score : score;

	if (step >= MEASURE_STEPS)
		step = MEASURE_STEPS - 1;
	b->pairs += weight;
	b->gold += is ? weight : 0;
	b->said += (uint64_t)score * weight;
	m->squares[label] += off * off * weight;
	m->steps[((size_t)label * 2 + (size_t)is) * MEASURE_STEPS + step]++;
}

static void count_scores(struct measure *m, const struct measure_item *x)
{
	int verdict = m->verdict != NAMES_NONE;
	uint32_t weight = verdict ? x->words : 1;

	m->weight += weight;
	mark(m, x->gold, x->gold_count, 1);
	for (uint32_t y = 0; y < m->known; y++)
		if (!verdict || y == m->verdict)
			count_pair(m, y, x->score ? x->score[y] : 0,
				   is_gold(m, y), weight);
	mark(m, x->gold, x->gold_count, 0);
}

/* The words of a block, for its group, its document and all. */
static void count_words(struct measure *m, struct measure_group *g,
			const struct measure_item *x)
{
	int is = measure_has(x->gold, x->gold_count, m->verdict);
	int said = measure_has(x->given, x->given_count, m->verdict);
	enum outcome what = is && said ? RIGHT : said ? WRONG : MISSED;

	if (!is && !said)
		return;
	tally(&g->words, what, x->words);
	tally(&m->sum.words, what, x->words);
	tally(&m->page, what, x->words);
}

static int is_exact(const struct measure_item *x, uint32_t right)
{
	return right == x->gold_count && right == x->given_count;
}

static void count_whole(struct measure_group *g, const struct measure_item *x,
			uint32_t right)
{
	g->items++;
	g->exact += (uint64_t)is_exact(x, right);
	if (!x->gold_count)
		return;
	g->with_gold++;
	if (!x->given_count)
		return;
	g->primary += x->given[0] == x->gold[0];
	g->first += measure_has(x->gold, x->gold_count, x->given[0]) ? 1 : 0;
}

enum ncl_status measure_item(struct measure *m, uint32_t group,
			     const struct measure_item *item)
{
	uint32_t right;

	m->inside = is_inside(m, item);
	if (!count_labels(m, group, item, &right) ||
	    !count_confusions(m, item))
		return NCL_NOMEM;
	count_gold(m, item);
	count_scores(m, item);
	count_whole(&m->groups[group], item, right);
	count_whole(&m->sum, item, right);
	measure_parts_item(m, item, right);
	m->inside_items += (uint64_t)m->inside;
	m->inside_exact += (uint64_t)(m->inside && is_exact(item, right));
	m->lone += item->gold_count == 1 && item->given_count == 1;
	if (m->verdict != NAMES_NONE)
		count_words(m, &m->groups[group], item);
	return NCL_OK;
}

void measure_document(struct measure *m)
{
	const struct ncl_tally *p = &m->page;

	m->documents++;
	measure_parts_document(m);
	if (p->right + p->wrong + p->missed) {
		m->pages += measure_f1(p->right, p->wrong, p->missed);
		m->page_count++;
	}
	m->page = (struct ncl_tally){ 0, 0, 0 };
}
