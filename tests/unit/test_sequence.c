/* Chains against all labellings counted one by one, gradients against small
 * steps, and training on a chain that is known. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/sequence.h"
#include "core/sequence_train.h"
#include "core/single_train.h"

#define K 3
#define T 4
#define SIZE (K * (K + 1) + K * K + 2 * K)

/* Numbers that look like chance, the same always. */
static double chance(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return (double)(*seed >> 8) / (1 << 24) - 0.5;
}

static double score_of(const double *x, const float *f, const int *y)
{
	const double *jumps = x + K * (K + 1), *ends = jumps + K * K;
	double s = ends[y[0]] + ends[K + y[T - 1]];

	for (int t = 0; t < T; t++) {
		const double *w = x + y[t] * (K + 1);

		s += w[K];
		for (int o = 0; o < K; o++)
			s += w[o] * f[t * K + o];
		if (t)
			s += jumps[y[t - 1] * K + y[t]];
	}
	return s;
}

/* Posteriors, and minus the sum of their logarithms where the label is known,
 * by counting. */
static double count(const double *x, const float *f, const int32_t *gold,
		    double *p)
{
	double all = 0, loss = 0;

	memset(p, 0, T * K * sizeof(*p));
	for (int way = 0; way < 81; way++) {
		int y[T] = { way % 3, way / 3 % 3, way / 9 % 3, way / 27 };
		double s = exp(score_of(x, f, y));

		for (int t = 0; t < T; t++)
			p[t * K + y[t]] += s;
		all += s;
	}
	for (int i = 0; i < T * K; i++)
		p[i] /= all;
	for (int t = 0; t < T; t++)
		loss -= gold[t] < 0 ? 0 : log(p[t * K + gold[t]]);
	return loss;
}

static void make(double *x, float *f, uint32_t seed)
{
	for (int i = 0; i < SIZE; i++)
		x[i] = 3 * chance(&seed);
	for (int i = 0; i < T * K; i++)
		f[i] = (float)(4 * chance(&seed));
}

/* The same where decisions are written over. */
static void check_over(const struct decoder *c, const float *f,
		       const float *want)
{
	enum { STRIDE = 8 };
	float decisions[T * STRIDE] = { 0 }, p[T * K];
	float *work = malloc(decoder_work(c, T, STRIDE) * sizeof(*work));

	assert_non_null(work);
	for (int i = 0; i < T * K; i++)
		decisions[i / K * STRIDE + i % K] = f[i];
	decoder_run_over(c, decisions, STRIDE, T, p, work);
	assert_memory_equal(p, want, sizeof(p));
	free(work);
}

static void test_posteriors(void **state)
{
	const int32_t gold[T] = { -1, -1, -1, -1 };

	(void)state;
	for (uint32_t seed = 0; seed < 50; seed++) {
		ncl_model m = { .shape = { .labels = K, .outputs = K } };
		double x[SIZE], want[T * K];
		float f[T * K], numbers[SIZE], p[T * K], *work;
		struct decoder c;

		make(x, f, seed);
		for (int i = 0; i < SIZE; i++)
			numbers[i] = (float)x[i];
		m.emission = numbers;
		m.transitions = numbers + K * (K + 1);
		m.ends = m.transitions + K * K;
		assert_int_equal(decoder_init(&c, &m), NCL_OK);
		work = malloc(decoder_work(&c, T, 0) * sizeof(*work));
		assert_non_null(work);
		decoder_run(&c, f, K, T, p, work);
		count(x, f, gold, want);
		for (int i = 0; i < T * K; i++)
			assert_true(fabs(p[i] - want[i]) < 1e-5);
		check_over(&c, f, p);
		free(work);
		decoder_release(&c);
	}
}

static const int32_t known[][T] = {
	{ 0, 1, 2, 0 }, { -1, 1, -1, 2 }, { 2, -1, -1, -1 },
	{ -1, -1, -1, -1 },
};

static void test_loss(void **state)
{
	const struct data_sequence one = { 0, T, 0, 0 };
	const uint8_t part = 0;

	(void)state;
	for (uint32_t seed = 0; seed < 40; seed++) {
		const int32_t *gold = known[seed % 4];
		double x[SIZE], p[T * K], loss;
		float f[T * K];
		struct sequence_data d = { K, K, f, gold, &one, 1, &part };

		make(x, f, seed);
		loss = sequence_loss(x, NULL, &d, SEQUENCE_ALL, 0);
		assert_true(fabs(loss - count(x, f, gold, p)) < 1e-9);
		assert_true(sequence_loss(x, NULL, &d, 1, 0) == 0);
	}
}

static void check_gradient(const struct sequence_data *d, double *x, int n)
{
	double gradient[SIZE];

	sequence_loss(x, gradient, d, SEQUENCE_ALL, 1);
	for (int i = 0; i < n; i++) {
		double was = x[i], up, down;

		x[i] = was + 1e-5;
		up = sequence_loss(x, NULL, d, SEQUENCE_ALL, 1);
		x[i] = was - 1e-5;
		down = sequence_loss(x, NULL, d, SEQUENCE_ALL, 1);
		x[i] = was;
		assert_true(fabs((up - down) / 2e-5 - gradient[i]) < 1e-5);
	}
}

static void test_gradient(void **state)
{
	const struct data_sequence two[] = { { 0, 3, 0, 0 }, { 3, 1, 0, 0 } };
	const uint8_t part[2] = { 0, 0 };

	(void)state;
	for (uint32_t seed = 0; seed < 8; seed++) {
		double x[SIZE];
		float f[T * K];
		struct sequence_data d = { K, K, f, known[seed % 4], two, 2,
					   part };
		/* one decision for two labels */
		const int32_t gold[T] = { 0, -1, 1, 1 };
		struct sequence_data e = { 2, 1, f, gold, two, 2, part };

		make(x, f, seed);
		check_gradient(&d, x, SIZE);
		check_gradient(&e, x, (int)sequence_size(2, 1));
	}
}

/* Decisions say nothing; labels go 0, 1, 0, 1: the transitions must learn. */
static void test_training(void **state)
{
	enum { N = 40, LONG = 10 };
	static float f[N * LONG];
	static int32_t gold[N * LONG];
	static struct data_sequence q[N];
	static uint8_t part[N];
	struct sequence_data d = { 2, 1, f, gold, q, N, part };
	double x[2 * 2 + 4 + 4], before, after, again[12];

	(void)state;
	for (int i = 0; i < N * LONG; i++)
		gold[i] = i % 2;
	for (uint32_t i = 0; i < N; i++)
		q[i] = (struct data_sequence){ i * LONG, LONG, i, i };
	sequence_start(x, 2, 1);
	before = sequence_loss(x, NULL, &d, SEQUENCE_ALL, 0);
	assert_int_equal(sequence_train(x, &d, SEQUENCE_ALL, 100), NCL_OK);
	after = sequence_loss(x, NULL, &d, SEQUENCE_ALL, 0);
	assert_true(after < before / 10);
	assert_true(x[4 + 1] > x[4] + 2 && x[4 + 2] > x[4 + 3] + 2);
	sequence_start(again, 2, 1);
	assert_int_equal(sequence_train(again, &d, SEQUENCE_ALL, 100),
			 NCL_OK);
	assert_memory_equal(again, x, sizeof(x));
}

/* Documents with one label: the decoder is a softmax of the own decisions, its
 * gradient is that of small steps, and training brings what it says near. */
static void test_single(void **state)
{
	static const uint32_t outputs[] = { K, 1 };
	const int32_t gold[T] = { 0, 1, 1, -1 };
	const uint8_t part[T] = { 0, 1, 0, 1 };

	(void)state;
	for (uint32_t seed = 0; seed < 20; seed++) {
		uint32_t o = outputs[seed % 2], k = o == 1 ? 2 : K;
		double x[SIZE], g[2 * K], not_used[2 * K], fit[2 * K];
		float f[T * K], numbers[2 * K], p[K], work[5 * 8];
		struct single_data d = { k, o, f, gold, part, T };
		ncl_model m = { .emission = numbers, .shape = {
			.labels = k, .outputs = o, .flags = MODEL_FLAT } };
		struct decoder c;
		double sum = 0;

		make(x, f, seed);
		for (uint32_t i = 0; i < 2 * k; i++)
			numbers[i] = (float)x[i];
		assert_int_equal(decoder_init(&c, &m), NCL_OK);
		decoder_run(&c, f, o, 1, p, work);
		decoder_release(&c);
		for (uint32_t y = 0; y < k; y++)
			sum += exp(x[2 * y] * f[o > 1 ? y : 0] + x[2 * y + 1]);
		for (uint32_t y = 0; y < k; y++)
			assert_true(fabs(exp(x[2 * y] * f[o > 1 ? y : 0] +
					     x[2 * y + 1]) / sum - p[y]) <
				    1e-5);
		single_loss(x, g, &d, SINGLE_ALL);
		for (uint32_t i = 0; i < 2 * k; i++) {
			double was = x[i], up, down;

			x[i] = was + 1e-2;
			up = single_loss(x, not_used, &d, SINGLE_ALL);
			x[i] = was - 1e-2;
			down = single_loss(x, not_used, &d, SINGLE_ALL);
			x[i] = was;
			assert_true(fabs((up - down) / 2e-2 - g[i]) < 2e-3);
		}
		assert_int_equal(single_train(fit, &d, SINGLE_ALL), NCL_OK);
		assert_true(single_loss(fit, not_used, &d, SINGLE_ALL) <=
			    single_loss(x, not_used, &d, SINGLE_ALL));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_posteriors),
		cmocka_unit_test(test_loss),
		cmocka_unit_test(test_gradient),
		cmocka_unit_test(test_training),
		cmocka_unit_test(test_single),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
