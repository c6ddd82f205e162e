#include "common/blocks.h"

#include <string.h>

#define KEY "nclass.page/1"

#define GROUP(i, name, summary) [i] = { name, NCL_FLAGS, 0, summary }

const struct ncl_feature_group blocks_groups[GROUP_COUNT] = {
	GROUP(GROUP_SHORT, "short", "words of a short block"),
	GROUP(GROUP_WORD, "word", "first and last words of a longer block"),
	GROUP(GROUP_FIRST, "first", "the first word"),
	GROUP(GROUP_FIRST_TWO, "first-two", "the first two words"),
	GROUP(GROUP_LAST, "last", "the last word"),
	GROUP(GROUP_LAST_TWO, "last-two", "the last two words"),
	GROUP(GROUP_WHOLE, "whole", "all of a block of few words"),
	GROUP(GROUP_PATTERN, "pattern", "kinds of words and punctuation"),
	GROUP(GROUP_CODE, "code", "sizes, ends and places, joined"),
	GROUP(GROUP_BEFORE, "before", "words of a short block before"),
	GROUP(GROUP_AFTER, "after", "words of a short block after"),
	GROUP(GROUP_HEADER, "header", "words of the last block with a cue"),
	GROUP(GROUP_TAG, "tag", "elements of the markup around it"),
	GROUP(GROUP_CLASS, "class", "words of their class, id and the like"),
};

const struct shape shape_blank = { .end = END_OTHER, .start = START_OTHER };

void blocks_open(struct page_maker *maker, const struct ncl_host *host)
{
	maker->host = host;
	maker->key = host->token_hash(KEY, strlen(KEY));
	cues_init(&maker->cues, host);
}

static void sight_move(struct sight *s, uint32_t at)
{
	const struct page *p = s->page;

	s->at = at;
	s->shape = &p->shapes[at];
	s->spot = &p->spots[at];
	for (uint32_t k = 0; k < 5; k++) {
		uint32_t i = at + k - SIGHT_HERE; /* wraps below 0 */

		s->near[k] = i < p->count ? &p->shapes[i] : &shape_blank;
	}
}

static void add_markup(const struct sight *s, struct ncl_sink *sink)
{
	float values[BLOCKS_DENSE - BLOCKS_TEXT];

	dense_fill_markup(values, s);
	sink->dense(sink, BLOCKS_TEXT, values, BLOCKS_DENSE - BLOCKS_TEXT);
	flags_add_markup(s, sink);
}

enum ncl_status blocks_features(const struct page_maker *maker, ncl_doc *doc,
				struct ncl_sink *sink)
{
	struct sight s = { .page = page_get(maker, doc) };
	float values[BLOCKS_TEXT];

	if (!s.page)
		return NCL_NOMEM;
	for (uint32_t i = 0; i < s.page->count; i++) {
		if (i % 1024 == 1023 && maker->host->should_stop(doc))
			return NCL_LIMIT;
		sight_move(&s, i);
		dense_fill(values, &s);
		sink->item(sink, i);
		sink->dense(sink, 0, values, BLOCKS_TEXT);
		flags_add(&s, sink);
		if (s.page->markup.there)
			add_markup(&s, sink);
	}
	return NCL_OK;
}
