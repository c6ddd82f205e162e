/* Sections that others keep in a model. */
#include "model_read.h"

#include <string.h>

int model_name_free(const char *name)
{
	size_t len = strlen(name);

	if (!len || len >= MODEL_NAME ||
	    strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-") < len)
		return 0;
	for (int i = 0; i < PART_COUNT; i++)
		if (!strcmp(name, model_part_name(i)))
			return 0;
	return 1;
}

static const struct model_section *find(const ncl_model *m, const char *name)
{
	for (uint32_t i = 0; i < m->section_count; i++)
		if (!strcmp(m->sections[i].name, name))
			return &m->sections[i];
	return NULL;
}

enum ncl_status model_add_section(ncl_model *m, const char *name,
				  uint32_t flags, const void *bytes,
				  size_t len)
{
	struct model_section *all, *s;
	void *copy;

	if (!model_name_free(name) || find(m, name) ||
	    flags & ~(uint32_t)MODEL_NEEDED ||
	    m->section_count >= MODEL_SECTIONS_MAX)
		return NCL_INVALID;
	all = arena_alloc(&m->arena, (m->section_count + 1) * sizeof(*all));
	copy = arena_alloc(&m->arena, len + 1);
	if (!all || !copy)
		return NCL_NOMEM;
	if (m->section_count)
		memcpy(all, m->sections, m->section_count * sizeof(*all));
	if (len)
		memcpy(copy, bytes, len);
	s = &all[m->section_count++];
	memcpy(s->name, name, strlen(name));
	s->flags = flags;
	s->data = copy;
	s->length = len;
	m->sections = all;
	return NCL_OK;
}

const void *model_section(const ncl_model *m, const char *name, size_t *len)
{
	const struct model_section *s = find(m, name);

	*len = s ? s->length : 0;
	return s ? s->data : NULL;
}

/* ----------------------------------------------------------- out of files */

static int is_known(const char *name)
{
	static const char *const known[] = MODEL_KNOWN_SECTIONS;

	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
		if (known[i] && !strcmp(known[i], name))
			return 1;
	return 0;
}

static enum ncl_status take_section(struct model_reader *r, uint32_t i)
{
	const struct model_place *p = &r->places[i];
	struct model_section *s = &r->m->sections[r->m->section_count];
	size_t len = strnlen(p->name, sizeof(p->name)), other;

	if (len == sizeof(p->name) || !model_name_free(p->name) ||
	    !reader_is_zero(p->name + len, sizeof(p->name) - len) ||
	    p->flags & ~(uint32_t)MODEL_NEEDED)
		return reader_bad_at(r, i, "name or flags");
	if (model_section(r->m, p->name, &other))
		return reader_bad_at(r, i, "its name stands twice");
	if (p->flags & MODEL_NEEDED && !is_known(p->name))
		return ncl_error_set(r->err, NCL_REFUSED,
				     "%s: needs a newer nclass: this one does "
				     "not know the model's section %s",
				     r->name, p->name);
	memcpy(s->name, p->name, sizeof(s->name));
	s->flags = p->flags;
	s->data = r->data + p->offset;
	s->length = p->length;
	r->m->section_count++;
	return NCL_OK;
}

enum ncl_status reader_sections(struct model_reader *r)
{
	uint32_t n = r->count - PART_COUNT;
	enum ncl_status ret = NCL_OK;

	r->m->sections = arena_alloc(&r->m->arena,
				     (n + 1) * sizeof(*r->m->sections));
	if (!r->m->sections)
		return ncl_error_set(r->err, NCL_NOMEM, "%s: no memory",
				     r->name);
	for (uint32_t i = 0; i < n && ret == NCL_OK; i++)
		ret = take_section(r, PART_COUNT + i);
	return ret;
}
