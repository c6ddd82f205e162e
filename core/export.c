/* Models and items as libsvm's files have them (nclass.h). */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "explain_cause.h"
#include "export_boundary.h"
#include "label_sum.h"

/* ---------------------------------------------------------------- writing */

/* Text on its way to the caller, in pieces of some size. */
struct writer {
	const struct ncl_writer *to;
	struct ncl_buffer text;
	enum ncl_status status;
	struct ncl_error *err;
};

#define PIECE ((size_t)1 << 16)

static void flush(struct writer *w)
{
	if (w->status == NCL_OK && w->text.len)
		w->status = w->to->write(w->to->data, w->text.data,
					 w->text.len, w->err);
	w->text.len = 0;
}

static void put(struct writer *w, const char *text, size_t len)
{
	if (w->status != NCL_OK)
		return;
	if (ncl_buffer_add(&w->text, text, len) != NCL_OK)
		w->status = ncl_error_set(w->err, NCL_NOMEM, "out of memory");
	else if (w->text.len >= PIECE)
		flush(w);
}

static void put_text(struct writer *w, const char *text)
{
	put(w, text, strlen(text));
}

/* A number with all its digits, whatever the locale; how long it is. */
static size_t format_number(char *to, size_t size, double x, int digits)
{
	int len = snprintf(to, size, "%.*g", digits, x);

	for (int i = 0; i < len; i++)
		if (to[i] == ',')
			to[i] = '.';
	return (size_t)len;
}

static void put_number(struct writer *w, const char *before, double x)
{
	char text[40];

	put_text(w, before);
	put(w, text, format_number(text, sizeof(text), x, 17));
}

static void put_count(struct writer *w, const char *before, uint32_t n)
{
	char text[16];

	put_text(w, before);
	put(w, text, (size_t)snprintf(text, sizeof(text), "%u", n));
}

/* ----------------------------------------------------------------- models */

/* All weights of a label that are not 0. */
static void put_weights(struct writer *w, const ncl_model *m,
			const double *map)
{
	const struct model_shape *s = &m->shape;

	for (uint32_t i = 0; i < s->dense + s->features; i++) {
		double x = i < s->dense ? label_sum_dense(m, map, i) :
					  label_sum_row(m, map, i - s->dense);

		if (x == 0)
			continue;
		put_count(w, " ", i + 1);
		put_number(w, ":", x);
	}
}

/* Behind the features' columns: what is said of the other labels moves the
 * boundary of each (export_boundary.h). */
static uint32_t others_column(const ncl_model *m, uint32_t label)
{
	return m->shape.dense + m->shape.features + label + 1;
}

static void put_head(struct writer *w, uint32_t classes, uint32_t vectors)
{
	put_text(w, "svm_type c_svc\nkernel_type linear\n");
	put_count(w, "nr_class ", classes);
	put_count(w, "\ntotal_sv ", vectors);
}

/* One label against all: a support vector, the weights. */
static void put_one(struct writer *w, const ncl_model *m, uint32_t label,
		    double *map)
{
	label_sum_map(m, label, LABEL_SUM_PLAIN, map);
	put_head(w, 2, 1);
	put_number(w, "\nrho ",
		   export_boundary(m, label, 0) - label_sum_bias(m, map));
	put_text(w, "\nlabel 1 -1\nnr_sv 1 0\nSV\n1");
	put_weights(w, m, map);
	if (m->joint) {
		put_count(w, " ", others_column(m, label));
		put_text(w, ":1");
	}
	put_text(w, "\n");
}

static void put_biases(struct writer *w, const ncl_model *m, double *map,
		       double *bias)
{
	uint32_t k = m->shape.labels;

	for (uint32_t y = 0; y < k; y++) {
		label_sum_map(m, y, LABEL_SUM_PLAIN, map);
		bias[y] = label_sum_bias(m, map);
	}
	put_text(w, "\nrho");
	for (uint32_t y = 0; y < k; y++)
		for (uint32_t z = y + 1; z < k; z++)
			put_number(w, " ", bias[z] - bias[y]);
	put_text(w, "\nlabel");
	for (uint32_t y = 0; y < k; y++)
		put_count(w, " ", y + 1);
	put_text(w, "\nnr_sv");
	for (uint32_t y = 0; y < k; y++)
		put_text(w, " 1");
}

/* All labels: a support vector each. Of two classes, the decision is the one's
 * weights less the other's, so the one with the largest sum wins all. */
static void put_all(struct writer *w, const ncl_model *m, double *map,
		    double *bias)
{
	uint32_t k = m->shape.labels;

	put_head(w, k, k);
	put_biases(w, m, map, bias);
	put_text(w, "\nSV\n");
	for (uint32_t y = 0; y < k; y++) {
		for (uint32_t z = 0; z + 1 < k; z++)
			put_text(w, z ? z < y ? " -1" : " 1" :
				    z < y ? "-1" : "1");
		label_sum_map(m, y, LABEL_SUM_PLAIN, map);
		put_weights(w, m, map);
		put_text(w, "\n");
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
	struct writer w = { .to = to, .err = err };
	double *map = malloc((m->shape.outputs + (size_t)1) * sizeof(*map));
	double *bias = malloc(m->shape.labels * sizeof(*bias) + 1);

	if (m->vectors)
		w.status = ncl_error_set(err, NCL_REFUSED,
					 "the model has a kernel; only linear "
					 "models can be exported");
	else if (!map || !bias)
		w.status = ncl_error_set(err, NCL_NOMEM, "out of memory");
	else if (file >= ncl_export_files(m))
		w.status = ncl_error_set(err, NCL_INVALID, "no such file");
	else if (m->shape.decoder == MODEL_CHAIN)
		put_all(&w, m, map, bias);
	else
		put_one(&w, m, file, map);
	flush(&w);
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
		if (!m->joint || i >= m->shape.labels)
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

static int by_row(const void *left, const void *right)
{
	const struct cause *a = left, *b = right;

	if (a->dense != b->dense)
		return a->dense > b->dense ? -1 : 1;
	return a->row < b->row ? -1 : a->row > b->row;
}

/* All features of the item in the order of their columns, with names. */
static int take(struct causes *c, uint32_t item)
{
	const struct explain_item *it = c->item;
	uint32_t dense = it->dense ? c->use->model->shape.dense : 0;

	c->list = calloc(it->entry_count + dense + (size_t)1, sizeof(*c->list));
	if (!c->list)
		return 0;
	for (uint32_t i = 0; i < dense; i++)
		if (it->dense[i] != 0)
			c->list[c->count++] = (struct cause){
				.row = i, .dense = 1,
				.value = (double)it->dense[i]
			};
	for (size_t i = 0; i < it->entry_count; i++) {
		const struct explain_entry *e =
			&it->entries[i];

		if (e->value != 0)
			c->list[c->count++] = (struct cause){
				.row = e->row, .group = e->group,
				.value = (double)e->value
			};
	}
	qsort(c->list, c->count, sizeof(*c->list), by_row);
	return causes_locate(c, item);
}

static enum ncl_status write_value(struct ncl_buffer *out, uint32_t column,
				   double value, int digits)
{
	char text[64];
	size_t len = (size_t)snprintf(text, sizeof(text), " %u:", column);

	len += format_number(text + len, sizeof(text) - len, value, digits);
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

	for (uint32_t y = 0; m->joint && y < m->shape.labels; y++) {
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
