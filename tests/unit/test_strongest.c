/* A model's strongest features: what a file may say of them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "core/strongest.h"
#include "small_model.h"

/* Two labels: one feature for the first; one for and one against the other. */
struct section {
	struct strongest_head head;
	uint32_t counts[4];
	struct strongest_entry entries[3];
	char text[12];
};

static const struct section good = {
	{ 2, 3, 12, 0 },
	{ 1, 0, 1, 1 },
	{ { 0, 0, 1.5f, 0.5f }, { STRONGEST_DENSE, 4, 2, 1 },
	  { 1, 11, -3, -1 } },
	"one\0length", /* the last name is empty */
};

/* The bytes from `at` are `value`. */
static const struct {
	size_t at;
	uint32_t value;
	const char *why;
} rows[] = {
	{ offsetof(struct section, head.labels), 3, "another model's" },
	{ offsetof(struct section, head.labels), 0xffffffff, "labels" },
	{ offsetof(struct section, head.entries), 4, "too short" },
	{ offsetof(struct section, head.entries), 0xffffffff, "entries" },
	{ offsetof(struct section, head.text), 11, "too long" },
	{ offsetof(struct section, head.text), 0xffffffff, "text" },
	{ offsetof(struct section, counts[0]), 2, "one too many" },
	{ offsetof(struct section, counts[3]), 0xffffffff, "sum wraps" },
	{ offsetof(struct section, entries[0].group), 2, "no such group" },
	{ offsetof(struct section, entries[0].name), 12, "beyond the texts" },
	{ offsetof(struct section, text[8]), 0x7a7a7a7a, "text without end" },
};

static ncl_model *model_with(const struct section *s, size_t len)
{
	ncl_model *m = small_model(NCL_UNIT_DOCUMENT, MODEL_SIGMOID, 2, 8);

	assert_non_null(m);
	assert_int_equal(model_add_section(m, STRONGEST_SECTION, 0, s, len),
			 NCL_OK);
	return m;
}

static void test_read(void **state)
{
	ncl_model *m = model_with(&good, sizeof(good));
	struct ncl_strong s;

	(void)state;
	assert_true(ncl_model_strongest(m, 0, 0, &s));
	assert_string_equal(s.name, "one");
	assert_string_equal(s.group, "words");
	assert_true(s.weight == 1.5f && s.usual == 0.5f);
	assert_false(ncl_model_strongest(m, 0, 1, &s));
	assert_true(ncl_model_strongest(m, 1, 0, &s));
	assert_string_equal(s.name, "length");
	assert_null(s.group);
	assert_true(ncl_model_strongest(m, 1, 1, &s));
	assert_null(s.name);
	assert_true(s.usual < 0);
	assert_false(ncl_model_strongest(m, 1, 2, &s));
	assert_false(ncl_model_strongest(m, 2, 0, &s));
	assert_false(ncl_model_strongest(m, 1, UINT32_MAX, &s));
	ncl_model_free(m);
}

static void test_damaged(void **state)
{
	struct ncl_strong s;
	ncl_model *m;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct section bad = good;

		memcpy((char *)&bad + rows[i].at, &rows[i].value, 4);
		m = model_with(&bad, sizeof(bad));
		if (ncl_model_strongest(m, 0, 0, &s))
			fail_msg("taken: %s", rows[i].why);
		ncl_model_free(m);
	}
	for (size_t len = 0; len < sizeof(good); len++) {
		m = model_with(&good, len);
		assert_false(ncl_model_strongest(m, 0, 0, &s));
		ncl_model_free(m);
	}
	m = small_model(NCL_UNIT_DOCUMENT, MODEL_SIGMOID, 2, 8);
	assert_false(ncl_model_strongest(m, 0, 0, &s));
	ncl_model_free(m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_read),
		cmocka_unit_test(test_damaged),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
