/*
 * Dates as people write them, for ncl_find_date (facts.h has the contract).
 *
 *	dates.c        where a date stands
 *	date_forms.c   its parts, and the orders they stand in
 *	date_times.c   the time of day and the zone beside it
 *	date_tables.c  names of months and the words around dates, by language
 *	date_cursor.c  letters, numbers and words at a place
 */
#ifndef CORE_DATES_H
#define CORE_DATES_H

#include <stddef.h>
#include <stdint.h>

#include <nclass/plugin.h>

/* A place in a text that is valid UTF-8. */
struct cursor {
	const char *s;
	size_t at, end;
};

/* A time of day. */
struct clock {
	int hour, minute, second; /* second -1: not told */
	int zone;                 /* minutes east, or NO_ZONE */
};

struct date {
	int year, month, day;
	int ambiguous; /* day and month could be the other way round */
	struct clock clock;
	int has_clock;
};

enum { LONGEST_WORD = 48 }; /* bytes; a longer one is none */

enum { NO_ZONE = 9999, US_ZONE = 2000 /* and hours west: by daylight rule */ };

/* A letter starts at the place; *n: its bytes. Digits are none. */
int cursor_letter(const struct cursor *c, size_t at, uint32_t *n);
/* The value of a digit of Latin, Arabic or full width; -1: none. */
int cursor_digit(const struct cursor *c, size_t at, uint32_t *n);
/* At most `most` digits (of any script): how many; they are skipped. 0 where
 * there are none, or more. */
int cursor_number(struct cursor *c, int most, int *value);
/* Skip the bytes if they stand here. */
int cursor_skip(struct cursor *c, const char *bytes);
/* Skip white space. */
void cursor_space(struct cursor *c);
/* A word folded into `to`, and skipped; its length, 0: none stands here. */
size_t cursor_word(struct cursor *c, char *to, size_t room);
/* Whether a folded word is in a list of words that have a space between. */
int word_listed(const char *list, const char *word, size_t len);

/* The month by a folded word: 1 to 12, or 0. */
int date_month(const char *word, size_t len);
/* Words that may stand between the parts of a date: "de", "of". */
int date_link(const char *word, size_t len);
/* Whether text says that it was changed: "Updated", "Stand:". */
int date_says_modified(const char *text, size_t len);

/* Read a date right here, without its time (but for one that stands within
 * it); 0: none, nothing is skipped. */
int date_read(struct cursor *c, const char *language, unsigned rules,
	      struct date *d);

/* Read a time right here; 0: none, nothing is skipped. `sure`: what stands
 * before it says that it is one, so that "10.32" is too. */
int clock_read(struct cursor *c, int sure, struct clock *out);
/* Read a zone right here, into out->zone; 0: none. */
int clock_zone(struct cursor *c, struct clock *out);
/* The day is known: a zone that depends on daylight saving time becomes
 * minutes. */
void clock_settle(struct clock *t, int year, int month, int day);

#endif
