/* Dual coordinate descent over rows that many labels share. */
#include "descent.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define TOLERANCE 0.1f /* as liblinear's */
#define PASSES_MOST 300

struct run {
	struct descent *d;
	const struct kernels *kernels;
	uint32_t n, active;  /* items, and the first of them that still move */
	uint32_t *items;     /* in the order of the next pass */
	uint32_t *place;     /* of each of them: its rows below */
	float *length;       /* squared, of each row */
	float *alpha;        /* rows of stride */
	signed char *y;      /* the same: 1, -1, 0 */
	uint64_t random;
	/* of each output */
	float slack[2][DESCENT_MOST]; /* 1 / (2 C) of -1 and of 1 */
	float most[DESCENT_MOST], least[DESCENT_MOST]; /* of the gradients */
	float bar[DESCENT_MOST]; /* above it an alpha of 0 will not move */
	signed char only[DESCENT_MOST]; /* the one side there is, or 0 */
};

void descent_release(struct descent *d)
{
	free(d->weights);
	d->weights = NULL;
}

static uint32_t draw(struct run *r, uint32_t below)
{
	/* xorshift64*, its upper half scaled */
	r->random ^= r->random >> 12;
	r->random ^= r->random << 25;
	r->random ^= r->random >> 27;
	return (uint32_t)((r->random * 0x2545f4914f6cdd1du >> 32) * below >>
			  32);
}

static void shuffle(struct run *r)
{
	for (uint32_t i = r->active; i > 1; i--) {
		uint32_t k = draw(r, i), swap = r->place[i - 1];

		r->place[i - 1] = r->place[k];
		r->place[k] = swap;
	}
}

/* -------------------------------------------------------------- setting up */

static void collect(struct run *r)
{
	const struct descent *d = r->d;
	const struct problem *p = d->problem;

	for (uint32_t i = 0; i < p->items; i++) {
		float sum = 0;

		if (d->fold[i] == d->without)
			continue;
		for (size_t k = p->rows[i]; k < p->rows[i + 1]; k++)
			sum += p->nodes[k].value * p->nodes[k].value;
		for (uint32_t o = 0; o < d->outputs; o++)
			r->y[(size_t)r->n * d->stride + o] = d->is[o][i];
		r->length[r->n] = sum;
		r->place[r->n] = r->n;
		r->items[r->n++] = i;
	}
}

/* Costs, and outputs that have one side only: those do not move. */
static void weigh(struct run *r, uint32_t o)
{
	uint32_t stride = r->d->stride, yes = 0, no = 0;

	for (uint32_t i = 0; i < r->n; i++) {
		yes += r->y[(size_t)i * stride + o] > 0;
		no += r->y[(size_t)i * stride + o] < 0;
	}
	r->slack[0][o] = (float)(0.5 / r->d->cost);
	r->slack[1][o] = r->slack[0][o];
	if (yes && no)
		r->slack[1][o] = (float)(0.5 / r->d->cost /
					 pow((double)no / yes,
					     r->d->balance));
	else
		r->only[o] = yes ? 1 : -1;
	for (uint32_t i = 0; r->only[o] && i < r->n; i++)
		r->y[(size_t)i * stride + o] = 0;
}

static int set_up(struct run *r)
{
	struct descent *d = r->d;
	size_t n = d->problem->items + (size_t)1, stride;

	stride = d->stride = (d->outputs + 7) / 8 * 8;
	d->weights = calloc(d->problem->columns * stride, sizeof(float));
	r->items = malloc(n * sizeof(*r->items));
	r->place = malloc(n * sizeof(*r->place));
	r->length = malloc(n * sizeof(*r->length));
	r->alpha = calloc(n * stride, sizeof(*r->alpha));
	r->y = calloc(n * stride, 1);
	r->kernels = kernels_get(0);
	r->random = (d->seed + 1) * 0x9e3779b97f4a7c15u | 1;
	if (!d->weights || !r->items || !r->place || !r->length ||
	    !r->alpha || !r->y)
		return -1;
	collect(r);
	for (uint32_t o = 0; o < d->outputs; o++)
		weigh(r, o);
	return 0;
}

static void clean_up(struct run *r)
{
	free(r->items);
	free(r->place);
	free(r->length);
	free(r->alpha);
	free(r->y);
}

/* ------------------------------------------------------------------ descent */

/*
 * The step of each output's alpha, from the decisions on the item, times the
 * item's side. Gives whether any of them moved or may move yet.
 */
static int steps(struct run *r, uint32_t at, const float *decisions,
		 float *step)
{
	uint32_t stride = r->d->stride;
	float *alpha = r->alpha + (size_t)at * stride;
	const signed char *side = r->y + (size_t)at * stride;
	float length = r->length[at];
	int alive = 0;

	for (uint32_t o = 0; o < stride; o++) {
		float y = side[o], a = alpha[o];
		float slack = y > 0 ? r->slack[1][o] : r->slack[0][o];
		float g = y * decisions[o] - 1 + a * slack;
		float move = a - g / (length + slack), projected;
		int stays = y == 0 || (a <= 0 && g > r->bar[o]);

		projected = a > 0 || g < 0 ? g : 0;
		move = (move > 0 ? move : 0) - a;
		projected = stays ? 0 : projected;
		move = stays ? 0 : move;
		r->most[o] = projected > r->most[o] ? projected : r->most[o];
		r->least[o] = projected < r->least[o] ? projected :
							r->least[o];
		alpha[o] = a + move;
		step[o] = y * move;
		alive |= !stays;
	}
	return alive;
}

static int visit(struct run *r, uint32_t at)
{
	const struct problem *p = r->d->problem;
	uint32_t item = r->items[at];
	const struct kernel_entry *row = p->nodes + p->rows[item];
	uint32_t n = (uint32_t)(p->rows[item + 1] - p->rows[item]);
	float decisions[DESCENT_MOST], step[DESCENT_MOST], size = 0;
	int alive;

	descent_decide(r->d, item, decisions);
	alive = steps(r, at, decisions, step);
	for (uint32_t o = 0; o < r->d->stride; o++)
		size = fabsf(step[o]) > size ? fabsf(step[o]) : size;
	if (size > 1e-7f)
		r->kernels->add(r->d->weights, r->d->stride, row, n, step);
	return alive;
}

/* Over the active items; gives whether all gradients were near 0. */
static int pass(struct run *r)
{
	int done = 1;

	for (uint32_t o = 0; o < r->d->stride; o++)
		r->most[o] = r->least[o] = 0;
	shuffle(r);
	for (uint32_t i = 0; i < r->active; i++) {
		uint32_t at = r->place[i];

		if (visit(r, at))
			continue;
		r->place[i--] = r->place[--r->active];
		r->place[r->active] = at;
	}
	for (uint32_t o = 0; o < r->d->stride; o++) {
		done &= r->most[o] - r->least[o] <= TOLERANCE;
		r->bar[o] = r->most[o] > 0 ? r->most[o] : INFINITY;
	}
	return done;
}

static void everything(struct run *r)
{
	r->active = r->n;
	for (uint32_t o = 0; o < r->d->stride; o++)
		r->bar[o] = INFINITY;
}

int descent_run(struct descent *d)
{
	struct run r = { .d = d };
	int ret = set_up(&r);
	float *bias = ret ? NULL : d->weights + (d->problem->columns -
						 (size_t)1) * d->stride;

	if (!ret)
		everything(&r);
	for (int i = 0; !ret && i < PASSES_MOST; i++) {
		int all = r.active == r.n, done = pass(&r);

		if (done && all)
			break;
		if (done)
			everything(&r);
	}
	for (uint32_t o = 0; !ret && o < d->outputs; o++)
		if (r.only[o])
			bias[o] = r.only[o];
	clean_up(&r);
	if (ret)
		descent_release(d);
	return ret;
}

void descent_decide(const struct descent *d, uint32_t item, float *decisions)
{
	const struct problem *p = d->problem;
	const struct kernel_matrix m = { d->weights, d->stride, 32,
					 4 * d->stride };

	memset(decisions, 0, d->stride * sizeof(*decisions));
	kernels_get(0)->rows(decisions, &m, p->nodes + p->rows[item],
			     (uint32_t)(p->rows[item + 1] - p->rows[item]));
}
