/* The dual descent ends where the primal problem has its minimum. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/descent.h"

#define ITEMS 300u
#define COLUMNS 41u /* the last is the bias */
#define NODES 9u

static struct kernel_entry nodes[ITEMS * NODES];
static size_t rows[ITEMS + 1];
static signed char sides[DESCENT_MOST][ITEMS];
static const signed char *is[DESCENT_MOST];
static uint8_t fold[ITEMS];
static uint32_t state_of_chance;

static uint32_t chance(uint32_t below)
{
	state_of_chance = state_of_chance * 1664525u + 1013904223u;
	return (state_of_chance >> 8) % below;
}

/* Features of items lie apart, and outputs follow some of them, not always. */
static struct problem make(void)
{
	struct problem p = { .items = ITEMS, .columns = COLUMNS,
			     .nodes = nodes, .rows = rows };

	state_of_chance = 7;
	for (uint32_t i = 0; i < ITEMS; i++) {
		uint32_t column = 0;

		rows[i] = i * NODES;
		for (uint32_t k = 0; k + 1 < NODES; k++) {
			column += 1 + chance(4);
			nodes[i * NODES + k] = (struct kernel_entry){
				column, 0.1f + (float)chance(90) / 100
			};
		}
		nodes[i * NODES + NODES - 1] =
			(struct kernel_entry){ COLUMNS - 1, 1 };
		fold[i] = (uint8_t)(i % 3);
		for (uint32_t o = 0; o < DESCENT_MOST; o++)
			sides[o][i] = nodes[i * NODES + o % 4].row % 3 ==
				      o % 3 && chance(9) ? 1 : -1;
	}
	rows[ITEMS] = ITEMS * NODES;
	for (uint32_t o = 0; o < DESCENT_MOST; o++)
		is[o] = sides[o];
	return p;
}

static double decide(const double *w, uint32_t item)
{
	double sum = 0;

	for (size_t k = rows[item]; k < rows[item + 1]; k++)
		sum += w[nodes[k].row] * (double)nodes[k].value;
	return sum;
}

/* Loss of w as output o, on what is not held out; and its gradient. */
static double loss(const struct descent *d, uint32_t o, const double *w,
		   double *gradient)
{
	double sum = 0, yes = 0, no = 0, positive;

	for (uint32_t i = 0; i < ITEMS; i++) {
		yes += fold[i] != d->without && sides[o][i] > 0;
		no += fold[i] != d->without && sides[o][i] < 0;
	}
	positive = pow(no / yes, d->balance);
	for (uint32_t c = 0; c < COLUMNS; c++) {
		sum += w[c] * w[c] / 2;
		gradient[c] = w[c];
	}
	for (uint32_t i = 0; i < ITEMS; i++) {
		double y = sides[o][i], gap = 1 - y * decide(w, i);
		double cost = d->cost * (y > 0 ? positive : 1);

		if (fold[i] == d->without || y == 0 || gap <= 0)
			continue;
		sum += cost * gap * gap;
		for (size_t k = rows[i]; k < rows[i + 1]; k++)
			gradient[nodes[k].row] -= 2 * cost * gap * y *
						  (double)nodes[k].value;
	}
	return sum;
}

/* Downhill from where it ended there is next to nothing to win. */
static void check_minimum(const struct descent *d, uint32_t o)
{
	double w[COLUMNS], next[COLUMNS], g[COLUMNS], unused[COLUMNS];
	double here, ended, step = 1;

	for (uint32_t c = 0; c < COLUMNS; c++)
		w[c] = (double)d->weights[(size_t)c * d->stride + o];
	here = ended = loss(d, o, w, g);
	for (int i = 0; i < 400 && step > 1e-12; i++) {
		double there;

		for (uint32_t c = 0; c < COLUMNS; c++)
			next[c] = w[c] - step * g[c];
		there = loss(d, o, next, unused);
		step *= there < here ? 2 : 0.5;
		if (there >= here)
			continue;
		memcpy(w, next, sizeof(w));
		here = loss(d, o, w, g);
	}
	assert_true(ended < here * 1.005);
}

static const struct {
	uint32_t outputs, without;
	double cost, balance;
} cases[] = {
	{ 1, 9, 1, 0 },     { 3, 9, 0.1, 0 },  { 8, 1, 1, 0.5 },
	{ 13, 9, 0.3, 1 },  { 24, 2, 0.7, 0 }, { DESCENT_MOST, 0, 2, 0 },
	{ 2, 9, 1e-6, 0 },
};

static void test_minimum(void **state)
{
	struct problem p = make();

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct descent d = {
			.problem = &p, .is = is, .fold = fold,
			.outputs = cases[i].outputs,
			.without = cases[i].without, .cost = cases[i].cost,
			.balance = cases[i].balance, .seed = i,
		};

		assert_int_equal(descent_run(&d), 0);
		for (uint32_t o = 0; o < d.outputs; o++)
			check_minimum(&d, o);
		descent_release(&d);
	}
}

/* What is held out, or not known, has no part in the weights. */
static void test_held_out(void **state)
{
	struct problem p = make();
	struct descent a = { .problem = &p, .is = is, .fold = fold,
			     .outputs = 5, .without = 1, .cost = 1 };
	struct descent b = a;

	(void)state;
	assert_int_equal(descent_run(&a), 0);
	for (uint32_t i = 1; i < ITEMS; i += 3)
		for (uint32_t k = 0; k < NODES; k++)
			nodes[i * NODES + k].value = 99;
	assert_int_equal(descent_run(&b), 0);
	assert_memory_equal(a.weights, b.weights,
			    COLUMNS * a.stride * sizeof(float));
	descent_release(&b);
	for (uint32_t i = 0; i < ITEMS; i++)
		if (i % 3 == 1)
			fold[i] = 0, sides[0][i] = sides[1][i] =
				sides[2][i] = sides[3][i] = sides[4][i] = 0;
	b = a;
	assert_int_equal(descent_run(&b), 0);
	for (uint32_t c = 0; c < COLUMNS; c++)
		for (uint32_t o = 0; o < 5; o++)
			assert_true(fabsf(a.weights[c * a.stride + o] -
					  b.weights[c * a.stride + o]) <
				    0.05f);
	descent_release(&a);
	descent_release(&b);
}

/* Of one side only: the bias says which, and nothing else speaks. */
static void test_one_side(void **state)
{
	static const signed char only[] = { 1, -1, 0 };
	static const float bias[] = { 1, -1, -1 };
	struct problem p = make();
	struct descent d = { .problem = &p, .is = is, .fold = fold,
			     .outputs = 4, .without = 9, .cost = 1 };

	(void)state;
	for (int o = 0; o < 3; o++)
		memset(sides[o], only[o], ITEMS);
	assert_int_equal(descent_run(&d), 0);
	for (uint32_t o = 0; o < 3; o++)
		for (uint32_t c = 0; c < COLUMNS; c++)
			assert_true(d.weights[c * d.stride + o] ==
				    (c == COLUMNS - 1 ? bias[o] : 0));
	check_minimum(&d, 3);
	descent_release(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_minimum),
		cmocka_unit_test(test_held_out),
		cmocka_unit_test(test_one_side),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
