/* Containers of blocks: made when a block asks for one, then shared. */
#include <string.h>
#include <xxhash.h>

#include "io/html_page.h"

enum { WORDS = 24, LONGEST = 32, LOOKED_AT = 512 };

struct word {
	char text[LONGEST + 1];
	uint32_t len;
};

static int is_lower(char c)
{
	return c >= 'a' && c <= 'z';
}

static int is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

/* The next run of letters from *i on; a capital after a small letter begins
 * another one. 0: there is no more. */
static int next_word(const char *s, size_t end, size_t *i, struct word *w)
{
	w->len = 0;
	while (*i < end && !is_lower(s[*i]) && !is_upper(s[*i]))
		++*i;
	for (; *i < end && (is_lower(s[*i]) || is_upper(s[*i])); ++*i) {
		if (w->len && is_upper(s[*i]) && is_lower(s[*i - 1]))
			break;
		if (w->len < LONGEST)
			w->text[w->len++] = (char)(s[*i] | 0x20);
	}
	w->text[w->len] = 0;
	return w->len > 0;
}

static int has_word(const struct ncl_container *c, uint64_t hash)
{
	for (uint32_t i = 0; i < c->word_count; i++)
		if (c->words[i].hash == hash)
			return 1;
	return 0;
}

static int add_word(struct html_page *p, struct ncl_container *c,
		    struct ncl_markup_word *words, const struct word *w)
{
	uint64_t hash = XXH3_64bits(w->text, w->len);
	char *text;

	if (w->len < 2 || has_word(c, hash))
		return 1;
	text = ncl_doc_alloc(p->doc, w->len + 1);
	if (!text)
		return 0;
	memcpy(text, w->text, w->len);
	words[c->word_count++] = (struct ncl_markup_word){ hash, text };
	return 1;
}

static int add_words(struct html_page *p, struct ncl_container *c,
		     const struct html_element *e)
{
	struct ncl_markup_word words[WORDS], *kept;
	struct word w;

	c->words = words;
	for (int k = 0; k < HTML_WORD_ATTRS; k++) {
		size_t i = e->words[k].begin, end = e->words[k].end;

		if (end - i > LOOKED_AT)
			end = i + LOOKED_AT;
		while (c->word_count < WORDS &&
		       next_word(p->t.s, end, &i, &w))
			if (!add_word(p, c, words, &w))
				return 0;
	}
	kept = ncl_doc_alloc(p->doc, (c->word_count + 1) * sizeof(*kept));
	if (!kept)
		return 0;
	memcpy(kept, words, c->word_count * sizeof(*kept));
	c->words = kept;
	return 1;
}

static uint64_t mix(uint64_t path, uint64_t next)
{
	return ncl_hash_pair(path, next * 0x9e3779b97f4a7c15u + 1);
}

static struct ncl_container *make(struct html_page *p, uint32_t depth)
{
	const struct html_element *e = &p->stack.at[depth - 1];
	struct ncl_container *c = ncl_doc_alloc(p->doc, sizeof(*c));

	if (!c)
		return NULL;
	c->tag = e->tag;
	c->depth = (uint16_t)depth;
	if (depth > 1)
		c->parent = p->stack.at[depth - 2].made;
	if (!add_words(p, c, e))
		return NULL;
	c->path = mix(c->parent ? c->parent->path : 0, c->tag);
	for (uint32_t i = 0; i < c->word_count; i++)
		c->path = mix(c->path, c->words[i].hash);
	return c;
}

const struct ncl_container *html_container(struct html_page *p,
					   uint32_t depth)
{
	uint32_t made = depth;

	while (made && !p->stack.at[made - 1].made)
		made--;
	for (; made < depth; made++) {
		p->stack.at[made].made = make(p, made + 1);
		if (!p->stack.at[made].made)
			return NULL;
	}
	return p->stack.at[depth - 1].made;
}
