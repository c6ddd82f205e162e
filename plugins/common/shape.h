/*
 * What can be seen of one block alone: sizes, kinds of words, punctuation,
 * how it begins and ends, cue words. Lengths are in units: a word is one, a
 * character of a script written without spaces is half a one.
 */
#ifndef COMMON_SHAPE_H
#define COMMON_SHAPE_H

#include "common/cues.h"

/* How a block ends, brackets and quotes that close put aside. */
enum shape_end {
	END_STOP,     /* . ! ? and their like */
	END_ELLIPSIS,
	END_BRACKET,
	END_COLON,
	END_COMMA,    /* and semicolons, dashes */
	END_QUOTE,
	END_DIGIT,
	END_LETTER,
	END_OTHER
};

enum shape_start {
	START_QUOTE,
	START_BULLET,
	START_BRACKET,
	START_HASH, /* # and @ */
	START_DIGIT,
	START_CAPS, /* two capitals */
	START_CAPITAL,
	START_LOWER,
	START_LETTER, /* without case */
	START_BAR, /* of a table in text */
	START_OTHER
};

enum shape_mark {
	MARK_PAREN = 1,
	MARK_COLON = 2,
	MARK_QUESTION = 4,
	MARK_BANG = 8,
	MARK_COPYRIGHT = 16,
	MARK_ADDRESS = 32, /* @, :// or a dot inside a word */
	MARK_TIME = 64,    /* 12:30 */
	MARK_YEAR = 128,   /* 19xx or 20xx */
	MARK_MONEY = 256   /* $ and others, and % */
};

#define SHAPE_OPENING 4 /* tokens that the opening pattern spans */
#define SHAPE_PATTERN 9 /* tokens that a whole pattern spans at most */
#define SHAPE_CUE_TOKENS 32

struct shape {
	uint32_t first, count; /* its tokens */
	float units, log_units;
	float solo, capital, caps, digits; /* shares of tokens */
	float lower;                       /* share; caseless count too */
	float brief; /* share of words that are lower-case and short */
	float word_len;
	uint16_t commas, stops, bars, marks;
	uint32_t signs; /* of programs, markup and data: { } = and the like */
	uint8_t end, start, size; /* size: 0 to 6, by units */
	uint8_t prose;            /* reads like running text */
	uint8_t cues[CUE_COUNT];  /* how many of each group */
	uint32_t groups;          /* bits of those that are there */
	uint64_t opening, pattern; /* of kinds of words and what is between */
	uint64_t whole; /* of its tokens; of a long block the first, and
			 * how many */
};

/* Fill *s, zeroed before, from a block's text and tokens. */
void shape_block(struct shape *s, const char *text,
		 const struct ncl_block *block,
		 const struct ncl_token *tokens);

/* Count the cues of a shaped block. */
void shape_cues(struct shape *s, const struct ncl_token *tokens,
		const struct cues *cues);

/* The text of a pattern, for people: "Aa 9, 9999". Cut to `size`. */
void shape_write(char *to, uint32_t size, const char *text,
		 const struct ncl_block *block,
		 const struct ncl_token *tokens, uint32_t count);

#endif
