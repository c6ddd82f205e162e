/* Reading a model's strongest features; nothing in the file is believed. */
#include <string.h>

#include "strongest.h"

/* The parts of the section, checked; 0 where it is not there or not right. */
struct parts {
	const uint32_t *counts; /* labels * 2: for, against */
	const struct strongest_entry *entries;
	const char *text;
	uint32_t text_len;
};

static int take_parts(const ncl_model *m, struct parts *p)
{
	size_t len;
	const void *data = model_section(m, STRONGEST_SECTION, &len);
	const struct strongest_head *head = data;
	uint64_t sum = 0, want;

	if (!data || len < sizeof(*head) || head->labels != m->shape.labels)
		return 0;
	want = sizeof(*head) + head->labels * 2ull * sizeof(*p->counts) +
	       (uint64_t)head->entries * sizeof(*p->entries) + head->text;
	if (len != want)
		return 0;
	p->counts = (const uint32_t *)(head + 1);
	p->entries = (const struct strongest_entry *)(p->counts +
						      2 * (size_t)head->labels);
	p->text = (const char *)(p->entries + head->entries);
	p->text_len = head->text;
	for (uint32_t i = 0; i < 2 * head->labels; i++)
		sum += p->counts[i];
	return sum == head->entries && (!head->entries || (head->text &&
	       !p->text[head->text - 1]));
}

int ncl_model_strongest(const ncl_model *model, uint32_t label, uint32_t i,
			struct ncl_strong *out)
{
	const struct strongest_entry *e;
	struct parts p;
	uint64_t at = i;

	if (label >= model->shape.labels || !take_parts(model, &p) ||
	    i >= (uint64_t)p.counts[2 * label] + p.counts[2 * label + 1])
		return 0;
	for (uint32_t y = 0; y < 2 * label; y++)
		at += p.counts[y];
	e = &p.entries[at];
	if ((e->group != STRONGEST_DENSE && e->group >= model->shape.groups) ||
	    e->name >= p.text_len)
		return 0;
	*out = (struct ncl_strong){
		.group = e->group == STRONGEST_DENSE ? NULL :
			 model->group_names[e->group],
		.name = p.text[e->name] ? p.text + e->name : NULL,
		.weight = e->weight, .usual = e->usual,
	};
	return 1;
}
