/* Models with a kernel: decisions against sums made by hand, and sections that
 * are damaged. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/score.h"
#include "core/vectors.h"
#include "small_model.h"

#define OUTPUTS 3
#define COUNT 2
#define NODES 4

/* The section of a small model: 2 dense features, 3 rows. */
struct section {
	struct vectors_head head;
	float mean[2], scale[2];
	float coefs[OUTPUTS][COUNT];
	uint32_t ends[COUNT];
	struct kernel_entry nodes[NODES];
};

static const struct section good = {
	{ COUNT, NODES, 0.5f, 0 },
	{ 1, 0 }, { 0.5f, 2 },
	{ { 1, -1 }, { 0.5f, 2 }, { 0, -3 } },
	{ 3, 4 },
	{ { 0, 1 }, { 2, 0.5f }, { 4, -1 }, { 3, 2 } },
};

static enum ncl_status read_with(ncl_model **out, const void *bytes, size_t len,
				 struct ncl_error *err)
{
	ncl_model *m = small_model(NCL_UNIT_DOCUMENT, MODEL_SIGMOID, OUTPUTS,
				   8);
	struct ncl_buffer b = { 0 };
	enum ncl_status ret;

	assert_non_null(m);
	assert_int_equal(model_add_section(m, VECTORS_SECTION, MODEL_NEEDED,
					   bytes, len), NCL_OK);
	assert_int_equal(model_bytes(m, &b, NULL), NCL_OK);
	ncl_model_free(m);
	ret = small_read(out, b.data, b.len, err);
	ncl_buffer_release(&b);
	return ret;
}

/* ------------------------------------------------------------- decisions */

/* The line of a row. */
static uint32_t line_of(const ncl_model *m, uint32_t row)
{
	uint32_t line = 0;

	while (index_row(&m->index, line) != row)
		line++;
	return line;
}

/* x: all five columns of an item. */
static double by_hand(const double *x, int output)
{
	static const double v[COUNT][5] = { { 1, 0, 0.5, 0, -1 },
					    { 0, 0, 0, 2, 0 } };
	double sum = 0.5;

	for (int i = 0; i < COUNT; i++) {
		double square = 0;

		for (int c = 0; c < 5; c++)
			square += (x[c] - v[i][c]) * (x[c] - v[i][c]);
		sum += (double)good.coefs[output][i] * exp(-0.5 * square);
	}
	return sum;
}

static void test_decisions(void **state)
{
	const float dense[2] = { 2, 0.25f };
	const double full[] = { 0.5, 0.5, 0.75, 1.5, 0 };
	const double none[] = { -0.5, 0, 0, 0, 0 };
	const float nothing[2] = { 0, 0 };
	struct vectors_item item;
	struct ncl_error err = { 0 };
	float got[8];
	ncl_model *m;

	(void)state;
	assert_int_equal(read_with(&m, &good, sizeof(good), &err), NCL_OK);
	assert_int_equal(vectors_load(m, "x.ncm", &err), NCL_OK);
	assert_true(vectors_item_make(&item, m));
	/* rows in no order */
	const struct kernel_entry entries[] = {
		{ line_of(m, 1), 1.5f }, { line_of(m, 0), 0.75f },
	};

	vectors_decide(m, &item, dense, entries, 2, got);
	for (int o = 0; o < 8; o++)
		assert_true(fabs((double)got[o] - (o < OUTPUTS ?
			    by_hand(full, o) : 0)) < 1e-6);
	vectors_decide(m, &item, nothing, NULL, 0, got);
	for (int o = 0; o < OUTPUTS; o++)
		assert_true(fabs((double)got[o] - by_hand(none, o)) < 1e-6);
	vectors_item_release(&item);
	ncl_model_free(m);
}

/* --------------------------------------------------------------- damaged */

#define AT(field) offsetof(struct section, field)

static void test_damaged(void **state)
{
	static const struct {
		size_t at;
		uint32_t value;
	} rows[] = {
		{ AT(head.count), 0 }, { AT(head.count), 3 },
		{ AT(head.count), UINT32_MAX }, { AT(head.nodes), 3 },
		{ AT(head.nodes), UINT32_MAX }, { AT(head.reserved), 1 },
		{ AT(head.gamma), 0 }, { AT(head.gamma), 0xbf800000 },
		{ AT(head.gamma), 0x7fc00000 }, { AT(head.gamma), 0x7f800000 },
		{ AT(mean[1]), 0x7fc00000 }, { AT(scale[1]), 0xff800000 },
		{ AT(coefs[2][1]), 0x7f7fffff }, { AT(ends[0]), 5 },
		{ AT(ends[1]), 3 }, { AT(ends[1]), 2 },
		{ AT(ends[0]), UINT32_MAX }, { AT(nodes[0].row), 2 },
		{ AT(nodes[1].row), 0 }, { AT(nodes[2].row), 5 },
		{ AT(nodes[3].row), UINT32_MAX },
		{ AT(nodes[3].value), 0x7fc00000 },
	};
	struct ncl_error err = { 0 };
	ncl_model *m;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct section bad = good;

		memcpy((char *)&bad + rows[i].at, &rows[i].value, 4);
		err = (struct ncl_error){ 0 };
		if (read_with(&m, &bad, sizeof(bad), &err) != NCL_FORMAT)
			fail_msg("row %zu is taken", i);
		assert_non_null(strstr(err.text, "section kernel"));
	}
	for (size_t len = 0; len < sizeof(good); len++)
		assert_int_equal(read_with(&m, &good, len, &err), NCL_FORMAT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_decisions),
		cmocka_unit_test(test_damaged),
	};

	return cmocka_run_group_tests_name("vectors", tests, NULL, NULL);
}
