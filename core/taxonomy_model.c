/* The taxonomy of a model's labels: into its section, and out of it. */
#include "taxonomy.h"

#include <string.h>

#include "model.h"
#include "utf8.h"

static enum ncl_status add_text(struct ncl_buffer *b, const char *text)
{
	return ncl_buffer_add(b, text ? text : "",
			      text ? strlen(text) + 1 : 1);
}

static enum ncl_status add_number(struct ncl_buffer *b, uint32_t x)
{
	return ncl_buffer_add(b, &x, sizeof(x));
}

enum ncl_status taxonomy_bytes(const struct taxonomy *t,
			       struct ncl_buffer *out)
{
	enum ncl_status ret = add_number(out, t->language_count);

	if (ret == NCL_OK)
		ret = add_number(out, 0);
	for (uint32_t y = 0; y < t->label_count && ret == NCL_OK; y++)
		ret = add_number(out, taxonomy_parent(t, y));
	for (uint32_t k = 0; k < t->language_count && ret == NCL_OK; k++)
		ret = add_text(out, t->languages[k]);
	for (uint32_t y = 0; y < t->label_count; y++)
		for (uint32_t k = 0; k < t->language_count && ret == NCL_OK;
		     k++)
			ret = add_text(out, t->concepts[t->of_label[y]]
						    .names[k]);
	return ret;
}

/* Parents stand before their children. */
static enum ncl_status take_parents(ncl_model *m, const char *bytes)
{
	for (uint32_t y = 0; y < m->shape.labels; y++) {
		struct ncl_model_label *l = &m->labels[y];

		memcpy(&l->parent, bytes + 4 * (size_t)y, 4);
		if (l->parent > y)
			return NCL_FORMAT;
		l->level = l->parent ? m->labels[l->parent - 1].level + 1 : 1;
	}
	return NCL_OK;
}

static enum ncl_status take_texts(const char *at, size_t len,
				  const char **texts, size_t n)
{
	const char *end = at + len;

	for (size_t i = 0; i < n; i++) {
		const char *stop = memchr(at, 0, (size_t)(end - at));

		if (!stop || utf8_valid(at, (size_t)(stop - at)) !=
				     (size_t)(stop - at))
			return NCL_FORMAT;
		texts[i] = at;
		at = stop + 1;
	}
	return at == end ? NCL_OK : NCL_FORMAT;
}

enum ncl_status taxonomy_take(ncl_model *m, const void *bytes, size_t len)
{
	size_t head = 8 + 4 * (size_t)m->shape.labels, n;
	uint32_t numbers[2];
	const char **texts;

	if (len < head)
		return NCL_FORMAT;
	memcpy(numbers, bytes, sizeof(numbers));
	n = numbers[0] * ((size_t)m->shape.labels + 1);
	if (numbers[0] > TAXONOMY_LANGUAGES || numbers[1] || n > len - head ||
	    take_parents(m, (const char *)bytes + 8) != NCL_OK)
		return NCL_FORMAT;
	texts = arena_alloc(&m->arena, (n + 1) * sizeof(*texts));
	if (!texts)
		return NCL_NOMEM;
	if (take_texts((const char *)bytes + head, len - head, texts, n))
		return NCL_FORMAT;
	m->languages = texts;
	m->names = texts + numbers[0];
	m->language_count = numbers[0];
	return NCL_OK;
}

/* ------------------------------------------------------------------ names */

static char fold(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c == '_' ? '-' : c;
}

/* How well a code is met: 2 itself, 1 by its first part, 0 not. */
static int meets(const char *code, const char *wanted)
{
	size_t n = strcspn(code, "-_"), i = 0;

	while (code[i] && fold(code[i]) == fold(wanted[i]))
		i++;
	if (!code[i] && !wanted[i])
		return 2;
	return n && i >= n && strcspn(wanted, "-_") == n;
}

const char *ncl_model_label_name(const ncl_model *model, uint32_t i,
				 const char *language)
{
	const char *name = NULL;
	int best = 0;

	for (uint32_t k = 0; i < model->shape.labels &&
			     k < model->language_count; k++) {
		const char *one = model->names[(size_t)i *
					       model->language_count + k];
		int how = meets(model->languages[k], language);

		if (*one && how > best) {
			best = how;
			name = one;
		}
	}
	return name;
}
