/* Where a date stands in a text, and the time beside it. */
#include "dates.h"

#include <stdio.h>
#include <string.h>

#include <nclass/nclass.h>

#include "utf8.h"

enum { BEFORE = 48, GAP = 24 }; /* bytes to a time before, behind */

/* ------------------------------------------------------------- the clock */

/* Marks that may stand between a date and its time. */
static int is_mark(uint32_t u)
{
	return utf8_is_space(u) ||
	       (u < 0x80 && u && strchr(",|-()/.@", (int)u)) ||
	       (u >= 0x2010 && u <= 0x2022) || u == 0xb7 || u == 0xff08 ||
	       u == 0xff09 || u == 0xff0c;
}

/* Skip a mark or a short word ("at", "um", a weekday) before a time. *sure:
 * it says that a time comes. 0: no time can come. */
static int skip_one(struct cursor *c, int *sure)
{
	char word[LONGEST_WORD];
	struct cursor at = *c;
	size_t n = cursor_word(&at, word, sizeof(word)), letters = 0;
	uint32_t len;

	if (!n) {
		if (at.at >= at.end || !is_mark(utf8_read(at.s + at.at, &len)))
			return 0;
		c->at += len;
		return 1;
	}
	for (size_t i = 0; i < n; i++)
		letters += (word[i] & 0xc0) != 0x80;
	if (letters > 10 || date_month(word, n) || date_says_modified(word, n))
		return 0;
	*sure = word_listed("um kl klo kello ore alle at ob om", word, n);
	*c = at;
	return 1;
}

static void clock_behind(struct cursor *c, struct date *d)
{
	struct cursor at = *c;
	int sure = 0;

	do {
		struct cursor here = at;

		if (clock_read(&here, sure, &d->clock)) {
			d->has_clock = 1;
			*c = here;
			return;
		}
	} while (at.at - c->at < GAP && skip_one(&at, &sure));
}

/* "10:32 AM EST, March 3, 2021": back from where the date begins; gives where
 * the time does. */
static size_t clock_before(const struct cursor *c, size_t from, size_t begin,
			   struct date *d)
{
	size_t first = begin - from > BEFORE ? begin - BEFORE : from;
	uint32_t n;

	for (size_t at = first; at < begin; at++) {
		struct cursor here = { c->s, at, begin };
		int sure = 0;

		if (!utf8_starts(c->s + at) ||
		    (at > first && cursor_digit(c, at - 1, &n) >= 0) ||
		    !clock_read(&here, 0, &d->clock))
			continue;
		while (here.at < begin && skip_one(&here, &sure))
			;
		if (here.at == begin) {
			d->has_clock = 1;
			return at;
		}
	}
	return begin;
}

/* ------------------------------------------------------------------- all */

/* "2021-03-04T10:32:05+01:00" */
static void write_date(struct date *d, char *to, size_t room)
{
	struct clock *t = &d->clock;
	size_t n = (size_t)snprintf(to, room, "%04d-%02d-%02d", d->year,
				    d->month, d->day);
	int zone;

	if (!d->has_clock)
		return;
	n += (size_t)snprintf(to + n, room - n, "T%02d:%02d", t->hour,
			      t->minute);
	if (t->second >= 0)
		n += (size_t)snprintf(to + n, room - n, ":%02d", t->second);
	clock_settle(t, d->year, d->month, d->day);
	zone = t->zone < 0 ? -t->zone : t->zone;
	if (t->zone == 0)
		snprintf(to + n, room - n, "Z");
	else if (t->zone != NO_ZONE)
		snprintf(to + n, room - n, "%c%02d:%02d",
			 t->zone < 0 ? '-' : '+', zone / 60 % 100, zone % 60);
}

/* A date may begin here: a number or a word does, also one that is glued to
 * the word before it ("DoeMarch"). */
static int may_begin(const struct cursor *c, size_t at)
{
	unsigned char here = (unsigned char)c->s[at], before;
	uint32_t n;

	if (!utf8_starts(c->s + at))
		return 0;
	if (cursor_digit(c, at, &n) >= 0)
		return at == 0 || !strchr("0123456789./-:", c->s[at - 1]) ||
		       (strchr("./-:", c->s[at - 1]) &&
			(at == 1 || c->s[at - 2] < '0' || c->s[at - 2] > '9'));
	if (!cursor_letter(c, at, &n))
		return 0;
	before = at ? (unsigned char)c->s[at - 1] : ' ';
	if (here >= 'A' && here <= 'Z')
		return before < 'A' || before > 'Z';
	return here < 0x80 ? before < 'A' : before < 0x80;
}

/* Behind the last digit: every date has one. Those that are not ASCII begin
 * with few bytes. */
static size_t digits_end(const char *text, size_t from, size_t len)
{
	for (; len > from; len--) {
		unsigned char c = (unsigned char)text[len - 1];

		if ((c >= '0' && c <= '9') || c == 0xd9 || c == 0xdb ||
		    c == 0xe0 || c == 0xef)
			break;
	}
	return len;
}

int ncl_find_date(const char *text, size_t len, size_t from,
		  const char *language, unsigned rules,
		  struct ncl_date *out)
{
	size_t last = digits_end(text, from, len);
	struct date d;

	for (size_t at = from; at < last; at++) {
		struct cursor c = { text, at, len };
		size_t begin, before;

		if (!may_begin(&c, at) || !date_read(&c, language, rules, &d))
			continue;
		begin = at;
		if (!d.has_clock)
			clock_behind(&c, &d);
		if (!d.has_clock)
			begin = clock_before(&c, from, at, &d);
		before = begin - from > BEFORE ? begin - BEFORE : from;
		while (!utf8_starts(text + before))
			before++;
		write_date(&d, out->iso, sizeof(out->iso));
		out->begin = (uint32_t)begin;
		out->end = (uint32_t)c.at;
		out->flags = d.has_clock ? NCL_DATE_TIME : 0;
		if (d.ambiguous)
			out->flags |= NCL_DATE_AMBIGUOUS;
		if (date_says_modified(text + before, begin - before))
			out->flags |= NCL_DATE_MODIFIED;
		return 1;
	}
	return 0;
}
