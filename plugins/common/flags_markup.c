/* Hashed flags of markup: elements, and the words of their class and id. */
#include <stdio.h>

#include "common/blocks.h"

#define BOXES_MOST 8u /* elements that are looked at, from the inside */
#define WORDS_MOST 8u /* and words of each */

/* How far out an element is. */
static uint32_t ring(uint32_t steps)
{
	return steps < 1 ? 0 : steps < 3 ? 1 : 2;
}

static const char *ring_name(uint32_t ring)
{
	static const char *const names[] = { "in", "1-2 out", "3+ out" };

	return names[ring];
}

static void add_words(const struct ncl_container *e, uint32_t steps,
		      struct ncl_sink *sink)
{
	uint32_t r = ring(steps);

	for (uint32_t i = 0; i < e->word_count && i < WORDS_MOST; i++) {
		const struct ncl_markup_word *w = &e->words[i];
		uint64_t hash = ncl_hash_pair(w->hash, r);
		char name[80];

		sink->add(sink, GROUP_CLASS, hash, 1.0f);
		if (!sink->name)
			continue;
		snprintf(name, sizeof(name), "%s: %.60s", ring_name(r),
			 w->text);
		sink->name(sink, GROUP_CLASS, hash, name);
	}
}

static const char *tag_name(uint32_t tag)
{
	static const char *const names[] = {
		[NCL_TAG_NONE] = "none",
#define TAG_NAME(low, text) [NCL_TAG_##low] = text,
		NCL_TAG_LIST(TAG_NAME)
#undef TAG_NAME
	};

	return tag < sizeof(names) / sizeof(names[0]) ? names[tag] : "other";
}

static void add_tag(uint32_t kind, uint32_t first, uint32_t second,
		    struct ncl_sink *sink)
{
	static const char *const kinds[] = { "line", "element", "around" };
	uint64_t hash = ncl_hash_pair(kind << 16 | first, second + 1);
	char name[80];

	sink->add(sink, GROUP_TAG, hash, 1.0f);
	if (!sink->name)
		return;
	snprintf(name, sizeof(name), "%s %s in %s", kinds[kind],
		 tag_name(first), tag_name(second));
	sink->name(sink, GROUP_TAG, hash, name);
}

void flags_add_markup(const struct sight *s, struct ncl_sink *sink)
{
	const struct page *p = s->page;
	const struct ncl_block *b = p->host->block(p->doc, s->at);
	const struct ncl_container *e = b->container, *up;

	up = e ? e->parent : NULL;
	add_tag(0, b->tag, e ? e->tag : 0, sink);
	add_tag(1, e ? e->tag : 0, up ? up->tag : 0, sink);
	for (uint32_t steps = 0; e && steps < BOXES_MOST; e = e->parent)
		add_words(e, steps++, sink);
}
