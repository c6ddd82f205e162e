#include "excerpts.h"

#include <stdlib.h>
#include <string.h>

static int room(struct excerpts *e, uint32_t end)
{
	uint32_t size = e->size ? e->size : 64;
	struct mistake_text *more;

	if (end <= e->size)
		return 1;
	while (size < end)
		size *= 2;
	more = realloc(e->of, size * sizeof(*more));
	if (!more)
		return 0;
	memset(more + e->size, 0, (size - e->size) * sizeof(*more));
	e->of = more;
	e->size = size;
	return 1;
}

enum ncl_status excerpts_add(struct excerpts *e, const ncl_doc *doc,
			     uint32_t first, uint32_t count, int blocks)
{
	const char *id = NULL, *title = NULL;

	if (!room(e, first + count))
		return NCL_NOMEM;
	for (uint32_t i = 0; i < count; i++) {
		struct mistake_text *t = &e->of[first + i];

		mistake_text(t, doc, blocks ? i : UINT32_MAX);
		if (!i) { /* those of all its blocks */
			id = arena_copy(&e->arena, t->id, t->id_len);
			title = arena_copy(&e->arena, t->title, t->title_len);
		}
		t->id = id;
		t->title = title;
		t->text = arena_copy(&e->arena, t->text, t->text_len);
		if (!id || !title || !t->text)
			return NCL_NOMEM;
	}
	return NCL_OK;
}

const struct mistake_text *excerpts_of(const struct excerpts *e, uint32_t item)
{
	return item < e->size && e->of[item].text ? &e->of[item] : NULL;
}

void excerpts_release(struct excerpts *e)
{
	free(e->of);
	arena_release(&e->arena);
	*e = (struct excerpts){ 0 };
}
