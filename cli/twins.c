#include "twins.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#define LINE_BITS 40 /* of a place; above them, which source */

struct twin_slot {
	uint64_t text, labels; /* hashes; text is not 0 */
	uint64_t place;
};

void twins_release(struct twins *t)
{
	for (size_t i = 0; i < t->source_count; i++)
		free(t->sources[i]);
	free(t->sources);
	free(t->slots);
	*t = (struct twins){ 0 };
}

static uint64_t hash_text(const ncl_doc *doc)
{
	size_t len, title_len = 0;
	const char *title = ncl_doc_value(doc, "title", 0, &title_len);
	const char *text = ncl_doc_text(doc, &len);
	uint64_t hash = XXH3_64bits(title ? title : "", title_len);

	hash = XXH3_64bits_withSeed(text, len, hash);
	return hash ? hash : 1;
}

/* The labels of a document in any order; of blocks in theirs. */
static uint64_t hash_labels(const ncl_doc *doc, const struct labelled *gold)
{
	int ordered = gold->n > 1 && gold->n == ncl_doc_block_count(doc);
	uint64_t sum = 0;

	for (uint32_t i = 0; i < gold->n; i++) {
		const char *label = gold->labels[i] ? gold->labels[i] : "";

		sum += XXH3_64bits_withSeed(label, strlen(label),
					    ordered ? i : 0);
	}
	return sum;
}

static struct twin_slot *find(const struct twins *t, uint64_t text)
{
	size_t at = text & t->mask;

	while (t->slots[at].text && t->slots[at].text != text)
		at = (at + 1) & t->mask;
	return &t->slots[at];
}

static int grow(struct twins *t)
{
	struct twins more = *t;
	size_t size = t->mask ? 2 * (t->mask + 1) : 1024;

	more.slots = calloc(size, sizeof(*more.slots));
	more.mask = size - 1;
	if (!more.slots)
		return 0;
	for (size_t i = 0; t->slots && i <= t->mask; i++)
		if (t->slots[i].text)
			*find(&more, t->slots[i].text) = t->slots[i];
	free(t->slots);
	*t = more;
	return 1;
}

/* The number of a source: mostly the last one again. */
static int number_source(struct twins *t, const char *source)
{
	char **more;

	if (t->source_count &&
	    !strcmp(t->sources[t->source_count - 1], source))
		return 1;
	more = realloc(t->sources, (t->source_count + 1) * sizeof(*more));
	if (!more)
		return 0;
	t->sources = more;
	more[t->source_count] = strdup(source);
	if (!more[t->source_count])
		return 0;
	t->source_count++;
	return 1;
}

enum twin twins_add(struct twins *t, const ncl_doc *doc,
		    const struct labelled_record *record,
		    struct twin_place *first)
{
	uint64_t text = hash_text(doc);
	uint64_t labels = hash_labels(doc, &record->gold);
	struct twin_slot *slot;

	if (4 * (t->count + 1) > 3 * t->mask && !grow(t))
		return TWIN_NOMEM;
	if (!number_source(t, record->source))
		return TWIN_NOMEM;
	slot = find(t, text);
	if (!slot->text) {
		slot->text = text;
		slot->labels = labels;
		slot->place = (uint64_t)(t->source_count - 1) << LINE_BITS |
			      record->line;
		t->count++;
		return TWIN_NONE;
	}
	first->source = t->sources[slot->place >> LINE_BITS];
	first->line = slot->place & ((UINT64_C(1) << LINE_BITS) - 1);
	*(slot->labels == labels ? &t->same : &t->other) += 1;
	return slot->labels == labels ? TWIN_SAME : TWIN_OTHER;
}

int twins_have(const struct twins *t, const ncl_doc *doc)
{
	return t->slots && find(t, hash_text(doc))->text;
}
