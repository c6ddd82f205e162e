/*
 * Where the texts of a record's blocks stand in the text that a reader made of
 * its page. The two may be cut otherwise, and either may have what the other
 * has not; so long texts that stand once are looked for first, the most of
 * them that rise together hold, and the others are looked for between them.
 */
#include <stdlib.h>
#include <string.h>

#include "io/labelled_record.h"
#include "io/utf8.h"

enum { LONG = 24 }; /* bytes: shorter ones begin where a block begins */
#define LOOKED_AT_MOST ((uint64_t)1 << 32) /* bytes, over and over */
#define NOWHERE UINT32_MAX

/* A text without white space. */
struct squeezed {
	char *bytes;
	uint32_t len;
};

struct search {
	struct squeezed doc;
	uint32_t *at;         /* where each byte stood */
	unsigned char *first; /* whether a block begins with it */
	struct squeezed *texts;
	uint32_t *place; /* of text i in doc; NOWHERE: not found */
	uint32_t *order; /* scratch of hold_rising */
	uint32_t *before;
	uint64_t looked_at;
};

/* -------------------------------------------------------------- squeezing */

/* Copy without white space; where each byte stood into `at`, if not NULL. */
static uint32_t squeeze(char *to, uint32_t *at, const char *s, size_t len)
{
	uint32_t n = 0;

	for (size_t i = 0; i < len;) {
		size_t space = utf8_space(s + i, len - i);

		if (space) {
			i += space;
			continue;
		}
		if (at)
			at[n] = (uint32_t)i;
		to[n++] = s[i++];
	}
	return n;
}

static void squeeze_document(struct search *s, const ncl_doc *doc)
{
	const char *text = ncl_doc_text(doc, NULL);

	for (uint32_t i = 0; i < ncl_doc_block_count(doc); i++) {
		const struct ncl_block *b = ncl_doc_block(doc, i);
		uint32_t n = s->doc.len;

		s->doc.len += squeeze(s->doc.bytes + n, s->at + n,
				      text + b->begin, b->end - b->begin);
		s->first[n] = 1;
		for (uint32_t k = n; k < s->doc.len; k++)
			s->at[k] += b->begin;
	}
}

static int open_search(struct search *s, ncl_doc *doc,
		       const struct record_range *ranges, uint32_t n)
{
	size_t len;

	ncl_doc_text(doc, &len);
	s->doc.bytes = ncl_doc_alloc(doc, len + 1);
	s->at = ncl_doc_alloc(doc, (len + 1) * sizeof(*s->at));
	s->first = ncl_doc_alloc(doc, len + 1);
	s->texts = ncl_doc_alloc(doc, (n + (size_t)1) * sizeof(*s->texts));
	s->place = ncl_doc_alloc(doc, (n + (size_t)1) * sizeof(*s->place));
	s->order = ncl_doc_alloc(doc, (n + (size_t)1) * sizeof(*s->order));
	s->before = ncl_doc_alloc(doc, (n + (size_t)1) * sizeof(*s->before));
	if (!s->doc.bytes || !s->at || !s->first || !s->texts || !s->place ||
	    !s->order || !s->before)
		return 0;
	squeeze_document(s, doc);
	for (uint32_t i = 0; i < n; i++) {
		struct squeezed *t = &s->texts[i];

		len = strlen(ranges[i].text);
		t->bytes = ncl_doc_alloc(doc, len + 1);
		if (!t->bytes)
			return 0;
		t->len = squeeze(t->bytes, NULL, ranges[i].text, len);
		s->place[i] = NOWHERE;
	}
	return 1;
}

/* -------------------------------------------------------------- searching */

/* The first place of a text in [begin, end), or NOWHERE. */
static uint32_t find(struct search *s, const struct squeezed *t,
		     uint32_t begin, uint32_t end)
{
	const char *found;

	if (begin >= end)
		return NOWHERE;
	found = memmem(s->doc.bytes + begin, end - begin, t->bytes, t->len);
	s->looked_at += found ? (uint32_t)(found - s->doc.bytes) - begin :
				end - begin;
	return found ? (uint32_t)(found - s->doc.bytes) : NOWHERE;
}

/* Of a short text: where a block begins. */
static uint32_t find_first(struct search *s, const struct squeezed *t,
			   uint32_t begin, uint32_t end)
{
	uint32_t place;

	while ((place = find(s, t, begin, end)) != NOWHERE &&
	       t->len < LONG && !s->first[place])
		begin = place + 1;
	return place;
}

/* Long texts that stand once. */
static int find_long(struct search *s, uint32_t n)
{
	for (uint32_t i = 0; i < n && s->looked_at < LOOKED_AT_MOST; i++) {
		const struct squeezed *t = &s->texts[i];
		uint32_t place;

		if (t->len < LONG)
			continue;
		place = find(s, t, 0, s->doc.len);
		if (place != NOWHERE &&
		    find(s, t, place + 1, s->doc.len) == NOWHERE)
			s->place[i] = place;
	}
	return s->looked_at < LOOKED_AT_MOST;
}

/* How many of the `count` texts in s->order, whose places rise, stand before
 * a place. */
static uint32_t count_before(const struct search *s, uint32_t count,
			     uint32_t place)
{
	uint32_t low = 0;

	while (low < count) {
		uint32_t mid = low + (count - low) / 2;

		if (s->place[s->order[mid]] < place)
			low = mid + 1;
		else
			count = mid;
	}
	return low;
}

/* Of what was found, keep a longest part whose places rise. */
static void hold_rising(struct search *s, uint32_t n)
{
	uint32_t count = 0, last = NOWHERE;

	for (uint32_t i = 0; i < n; i++) {
		uint32_t k;

		if (s->place[i] == NOWHERE)
			continue;
		k = count_before(s, count, s->place[i]);
		s->order[k] = i;
		s->before[i] = k ? s->order[k - 1] : NOWHERE;
		count += k == count;
	}
	if (count)
		last = s->order[count - 1];
	for (uint32_t i = n; i-- > 0;) {
		if (i != last)
			s->place[i] = NOWHERE;
		else
			last = s->before[i];
	}
}

/* The place of the next text that holds, from i on. */
static uint32_t next_place(const struct search *s, uint32_t i, uint32_t n)
{
	while (i < n && s->place[i] == NOWHERE)
		i++;
	return i < n ? s->place[i] : s->doc.len;
}

static int find_others(struct search *s, uint32_t n)
{
	uint32_t from = 0, to = next_place(s, 0, n);

	for (uint32_t i = 0; i < n && s->looked_at < LOOKED_AT_MOST; i++) {
		const struct squeezed *t = &s->texts[i];
		int held = s->place[i] != NOWHERE;

		if (!held && t->len)
			s->place[i] = find_first(s, t, from, to);
		if (s->place[i] != NOWHERE)
			from = s->place[i] + t->len;
		if (held)
			to = next_place(s, i + 1, n);
	}
	return s->looked_at < LOOKED_AT_MOST;
}

enum ncl_status record_find(ncl_doc *doc, struct record_range *ranges,
			    uint32_t n, struct ncl_error *err)
{
	struct search s = { 0 };

	if (!open_search(&s, doc, ranges, n))
		return record_no_memory(err);
	if (!find_long(&s, n))
		goto too_many;
	hold_rising(&s, n);
	if (!find_others(&s, n))
		goto too_many;
	for (uint32_t i = 0; i < n; i++) {
		uint32_t place = s.place[i];

		if (place == NOWHERE || !s.texts[i].len)
			continue;
		ranges[i].begin = s.at[place];
		ranges[i].end = s.at[place + s.texts[i].len - 1] + 1;
	}
	return NCL_OK;
too_many:
	return ncl_error_set(err, NCL_LIMIT, "%u blocks are too many to be "
			     "looked for by their texts in so long a page: "
			     "give their places (\"src\")", n);
}
