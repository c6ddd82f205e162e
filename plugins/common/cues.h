/*
 * Cue words: words of some twenty-five languages that tell what a block is for
 * (months, photo credits, share buttons, cookies, ...) or who speaks in it (we,
 * you, who said it). They are features and no verdicts: what each is worth is
 * learned. A cue is a sequence of tokens, parted by spaces as tokens.h parts
 * texts: of Chinese and Japanese each character is one.
 *
 *	CUE_LIST -- groups; a cue may be of several
 *	   |
 *	cue_words.c, cue_voices.c: "january,february,...", one string a group
 *	   |         cues_init, once in open
 *	struct cues: hash of the tokens so far -> groups, a bit each
 */
#ifndef COMMON_CUES_H
#define COMMON_CUES_H

#include <nclass/plugin.h>

#define CUE_LIST(X)                                                        \
	X(MONTH, month) X(DAY, day) X(AGO, ago) X(BY, by) X(PHOTO, photo)  \
	X(SHARE, share) X(PROMO, promo) X(AD, ad) X(RELATED, related)      \
	X(COMMENTS, comments) X(LEGAL, legal) X(READ, read) X(TAGS, tags)  \
	X(BIO, bio) X(NAV, nav) X(PLACE, place) X(NOTES, notes)            \
	X(ME, me) X(WE, we) X(YOU, you) X(SAID, said) X(APPEAL, appeal)    \
	X(CONSENT, consent) X(SHOP, shop)

enum cue_group {
#define CUE_ENUM(name, low) CUE_##name,
	CUE_LIST(CUE_ENUM)
#undef CUE_ENUM
	CUE_COUNT
};

#define CUE_BIT(group) (1u << CUE_##group)
#define CUE_LONGER 0x80000000u /* longer cues begin with these tokens */
#define CUE_SLOTS 8192u
#define CUE_BITS 65536u

struct cue {
	uint64_t hash;
	uint32_t groups; /* bits, with CUE_LONGER; 0: the slot is free */
};

struct cues {
	uint64_t maybe[CUE_BITS / 64]; /* a bit for some bits of a hash */
	struct cue slots[CUE_SLOTS];
};

/* The cues of a group, comma-separated; tokens of one are parted by spaces. */
#define CUE_WORDS(name, low) extern const char cue_##low[];
CUE_LIST(CUE_WORDS)
#undef CUE_WORDS
extern const char *const cue_words[CUE_COUNT];

/* Fill the table, zeroed before. */
void cues_init(struct cues *c, const struct ncl_host *host);

/* 0: the hash is none of a cue; 1: it may be. */
static inline uint32_t cues_maybe(const struct cues *c, uint64_t hash)
{
	uint32_t bit = (uint32_t)(hash >> 48);

	return (uint32_t)(c->maybe[bit / 64] >> bit % 64) & 1;
}

/* The groups of a token or a joined hash; 0 when it is none. */
static inline uint32_t cues_find(const struct cues *c, uint64_t hash)
{
	uint32_t at = (uint32_t)hash & (CUE_SLOTS - 1);

	if (!cues_maybe(c, hash))
		return 0;
	while (c->slots[at].groups) {
		if (c->slots[at].hash == hash)
			return c->slots[at].groups;
		at = (at + 1) & (CUE_SLOTS - 1);
	}
	return 0;
}

#endif
