/* Thresholds for what is asked, and the calibration that labels share. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdlib.h>

#include "core/cuts.h"
#include "core/joint.h"

#define ITEMS 2000

struct made {
	float x[2 * ITEMS]; /* log-odds, later probabilities */
	signed char is[2][ITEMS];
	const signed char *rows[2];
	uint8_t left_out[ITEMS];
};

static double unit(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return (*seed >> 8) / 16777216.0;
}

/* Two labels, the second rarer; what is so follows the log-odds, but for
 * `bend`, which tells how much too sure they are. */
static struct made *make(double bend)
{
	struct made *m = calloc(1, sizeof(*m));
	uint32_t seed = 7;

	assert_non_null(m);
	for (uint32_t i = 0; i < ITEMS; i++)
		for (int y = 0; y < 2; y++) {
			double z = 8 * unit(&seed) - 4 - 2 * y;
			double p = 1 / (1 + exp(-z / bend));

			m->x[2 * i + (uint32_t)y] = (float)z;
			m->is[y][i] = unit(&seed) < p ? 1 : -1;
		}
	m->rows[0] = m->is[0];
	m->rows[1] = m->is[1];
	return m;
}

static void to_p(struct made *m)
{
	for (uint32_t i = 0; i < 2 * ITEMS; i++)
		m->x[i] = 1 / (1 + expf(-m->x[i]));
}

static void test_goals(void **state)
{
	static const struct {
		const char *text;
		int ok;
		enum cut_kind kind;
		double value;
	} rows[] = {
		{ NULL, 1, CUT_MACRO, 0 },
		{ "macro-f1", 1, CUT_MACRO, 0 },
		{ "micro-f1", 1, CUT_MICRO, 0 },
		{ "precision=0.9", 1, CUT_PRECISION, 0.9 },
		{ "recall=.5", 1, CUT_RECALL, 0.5 },
		{ "", 0, 0, 0 },
		{ "f1", 0, 0, 0 },
		{ "precision", 0, 0, 0 },
		{ "precision=", 0, 0, 0 },
		{ "precision=1", 0, 0, 0 },
		{ "precision=0", 0, 0, 0 },
		{ "precision=nan", 0, 0, 0 },
		{ "recall=0.5x", 0, 0, 0 },
		{ "micro-f1=0.5", 0, 0, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct ncl_error err = { 0 };
		struct cut_goal goal;
		enum ncl_status ret = cut_goal_parse(&goal, rows[i].text,
						     &err);

		assert_int_equal(ret, rows[i].ok ? NCL_OK : NCL_USAGE);
		if (!rows[i].ok)
			continue;
		assert_int_equal(goal.kind, rows[i].kind);
		assert_true(goal.value == rows[i].value);
	}
}

/* Precision and recall of a label by counting. */
static void count(const struct made *m, int y, float cut, double *precision,
		  double *recall)
{
	double right = 0, said = 0, all = 0;

	for (uint32_t i = 0; i < ITEMS; i++) {
		int given = m->x[2 * i + (uint32_t)y] >= cut;

		right += given && m->is[y][i] > 0;
		said += given;
		all += m->is[y][i] > 0;
	}
	*precision = said > 0 ? right / said : 1;
	*recall = right / all;
}

static void test_cuts(void **state)
{
	static const struct cut_goal goals[] = {
		{ CUT_MACRO, 0 }, { CUT_MICRO, 0 }, { CUT_PRECISION, 0.8 },
		{ CUT_RECALL, 0.9 },
	};
	struct made *m = make(1);
	struct cut_data d = { m->x, m->rows, m->left_out, ITEMS, 2 };

	(void)state;
	to_p(m);
	for (int g = 0; g < 4; g++) {
		float cut[2];
		uint8_t missed[2] = { 0, 0 };

		assert_int_equal(cuts_find(&d, goals[g], cut, missed),
				 NCL_OK);
		assert_true(!missed[0] && !missed[1]);
		if (goals[g].kind == CUT_MICRO)
			assert_true(cut[0] == cut[1]);
		for (int y = 0; y < 2; y++) {
			double p, r;

			count(m, y, cut[y], &p, &r);
			if (goals[g].kind == CUT_PRECISION)
				assert_true(p > 0.77 && p < 0.86);
			if (goals[g].kind == CUT_RECALL)
				assert_true(r > 0.87 && r < 0.94);
			/* of calibrated scores: half of the best F1 */
			if (goals[g].kind == CUT_MACRO)
				assert_true(fabs(cut[y] - p * r / (p + r)) <
					    0.06);
		}
	}
	free(m);
}

/* A label that is never surely so is not given. */
static void test_missed(void **state)
{
	struct made *m = make(1);
	struct cut_data d = { m->x, m->rows, m->left_out, ITEMS, 2 };
	struct cut_goal goal = { CUT_PRECISION, 0.95 };
	uint8_t missed[2] = { 0, 0 };
	float cut[2];

	(void)state;
	to_p(m);
	for (uint32_t i = 0; i < ITEMS; i++)
		m->x[2 * i + 1] *= 0.5f;
	assert_int_equal(cuts_find(&d, goal, cut, missed), NCL_OK);
	assert_int_equal(missed[0], 0);
	assert_int_equal(missed[1], 1);
	assert_true(cut[1] == 1);
	free(m);
}

/* Scores that are twice too sure are made honest, and stay in order. */
static void test_joint(void **state)
{
	struct made *m = make(2);
	struct joint_data d = { m->x, m->rows, m->left_out, ITEMS, 2 };
	float w[JOINT_SIZE], none[JOINT_SIZE] = { 1, 1, 0, 0 };
	double before = 0, after = 0;

	(void)state;
	joint_fit(&d, w);
	assert_true(w[0] > 0.3 && w[0] < 0.8);
	assert_true(w[1] > 0.3 && w[1] < 0.8);
	for (uint32_t i = 0; i < ITEMS; i++) {
		float z[2] = { m->x[2 * i], m->x[2 * i + 1] };
		float p[2] = { z[0], z[1] }, q[2] = { z[0], z[1] };

		joint_apply(none, p, 2);
		joint_apply(w, q, 2);
		for (int y = 0; y < 2; y++) {
			double is = m->is[y][i] > 0;

			assert_true(fabs(p[y] - 1 / (1 + exp(-z[y]))) < 1e-4);
			before += (p[y] - is) * (p[y] - is);
			after += (q[y] - is) * (q[y] - is);
		}
	}
	assert_true(after < before);
	free(m);
}

/* No numbers, however far out, give anything but a probability. */
static void test_joint_ends(void **state)
{
	static const float ends[] = { -1e30f, -80, -16, 0, 16, 80, 1e30f };
	static const float ws[][JOINT_SIZE] = {
		{ 1, 1, 0, 0 }, { 1.3f, 0.3f, 2.4f, 0.8f },
		{ 1e19f, 1e19f, -1e19f, 1e19f }
	};

	(void)state;
	for (int w = 0; w < 3; w++)
		for (int i = 0; i < 7; i++)
			for (int k = 0; k < 7; k++) {
				float x[2] = { ends[i], ends[k] };

				joint_apply(ws[w], x, 2);
				assert_true(x[0] >= 0 && x[0] <= 1);
				assert_true(x[1] >= 0 && x[1] <= 1);
			}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_goals), cmocka_unit_test(test_cuts),
		cmocka_unit_test(test_missed), cmocka_unit_test(test_joint),
		cmocka_unit_test(test_joint_ends),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
