#include "common/cues.h"

#include <string.h>

const char *const cue_words[CUE_COUNT] = {
#define CUE_WORDS(name, low) cue_##low,
	CUE_LIST(CUE_WORDS)
#undef CUE_WORDS
};

static void add(struct cues *c, uint64_t hash, uint32_t groups)
{
	uint32_t at = (uint32_t)hash & (CUE_SLOTS - 1);
	uint32_t bit = (uint32_t)(hash >> 48);

	c->maybe[bit / 64] |= (uint64_t)1 << bit % 64;
	while (c->slots[at].groups && c->slots[at].hash != hash)
		at = (at + 1) & (CUE_SLOTS - 1);
	c->slots[at].hash = hash;
	c->slots[at].groups |= groups;
}

/* One cue: its beginnings are noted too, so that it is found in steps. */
static void add_cue(struct cues *c, const struct ncl_host *host,
		    const char *word, const char *end, uint32_t group)
{
	uint64_t hash = 0;

	for (int first = 1; word < end; first = 0) {
		const char *stop = memchr(word, ' ', (size_t)(end - word));
		uint64_t token;

		if (!stop)
			stop = end;
		token = host->token_hash(word, (size_t)(stop - word));
		hash = first ? token : ncl_hash_pair(hash, token);
		add(c, hash, stop < end ? CUE_LONGER : group);
		word = stop + 1;
	}
}

void cues_init(struct cues *c, const struct ncl_host *host)
{
	for (uint32_t g = 0; g < CUE_COUNT; g++) {
		const char *cue = cue_words[g], *end;

		for (; *cue; cue = *end ? end + 1 : end) {
			end = cue + strcspn(cue, ",");
			add_cue(c, host, cue, end, 1u << g);
		}
	}
}
