/*
 * Sixty-four bytes of a text, looked at together: where its ASCII words are,
 * and their folded bytes. Most words of most texts are found and hashed here;
 * what is not ASCII, and what an apostrophe may join, is told by `stops`, and
 * tokens.c looks at it byte by byte.
 */
#ifndef CORE_WINDOW_H
#define CORE_WINDOW_H

#include <stdint.h>
#include <string.h>

#include "word_hash.h"

#define WINDOW 64u

struct window {
	uint32_t begin; /* in the text */
	uint64_t words; /* a bit for each ASCII letter or digit */
	uint64_t stops; /* for each apostrophe and byte from 0x80 on */
	unsigned char bytes[WORD_HASH_BEFORE + WINDOW + WORD_HASH_BEHIND];
};

/* The folded bytes, with what word_hash may read around them. */
static inline unsigned char *window_folded(struct window *w)
{
	return w->bytes + WORD_HASH_BEFORE;
}

#if defined(__SSE2__)
#include <emmintrin.h>

/* From lowest to highest? Bytes are 0 to 255. */
static inline __m128i window_between(__m128i v, char lowest, char highest)
{
	__m128i above = _mm_sub_epi8(v, _mm_set1_epi8(lowest));
	__m128i most = _mm_set1_epi8((char)(highest - lowest));

	return _mm_cmpeq_epi8(_mm_min_epu8(above, most), above);
}

/* Look at WINDOW bytes. */
static inline void window_look(struct window *w, const char *text)
{
	const __m128i small = _mm_set1_epi8(0x20);

	w->words = w->stops = 0;
	for (uint32_t i = 0; i < WINDOW; i += 16) {
		__m128i v = _mm_loadu_si128(
			(const __m128i *)(const void *)(text + i));
		__m128i letters = window_between(_mm_or_si128(v, small), 'a',
						 'z');
		__m128i digits = window_between(v, '0', '9');
		__m128i joins = _mm_cmpeq_epi8(v, _mm_set1_epi8('\''));

		_mm_storeu_si128((__m128i *)(void *)(window_folded(w) + i),
				 _mm_or_si128(v, _mm_and_si128(letters,
							       small)));
		w->words |= (uint64_t)(uint32_t)_mm_movemask_epi8(
				    _mm_or_si128(letters, digits)) << i;
		w->stops |= (uint64_t)(uint32_t)_mm_movemask_epi8(
				    _mm_or_si128(v, joins)) << i;
	}
}
#else
#include "fold.h"

static inline void window_look(struct window *w, const char *text)
{
	w->words = w->stops = 0;
	for (uint32_t i = 0; i < WINDOW; i++) {
		unsigned char c = (unsigned char)text[i];

		window_folded(w)[i] = fold_ascii[c];
		w->words |= (uint64_t)(fold_ascii[c] != 0) << i;
		w->stops |= (uint64_t)(c >= 0x80 || c == '\'') << i;
	}
}
#endif

/* Look at text[at, at + WINDOW); what is behind `len` counts as 0. */
static inline void window_move(struct window *w, const char *text, uint32_t at,
			       uint32_t len)
{
	char rest[WINDOW] = { 0 };

	w->begin = at;
	if (len - at >= WINDOW) {
		window_look(w, text + at);
		return;
	}
	memcpy(rest, text + at, len - at);
	window_look(w, rest);
}

#endif
