/* Draws of groups: intervals, and the comparison of two models. */
#include "measure.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define TAIL 0.025 /* left out on each side */

/* One model's counts in a draw. */
struct drawn {
	const struct measure *m;
	uint64_t (*labels)[3]; /* right, wrong, missed */
	struct measure_group sum;
};

static uint64_t next(uint64_t *state)
{
	uint64_t x = (*state += 0x9e3779b97f4a7c15u);

	x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9u;
	x = (x ^ x >> 27) * 0x94d049bb133111ebu;
	return x ^ x >> 31;
}

/* How often each group is drawn. */
static void draw(uint32_t *times, uint32_t groups, uint64_t *state)
{
	memset(times, 0, groups * sizeof(*times));
	for (uint32_t i = 0; i < groups; i++)
		times[(next(state) >> 32) * groups >> 32]++;
}

static void add_group(struct measure_group *sum,
		      const struct measure_group *g, uint64_t n)
{
	sum->items += n * g->items;
	sum->exact += n * g->exact;
	sum->with_gold += n * g->with_gold;
	sum->primary += n * g->primary;
	sum->first += n * g->first;
	sum->words.right += n * g->words.right;
	sum->words.wrong += n * g->words.wrong;
	sum->words.missed += n * g->words.missed;
}

static void count(struct drawn *d, const uint32_t *times)
{
	const struct measure *m = d->m;

	memset(d->labels, 0, m->names.count * sizeof(*d->labels));
	d->sum = (struct measure_group){ 0 };
	for (uint32_t g = 0; g < m->group_count; g++)
		if (times[g])
			add_group(&d->sum, &m->groups[g], times[g]);
	for (size_t i = 0; i < m->cells.count; i++) {
		const struct pair_count *c = &m->cells.all[i];
		uint64_t n = times[c->a];

		for (int k = 0; n && k < 3; k++)
			d->labels[c->b][k] += n * c->n[k];
	}
}

/* F1 of a label in the draw; NaN where it has none of it. */
static double label_f1(const struct drawn *d, uint32_t y)
{
	const uint64_t *n = d->labels[y];

	return n[0] + n[1] + n[2] ? measure_f1(n[0], n[1], n[2]) : NAN;
}

static double share(uint64_t a, uint64_t b)
{
	return b ? (double)a / (double)b : NAN;
}

static double macro(const struct drawn *d)
{
	const struct ncl_measures *r = &d->m->result;
	uint32_t n = 0;
	double sum = 0;

	for (uint32_t y = 0; y < r->label_count; y++) {
		const struct ncl_label_measures *l = &r->labels[y];
		double f = label_f1(d, y);

		if (!l->gold || isnan(f) || r->macro_from >
		    (r->blocks ? l->documents : l->gold))
			continue;
		sum += f;
		n++;
	}
	return n ? sum / n : NAN;
}

static void rates(const struct drawn *d, double *out)
{
	const struct measure_group *s = &d->sum;
	uint64_t all[3] = { 0, 0, 0 };

	for (uint32_t y = 0; y < d->m->names.count; y++)
		for (int k = 0; k < 3; k++)
			all[k] += d->labels[y][k];
	out[RATE_MICRO] = measure_f1(all[0], all[1], all[2]);
	out[RATE_MACRO] = macro(d);
	out[RATE_EXACT] = share(s->exact, s->items);
	out[RATE_PRIMARY] = share(s->primary, s->with_gold);
	out[RATE_FIRST] = share(s->first, s->with_gold);
	out[RATE_KEPT] = measure_f1(s->words.right, s->words.wrong,
				    s->words.missed);
}

static struct ncl_estimate *estimate_of(struct ncl_measures *r,
					enum measure_rate which)
{
	switch (which) {
	case RATE_MICRO:
		return &r->micro;
	case RATE_MACRO:
		return &r->macro;
	case RATE_EXACT:
		return &r->exact;
	case RATE_PRIMARY:
		return &r->primary;
	case RATE_FIRST:
		return &r->first;
	default:
		return &r->kept;
	}
}

/* --------------------------------------------------------- intervals */

static int by_value(const void *left, const void *right)
{
	float a = *(const float *)left, b = *(const float *)right;

	return (a > b) - (a < b);
}

/* Sort what is not NaN to the front; how many. */
static uint32_t sort(float *x, uint32_t n)
{
	uint32_t kept = 0;

	for (uint32_t i = 0; i < n; i++)
		if (!isnan(x[i]))
			x[kept++] = x[i];
	qsort(x, kept, sizeof(*x), by_value);
	return kept;
}

static void take_interval(float *x, uint32_t n, struct ncl_estimate *e)
{
	uint32_t kept = sort(x, n);

	if (kept < 2)
		return;
	e->low = (double)x[(uint32_t)(TAIL * (kept - 1))];
	e->high = (double)x[(uint32_t)ceil((1 - TAIL) * (kept - 1))];
}

static void free_drawn(struct drawn *d, uint32_t *times, float *draws)
{
	free(d->labels);
	free(times);
	free(draws);
}

/* draws[measure][round]: the rates, then F1 of the model's labels. */
static void draw_all(struct drawn *d, uint32_t *times, float *draws,
		     uint32_t rounds, uint64_t seed)
{
	for (uint32_t i = 0; i < rounds; i++) {
		double x[RATE_COUNT];

		draw(times, d->m->group_count, &seed);
		count(d, times);
		rates(d, x);
		for (uint32_t k = 0; k < RATE_COUNT; k++)
			draws[(size_t)k * rounds + i] = (float)x[k];
		for (uint32_t y = 0; y < d->m->known; y++)
			draws[(size_t)(RATE_COUNT + y) * rounds + i] =
				(float)label_f1(d, y);
	}
}

enum ncl_status measure_intervals(struct measure *m, uint32_t rounds,
				  uint64_t seed)
{
	struct drawn d = { .m = m };
	struct ncl_label_measures *labels =
		(struct ncl_label_measures *)m->result.labels;
	uint32_t *times;
	float *draws;

	if (rounds < 2 || m->group_count < 2)
		return NCL_OK;
	m->result.rounds = rounds;
	d.labels = calloc(m->names.count + (size_t)1, sizeof(*d.labels));
	times = malloc(m->group_count * sizeof(*times));
	draws = malloc((size_t)(RATE_COUNT + m->known) * rounds *
		       sizeof(*draws));
	if (!d.labels || !times || !draws) {
		free_drawn(&d, times, draws);
		return NCL_NOMEM;
	}
	draw_all(&d, times, draws, rounds, seed);
	for (uint32_t k = 0; k < RATE_COUNT; k++)
		take_interval(draws + (size_t)k * rounds, rounds,
			      estimate_of(&m->result, (enum measure_rate)k));
	for (uint32_t y = 0; y < m->known; y++)
		take_interval(draws + (size_t)(RATE_COUNT + y) * rounds,
			      rounds, &labels[y].f1);
	free_drawn(&d, times, draws);
	return NCL_OK;
}

/* --------------------------------------------------------- comparison */

double measure_mcnemar(uint64_t b, uint64_t c)
{
	uint64_t n = b + c, low = b < c ? b : c;
	double sum = 0, z;

	if (!n || b == c)
		return 1;
	if (n > 100000) { /* the normal distribution is as exact there */
		z = (double)(n - 2 * low - 1) / sqrt((double)n);
		return erfc(z / sqrt(2));
	}
	for (uint64_t k = 0; k <= low; k++)
		sum += exp(lgamma((double)n + 1) - lgamma((double)k + 1) -
			   lgamma((double)(n - k) + 1) -
			   (double)n * log(2));
	return 2 * sum < 1 ? 2 * sum : 1;
}

static double two_sided(const float *x, uint32_t n)
{
	uint32_t below = 0, above = 0, least;
	double p;

	for (uint32_t i = 0; i < n; i++) {
		below += x[i] <= 0;
		above += x[i] >= 0;
	}
	least = below < above ? below : above;
	p = 2.0 * (least + 1) / (n + 1);
	return p < 1 ? p : 1;
}

/* Measures that make sense for these items. */
static int is_told(const struct ncl_measures *r, enum measure_rate which)
{
	switch (which) {
	case RATE_KEPT:
		return r->verdict;
	case RATE_PRIMARY:
	case RATE_FIRST:
		return !r->single && !r->blocks;
	default:
		return 1;
	}
}

static const char *rate_name(const struct ncl_measures *r,
			     enum measure_rate which)
{
	static const char *const names[RATE_COUNT] = {
		"micro F1", "macro F1", "exact", "primary label",
		"first label", "F1 of words",
	};

	return which == RATE_EXACT && (r->single || r->blocks) ? "accuracy" :
								 names[which];
}

static void tell(struct measure *a, struct measure *b, float *changes,
		 uint32_t rounds, struct ncl_comparison *out,
		 struct ncl_difference *all)
{
	for (uint32_t k = 0; k < RATE_COUNT; k++) {
		enum measure_rate which = (enum measure_rate)k;
		double x = estimate_of(&a->result, which)->value;
		double y = estimate_of(&b->result, which)->value;
		float *mine = changes + (size_t)k * rounds;
		struct ncl_difference *d = &all[out->count];
		uint32_t kept;

		if (!is_told(&a->result, which))
			continue;
		*d = (struct ncl_difference){
			.name = rate_name(&a->result, which), .first = x,
			.second = y, .change = { y - x, 1, 0 }, .p = 1,
		};
		kept = sort(mine, rounds);
		if (kept >= 2) {
			d->p = two_sided(mine, kept);
			take_interval(mine, kept, &d->change);
		}
		out->count++;
	}
	out->differences = all;
}

static void draw_both(struct drawn *a, struct drawn *b, uint32_t *times,
		      float *changes, uint32_t rounds, uint64_t seed)
{
	for (uint32_t i = 0; i < rounds; i++) {
		double x[RATE_COUNT], y[RATE_COUNT];

		draw(times, a->m->group_count, &seed);
		count(a, times);
		count(b, times);
		rates(a, x);
		rates(b, y);
		for (uint32_t k = 0; k < RATE_COUNT; k++)
			changes[(size_t)k * rounds + i] =
				(float)(y[k] - x[k]);
	}
}

enum ncl_status measure_compare(struct measure *a, struct measure *b,
				uint32_t rounds, uint64_t seed,
				struct ncl_comparison *out)
{
	struct drawn x = { .m = a }, y = { .m = b };
	struct ncl_difference *all = arena_alloc(&a->arena, RATE_COUNT *
						 sizeof(*all));
	uint32_t n = a->group_count < 2 ? 0 : rounds;
	uint32_t *times = malloc((a->group_count + (size_t)1) *
				 sizeof(*times));
	float *changes = malloc(RATE_COUNT * (n + (size_t)1) *
				sizeof(*changes));

	x.labels = calloc(a->names.count + (size_t)1, sizeof(*x.labels));
	y.labels = calloc(b->names.count + (size_t)1, sizeof(*y.labels));
	if (all && times && changes && x.labels && y.labels) {
		draw_both(&x, &y, times, changes, n, seed);
		tell(a, b, changes, n, out, all);
	}
	free(y.labels);
	free_drawn(&x, times, changes);
	return out->differences ? NCL_OK : NCL_NOMEM;
}
