#include "boiler/groups.h"

#include "common/rows.h"

#include <math.h>
#include <string.h>

#define COPY_WORDS 60u /* that a copy has at least */
#define BLOCK_WORDS 8u /* shorter blocks are copies by chance */

/* ------------------------------------------------------------------- rows */

void groups_join_rows(const struct ncl_host *host, const ncl_doc *doc,
		      struct verdict *v, uint32_t blocks)
{
	uint32_t end;

	for (uint32_t i = 0; i < blocks; i = end) {
		float sum = 0, words = 0;

		end = rows_end(host, doc, i, blocks);
		for (uint32_t k = i; k < end && end > i + 1; k++) {
			float n = (float)host->block(doc, k)->token_count;

			sum += n * log_odds(v[k].score);
			words += n;
		}
		for (uint32_t k = i; k < end && words > 0; k++)
			v[k].score = 1 / (1 + expf(-sum / words));
	}
}

/* ----------------------------------------------------------------- copies */

/* The kept blocks seen, by their text; 1 + block, 0: free. */
struct seen {
	const struct ncl_host *host;
	const ncl_doc *doc;
	const char *text;
	uint32_t *slots, mask;
};

/* Whether the text of a block was seen; it is now. */
static int was_seen(struct seen *s, const struct ncl_block *block, uint32_t i)
{
	const char *text = s->text + block->begin;
	uint32_t len = block->end - block->begin;
	uint32_t at = (uint32_t)s->host->token_hash(text, len) & s->mask;

	for (; s->slots[at]; at = (at + 1) & s->mask) {
		const struct ncl_block *b =
			s->host->block(s->doc, s->slots[at] - 1);

		if (b->end - b->begin == len &&
		    !memcmp(s->text + b->begin, text, len))
			return 1;
	}
	s->slots[at] = i + 1;
	return 0;
}

enum ncl_status groups_mark_copies(const struct ncl_host *host, ncl_doc *doc,
				   struct verdict *v, uint32_t blocks,
				   float least)
{
	struct seen s = { .host = host, .doc = doc };
	uint32_t first = 0, words = 0;
	size_t len;

	if (!blocks || !host->block(doc, 0)->container)
		return NCL_OK;
	s.text = host->text(doc, &len);
	for (s.mask = 1; s.mask < 2 * blocks; s.mask = 2 * s.mask + 1)
		;
	s.slots = host->alloc(doc, (s.mask + (size_t)1) * sizeof(*s.slots));
	if (!s.slots)
		return NCL_NOMEM;
	for (uint32_t i = 0; i < blocks; i++) {
		const struct ncl_block *b = host->block(doc, i);
		int seen = v[i].score >= least && was_seen(&s, b, i);

		if (v[i].score < least)
			continue; /* what is dropped parts no copy */
		if (!seen || (!words && b->token_count < BLOCK_WORDS)) {
			words = 0;
			first = i + 1;
			continue;
		}
		words += b->token_count;
		for (; words >= COPY_WORDS && first <= i; first++)
			v[first].is_copy = v[first].score >= least;
	}
	return NCL_OK;
}
