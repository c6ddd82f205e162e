#include <stdio.h>

#include "common/letters.h"
#include "common/shape.h"

/* The groups of the cues that begin at token i, of n. */
static uint32_t cues_at(const struct cues *c, const struct ncl_token *t,
			uint32_t n)
{
	uint64_t hash = t->hash;
	uint32_t found = cues_find(c, hash), all = found;

	for (uint32_t i = 1; i < n && found & CUE_LONGER; i++) {
		hash = ncl_hash_pair(hash, t[i].hash);
		found = cues_find(c, hash);
		all |= found;
	}
	return all & ~CUE_LONGER;
}

void shape_cues(struct shape *s, const struct ncl_token *tokens,
		const struct cues *cues)
{
	uint32_t n = s->count < SHAPE_CUE_TOKENS ? s->count :
						   SHAPE_CUE_TOKENS;
	uint32_t may[SHAPE_CUE_TOKENS], m = 0;

	/* first those that may be cues, since no branch would be foreseen */
	for (uint32_t i = 0; i < n; i++) {
		may[m] = i;
		m += cues_maybe(cues, tokens[s->first + i].hash);
	}
	for (uint32_t k = 0; k < m; k++) {
		const struct ncl_token *t = tokens + s->first + may[k];
		uint32_t groups = cues_at(cues, t, n - may[k]);

		s->groups |= groups;
		for (uint32_t g = 0; groups; g++, groups >>= 1)
			s->cues[g] += groups & 1;
	}
}

static const char *kind_name(const char *p, const char *end)
{
	uint32_t len;

	switch (letter_kind(letter_read(p, &len))) {
	case LETTER_DIGIT: return end - p < 3 ? "9" : end - p == 4 ? "9999" :
						"999";
	case LETTER_SOLO: return "z";
	case LETTER_UPPER: break;
	default: return "a";
	}
	if (p + len >= end)
		return "A.";
	return letter_kind(letter_read(p + len, &len)) == LETTER_UPPER ? "A" :
									 "Aa";
}

void shape_write(char *to, uint32_t size, const char *text,
		 const struct ncl_block *block,
		 const struct ncl_token *tokens, uint32_t count)
{
	const char *last = text + block->begin;
	uint32_t at = 0;

	to[0] = '\0';
	for (uint32_t i = 0; i < count && at < size; i++) {
		const struct ncl_token *t = tokens + i;
		const char *p = text + t->begin;

		at += (uint32_t)snprintf(to + at, size - at, "%.*s%s",
					 p - last < 8 ? (int)(p - last) : 8,
					 last, kind_name(p, text + t->end));
		last = text + t->end;
	}
}
