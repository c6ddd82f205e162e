#include "beginnings.h"

#include <stdio.h>

#define LENGTH 5 /* characters of a beginning */

/* The first characters as a number, or 0 where one is not ASCII. */
static inline uint64_t ascii_beginning(const char *word)
{
	uint64_t all = 0;
	unsigned bits = 0;

	for (int i = 0; i < LENGTH; i++) {
		unsigned c = (unsigned char)word[i];

		bits |= c;
		all = all << 8 | (c + (c - 'A' < 26u ? 32 : 0));
	}
	return bits < 0x80 ? all : 0;
}

/* The bytes of a word's beginning; 0: it is too short to have one. */
static uint32_t beginning_bytes(const char *word, uint32_t len)
{
	uint32_t at = 0;

	for (uint32_t n = 0; n < LENGTH; n++) {
		if (at == len)
			return 0;
		at++;
		while (at < len && ((unsigned char)word[at] & 0xc0) == 0x80)
			at++;
	}
	return at;
}

static void name(struct ncl_sink *sink, uint32_t group, uint64_t hash,
		 const char *word, uint32_t bytes)
{
	char text[4 * LENGTH + 2];

	snprintf(text, sizeof(text), "%.*s-", (int)bytes, word);
	sink->name(sink, group, hash, text);
}

void beginning_add(const struct ncl_host *host, struct ncl_sink *sink,
		   uint32_t group, const char *word, uint32_t len,
		   float count)
{
	uint64_t ascii, hash;
	uint32_t bytes = LENGTH;

	if (len < LENGTH)
		return;
	ascii = ascii_beginning(word);
	if (!ascii)
		bytes = beginning_bytes(word, len);
	if (!bytes)
		return;
	hash = ascii ? ncl_hash_pair(ascii, 0) : host->token_hash(word, bytes);
	sink->add(sink, group, hash, count);
	if (sink->name)
		name(sink, group, hash, word, bytes);
}

void beginnings_add(const struct ncl_host *host, ncl_doc *doc,
		    struct ncl_sink *sink, uint32_t group, uint32_t first,
		    uint32_t n, float count)
{
	size_t len;
	uint32_t all;
	const char *text = host->text(doc, &len);
	const struct ncl_token *t = host->tokens(doc, &all) + first;

	for (uint32_t i = 0; i < n; i++)
		beginning_add(host, sink, group, text + t[i].begin,
			      t[i].end - t[i].begin, count);
}
