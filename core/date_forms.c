/* The forms of a date: its parts, and the orders they stand in. */
#include "dates.h"

#include <string.h>

static int is_date(const struct date *d)
{
	static const int days[] = { 31, 29, 31, 30, 31, 30,
				    31, 31, 30, 31, 30, 31 };
	int leap = d->year % 4 == 0 &&
		   (d->year % 100 != 0 || d->year % 400 == 0);

	return d->year >= 1800 && d->year <= 2099 && d->month >= 1 &&
	       d->month <= 12 && d->day >= 1 &&
	       d->day <= days[d->month - 1] &&
	       (d->month != 2 || d->day < 29 || leap);
}

/* A month's name, its full stop too; two words where they need be. */
static int read_month(struct cursor *c)
{
	char word[2 * LONGEST_WORD + 2];
	struct cursor at = *c, two;
	size_t n = cursor_word(&at, word, LONGEST_WORD), more;
	int month;

	if (!n)
		return 0;
	two = at;
	if (cursor_skip(&two, " ") &&
	    (more = cursor_word(&two, word + n + 1, LONGEST_WORD))) {
		word[n] = ' ';
		month = date_month(word, n + 1 + more);
		word[n] = 0;
		if (month) {
			*c = two;
			return month;
		}
	}
	month = date_month(word, n);
	if (!month)
		return 0;
	cursor_skip(&at, ".");
	*c = at;
	return month;
}

/* What may stand between parts: spaces, commas, "de", "of", an apostrophe. */
static void skip_link(struct cursor *c)
{
	char word[LONGEST_WORD];

	for (int i = 0; i < 3; i++) {
		struct cursor at;

		cursor_space(c);
		if (cursor_skip(c, ","))
			cursor_space(c);
		at = *c;
		if (!date_link(word, cursor_word(&at, word, sizeof(word))))
			return;
		if (!cursor_skip(&at, "\xe2\x80\x99"))
			cursor_skip(&at, "'");
		*c = at;
	}
}

/* "st", "º", "." behind the number of a day. */
static void skip_ordinal(struct cursor *c)
{
	static const char *const marks[] = { ".", "st", "nd", "rd", "th", "ST",
					     "ND", "RD", "TH", "er",
					     "\xc2\xba", "\xc2\xb0", "ª",
					     "-го", "-е" };
	uint32_t n;

	for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++) {
		struct cursor at = *c;

		if (!cursor_skip(&at, marks[i]) ||
		    (marks[i][0] >= 'a' && cursor_letter(&at, at.at, &n)))
			continue;
		*c = at;
		return;
	}
}

/* No digit follows, nor a full stop and one ("3.4.2021.7"). */
static int ends_number(const struct cursor *c)
{
	uint32_t n;

	return cursor_digit(c, c->at, &n) < 0 &&
	       (c->at >= c->end || c->s[c->at] != '.' ||
		cursor_digit(c, c->at + 1, &n) < 0);
}

static int read_year(struct cursor *c, int *year)
{
	return cursor_number(c, 4, year) == 4;
}

/* The same, and digits that are glued to it are something else: "Mar 3,
 * 20215 min read". */
static int read_glued_year(struct cursor *c, int *year)
{
	struct cursor at = *c;
	uint32_t n;
	int digits = 0;

	for (; digits < 4 && cursor_digit(c, at.at, &n) >= 0; digits++)
		at.at += n;
	at.end = at.at;
	at.at = c->at;
	if (digits < 4 || !read_year(&at, year))
		return 0;
	c->at = at.at;
	return 1;
}

/* -------------------------------------------------------------- patterns */

/* "3 March 2021", "3. maaliskuuta 2021", "3-Mar-2021", "3 tháng 3, 2021" */
static int day_name_year(struct cursor *c, struct date *d)
{
	struct cursor at = *c, month;
	char word[LONGEST_WORD];

	if (!cursor_number(&at, 2, &d->day))
		return 0;
	skip_ordinal(&at);
	if (!cursor_skip(&at, "-") && !cursor_skip(&at, "/"))
		cursor_space(&at);
	month = at;
	if (cursor_word(&month, word, sizeof(word)) &&
	    word_listed("tháng", word, strlen(word))) {
		cursor_space(&month);
		if (!cursor_number(&month, 2, &d->month))
			return 0;
		at = month;
	} else {
		skip_link(&at);
		d->month = read_month(&at);
	}
	if (!d->month)
		return 0;
	/* a second name of it: "كانون الثاني/يناير" */
	if (cursor_skip(&at, "/") || cursor_skip(&at, "-"))
		read_month(&at);
	skip_link(&at);
	if (!read_glued_year(&at, &d->year))
		return 0;
	*c = at;
	return 1;
}

/* Whether a number stands behind the word here, as behind a month's name; one
 * of two words, which are Arabic, may be one. */
static int has_day_behind(const struct cursor *c)
{
	struct cursor at = *c;
	uint32_t n;

	while (cursor_letter(c, at.at, &n))
		at.at += n;
	if (at.at == c->at)
		return 0;
	if (((unsigned char)c->s[c->at] & 0xfe) == 0xd8)
		return 1;
	cursor_skip(&at, ".");
	cursor_space(&at);
	return cursor_digit(c, at.at, &n) >= 0;
}

/* "March 3, 2021", "Fri Dec 22 10:00:00 UTC 2023" */
static int name_day_year(struct cursor *c, struct date *d)
{
	struct cursor at = *c, clock;

	if (!has_day_behind(c))
		return 0;
	d->month = read_month(&at);
	cursor_space(&at);
	if (!d->month || !cursor_number(&at, 2, &d->day))
		return 0;
	skip_ordinal(&at);
	clock = at;
	cursor_space(&clock);
	if (clock_read(&clock, 0, &d->clock)) {
		at = clock;
		d->has_clock = 1;
	}
	skip_link(&at);
	if (!read_glued_year(&at, &d->year))
		return 0;
	*c = at;
	return 1;
}

/* "2021-03-04", "2021/3/4", "2021. 3. 4.", "2021年3月4日", "2021. március 4." */
static int year_first(struct cursor *c, struct date *d)
{
	static const char *const after_year[] = { "-", "/", ".", "年", "년",
						  "" };
	static const char *const after_month[] = { "-", "/", ".", "月", "월",
						   "" };
	struct cursor at = *c;
	size_t i;

	if (!read_year(&at, &d->year))
		return 0;
	cursor_space(&at);
	for (i = 0; i < 5; i++)
		if (cursor_skip(&at, after_year[i]))
			break;
	if (i > 1)
		cursor_space(&at);
	d->month = i == 2 || i == 5 ? read_month(&at) : 0;
	if (!d->month && (i == 5 || !cursor_number(&at, 2, &d->month) ||
			  !cursor_skip(&at, after_month[i])))
		return 0;
	if (i > 1)
		cursor_space(&at);
	if (!cursor_number(&at, 2, &d->day))
		return 0;
	if (!cursor_skip(&at, i == 2 ? "." : "日"))
		cursor_skip(&at, "일");
	*c = at;
	return 1;
}

/* Which of two numbers is the day, where both could be. */
static int is_day_first(const char *language, unsigned rules, char part)
{
	static const char *const not_us[] = { "en-gb", "en-au", "en-nz",
					      "en-ie", "en-in", "en-za",
					      "en-ng", "en-ke", "en-sg",
					      "en-hk", "en-my", "en-pk",
					      "en-gh", "en-mt" };
	char low[6] = "";

	if (rules & (NCL_DAY_FIRST | NCL_MONTH_FIRST))
		return !(rules & NCL_MONTH_FIRST);
	if (part == '.')
		return 1;
	for (size_t i = 0; language && language[i] && i < 5; i++)
		low[i] = (char)(language[i] == '_' ? '-' : language[i] | 0x20);
	if (strncmp(low, "en", 2) != 0)
		return low[0] && strncmp(low, "zh", 2) != 0 &&
		       strncmp(low, "ja", 2) != 0 &&
		       strncmp(low, "ko", 2) != 0;
	for (size_t i = 0; i < sizeof(not_us) / sizeof(not_us[0]); i++)
		if (!strncmp(low, not_us[i], 5))
			return 1;
	return 0;
}

/* "04.03.2021", "3/4/2021", "4. 3. 2021", "04.03.21" */
static int numeric(struct cursor *c, struct date *d, const char *language,
		   unsigned rules)
{
	struct cursor at = *c;
	char part[2] = "";
	int first, second, digits;

	if (!cursor_number(&at, 2, &first) || at.at >= at.end)
		return 0;
	part[0] = at.s[at.at];
	if (!strchr("./-", part[0]) || !part[0])
		return 0;
	cursor_skip(&at, part);
	if (part[0] == '.')
		cursor_space(&at);
	if (!cursor_number(&at, 2, &second) || !cursor_skip(&at, part))
		return 0;
	if (part[0] == '.')
		cursor_space(&at);
	digits = cursor_number(&at, 4, &d->year);
	if (digits == 2 && part[0] != '-')
		d->year += d->year < 70 ? 2000 : 1900;
	else if (digits != 4)
		return 0;
	d->ambiguous = first <= 12 && second <= 12 && first != second &&
		       part[0] != '.';
	if (second > 12 ||
	    (first <= 12 && !is_day_first(language, rules, part[0]))) {
		d->month = first;
		d->day = second;
	} else {
		d->day = first;
		d->month = second;
	}
	*c = at;
	return 1;
}

/* "20210304", where the text begins with it. */
static int compact(struct cursor *c, struct date *d)
{
	struct cursor at = *c;
	int value;

	if (at.at || cursor_number(&at, 8, &value) != 8)
		return 0;
	d->year = value / 10000;
	d->month = value / 100 % 100;
	d->day = value % 100;
	*c = at;
	return 1;
}

int date_read(struct cursor *c, const char *language, unsigned rules,
	      struct date *d)
{
	struct cursor at = *c;
	uint32_t n;

	*d = (struct date){ .clock.zone = NO_ZONE };
	if (cursor_digit(c, c->at, &n) < 0) {
		if (!name_day_year(&at, d) || !is_date(d))
			return 0;
	} else if (!(year_first(&at, d) && is_date(d)) &&
	    !(at = *c, numeric(&at, d, language, rules) && is_date(d)) &&
	    !(at = *c, compact(&at, d) && is_date(d))) {
		at = *c;
		if (!day_name_year(&at, d) || !is_date(d))
			return 0;
	} else if (!ends_number(&at)) {
		return 0;
	}
	*c = at;
	return 1;
}
