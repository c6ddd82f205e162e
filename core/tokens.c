#include "tokens.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "fold.h"
#include "utf8.h"
#include "window.h"

struct scanner {
	ncl_doc *doc;
	const char *text;
	uint32_t at, end; /* in the block */
	uint32_t len;     /* of the text */
	struct folder folder;
	struct window window;
};

#define TAKEN_MOST (WINDOW / 2) /* words of a window */

/* Take ASCII letters and digits. */
static inline void take_ascii(struct scanner *s)
{
	struct folder *f = &s->folder;
	unsigned char c;

	while (s->at < s->end &&
	       (c = fold_ascii[(unsigned char)s->text[s->at]])) {
		folder_room(f);
		f->bytes[f->len++] = c;
		s->at++;
	}
}

/* What a letter of two bytes at p folds to, or 0: it is none of fold_two. */
static inline unsigned fold_pair(const char *p)
{
	unsigned c = (unsigned char)p[0];

	if ((c & 0xe0) != 0xc0)
		return 0;
	return fold_two[((c & 0x1f) << 6 | ((unsigned char)p[1] & 0x3f)) -
			0x80];
}

/* Take letters of two bytes; 0 where none stands. */
static inline int take_pairs(struct scanner *s)
{
	struct folder *f = &s->folder;
	uint32_t begin = s->at;
	unsigned c;

	while (s->at < s->end && (c = fold_pair(s->text + s->at))) {
		folder_room(f);
		f->bytes[f->len] = (unsigned char)(0xc0 | c >> 6);
		f->bytes[f->len + 1] = (unsigned char)(0x80 | (c & 0x3f));
		f->len += 2;
		s->at += 2;
	}
	return s->at > begin;
}

/* Add the character of len bytes that is c. */
static void take(struct scanner *s, unsigned look, uint32_t c, uint32_t len)
{
	if (look & CHAR_FOLDS)
		folder_fold(&s->folder, c);
	else
		folder_copy(&s->folder, s->text + s->at, len);
	s->at += len;
}

/* Whether a letter, with its marks, stands before s->at. */
static int letter_before(const struct scanner *s)
{
	uint32_t at = s->at, len;
	unsigned look;

	do
		at--;
	while (!utf8_starts(s->text + at));
	look = fold_look(utf8_read(s->text + at, &len)) & CHAR_CLASS;
	return look == CHAR_LETTER || look == CHAR_MARK;
}

static int letter_at(const struct scanner *s, uint32_t at)
{
	uint32_t len;

	return at < s->end && (fold_look(utf8_read(s->text + at, &len)) &
			       CHAR_CLASS) == CHAR_LETTER;
}

/* Take a character that belongs to the word, 0 where the word ends. */
static int take_other(struct scanner *s)
{
	uint32_t len, c = utf8_read(s->text + s->at, &len);
	unsigned look = fold_look(c), class = look & CHAR_CLASS;

	if (class == CHAR_JOINS && letter_before(s) &&
	    letter_at(s, s->at + len))
		class = CHAR_LETTER;
	if (class < CHAR_MARK)
		return 0;
	take(s, look, c, len);
	return 1;
}

static void take_word(struct scanner *s)
{
	for (;;) {
		take_ascii(s);
		if (s->at == s->end)
			return;
		if ((unsigned char)s->text[s->at] < 0x80 &&
		    s->text[s->at] != '\'')
			return;
		if (!take_pairs(s) && !take_other(s))
			return;
	}
}

static void take_solo(struct scanner *s, unsigned look)
{
	uint32_t len, c = utf8_read(s->text + s->at, &len);

	take(s, look, c, len);
	while (s->at < s->end && !((unsigned char)s->text[s->at] < 0x80)) {
		c = utf8_read(s->text + s->at, &len);
		look = fold_look(c);
		if ((look & CHAR_CLASS) != CHAR_MARK)
			break;
		take(s, look, c, len);
	}
}

/* Move to the next token's first character; 0 at the block's end. */
static unsigned seek(struct scanner *s)
{
	uint32_t len;
	unsigned look;

	while (s->at < s->end) {
		unsigned char c = (unsigned char)s->text[s->at];

		if (fold_ascii[c])
			return CHAR_LETTER;
		if (c < 0x80) {
			s->at++;
			continue;
		}
		if (fold_pair(s->text + s->at))
			return CHAR_LETTER;
		look = fold_look(utf8_read(s->text + s->at, &len));
		if ((look & CHAR_CLASS) >= CHAR_SOLO &&
		    (look & CHAR_CLASS) != CHAR_MARK)
			return look;
		s->at += len;
	}
	return 0;
}

static int grow_tokens(ncl_doc *doc)
{
	size_t size = doc->token_size ? (size_t)doc->token_size * 2 :
		      doc->len / 6 + 64;
	struct ncl_token *tokens;

	if (size > UINT32_MAX)
		size = UINT32_MAX;
	tokens = realloc(doc->tokens, size * sizeof(*tokens));
	if (!tokens)
		return 0;
	doc->tokens = tokens;
	doc->token_size = (uint32_t)size;
	return 1;
}

/* The words of the window that are whole, from s->at on and before a stop and
 * the block's end: a bit for each of their bytes. s->at moves behind them, to
 * what may be a word. The last place of the window is only looked at, so no
 * word ends with the bits. */
static inline uint64_t whole_words(struct scanner *s)
{
	const struct window *w = &s->window;
	uint32_t end = s->end - w->begin, most = WINDOW - 1;
	uint64_t from = ~(uint64_t)0 << (s->at - w->begin), gaps, words;

	most = end < most ? end : most;
	if (w->stops & from) {
		uint32_t stop = (uint32_t)__builtin_ctzll(w->stops & from);

		most = stop < most ? stop : most;
	}
	from &= ((uint64_t)1 << most) - 1;
	words = w->words & from;
	if (most == end) {
		s->at = s->end;
		return words;
	}
	gaps = from & ~words;
	if (!gaps)
		return 0;
	most = 63 - (uint32_t)__builtin_clzll(gaps);
	s->at = w->begin + most + 1;
	return words & (((uint64_t)1 << most) - 1);
}

/* Make tokens of the words of the window; there is room for them. */
static inline void take_words(struct scanner *s, uint64_t words)
{
	ncl_doc *doc = s->doc;
	struct ncl_token *token = doc->tokens + doc->token_count;
	const unsigned char *folded = window_folded(&s->window);

	while (words) {
		uint32_t begin = (uint32_t)__builtin_ctzll(words);
		uint64_t rest = words + (words & (0 - words)); /* carries */
		uint32_t end = (uint32_t)__builtin_ctzll(rest);

		token->begin = s->window.begin + begin;
		token->end = s->window.begin + end;
		token->hash = word_hash(folded + begin, end - begin);
		token++;
		words &= rest;
	}
	doc->token_count = (uint32_t)(token - doc->tokens);
}

/* Make the next token, whatever it is of; 0 at the block's end. */
static int take_any(struct scanner *s, struct ncl_token *token)
{
	unsigned look = s->at < s->end ? seek(s) : 0;

	if (!look)
		return 0;
	token->begin = s->at;
	if ((look & CHAR_CLASS) == CHAR_SOLO)
		take_solo(s, look);
	else
		take_word(s);
	token->end = s->at;
	token->hash = folder_end(&s->folder);
	return 1;
}

/* Make the tokens of a block; 0 when memory is short. */
static int scan(struct scanner *s)
{
	ncl_doc *doc = s->doc;
	struct window *w = &s->window;
	int more = 1;

	while (more) {
		if (doc->token_size - doc->token_count <= TAKEN_MOST &&
		    !grow_tokens(doc))
			return 0;
		if (s->at - w->begin >= WINDOW - 1)
			window_move(w, s->text, s->at, s->len);
		take_words(s, whole_words(s));
		if (s->at == s->end)
			return 1;
		if (s->at > w->begin && !(w->stops >> (s->at - w->begin))) {
			window_move(w, s->text, s->at, s->len);
		} else {
			more = take_any(s, &doc->tokens[doc->token_count]);
			doc->token_count += (uint32_t)more;
		}
	}
	return 1;
}

enum ncl_status tokens_make(ncl_doc *doc)
{
	struct scanner s;

	if (doc->tokens_made)
		return NCL_OK;
	s.doc = doc;
	s.text = doc->text;
	s.len = doc->len;
	s.folder.len = 0;
	s.folder.streaming = 0;
	s.window = (struct window){ .begin = 0 - WINDOW };
	doc->token_count = 0;
	for (uint32_t i = 0; i < doc->block_count; i++) {
		struct ncl_block *block = &doc->blocks[i];

		s.at = block->begin;
		s.end = block->end;
		block->first_token = doc->token_count;
		if (!scan(&s)) {
			doc->token_count = 0;
			return NCL_NOMEM;
		}
		block->token_count = doc->token_count - block->first_token;
	}
	doc->tokens_made = 1;
	return NCL_OK;
}

/* Hash a short word of ASCII; 0 where it is none. */
static int hash_ascii(const char *word, size_t len, uint64_t *hash)
{
	unsigned char folded[32], bits = 0;

	for (size_t i = 0; i < len && i < sizeof(folded); i++) {
		folded[i] = (unsigned char)(word[i] | (word[i] >= 'A' &&
						       word[i] <= 'Z') << 5);
		bits |= folded[i];
	}
	*hash = len <= sizeof(folded) ? XXH3_64bits(folded, len) : 0;
	return len <= sizeof(folded) && bits < 0x80;
}

uint64_t tokens_hash(const char *word, size_t len)
{
	struct folder f;
	size_t valid, at = 0;
	uint64_t hash;
	uint32_t n;

	if (hash_ascii(word, len, &hash))
		return hash;
	valid = utf8_valid(word, len);
	f.len = 0;
	f.streaming = 0;
	while (at < valid) {
		uint32_t c = utf8_read(word + at, &n);

		if (c >= 0x80 && fold_look(c) & CHAR_FOLDS)
			folder_fold(&f, c);
		else if (c < 0x80 && fold_ascii[c])
			folder_copy(&f, (const char *)&fold_ascii[c], 1);
		else
			folder_copy(&f, word + at, n);
		at += n;
	}
	for (; at < len; at++)
		folder_copy(&f, word + at, 1);
	return folder_end(&f);
}

size_t tokens_fold(const char *word, size_t len, char *to, size_t room)
{
	struct folder f = { .len = 0 };
	size_t valid = utf8_valid(word, len), at = 0, done = 0;
	uint32_t n;

	for (; at < valid; at += n) {
		uint32_t c = utf8_read(word + at, &n);

		f.len = 0;
		if (c >= 0x80 && fold_look(c) & CHAR_FOLDS)
			folder_fold(&f, c);
		else if (c < 0x80 && fold_ascii[c])
			folder_copy(&f, (const char *)&fold_ascii[c], 1);
		else
			folder_copy(&f, word + at, n);
		if (done + f.len >= room)
			break;
		memcpy(to + done, f.bytes, f.len);
		done += f.len;
	}
	to[done] = 0;
	return done;
}

const char *tokens_unicode(void)
{
	return utf8proc_unicode_version();
}
