/* Models and items as libsvm's files have them (nclass.h). */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "explain_cause.h"
#include "export_boundary.h"
#include "export_text.h"
#include "export_vectors.h"
#include "label_sum.h"
#include "vectors.h"

/* ----------------------------------------------------------------- models */

/* All weights of a label that are not 0. */
static void put_weights(struct export_text *w, const ncl_model *m,
			const double *map)
{
	const struct model_shape *s = &m->shape;

	for (uint32_t i = 0; i < s->dense + s->features; i++) {
		double x = i < s->dense ? label_sum_dense(m, map, i) :
					  label_sum_row(m, map, i - s->dense);

		if (x == 0)
			continue;
		export_count(w, " ", i + 1);
		export_number(w, ":", x);
	}
}

/* Behind the features' columns: what is said of the other labels moves the
 * boundary of each (export_boundary.h). */
static uint32_t others_column(const ncl_model *m, uint32_t label)
{
	return m->shape.dense + m->shape.features + label + 1;
}

static void put_head(struct export_text *w, const ncl_model *m,
		     uint32_t classes, uint32_t vectors)
{
	export_put(w, "svm_type c_svc\nkernel_type ");
	export_put(w, m->vectors ? "rbf" : "linear");
	if (m->vectors)
		export_number(w, "\ngamma ", (double)m->vectors->head.gamma);
	export_count(w, "\nnr_class ", classes);
	export_count(w, "\ntotal_sv ", vectors);
}

/* One label against all: a support vector, the weights; or those of the
 * kernel. */
static void put_one(struct export_text *w, const ncl_model *m, uint32_t label,
		    double *map)
{
	uint32_t n;

	label_sum_map(m, label, LABEL_SUM_PLAIN, map);
	n = m->vectors ? export_vectors_count(m, map) : 1;
	put_head(w, m, 2, n);
	export_number(w, "\nrho ",
		      export_boundary(m, label, 0) - label_sum_bias(m, map));
	export_count(w, "\nlabel 1 -1\nnr_sv ", n);
	export_put(w, " 0\nSV\n");
	if (m->vectors) {
		export_vectors(w, m, map, 0, 2);
		return;
	}
	export_put(w, "1");
	put_weights(w, m, map);
	if (m->joint) {
		export_count(w, " ", others_column(m, label));
		export_put(w, ":1");
	}
	export_put(w, "\n");
}

static void put_biases(struct export_text *w, const ncl_model *m, double *map,
		       double *bias)
{
	uint32_t k = m->shape.labels;

	for (uint32_t y = 0; y < k; y++) {
		label_sum_map(m, y, LABEL_SUM_PLAIN, map);
		bias[y] = label_sum_bias(m, map);
	}
	export_put(w, "\nrho");
	for (uint32_t y = 0; y < k; y++)
		for (uint32_t z = y + 1; z < k; z++)
			export_number(w, " ", bias[z] - bias[y]);
	export_put(w, "\nlabel");
	for (uint32_t y = 0; y < k; y++)
		export_count(w, " ", y + 1);
}

/* How many vectors each label has; their sum. */
static uint32_t count_vectors(struct export_text *w, const ncl_model *m,
			      double *map, int say)
{
	uint32_t sum = 0, n;

	for (uint32_t y = 0; y < m->shape.labels; y++) {
		label_sum_map(m, y, LABEL_SUM_PLAIN, map);
		n = m->vectors ? export_vectors_count(m, map) : 1;
		sum += n;
		if (say)
			export_count(w, " ", n);
	}
	return sum;
}

/* All labels: a support vector each, or, of a kernel, all that count for it. Of
 * two classes, the decision is the one's sum less the other's, so the one with
 * the largest sum wins all. */
static void put_all(struct export_text *w, const ncl_model *m, double *map,
		    double *bias)
{
	uint32_t k = m->shape.labels;

	put_head(w, m, k, count_vectors(w, m, map, 0));
	put_biases(w, m, map, bias);
	export_put(w, "\nnr_sv");
	count_vectors(w, m, map, 1);
	export_put(w, "\nSV\n");
	for (uint32_t y = 0; y < k; y++) {
		label_sum_map(m, y, LABEL_SUM_PLAIN, map);
		if (m->vectors) {
			export_vectors(w, m, map, y, k);
			continue;
		}
		export_coefficients(w, 1, y, k);
		put_weights(w, m, map);
		export_put(w, "\n");
	}
}

uint32_t ncl_export_files(const ncl_model *m)
{
	return m->shape.decoder == MODEL_CHAIN ? 1 : m->shape.labels;
}

enum ncl_status ncl_export_model(const ncl_model *m, uint32_t file,
				 const struct ncl_writer *to,
				 struct ncl_error *err)
{
	struct export_text w = { .to = to, .err = err };
	double *map = malloc((m->shape.outputs + (size_t)1) * sizeof(*map));
	double *bias = malloc(m->shape.labels * sizeof(*bias) + 1);

	if (m->vectors && m->joint && m->joint[2] != 0)
		w.status = ncl_error_set(err, NCL_REFUSED,
					 "what the kernel's model says of a "
					 "label depends on the others, which "
					 "libsvm's format has no place for: "
					 "train it again");
	else if (!map || !bias)
		w.status = ncl_error_set(err, NCL_NOMEM, "out of memory");
	else if (file >= ncl_export_files(m))
		w.status = ncl_error_set(err, NCL_INVALID, "no such file");
	else if (m->shape.decoder == MODEL_CHAIN)
		put_all(&w, m, map, bias);
	else
		put_one(&w, m, file, map);
	export_flush(&w);
	ncl_buffer_release(&w.text);
	free(bias);
	free(map);
	return w.status;
}

/* -------------------------------------------------------- features, items */

int ncl_export_feature(const ncl_model *m, uint32_t i, const char **group,
		       const char **name)
{
	uint32_t dense = m->shape.dense, g = 0;

	*group = *name = NULL;
	if (i >= dense + m->shape.features) {
		i -= dense + m->shape.features;
		if (!m->joint || m->vectors || i >= m->shape.labels)
			return 0;
		*group = "others";
		*name = m->labels[i].name;
		return 1;
	}
	if (i < dense) {
		*name = m->dense_names[i];
		return 1;
	}
	while (g + 1 < m->shape.groups &&
	       i - dense >= m->groups[g].first + m->groups[g].count)
		g++;
	*group = m->group_names[g];
	return 1;
}

/* All features of the item in the order of their columns, with names. */
static int take(struct causes *c, uint32_t item)
{
	return causes_take(c) && causes_locate(c, item);
}

static enum ncl_status write_value(struct ncl_buffer *out, uint32_t column,
				   double value, int digits)
{
	char text[64];
	size_t len = (size_t)snprintf(text, sizeof(text), " %u:", column);

	len += export_format(text + len, sizeof(text) - len, value, digits);
	return ncl_buffer_add(out, text, len);
}

/* How much what is said of the others brings each label nearer. */
static enum ncl_status write_others(const struct causes *c, uint32_t item,
				    struct ncl_buffer *out)
{
	const ncl_model *m = c->use->model;
	const float *outputs = c->use->outputs +
			       (size_t)item * m->shape.outputs;
	enum ncl_status ret = NCL_OK;

	for (uint32_t y = 0; m->joint && !m->vectors && y < m->shape.labels;
	     y++) {
		double by = export_boundary(m, y, 0) -
			    export_boundary(m, y, export_others(m, y,
								outputs));

		if (by != 0 && ret == NCL_OK)
			ret = write_value(out, others_column(m, y), by, 17);
	}
	return ret;
}

static enum ncl_status write_item(const struct causes *c, uint32_t item,
				  struct ncl_buffer *out)
{
	uint32_t dense = c->use->model->shape.dense;
	enum ncl_status ret = NCL_OK;

	for (uint32_t i = 0; i < c->count && ret == NCL_OK; i++) {
		const struct cause *one = &c->list[i];

		ret = write_value(out, one->row + (one->dense ? 0 : dense) +
				  1, one->value, 9);
	}
	return ret == NCL_OK ? write_others(c, item, out) : ret;
}

enum ncl_status ncl_export_item(const ncl_explanation *why, uint32_t use,
				uint32_t item,
				const struct ncl_export_names *names,
				struct ncl_buffer *out, struct ncl_error *err)
{
	struct causes c = { .use = explain_use(why, use) };
	enum ncl_status ret = NCL_NOMEM;

	if (!c.use || item >= c.use->items)
		return ncl_error_set(err, NCL_INVALID, "no such use or item");
	c.item = &c.use->item[item];
	if (take(&c, item))
		ret = write_item(&c, item, out);
	for (uint32_t i = 0; names && ret == NCL_OK && i < c.count; i++)
		if (!c.list[i].dense && c.list[i].name)
			ret = names->name(names->data, c.list[i].row +
					  c.use->model->shape.dense,
					  c.list[i].name);
	free(c.list);
	return ret == NCL_OK ? ret : ncl_error_set(err, ret, "out of memory");
}
