#include "mistakes.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "utf8.h"

#define TEXT_MOST 900u /* bytes of text that are shown */
#define TITLE_MOST 200u
#define LABELS_MOST 20u /* that are shown of one */

enum ncl_status mistakes_init(struct mistakes *m, uint32_t most)
{
	m->all = calloc(most + (size_t)1, sizeof(*m->all));
	m->most = most;
	return m->all ? NCL_OK : NCL_NOMEM;
}

void mistakes_release(struct mistakes *m)
{
	for (uint32_t i = 0; i < m->count; i++)
		arena_release(&m->all[i].arena);
	free(m->all);
	*m = (struct mistakes){ 0 };
}

/* --------------------------------------------------------- the worst */

static int is_worse(const struct mistake *than, double wrong, size_t weight)
{
	return wrong > than->it.wrong ||
	       (!(wrong < than->it.wrong) && weight > than->weight);
}

static int is_kept(const struct mistakes *m, double wrong, size_t weight)
{
	return m->most && (m->count < m->most ||
			   is_worse(&m->all[m->count - 1], wrong, weight));
}

static void add(struct mistakes *m, const struct mistake *one)
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

/* How surely an item is wrong; 0: it is not. */
static double wrongness(const struct measure *m, const struct measure_item *x)
{
	uint32_t most = 0;

	for (uint32_t i = 0; i < x->given_count; i++)
		if (!measure_has(x->gold, x->gold_count, x->given[i]) &&
		    x->score[x->given[i]] > most)
			most = x->score[x->given[i]];
	for (uint32_t i = 0; i < x->gold_count; i++)
		if (x->gold[i] < m->known &&
		    !measure_has(x->given, x->given_count, x->gold[i]) &&
		    MEASURE_ONE - x->score[x->gold[i]] > most)
			most = MEASURE_ONE - x->score[x->gold[i]];
	return (double)most / MEASURE_ONE;
}

/* --------------------------------------------------------- copies */

static const struct ncl_mistake_label *
copy_labels(const struct measure *m, struct mistake *to, const uint32_t *from,
	    uint32_t n, const uint16_t *score)
{
	struct ncl_mistake_label *out =
		arena_alloc(&to->arena, n * sizeof(*out) + 1);

	for (uint32_t i = 0; out && i < n; i++) {
		const char *name = m->names.name[from[i]];

		out[i].name = arena_copy(&to->arena, name, strlen(name));
		out[i].score = from[i] < m->known ?
			       (double)score[from[i]] / MEASURE_ONE : NAN;
		if (!out[i].name)
			return NULL;
	}
	return out;
}

static int copy(struct mistake *to, const struct measure *m,
		const struct measure_item *x, const struct mistake_text *t)
{
	struct ncl_mistake *it = &to->it;

	it->gold_count = x->gold_count < LABELS_MOST ? x->gold_count :
						       LABELS_MOST;
	it->given_count = x->given_count < LABELS_MOST ? x->given_count :
							 LABELS_MOST;
	it->gold = copy_labels(m, to, x->gold, it->gold_count, x->score);
	it->given = copy_labels(m, to, x->given, it->given_count, x->score);
	it->id = arena_copy(&to->arena, t->id, t->id_len);
	it->title = arena_copy(&to->arena, t->title, t->title_len);
	it->text = arena_copy(&to->arena, t->text, t->text_len);
	it->cut = t->text_len < t->weight;
	return it->gold && it->given && it->id && it->title && it->text;
}

enum ncl_status mistakes_take(struct mistakes *m, const struct measure *of,
			      const struct measure_item *item,
			      const struct mistake_text *text)
{
	struct mistake one = { .it = { .wrong = wrongness(of, item) },
			       .weight = text->weight };

	if (!(one.it.wrong > 0) || !is_kept(m, one.it.wrong, one.weight))
		return NCL_OK;
	if (!copy(&one, of, item, text)) {
		arena_release(&one.arena);
		return NCL_NOMEM;
	}
	add(m, &one);
	return NCL_OK;
}

enum ncl_status mistakes_fill(const struct mistakes *m, struct measure *to)
{
	struct ncl_mistake *all =
		arena_alloc(&to->arena, m->count * sizeof(*all) + 1);

	for (uint32_t i = 0; all && i < m->count; i++)
		all[i] = m->all[i].it;
	to->result.mistakes = all;
	to->result.mistake_count = m->count;
	return all ? NCL_OK : NCL_NOMEM;
}

/* --------------------------------------------------------- texts */

/* At most so many bytes, cut before a character. */
static size_t part(const char *text, size_t len, size_t most)
{
	if (len <= most)
		return len;
	for (len = most; len && !utf8_starts(text + len);)
		len--;
	return len;
}

void mistake_text(struct mistake_text *out, const ncl_doc *doc, uint32_t block)
{
	const struct ncl_origin *origin = ncl_doc_origin(doc);
	const struct ncl_block *first = ncl_doc_block(doc, 0);
	const struct ncl_block *own = ncl_doc_block(doc, block);
	size_t len, begin = 0, title_len = 0;
	const char *text = ncl_doc_text(doc, &len);
	const char *title = ncl_doc_value(doc, "title", 0, &title_len);

	if (!title && first) {
		title = text + first->begin;
		title_len = first->end - first->begin;
		if (title_len <= TITLE_MOST)
			begin = first->end;
	}
	if (own) {
		begin = own->begin;
		len = own->end;
	}
	*out = (struct mistake_text){
		.id = origin && origin->id ? origin->id : "",
		.title = title ? title : "",
		.text = len > begin ? text + begin : "",
		.weight = len > begin ? len - begin : 0,
	};
	out->id_len = part(out->id, strlen(out->id), TITLE_MOST);
	out->title_len = part(out->title, title_len, TITLE_MOST);
	out->text_len = part(out->text, out->weight, TEXT_MOST);
}
