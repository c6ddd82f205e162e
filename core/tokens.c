#include "tokens.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "fold.h"
#include "utf8.h"

struct scanner {
	ncl_doc *doc;
	const char *text;
	uint32_t at, end; /* in the block */
	uint32_t len;     /* of the text */
	struct folder folder;
};

#define ONES 0x0101010101010101u
#define HIGH 0x8080808080808080u

/* Bit 7 of each byte that is above n; bytes and n are below 128. */
static inline uint64_t above(uint64_t bytes, unsigned n)
{
	return (bytes + ONES * (127 - n)) & HIGH;
}

/* How many of the eight bytes, in text order, come before the first that is
 * marked in bit 7. */
static inline uint32_t before_mark(uint64_t marks)
{
	if (!marks)
		return 8;
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	return (uint32_t)__builtin_ctzll(marks) / 8;
#else
	return (uint32_t)__builtin_clzll(marks) / 8;
#endif
}

/* Fold ASCII letters and digits from the start of eight bytes; how many. */
static inline uint32_t fold_eight(unsigned char *to, const char *from)
{
	uint64_t bytes, low, small, letters, digits;

	memcpy(&bytes, from, sizeof(bytes));
	low = bytes & ~HIGH;
	small = low | ONES * 0x20;
	letters = above(small, 'a' - 1) & ~above(small, 'z');
	digits = above(low, '0' - 1) & ~above(low, '9');
	small = bytes | letters >> 2; /* 0x80 >> 2 makes A an a */
	memcpy(to, &small, sizeof(small));
	return before_mark(~((letters | digits) & ~bytes) & HIGH);
}

/* Take ASCII letters and digits. */
static inline void take_ascii(struct scanner *s)
{
	struct folder *f = &s->folder;
	uint32_t n = 8, left;

	while (n == 8 && s->len - s->at >= 8) {
		folder_room(f);
		n = fold_eight(f->bytes + f->len, s->text + s->at);
		left = s->end - s->at;
		n = n < left ? n : left;
		f->len += n;
		s->at += n;
	}
	while (n == 8 && s->at < s->end) {
		unsigned char c = fold_ascii[(unsigned char)s->text[s->at]];

		if (!c)
			break;
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

/* Make the tokens of a block; 0 when memory is short. */
static int scan(struct scanner *s)
{
	ncl_doc *doc = s->doc;
	struct ncl_token *token;
	unsigned look;

	while ((look = seek(s))) {
		if (doc->token_count == doc->token_size && !grow_tokens(doc))
			return 0;
		token = &doc->tokens[doc->token_count++];
		token->begin = s->at;
		if ((look & CHAR_CLASS) == CHAR_SOLO)
			take_solo(s, look);
		else
			take_word(s);
		token->end = s->at;
		token->hash = folder_end(&s->folder);
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

uint64_t tokens_hash(const char *word, size_t len)
{
	struct folder f;
	size_t valid = utf8_valid(word, len), at = 0;
	uint32_t n;

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
