/* Taking down what a document's scores are made of. */
#include "explain.h"

#include <math.h>
#include <string.h>

#include "feature_names.h"
#include "scratch.h"

/* ------------------------------------------------------------------- sink */

static struct scratch *scratch_of(struct ncl_sink *api)
{
	return (struct scratch *)((char *)sink_of(api) -
				  offsetof(struct scratch, sink));
}

/* Kept from item to item, so that it grows a few times only. */
static int grow_calls(struct explain_use *use)
{
	uint32_t size = use->call_size ? 2 * use->call_size : 64;
	struct explain_call *more =
		arena_alloc(&use->doc->arena, size * sizeof(*more));

	if (!more)
		return 0;
	if (use->call_count)
		memcpy(more, use->calls, use->call_count * sizeof(*more));
	use->calls = more;
	use->call_size = size;
	return 1;
}

static void note_call(struct ncl_sink *api, const struct explain_call *call)
{
	struct sink *sink = sink_of(api);
	struct explain_use *use = scratch_of(api)->use;

	if (sink->status != NCL_OK)
		return;
	if (use->call_count == use->call_size && !grow_calls(use))
		sink->status = NCL_NOMEM;
	else
		use->calls[use->call_count++] = *call;
}

static void explain_add(struct ncl_sink *api, uint32_t group, uint64_t hash,
			float value)
{
	const struct explain_call call = { .source = EXPLAIN_HASH,
					   .group = group, .hash = hash };

	scratch_of(api)->use->under.add(api, group, hash, value);
	note_call(api, &call);
}

static void explain_tokens(struct ncl_sink *api, uint32_t group,
			   uint32_t first, uint32_t n, float value)
{
	const struct explain_call call = { .source = EXPLAIN_TOKENS,
					   .group = group, .first = first,
					   .n = n };

	scratch_of(api)->use->under.add_tokens(api, group, first, n, value);
	note_call(api, &call);
}

static void explain_pairs(struct ncl_sink *api, uint32_t group,
			  uint32_t first, uint32_t n, float value)
{
	const struct explain_call call = { .source = EXPLAIN_PAIRS,
					   .group = group, .first = first,
					   .n = n };

	scratch_of(api)->use->under.add_pairs(api, group, first, n, value);
	note_call(api, &call);
}

static const char *copy_name(ncl_doc *doc, uint64_t hash, const char *text)
{
	char name[FEATURE_NAME_MOST + 1];

	return arena_copy(&doc->arena, name, feature_name(name, hash, text));
}

static void explain_name(struct ncl_sink *api, uint32_t group, uint64_t hash,
			 const char *text)
{
	struct scratch *s = scratch_of(api);
	struct explain_use *use = s->use;
	const ncl_model *m = use->model;
	uint32_t row;

	if (group >= m->shape.groups || s->sink.status != NCL_OK)
		return;
	row = index_find(&m->index, model_key(group, hash));
	if (row == MODEL_NO_ROW)
		return;
	if (!use->names)
		use->names = arena_alloc(&use->doc->arena,
					 m->shape.features *
					 sizeof(*use->names));
	if (use->names && !use->names[row])
		use->names[row] = copy_name(use->doc, hash, text);
	if (!use->names || !use->names[row])
		s->sink.status = NCL_NOMEM;
}

int explain_begin(ncl_explanation *x, struct scratch *s,
		  const struct stage *stage)
{
	struct explain_use *use = arena_alloc(&x->doc->arena, sizeof(*use));

	if (!use)
		return 0;
	*use = (struct explain_use){
		.doc = x->doc, .stage = stage, .model = s->model,
		.under = s->sink.api, .items = s->sink.items,
	};
	use->item = arena_alloc(&x->doc->arena, (use->items + (size_t)1) *
				sizeof(*use->item));
	if (!use->item)
		return 0;
	s->use = use;
	s->sink.api.add = explain_add;
	s->sink.api.add_tokens = explain_tokens;
	s->sink.api.add_pairs = explain_pairs;
	s->sink.api.name = explain_name;
	return 1;
}

/* ---------------------------------------------------------- what it found */

static void *copy(struct explain_use *use, const void *from, size_t n)
{
	void *to = arena_alloc(&use->doc->arena, n + 1);

	return to && n ? memcpy(to, from, n) : to;
}

void explain_item(struct scratch *s, uint32_t item)
{
	struct explain_use *use = s->use;
	struct explain_item *it = &use->item[item];
	struct explain_entry *entries =
		arena_alloc(&use->doc->arena,
			    s->touched_count * sizeof(*entries) + 1);

	for (uint32_t i = 0; entries && i < s->touched_count; i++) {
		const struct touched *t = &s->touched[i];

		entries[i] = (struct explain_entry){
			index_row(&s->model->index, t->line), t->group,
			t->value
		};
	}
	it->entries = entries;
	it->entry_count = s->touched_count;
	it->calls = copy(use, use->calls, use->call_count *
			 sizeof(*use->calls));
	it->call_count = use->call_count;
	use->call_count = 0;
	if (s->dense_end)
		it->dense = copy(use, s->dense, s->model->shape.dense *
				 sizeof(*s->dense));
	if (!entries || !it->calls || (s->dense_end && !it->dense))
		s->sink.status = NCL_NOMEM;
}

/* The outputs without the padding of their rows. */
static const float *copy_outputs(struct scratch *s)
{
	const struct model_shape *shape = &s->model->shape;
	struct explain_use *use = s->use;
	float *to = arena_alloc(&use->doc->arena, (size_t)use->items *
				shape->outputs * sizeof(*to) + 1);

	for (uint32_t i = 0; to && i < use->items; i++)
		memcpy(to + (size_t)i * shape->outputs,
		       s->decisions + (size_t)i * shape->stride,
		       shape->outputs * sizeof(*to));
	return to;
}

/* Rows of `pad` numbers out of decoding, as rows of probabilities. */
static const float *copy_rows(struct scratch *s, const float *from)
{
	struct explain_use *use = s->use;
	uint32_t k = s->decoder.labels;
	float *to = arena_alloc(&use->doc->arena, (size_t)use->items * k *
				sizeof(*to) + 1);

	for (uint32_t i = 0; to && i < use->items; i++) {
		const float *x = from + (size_t)i * s->decoder.pad;
		float sum = 0;

		for (uint32_t y = 0; y < k; y++)
			sum += x[y];
		for (uint32_t y = 0; y < k; y++)
			to[(size_t)i * k + y] = x[y] / sum;
	}
	return to;
}

int explain_end(struct scratch *s, const struct ncl_scores *scores)
{
	struct explain_use *use = s->use;
	ncl_explanation *x = use->doc->explanation;

	if (s->sink.status != NCL_OK)
		return 0;
	use->p = scores->p;
	use->outputs = copy_outputs(s);
	if (s->model->shape.decoder == MODEL_CHAIN) {
		/* what decoder_run left in its memory */
		use->own = copy_rows(s, s->work);
		use->above = copy_rows(s, s->work + (size_t)use->items *
				       s->decoder.pad);
	}
	if (!use->outputs || !use->own != !use->above)
		return 0;
	*x->last_use = use;
	x->last_use = &use->next;
	return 1;
}

/* ------------------------------------------------------------------ notes */

static int explain_wanted(const ncl_doc *doc)
{
	return doc && doc->speaker && doc->explanation;
}

static struct explain_note *new_note(ncl_doc *doc, uint32_t block)
{
	ncl_explanation *x = doc->explanation;
	struct explain_note *note = arena_alloc(&doc->arena, sizeof(*note));
	struct explain_notes *of;

	if (!x->notes)
		x->notes = arena_alloc(&doc->arena,
				       (doc->block_count + (size_t)1) *
				       sizeof(*x->notes));
	if (!note || !x->notes)
		return NULL;
	of = &x->notes[block < doc->block_count ? block : doc->block_count];
	*(of->last ? of->last : &of->first) = note;
	of->last = &note->next;
	return note;
}

static void explain_note(ncl_doc *doc, uint32_t block, const char *what,
			 float odds)
{
	const char *text;
	struct explain_note *note;

	if (!explain_wanted(doc) || !what)
		return;
	text = copy_name(doc, 0, what);
	note = text ? new_note(doc, block) : NULL;
	if (note)
		*note = (struct explain_note){
			NULL, doc->speaker->stage, text,
			isfinite(odds) ? odds : 0
		};
	else
		ncl_error_set(&doc->speaker->error, NCL_NOMEM,
			      "no memory for a note");
}

const struct ncl_explain explain_host = {
	.size = sizeof(explain_host),
	.wanted = explain_wanted,
	.note = explain_note,
};
