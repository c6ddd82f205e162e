#include "small_model.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#define ROWS 3

static void *take(ncl_model *m, size_t n)
{
	return arena_alloc(&m->arena, n + 1);
}

static int set_labels(ncl_model *m)
{
	static const char *const groups[] = { "words", "marks" };
	static const char *const dense[] = { "length", "height" };
	char name[24];

	m->labels = take(m, m->shape.labels * sizeof(*m->labels));
	m->group_names = take(m, sizeof(groups));
	m->dense_names = take(m, sizeof(dense));
	if (!m->labels || !m->group_names || !m->dense_names)
		return 0;
	memcpy(m->group_names, groups, sizeof(groups));
	memcpy(m->dense_names, dense, sizeof(dense));
	for (uint32_t i = 0; i < m->shape.labels; i++) {
		snprintf(name, sizeof(name), "label %u", i);
		m->labels[i].name = arena_copy(&m->arena, name, strlen(name));
		m->labels[i].id = i ? "id:1" : NULL;
		m->labels[i].threshold = 0.25f;
		if (!m->labels[i].name)
			return 0;
	}
	return model_add_fact(m, "plugin", "small") == NCL_OK &&
	       model_add_fact(m, "tokens", "1") == NCL_OK &&
	       model_add_fact(m, "empty", "") == NCL_OK;
}

static int set_rows(ncl_model *m)
{
	static const struct model_group groups[] = {
		{ NCL_COUNTS, 0, 2, 0 }, { NCL_FLAGS, 2, 1, 0 }
	};
	static const uint16_t scales[ROWS] = { 0x3f00, 0x3f80, 0x3e80 };
	static const uint16_t idfs[ROWS] = { 0x4000, 0x3f80, 0 };
	const uint64_t of[ROWS] = { model_key(0, 11), model_key(0, 12),
				    model_key(1, 11) };
	uint32_t *keys = take(m, ROWS * sizeof(*keys));
	uint8_t *tails = take(m, ROWS);

	if (!keys || !tails)
		return 0;
	for (uint32_t i = 0; i < ROWS; i++) {
		keys[i] = (uint32_t)(of[i] >> 32);
		tails[i] = (uint8_t)(of[i] >> 24);
	}
	m->groups = groups;
	m->scales = scales;
	m->idfs = idfs;
	m->keys = keys;
	m->tails = tails;
	return 1;
}

static int set_weights(ncl_model *m)
{
	static const int by[ROWS] = { 1, -1, 10 };
	uint32_t stride = m->shape.stride, outputs = m->shape.outputs;
	int8_t *bytes = take(m, ROWS * outputs);
	int16_t *shorts = take(m, ROWS * outputs * sizeof(*shorts));
	float *dense = take(m, 2 * stride * sizeof(*dense));
	float *bias = take(m, stride * sizeof(*bias));

	if (!bytes || !shorts || !dense || !bias)
		return 0;
	for (uint32_t o = 0; o < m->shape.outputs; o++) {
		for (uint32_t i = 0; i < ROWS; i++) {
			bytes[i * outputs + o] = (int8_t)(by[i] *
							  (int)(o + 1));
			shorts[i * outputs + o] = bytes[i * outputs + o];
		}
		dense[o] = (float)(1 + o);
		dense[stride + o] = 2;
		bias[o] = 0.5f;
	}
	m->weights = m->shape.weight_bits == 8 ? (void *)bytes : shorts;
	m->dense = dense;
	m->bias = bias;
	return 1;
}

static int set_decoder(ncl_model *m)
{
	uint32_t k = m->shape.labels, o = m->shape.outputs;
	float *sigmoid = take(m, 2 * k * sizeof(*sigmoid));
	float *emission = take(m, k * (o + 1) * sizeof(*emission));
	float *transitions = take(m, k * k * sizeof(*transitions));
	float *ends = take(m, 2 * k * sizeof(*ends));

	if (!sigmoid || !emission || !transitions || !ends)
		return 0;
	for (uint32_t y = 0; y < k; y++) {
		sigmoid[2 * y] = -1;
		transitions[y * k + y] = 0.5f;
		if (o > 1)
			emission[y * (o + 1) + y] = 1;
		else
			emission[y * 2] = y ? 1 : -1;
	}
	m->sigmoid = sigmoid;
	m->emission = emission;
	m->transitions = transitions;
	m->ends = ends;
	return 1;
}

ncl_model *small_model(enum ncl_feature_unit unit, enum model_decoder decoder,
		       uint32_t labels, uint32_t weight_bits)
{
	uint32_t outputs = decoder == MODEL_CHAIN && labels == 2 ? 1 : labels;
	ncl_model *m;

	if (model_new(&m, NULL) != NCL_OK)
		return NULL;
	m->shape = (struct model_shape){
		.unit = unit, .decoder = decoder, .labels = labels,
		.outputs = outputs, .stride = (outputs + 7) / 8 * 8,
		.dense = 2, .groups = 2, .features = ROWS,
		.weight_bits = weight_bits, .revision = 1,
	};
	if (set_labels(m) && set_rows(m) && set_weights(m) &&
	    set_decoder(m) && model_index(m) == NCL_OK)
		return m;
	ncl_model_free(m);
	return NULL;
}

struct ncl_buffer small_bytes(enum model_decoder decoder, uint32_t labels,
			      uint32_t weight_bits)
{
	ncl_model *m = small_model(NCL_UNIT_BLOCK, decoder, labels,
				   weight_bits);
	struct ncl_buffer b = { 0 };

	if (!m || model_add_section(m, "extra", 0, "more", 4) ||
	    model_add_section(m, "empty-2", 0, NULL, 0) ||
	    model_bytes(m, &b, NULL))
		abort();
	ncl_model_free(m);
	return b;
}

void small_seal(struct ncl_buffer *b)
{
	size_t skip = offsetof(struct model_head, parts);
	uint64_t sum = XXH3_64bits(b->data + skip, b->len - skip);

	memcpy(b->data + offsetof(struct model_head, checksum), &sum,
	       sizeof(sum));
}

struct model_place *small_place(struct ncl_buffer *b, uint32_t i)
{
	return (struct model_place *)(void *)(b->data +
					      sizeof(struct model_head)) +
	       i;
}

enum ncl_status small_read(ncl_model **out, const void *bytes, size_t len,
			   struct ncl_error *err)
{
	void *copy = malloc(len + !len);

	if (!copy)
		abort();
	memcpy(copy, bytes, len);
	return model_read(out, copy, len, "x.ncm", err);
}
