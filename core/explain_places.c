/* Names and places of features: the calls of an item are gone through again,
 * and what they say of the features that are asked for is kept. */
#include "explain_cause.h"

#include <stdlib.h>
#include <string.h>

#include "model.h"
#include "tokens.h"

#define WORD_MOST 64 /* bytes of a word in a name */

static void add_place(struct causes *c, struct cause *one, uint32_t begin,
		      uint32_t end)
{
	if (one->count == one->size) {
		uint32_t size = one->size ? 2 * one->size : 4;
		struct ncl_place *more = arena_alloc(&c->use->doc->arena,
						     size * sizeof(*more));

		if (!more) {
			c->failed = 1;
			return;
		}
		if (one->count)
			memcpy(more, one->places,
			       one->count * sizeof(*more));
		one->places = more;
		one->size = size;
	}
	one->places[one->count++] = (struct ncl_place){ begin, end };
}

/* The folded words of n neighbouring tokens. */
static void name_words(struct causes *c, struct cause *one,
		       const struct ncl_token *t, uint32_t n)
{
	char name[2 * WORD_MOST + 2];
	size_t len = 0;

	for (uint32_t i = 0; i < n; i++) {
		if (i)
			name[len++] = ' ';
		len += tokens_fold(c->use->doc->text + t[i].begin,
				   t[i].end - t[i].begin, name + len,
				   WORD_MOST);
	}
	one->name = arena_copy(&c->use->doc->arena, name, len);
	c->failed |= !one->name;
}

static void found(struct causes *c, struct cause *one,
		  const struct ncl_token *t, uint32_t n)
{
	if (!one->name)
		name_words(c, one, t, n);
	add_place(c, one, t[0].begin, t[n - 1].end);
}

static struct cause *wanted(struct causes *c, uint32_t group, uint64_t hash)
{
	uint32_t row = index_find(&c->use->model->index,
				  model_key(group, hash));
	uint32_t at = row == MODEL_NO_ROW ? 0 : c->use->wanted[row];

	return at ? &c->list[at - 1] : NULL;
}

/* Go through a call of the plugin's again. */
static void replay(struct causes *c, const struct explain_call *call)
{
	const struct ncl_token *t;
	uint32_t n = call->source == EXPLAIN_TOKENS ? 1 : 2;
	struct cause *one;

	if (call->source == EXPLAIN_HASH) {
		one = wanted(c, call->group, call->hash);
		if (one) {
			one->hash = call->hash;
			one->loose = 1;
		}
		return;
	}
	if (call->n < n)
		return;
	t = c->use->doc->tokens + call->first;
	for (uint32_t i = 0; i + n <= call->n; i++) {
		uint64_t hash = n == 1 ? t[i].hash :
				ncl_hash_pair(t[i].hash, t[i + 1].hash);

		one = wanted(c, call->group, hash);
		if (one)
			found(c, one, t + i, n);
	}
}

/* Hashes that came without tokens may yet be of words of the text. */
static void seek(struct causes *c, uint32_t first, uint32_t n)
{
	const struct ncl_token *t;

	if (!n)
		return;
	t = c->use->doc->tokens + first;
	for (uint32_t k = 0; k < c->count; k++) {
		struct cause *one = &c->list[k];

		if (one->dense || !one->loose || one->count)
			continue;
		for (uint32_t i = 0; i < n; i++) {
			if (t[i].hash == one->hash)
				found(c, one, t + i, 1);
			else if (i + 1 < n && one->hash ==
				 ncl_hash_pair(t[i].hash, t[i + 1].hash))
				found(c, one, t + i, 2);
		}
	}
}

static int by_begin(const void *left, const void *right)
{
	const struct ncl_place *a = left, *b = right;

	return a->begin < b->begin ? -1 : a->begin > b->begin;
}

/* In order, each once (a word may be told of twice: in title and text). */
static void tidy(struct cause *one)
{
	uint32_t n = 0;

	if (!one->count)
		return;
	qsort(one->places, one->count, sizeof(*one->places), by_begin);
	for (uint32_t i = 0; i < one->count; i++)
		if (!n || one->places[n - 1].begin != one->places[i].begin)
			one->places[n++] = one->places[i];
	one->count = n;
}

int causes_locate(struct causes *c, uint32_t item)
{
	struct explain_use *use = c->use;
	ncl_doc *doc = use->doc;

	if (!use->wanted)
		use->wanted = arena_alloc(&doc->arena,
					  (use->model->shape.features +
					   (size_t)1) * sizeof(*use->wanted));
	if (!use->wanted)
		return 0;
	for (uint32_t i = 0; i < c->count; i++) {
		struct cause *one = &c->list[i];

		if (one->dense)
			continue;
		use->wanted[one->row] = i + 1;
	}
	for (uint32_t i = 0; i < c->item->call_count; i++)
		replay(c, &c->item->calls[i]);
	if (use->model->shape.unit == NCL_UNIT_DOCUMENT)
		seek(c, 0, doc->token_count);
	else if (doc->tokens_made)
		seek(c, doc->blocks[item].first_token,
		     doc->blocks[item].token_count);
	for (uint32_t i = 0; i < c->count; i++) {
		struct cause *one = &c->list[i];

		if (one->dense)
			continue;
		use->wanted[one->row] = 0;
		if (use->names && !one->name)
			one->name = use->names[one->row];
		tidy(one);
	}
	return !c->failed;
}
