#include "title.h"

#include "common/letters.h"

#define BLOCK_MOST 200 /* bytes of a first block that may be a title */
#define LOOK 30        /* blocks among which the title is looked for */

struct cursor {
	const char *text;
	size_t at, len;
};

static enum letter_kind kind_at(const struct cursor *c, size_t at,
				uint32_t *bytes)
{
	*bytes = 1;
	return at < c->len ? letter_kind(letter_read(c->text + at, bytes)) :
			     LETTER_NONE;
}

/* Bytes of an apostrophe at `at` that joins what is around it, or 0. */
static uint32_t joins(const struct cursor *c, size_t at)
{
	uint32_t bytes = 1, next, letter;

	if (at >= c->len)
		return 0;
	letter = letter_read(c->text + at, &bytes);
	if (letter != '\'' && letter != 0x2019)
		return 0;
	switch (kind_at(c, at + bytes, &next)) {
	case LETTER_NONE:
	case LETTER_DIGIT:
	case LETTER_SOLO:
		return 0;
	default:
		return bytes;
	}
}

/* The end of the word at c->at, which begins with a letter of `bytes`. */
static size_t word_end(const struct cursor *c, uint32_t bytes)
{
	size_t end = c->at + bytes;

	if (kind_at(c, c->at, &bytes) == LETTER_SOLO)
		return end;
	for (;;) {
		enum letter_kind kind = kind_at(c, end, &bytes);

		if (kind == LETTER_NONE)
			bytes = joins(c, end);
		if (!bytes || kind == LETTER_SOLO)
			return end;
		end += bytes;
	}
}

/* Move to the next word; the bytes of its first letter, 0 where there is no
 * word. */
static uint32_t find_word(struct cursor *c)
{
	uint32_t bytes;

	while (c->at < c->len && kind_at(c, c->at, &bytes) == LETTER_NONE)
		c->at += bytes;
	return c->at < c->len ? bytes : 0;
}

/* The next word; 0 where there is none. */
static int next_word(struct cursor *c, const struct ncl_host *host,
		     struct title_word *word)
{
	uint32_t bytes = find_word(c);
	size_t end;

	if (!bytes)
		return 0;
	end = word_end(c, bytes);
	word->text = c->text + c->at;
	word->len = (uint32_t)(end - c->at);
	word->hash = host->token_hash(word->text, word->len);
	c->at = end;
	return 1;
}

uint32_t title_words(const struct ncl_host *host, const char *text,
		     size_t len, struct title_word *words)
{
	struct cursor c = { text, 0, len };
	uint32_t n = 0;

	while (n < TITLE_MOST && next_word(&c, host, &words[n]))
		n++;
	return n;
}

/* May words that begin with these bytes be the same? */
static int may_match(unsigned char a, unsigned char b)
{
	return (a | b) >= 0x80 || ((a ^ b) & ~0x20) == 0;
}

static int same_words(const struct ncl_host *host, const char *text,
		      const struct ncl_block *b,
		      const struct title_word *title, uint32_t n)
{
	struct cursor c = { text + b->begin, 0, b->end - b->begin };
	struct title_word word;

	if (!find_word(&c) ||
	    !may_match((unsigned char)c.text[c.at],
		       (unsigned char)*title->text))
		return 0;
	for (uint32_t i = 0; i < n; i++)
		if (!next_word(&c, host, &word) || word.hash != title[i].hash)
			return 0;
	return n == TITLE_MOST || !next_word(&c, host, &word);
}

uint32_t title_block(const struct ncl_host *host, const ncl_doc *doc,
		     uint32_t first)
{
	struct title_word words[TITLE_MOST];
	uint32_t n, count = host->block_count(doc);
	size_t len, size;
	const char *text = host->text(doc, &size);
	const char *title = host->value(doc, "title", 0, &len);
	const struct ncl_block *b;

	if (!title) {
		b = host->block(doc, first);
		return b && b->end - b->begin <= BLOCK_MOST ? first :
							      UINT32_MAX;
	}
	n = title_words(host, title, len, words);
	for (uint32_t i = 0; n && i < count && i < LOOK; i++) {
		b = host->block(doc, i);
		if (b->end - b->begin <= 4 * len + 8 &&
		    same_words(host, text, b, words, n))
			return i;
	}
	return UINT32_MAX;
}
