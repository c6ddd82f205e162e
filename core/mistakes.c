#include "mistakes.h"

#include <stdlib.h>
#include <string.h>

#include "utf8.h"

#define TEXT_MOST 900  /* bytes of text that are shown */
#define TITLE_MOST 200

enum ncl_status mistakes_init(struct mistakes *m, uint32_t most)
{
	m->all = calloc(most + (size_t)1, sizeof(*m->all));
	m->most = most;
	return m->all ? NCL_OK : NCL_NOMEM;
}

static int is_worse(const struct mistake *than, double wrong, size_t weight)
{
	return wrong > than->it.wrong ||
	       (!(wrong < than->it.wrong) && weight > than->weight);
}

int mistakes_keep(const struct mistakes *m, double wrong, size_t weight)
{
	return m->most && (m->count < m->most ||
			   is_worse(&m->all[m->count - 1], wrong, weight));
}

void mistakes_add(struct mistakes *m, const struct mistake *one)
{
	uint32_t at;

	if (m->count == m->most)
		arena_release(&m->all[--m->count].arena);
	at = m->count++;
	while (at && is_worse(&m->all[at - 1], one->it.wrong, one->weight)) {
		m->all[at] = m->all[at - 1];
		at--;
	}
	m->all[at] = *one;
}

void mistakes_release(struct mistakes *m)
{
	for (uint32_t i = 0; i < m->count; i++)
		arena_release(&m->all[i].arena);
	free(m->all);
	*m = (struct mistakes){ 0 };
}

/* A copy of at most so many bytes, cut before a character. */
static const char *part(struct arena *a, const char *text, size_t len,
			size_t most)
{
	if (len > most) {
		len = most;
		while (len && !utf8_starts(text + len))
			len--;
	}
	return arena_copy(a, text, len);
}

enum ncl_status mistake_texts(struct mistake *m, const ncl_doc *doc,
			      uint32_t block)
{
	const struct ncl_origin *origin = ncl_doc_origin(doc);
	const char *id = origin && origin->id ? origin->id : "";
	const struct ncl_block *first = ncl_doc_block(doc, 0);
	const struct ncl_block *own = ncl_doc_block(doc, block);
	size_t len, begin = 0, end, title_len = 0;
	const char *text = ncl_doc_text(doc, &len);
	const char *title = ncl_doc_value(doc, "title", 0, &title_len);

	end = len;
	if (own) {
		begin = own->begin;
		end = own->end;
	}
	if (!title && first) {
		title = text + first->begin;
		title_len = first->end - first->begin;
		if (!own && title_len <= TITLE_MOST)
			begin = first->end;
	}
	m->it.cut = end - begin > TEXT_MOST;
	m->it.id = part(&m->arena, id, strlen(id), TITLE_MOST);
	m->it.title = part(&m->arena, title ? title : "", title_len,
			   TITLE_MOST);
	m->it.text = part(&m->arena, end > begin ? text + begin : "",
			  end - begin, TEXT_MOST);
	return m->it.id && m->it.title && m->it.text ? NCL_OK : NCL_NOMEM;
}
