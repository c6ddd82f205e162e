/*
 * Names of authors in a byline, for ncl_find_names (facts.h has the contract).
 *
 *	bylines.c        the line cut into pieces
 *	byline_words.c   words: what kind each is
 *	byline_pieces.c  pieces: which of them are names
 *	byline_tables.c  cues, job titles, agencies, particles, by language
 */
#ifndef CORE_BYLINES_H
#define CORE_BYLINES_H

#include "dates.h"

enum name_cue {
	CUE_NONE,
	CUE_AUTHOR, /* "By": names follow */
	CUE_OTHER   /* "Photo:", "Edited by": names follow, of no author */
};

/* ------------------------------------------------------ byline_tables.c */

/* The cue at the start of a folded text, and its length with what belongs to
 * it; CUE_NONE: none. */
enum name_cue name_cue(const char *folded, size_t *len);
/* A word that parts two names: "and", "und". */
int name_joins(const char *word, size_t len);
/* A word behind which a place stands: "in", "aus". */
int name_place(const char *word, size_t len);
/* A word that no name has: "editor", "Redakteurin", "updated". */
int name_never(const char *word, size_t len);
/* A word that desks sign with: "staff", "team". */
int name_desk(const char *word, size_t len);
/* A word of organisations' names: "university". */
int name_org(const char *word, size_t len);
/* A word of names that has no capital: "van", "de". */
int name_particle(const char *word, size_t len);
/* A degree or the like behind a name: "PhD". */
int name_degree(const char *word, size_t len);
/* An agency or a desk: the whole folded text. */
int name_agency(const char *folded, size_t len);

enum {
	MOST_WORDS = 12, MOST_DATES = 8, WORD = 64
};

enum word_kind {
	WORD_NAME,     /* has a capital */
	WORD_CASELESS, /* of a script without */
	WORD_PARTICLE, WORD_JOIN, WORD_PLACE, WORD_BY, WORD_DESK,
	WORD_DEGREE, WORD_NEVER,
	WORD_DIGITS,
	WORD_OTHER     /* addresses, small letters, organisations */
};

struct piece {
	size_t begin[MOST_WORDS], end[MOST_WORDS];
	unsigned n;
	unsigned caseless, chars; /* words, and their characters */
	unsigned small; /* particles */
	unsigned desk; /* 1 + the word that says "team", "staff"; 0: none */
	int spoilt; /* it cannot be a name */
	int ended;  /* it is one, and what follows does not belong to it */
};

struct byline {
	struct cursor c;
	unsigned rules;
	struct ncl_date dates[MOST_DATES];
	unsigned date_count;
	enum name_cue cue;
	int place;  /* the piece that comes is one */
	int comma;  /* it comes behind a name and a comma */
	int within; /* its cue stood within the line: "sort by" */
	struct piece now;
	struct ncl_name single; /* a name of one word behind a cue */
	struct ncl_name *out;
	uint32_t count, room, agencies;
};

/* ----------------------------------------------------- byline_pieces.c */

size_t byline_fold(const struct byline *b, size_t begin, size_t end,
		   char *to, size_t room);
/* Take a name, once. */
void byline_add(struct byline *b, size_t begin, size_t end, unsigned flags);
int byline_agency(const struct byline *b, const struct piece *p);
/* The piece is over: take it where it is a name. */
void byline_end_piece(struct byline *b);

/* ------------------------------------------------------ byline_words.c */

/* A capital stands at the place. */
int byline_upper(const struct byline *b, size_t at);
/* The date that begins, or goes on, at a place; NULL: none. */
const struct ncl_date *byline_date(const struct byline *b, size_t at);
/* Read a word at the place; where it ends (not behind the place: there is
 * none). *odd: with digits or signs of addresses. */
size_t byline_read_word(struct byline *b, int *odd);
/* A word comes: into the piece, or to its end. */
void byline_put_word(struct byline *b, size_t begin, size_t end, int odd);

#endif
