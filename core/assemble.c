/* The model from what was found: weights folded with the scales of their
 * features, made small, and put where look-ups find them. */
#include "training.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sink.h"

static void *take(ncl_model *m, size_t n, size_t element)
{
	return arena_alloc(&m->arena, n * element + 1);
}

/* Of kernels only the bias is one. */
static double weight(const struct training *t, uint32_t output,
		     uint32_t column)
{
	if (!(t->solve.gamma > 0))
		return solve_weight(&t->solve, output, column);
	return column == t->problem.columns - 1 ?
	       solve_weight(&t->solve, output, t->problem.items) : 0;
}

/* ----------------------------------------------------------------- labels */

static enum ncl_status set_labels(const struct training *t, ncl_model *m)
{
	struct ncl_model_label *labels = take(m, t->labels, sizeof(*labels));

	if (!labels)
		return NCL_NOMEM;
	for (uint32_t y = 0; y < t->labels; y++) {
		const char *name = t->data.labels[y], *id = t->data.ids[y];

		labels[y].name = arena_copy(&m->arena, name, strlen(name));
		labels[y].id = id ? arena_copy(&m->arena, id, strlen(id)) :
				    NULL;
		labels[y].threshold = t->threshold[y];
		if (!labels[y].name || (id && !labels[y].id))
			return NCL_NOMEM;
	}
	m->labels = labels;
	return NCL_OK;
}

static enum ncl_status set_names(const struct training *t, ncl_model *m)
{
	const struct ncl_features *f = t->data.features;

	m->group_names = take(m, f->group_count, sizeof(char *));
	m->dense_names = take(m, f->dense_count, sizeof(char *));
	if (!m->group_names || !m->dense_names)
		return NCL_NOMEM;
	for (uint32_t g = 0; g < f->group_count; g++) {
		const char *name = sink_group(f, g)->name;

		m->group_names[g] = arena_copy(&m->arena, name, strlen(name));
		if (!m->group_names[g])
			return NCL_NOMEM;
	}
	for (uint32_t i = 0; i < f->dense_count; i++) {
		m->dense_names[i] = arena_copy(&m->arena, f->dense[i],
					       strlen(f->dense[i]));
		if (!m->dense_names[i])
			return NCL_NOMEM;
	}
	return NCL_OK;
}

/* ---------------------------------------------------------------- weights */

/* (x - mean) * scale * w = x * (scale * w) - mean * scale * w */
static enum ncl_status set_dense(const struct training *t, ncl_model *m)
{
	uint32_t stride = m->shape.stride;
	float *dense = take(m, (size_t)m->shape.dense * stride, sizeof(float));
	float *bias = take(m, stride, sizeof(float));

	if (!dense || !bias)
		return NCL_NOMEM;
	for (uint32_t o = 0; o < t->outputs; o++) {
		double sum = weight(t, o, t->problem.columns - 1);

		for (uint32_t i = 0; i < m->shape.dense; i++) {
			double w = weight(t, o, i) * t->problem.scale[i];

			dense[(size_t)i * stride + o] = (float)w;
			sum -= w * t->problem.mean[i];
		}
		bias[o] = (float)sum;
	}
	m->dense = dense;
	m->bias = bias;
	return NCL_OK;
}

/* The upper half of a float that is not below x, which is 0 or more. */
static uint16_t half_above(double x)
{
	float f = (float)x;
	uint32_t bits;

	memcpy(&bits, &f, sizeof(bits));
	return (uint16_t)((bits + 0xffff) >> 16);
}

/* The nearest one. */
static uint16_t half_near(double x)
{
	float f = (float)x;
	uint32_t bits;

	memcpy(&bits, &f, sizeof(bits));
	return (uint16_t)((bits + 0x8000) >> 16);
}

/* A feature of the problem, by its key. */
struct keyed {
	uint64_t key;
	uint32_t feature;
};

static int by_key(const void *a, const void *b)
{
	const struct keyed *x = a, *y = b;

	return x->key < y->key ? -1 : x->key > y->key;
}

/* The features of each row of the model, or NULL: in each group by rising
 * keys, so that an index is made from one end to the other. */
static struct keyed *row_order(const struct training *t, ncl_model *m)
{
	const struct problem *p = &t->problem;
	struct keyed *order = take(m, p->features, sizeof(*order));

	if (!order)
		return NULL;
	for (uint32_t i = 0; i < p->features; i++)
		order[i] = (struct keyed){ t->data.known[p->known[i]].key, i };
	for (uint32_t g = 0; g < m->shape.groups; g++)
		qsort(order + p->groups[g].first, p->groups[g].count,
		      sizeof(*order), by_key);
	return order;
}

/* The weights of a feature as the whole numbers of a row; gives what they are
 * times. */
static uint16_t pack(const struct training *t, uint32_t feature, uint32_t row,
		     const struct model_shape *shape, void *weights)
{
	uint32_t group = t->data.known[t->problem.known[feature]].group;
	double factor = t->problem.factor[feature] *
			sink_share(t->data.features, group);
	double most = 0, scale;
	double top = shape->weight_bits == 8 ? 127 : 32767;
	uint16_t half;

	for (uint32_t o = 0; o < t->outputs; o++)
		most = fmax(most, fabs(weight(t, o, t->problem.dense +
						feature)));
	half = half_above(most * factor / top);
	scale = model_float(half);
	for (uint32_t o = 0; o < t->outputs && scale > 0; o++) {
		double w = weight(t, o, t->problem.dense + feature);
		long n = lrint(w * factor / scale);
		size_t at = (size_t)row * shape->outputs + o;

		if (shape->weight_bits == 8)
			((int8_t *)weights)[at] = (int8_t)n;
		else
			((int16_t *)weights)[at] = (int16_t)n;
	}
	return half;
}

static enum ncl_status set_rows(const struct training *t, ncl_model *m,
				const struct keyed *order)
{
	const struct model_shape *s = &m->shape;
	struct model_group *groups = take(m, s->groups, sizeof(*groups));
	uint16_t *scales = take(m, s->features, sizeof(*scales));
	uint16_t *idfs = take(m, s->features, sizeof(*idfs));
	void *weights = take(m, (size_t)s->features * s->outputs,
			     s->weight_bits / 8);

	if (!groups || !scales || !idfs || !weights)
		return NCL_NOMEM;
	memcpy(groups, t->problem.groups, s->groups * sizeof(*groups));
	for (uint32_t i = 0; i < s->features; i++) {
		uint32_t feature = order[i].feature;
		uint32_t known = t->problem.known[feature];
		uint32_t kind = groups[t->data.known[known].group].kind;

		scales[i] = t->solve.gamma > 0 ?
			    half_near(t->problem.factor[feature]) :
			    pack(t, feature, i, s, weights);
		if (kind == NCL_COUNTS)
			idfs[i] = half_near(t->problem.factor[feature]);
	}
	m->groups = groups;
	m->scales = scales;
	m->idfs = idfs;
	m->weights = weights;
	return NCL_OK;
}

static enum ncl_status set_keys(ncl_model *m, const struct keyed *order)
{
	uint32_t *keys = take(m, m->shape.features, sizeof(*keys));
	uint8_t *tails = take(m, m->shape.features, sizeof(*tails));

	if (!keys || !tails)
		return NCL_NOMEM;
	for (uint32_t i = 0; i < m->shape.features; i++) {
		keys[i] = (uint32_t)(order[i].key >> 32);
		tails[i] = (uint8_t)(order[i].key >> 24);
	}
	m->keys = keys;
	m->tails = tails;
	return model_index(m);
}

static enum ncl_status set_vocabulary(const struct training *t, ncl_model *m)
{
	struct keyed *order = row_order(t, m);

	return !order || set_rows(t, m, order) || set_keys(m, order) ?
		       NCL_NOMEM : NCL_OK;
}

/* --------------------------------------------------------------- decoding */

static const float *floats(ncl_model *m, const double *x, size_t n)
{
	float *out = take(m, n, sizeof(*out));

	for (size_t i = 0; out && i < n; i++)
		out[i] = (float)x[i];
	return out;
}

static enum ncl_status set_joint(const struct training *t, ncl_model *m)
{
	enum ncl_status ret = model_add_section(m, JOINT_SECTION,
						MODEL_NEEDED, t->joint,
						sizeof(t->joint));
	size_t len;

	m->joint = model_section(m, JOINT_SECTION, &len);
	return ret;
}

static enum ncl_status set_taxonomy(const struct training *t, ncl_model *m)
{
	struct ncl_buffer bytes = { 0 };
	enum ncl_status ret;
	const void *data;
	size_t len;

	if (!t->taxonomy.label_count)
		return NCL_OK;
	ret = taxonomy_bytes(&t->taxonomy, &bytes);
	if (ret == NCL_OK)
		ret = model_add_section(m, TAXONOMY_SECTION, MODEL_NEEDED,
					bytes.data, bytes.len);
	ncl_buffer_release(&bytes);
	data = model_section(m, TAXONOMY_SECTION, &len);
	return ret == NCL_OK ? taxonomy_take(m, data, len) : ret;
}

static enum ncl_status set_decoder(const struct training *t, ncl_model *m)
{
	size_t k = t->labels, emission = k * (t->outputs + 1);
	float *sigmoid = take(m, 2 * k, sizeof(*sigmoid));

	if (!sigmoid)
		return NCL_NOMEM;
	memcpy(sigmoid, t->sigmoid, 2 * k * sizeof(*sigmoid));
	m->sigmoid = sigmoid;
	if (t->decoder == MODEL_SIGMOID)
		return set_joint(t, m);
	if (m->shape.flags & MODEL_FLAT) {
		m->emission = floats(m, t->chain, 2 * k);
		return m->emission ? NCL_OK : NCL_NOMEM;
	}
	m->emission = floats(m, t->chain, emission);
	m->transitions = floats(m, t->chain + emission, k * k);
	m->ends = floats(m, t->chain + emission + k * k, 2 * k);
	return m->emission && m->transitions && m->ends ? NCL_OK : NCL_NOMEM;
}

enum ncl_status training_assemble(const struct training *t,
				  uint32_t weight_bits, ncl_model **out,
				  struct ncl_error *err)
{
	const struct ncl_features *f = t->data.features;
	ncl_model *m = NULL;
	enum ncl_status ret = model_new(&m, err);

	*out = NULL;
	if (ret != NCL_OK)
		return ret;
	m->shape = (struct model_shape){
		.unit = f->unit, .decoder = t->decoder, .labels = t->labels,
		.outputs = t->outputs, .stride = (t->outputs + 7) / 8 * 8,
		.dense = f->dense_count, .groups = f->group_count,
		.features = t->problem.features,
		.weight_bits = weight_bits, .revision = f->revision,
		.flags = training_is_flat(t) ? MODEL_FLAT : 0,
	};
	if (set_labels(t, m) || set_names(t, m) || set_dense(t, m) ||
	    set_vocabulary(t, m) || set_decoder(t, m) ||
	    set_taxonomy(t, m) ||
	    (t->solve.gamma > 0 && vectors_add(t, m))) {
		ncl_model_free(m);
		return ncl_error_set(err, NCL_NOMEM,
				     "no memory for the model");
	}
	*out = m;
	return NCL_OK;
}
