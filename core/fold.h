/*
 * What a character is to the tokenizer, and its case-folded form
 * (docs/tokens.md).
 */
#ifndef CORE_FOLD_H
#define CORE_FOLD_H

#include <stdint.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

enum char_class {
	CHAR_OTHER,  /* separates */
	CHAR_JOINS,  /* joins letters: apostrophes, soft hyphen, ZWJ, ZWNJ */
	CHAR_SOLO,   /* of a script written without spaces: one token */
	CHAR_MARK,   /* belongs to the character before it */
	CHAR_LETTER, /* of a script written with spaces between words */
	CHAR_DIGIT,
	CHAR_CLASS = 7, /* mask of the above */
	CHAR_FOLDS = 8  /* its folded form differs from itself */
};

/* The class of a character, and whether it folds. */
unsigned fold_look(uint32_t c);

/* An ASCII letter or digit: its folded form; any other byte: 0. */
extern const unsigned char fold_ascii[256];
/* A character of two bytes, less 0x80: the one that it folds to where it is a
 * letter and that has two bytes, too; else 0: ask fold_look. */
extern const uint16_t fold_two[0x800 - 0x80];

/*
 * A word being folded and hashed. Short words are hashed in one go, longer
 * ones (over the buffer) as a stream; both give XXH3-64 of all bytes.
 */
struct folder {
	XXH3_state_t stream;
	uint32_t len; /* bytes in the buffer */
	int streaming;
	unsigned char bytes[256];
};

#define FOLDER_ROOM 64 /* bytes that are free after folder_room */

/* Hash the buffer as a part of a long word when it is nearly full. */
void folder_spill(struct folder *f);
/* Add the folded form of a character. */
void folder_fold(struct folder *f, uint32_t c);

static inline void folder_room(struct folder *f)
{
	if (f->len > sizeof(f->bytes) - FOLDER_ROOM)
		folder_spill(f);
}

/* Add bytes that fold to themselves, at most FOLDER_ROOM. */
static inline void folder_copy(struct folder *f, const char *p, uint32_t len)
{
	folder_room(f);
	for (uint32_t i = 0; i < len; i++)
		f->bytes[f->len + i] = (unsigned char)p[i];
	f->len += len;
}

/* The hash of what was added since the last call. */
static inline uint64_t folder_end(struct folder *f)
{
	uint64_t hash;

	if (!f->streaming) {
		hash = XXH3_64bits(f->bytes, f->len);
	} else {
		folder_spill(f);
		hash = XXH3_64bits_digest(&f->stream);
		f->streaming = 0;
	}
	f->len = 0;
	return hash;
}

#endif
