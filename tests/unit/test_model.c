/* Model files: there and back, and everything that can be wrong with one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "built.h"
#include "core/model_file.h"
#include "oom.h"
#include "small_model.h"

static void test_there_and_back(void **state)
{
	static const struct {
		enum model_decoder decoder;
		uint32_t labels, bits;
	} rows[] = {
		{ MODEL_SIGMOID, 1, 8 }, { MODEL_SIGMOID, 9, 16 },
		{ MODEL_CHAIN, 2, 8 },	 { MODEL_CHAIN, 3, 8 },
		{ MODEL_CHAIN, 40, 16 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct ncl_buffer b = small_bytes(rows[i].decoder,
						  rows[i].labels,
						  rows[i].bits), again = { 0 };
		struct ncl_model_size size;
		ncl_model *m = NULL;
		size_t len = 9;

		assert_int_equal(small_read(&m, b.data, b.len, NULL), NCL_OK);
		assert_int_equal(ncl_model_label_count(m), rows[i].labels);
		assert_string_equal(ncl_model_label(m, 0)->name, "label 0");
		assert_null(ncl_model_label(m, 0)->id);
		assert_null(ncl_model_label(m, rows[i].labels));
		assert_string_equal(model_fact(m, "plugin"), "small");
		assert_string_equal(model_fact(m, "empty"), "");
		assert_null(model_fact(m, "none"));
		ncl_model_sizes(m, &size);
		assert_int_equal(size.features, 3);
		assert_int_equal(size.weight_bits, rows[i].bits);
		assert_int_equal(size.bytes, b.len);
		assert_memory_equal(model_section(m, "extra", &len), "more",
				    4);
		assert_int_equal(len, 4);
		assert_non_null(model_section(m, "empty-2", &len));
		assert_int_equal(len, 0);
		assert_null(model_section(m, "empty", &len));
		assert_int_equal(model_bytes(m, &again, NULL), NCL_OK);
		assert_int_equal(again.len, b.len);
		assert_memory_equal(again.data, b.data, b.len);
		ncl_model_free(m);
		ncl_buffer_release(&again);
		ncl_buffer_release(&b);
	}
}

static void test_every_length(void **state)
{
	struct ncl_buffer b = small_bytes(MODEL_CHAIN, 3, 8);

	(void)state;
	for (size_t len = 0; len < b.len; len++) {
		struct ncl_error err = { 0 };
		ncl_model *m;

		assert_int_equal(small_read(&m, b.data, len, &err),
				 NCL_FORMAT);
		assert_null(m);
		assert_int_equal(strncmp(err.text, "x.ncm: ", 7), 0);
	}
	ncl_buffer_release(&b);
}

static void test_every_byte(void **state)
{
	struct ncl_buffer b = small_bytes(MODEL_SIGMOID, 3, 8);

	(void)state;
	for (size_t i = 0; i < b.len; i++) {
		ncl_model *m;

		b.data[i] ^= 0x41;
		assert_int_not_equal(small_read(&m, b.data, b.len, NULL),
				     NCL_OK);
		assert_null(m);
		b.data[i] ^= 0x41;
	}
	ncl_buffer_release(&b);
}

/* Bytes changed by one who knows how to make the checksum right: whatever is
 * accepted must be safe, which a sanitizer sees. */
static void test_hostile_bytes(void **state)
{
	static const unsigned char values[] = { 0, 1, 0x7f, 0x80, 0xff };
	struct ncl_buffer b = small_bytes(MODEL_CHAIN, 3, 8);
	uint32_t refused = 0;

	(void)state;
	for (size_t i = offsetof(struct model_head, parts); i < b.len; i++)
		for (size_t v = 0; v < sizeof(values); v++) {
			char was = b.data[i];
			ncl_model *m;

			b.data[i] = (char)values[v];
			small_seal(&b);
			refused += small_read(&m, b.data, b.len, NULL) !=
				   NCL_OK;
			ncl_model_free(m);
			b.data[i] = was;
		}
	assert_true(refused > 1000);
	ncl_buffer_release(&b);
}

/* A number in a part, and the text that must refuse it. */
static const struct {
	enum model_part part;
	size_t at;
	uint32_t value;
	const char *why;
} hostile[] = {
	{ PART_SHAPE, 0, 3, "section shape" },
	{ PART_SHAPE, 4, 0, "section shape" },
	{ PART_SHAPE, 8, 0, "section shape" },
	{ PART_SHAPE, 8, 5000, "section shape" },
	{ PART_SHAPE, 12, 2, "section shape" },
	{ PART_SHAPE, 16, 7, "section shape" },
	{ PART_SHAPE, 20, 0xffffffff, "section shape" },
	{ PART_SHAPE, 20, 3, "section dense" },
	{ PART_SHAPE, 24, 1, "section groups" },
	{ PART_SHAPE, 28, 4, "section keys" },
	{ PART_SHAPE, 28, 0x4000001, "section shape" },
	{ PART_SHAPE, 32, 16, "section weights" },
	{ PART_SHAPE, 32, 32, "section shape" },
	{ PART_SHAPE, 40, 1, "section shape" },
	{ PART_SHAPE, 44, 1, "section shape" },
	{ PART_LABELS, 0, 0xffffffff, "section labels: not valid UTF-8" },
	{ PART_THRESHOLDS, 0, 0x7fc00000, "section cuts" },
	{ PART_THRESHOLDS, 0, 0xbf800000, "section cuts" },
	{ PART_GROUPS, 0, 4, "section groups" },
	{ PART_GROUPS, 4, 1, "section groups" },
	{ PART_GROUPS, 8, 9, "section groups" },
	{ PART_SCALES, 0, 0x7f800000, "section scales" },
	{ PART_SCALES, 0, 0x00006000, "section scales" },
	{ PART_IDFS, 0, 0x0000ff80, "section idf" },
	{ PART_DENSE, 4, 0xff800000, "section dense" },
	{ PART_BIAS, 0, 0x7fc00000, "section bias" },
	{ PART_EMISSION, 0, 0x7f000000, "section emission" },
	{ PART_TRANSITIONS, 4, 0x7fc00000, "section trans" },
	{ PART_ENDS, 8, 0x7fc00000, "section ends" },
};

static void test_hostile_numbers(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(hostile) / sizeof(*hostile); i++) {
		struct ncl_buffer b = small_bytes(MODEL_CHAIN, 3, 8);
		struct ncl_error err = { 0 };
		ncl_model *m;

		memcpy(b.data + small_place(&b, hostile[i].part)->offset +
		       hostile[i].at, &hostile[i].value, 4);
		small_seal(&b);
		assert_int_equal(small_read(&m, b.data, b.len, &err),
				 NCL_FORMAT);
		assert_non_null(strstr(err.text, hostile[i].why));
		ncl_buffer_release(&b);
	}
}

static void test_files(void **state)
{
	ncl_model *m = small_model(NCL_UNIT_DOCUMENT, MODEL_SIGMOID, 3, 8);
	const char *path = built_file("x.ncm", "old", 3, 0644);
	struct ncl_error err = { 0 };
	ncl_model *again = NULL;

	(void)state;
	assert_int_equal(ncl_model_open(&again, path, &err), NCL_FORMAT);
	assert_non_null(strstr(err.text, "not a model"));
	assert_int_equal(model_write(m, path, &err), NCL_OK);
	assert_int_equal(ncl_model_open(&again, path, &err), NCL_OK);
	ncl_model_free(again);
	assert_int_equal(ncl_model_open(&again, built_folder(), &err),
			 NCL_READ);
	assert_int_equal(ncl_model_open(&again, "/nowhere/x.ncm", &err),
			 NCL_READ);
	assert_int_equal(model_write(m, "/nowhere/x.ncm", &err), NCL_WRITE);
	assert_non_null(strstr(err.text, "/nowhere/x.ncm"));
	ncl_model_free(m);
}

static int read_once(void *arg)
{
	struct ncl_buffer *b = arg;
	ncl_model *m = NULL;
	void *copy = malloc(b->len);
	int ret;

	if (!copy)
		return NCL_NOMEM;
	memcpy(copy, b->data, b->len);
	ret = model_read(&m, copy, b->len, "x.ncm", NULL);
	ncl_model_free(m);
	return ret;
}

static int write_once(void *arg)
{
	struct ncl_buffer b = { 0 };
	int ret = model_bytes(arg, &b, NULL);

	ncl_buffer_release(&b);
	return ret;
}

static void test_no_memory(void **state)
{
	struct ncl_buffer b = small_bytes(MODEL_CHAIN, 3, 8);
	ncl_model *m = small_model(NCL_UNIT_BLOCK, MODEL_CHAIN, 3, 8);

	(void)state;
	assert_true(oom_each(read_once, &b, NCL_NOMEM) > 0);
	assert_true(oom_each(write_once, m, NCL_NOMEM) > 0);
	ncl_model_free(m);
	ncl_buffer_release(&b);
}

/* A flat model has two numbers a label, and comes back; flags that are not
 * known, or of blocks, are refused. */
static void test_flat(void **state)
{
	static const struct {
		enum ncl_feature_unit unit;
		uint32_t flags;
		enum ncl_status want;
	} rows[] = {
		{ NCL_UNIT_DOCUMENT, MODEL_FLAT, NCL_OK },
		{ NCL_UNIT_BLOCK, MODEL_FLAT, NCL_FORMAT },
		{ NCL_UNIT_DOCUMENT, 2, NCL_FORMAT },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		ncl_model *m = small_model(rows[i].unit, MODEL_CHAIN, 5, 8);
		struct ncl_buffer b = { 0 }, again = { 0 };
		ncl_model *got = NULL;

		assert_non_null(m);
		m->shape.flags = rows[i].flags;
		assert_int_equal(model_bytes(m, &b, NULL), NCL_OK);
		assert_int_equal(small_read(&got, b.data, b.len, NULL),
				 rows[i].want);
		if (got) {
			assert_int_equal(model_bytes(got, &again, NULL),
					 NCL_OK);
			assert_int_equal(again.len, b.len);
			assert_memory_equal(again.data, b.data, b.len);
			assert_memory_equal(got->emission, m->emission,
					    10 * sizeof(float));
		}
		ncl_model_free(got);
		ncl_model_free(m);
		ncl_buffer_release(&again);
		ncl_buffer_release(&b);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_flat),
		cmocka_unit_test(test_there_and_back),
		cmocka_unit_test(test_every_length),
		cmocka_unit_test(test_every_byte),
		cmocka_unit_test(test_hostile_bytes),
		cmocka_unit_test(test_hostile_numbers),
		cmocka_unit_test(test_files),
		cmocka_unit_test(test_no_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
