#include "common/grams.h"

#include "common/letters.h"

#define MARK 1u /* before and behind a word; no text has this character */

/* About what case folding does, for the scripts that have capitals. */
static uint32_t small(uint32_t c)
{
	if (c < 0x80)
		return c >= 'A' && c <= 'Z' ? c + 32 : c;
	if (letter_kind(c) != LETTER_UPPER)
		return c;
	if (c < 0x100 || (c >= 0x391 && c <= 0x3ab) ||
	    (c >= 0x410 && c <= 0x42f))
		return c + 32;
	if (c >= 0x400 && c <= 0x40f)
		return c + 80;
	if (c >= 0x531 && c <= 0x556)
		return c + 48;
	return c >= 0x386 && c <= 0x38f ? c : c + 1;
}

static inline uint64_t mix(uint64_t hash, uint32_t letter)
{
	hash = (hash ^ letter) * 0x9e3779b97f4a7c15u;
	return hash ^ hash >> 29;
}

/* The letters from *begin on, as many as there is room for; moves it. */
static uint32_t read_word(const char *text, uint32_t *begin, uint32_t end,
			  uint32_t *letters)
{
	uint32_t n = 0, bytes;

	letters[n++] = MARK;
	while (*begin < end && n <= GRAMS_WORD_MOST) {
		letters[n++] = small(letter_read(text + *begin, &bytes));
		*begin += bytes;
	}
	letters[n++] = MARK;
	return n;
}

/* The name of letters[at .. at + n), marks as underscores. */
static void name_gram(struct ncl_sink *sink, uint32_t group, uint64_t hash,
		      const uint32_t *letters, uint32_t n)
{
	char name[8 * 4 + 1];
	size_t len = 0;

	for (uint32_t i = 0; i < n; i++)
		len += letter_write(letters[i] == MARK ? '_' : letters[i],
				    name + len);
	name[len] = 0;
	sink->name(sink, group, hash, name);
}

uint32_t grams_add(const struct grams *how, struct ncl_sink *sink,
		   const char *text, uint32_t begin, uint32_t end)
{
	uint32_t letters[GRAMS_WORD_MOST + 2];
	uint32_t n = read_word(text, &begin, end, letters);

	for (uint32_t i = 0; i < n; i++) {
		uint64_t hash = 0;

		for (uint32_t k = 1; k <= how->most && i + k <= n; k++) {
			hash = mix(hash, letters[i + k - 1]);
			/* a mark alone says nothing */
			if (k < how->least || (k == 1 && letters[i] == MARK))
				continue;
			sink->add(sink, how->group, hash, how->value);
			if (sink->name)
				name_gram(sink, how->group, hash, letters + i,
					  k);
		}
	}
	return begin;
}
