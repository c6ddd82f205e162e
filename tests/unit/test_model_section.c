/* Sections that others keep in a model file. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "core/model_file.h"
#include "small_model.h"

/* Sections of others: what may be added, and what a reader that does not know
 * them does. */
static void test_sections(void **state)
{
	static const struct {
		const char *name;
		uint32_t flags;
		enum ncl_status status;
	} rows[] = {
		{ "a", 0, NCL_OK },
		{ "abcdefghi-1", 0, NCL_OK },
		{ "a", 0, NCL_INVALID },
		{ "", 0, NCL_INVALID },
		{ "abcdefghij-1", 0, NCL_INVALID },
		{ "A", 0, NCL_INVALID },
		{ "weights", 0, NCL_INVALID },
		{ "b", 2, NCL_INVALID },
		{ "b", MODEL_NEEDED, NCL_OK },
	};
	ncl_model *m = small_model(NCL_UNIT_BLOCK, MODEL_CHAIN, 3, 8), *got;
	struct ncl_buffer b = { 0 };
	struct ncl_error err = { 0 };
	char name[8];

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		assert_int_equal(model_add_section(m, rows[i].name,
						   rows[i].flags, "x", 1),
				 rows[i].status);
	for (int i = 0; i < (int)MODEL_SECTIONS_MAX - 3; i++) {
		snprintf(name, sizeof(name), "s%d", i);
		assert_int_equal(model_add_section(m, name, 0, "x", 1),
				 NCL_OK);
	}
	assert_int_equal(model_add_section(m, "last", 0, "x", 1),
			 NCL_INVALID);
	assert_int_equal(model_bytes(m, &b, NULL), NCL_OK);
	assert_int_equal(small_read(&got, b.data, b.len, &err), NCL_REFUSED);
	assert_non_null(strstr(err.text, "section b"));
	ncl_buffer_release(&b);
	ncl_model_free(m);
}

static void test_hostile_sections(void **state)
{
	static const struct {
		size_t at; /* in the place of the first */
		char value;
		const char *why;
	} places[] = {
		{ 0, 'E', "name or flags" },	{ 0, 0, "name or flags" },
		{ 6, 'x', "name or flags" },	{ 12, 2, "name or flags" },
		{ 16, 1, "where it should" },	{ 23, 1, "where it should" },
		{ 31, 1, "where it should" },	{ 12, 1, "section extra" },
	};
	struct ncl_error err = { 0 };
	ncl_model *m;

	(void)state;
	for (size_t i = 0; i < sizeof(places) / sizeof(*places); i++) {
		struct ncl_buffer b = small_bytes(MODEL_CHAIN, 3, 8);

		((char *)(small_place(&b, 0) + PART_COUNT))[places[i].at] =
			places[i].value;
		small_seal(&b);
		assert_int_not_equal(small_read(&m, b.data, b.len, &err),
				     NCL_OK);
		assert_non_null(strstr(err.text, places[i].why));
		ncl_buffer_release(&b);
	}
	for (uint32_t n = 0; n < 70; n++) {
		struct ncl_buffer b = small_bytes(MODEL_CHAIN, 3, 8);

		memcpy(b.data + offsetof(struct model_head, parts), &n, 4);
		if (n != PART_COUNT + 2) {
			small_seal(&b);
			assert_int_equal(small_read(&m, b.data, b.len, &err),
					 NCL_FORMAT);
		}
		ncl_buffer_release(&b);
	}
}

/* A name that stands twice would be two truths. */
static void test_same_section(void **state)
{
	struct ncl_buffer b = small_bytes(MODEL_CHAIN, 3, 8);
	struct model_place *p = small_place(&b, 0) + PART_COUNT;
	struct ncl_error err = { 0 };
	ncl_model *m;

	(void)state;
	memcpy(p[1].name, p[0].name, sizeof(p->name));
	small_seal(&b);
	assert_int_equal(small_read(&m, b.data, b.len, &err), NCL_FORMAT);
	assert_non_null(strstr(err.text, "twice"));
	ncl_buffer_release(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sections),
		cmocka_unit_test(test_hostile_sections),
		cmocka_unit_test(test_same_section),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
