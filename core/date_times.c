/* Times of day beside a date, and their zones. */
#include "dates.h"

#include <string.h>

/* ------------------------------------------------------------------ zone */

static const struct {
	const char *name;
	int minutes;
} zones[] = {
	{ "UTC", 0 }, { "GMT", 0 }, { "Z", 0 }, { "UT", 0 }, { "WET", 0 },
	{ "BST", 60 }, { "WEST", 60 }, { "CET", 60 }, { "MEZ", 60 },
	{ "CEST", 120 }, { "MESZ", 120 }, { "EET", 120 }, { "SAST", 120 },
	{ "EEST", 180 }, { "MSK", 180 }, { "МСК", 180 }, { "TRT", 180 },
	{ "PKT", 300 }, { "HKT", 480 }, { "SGT", 480 }, { "AWST", 480 },
	{ "JST", 540 }, { "KST", 540 }, { "AEST", 600 }, { "AEDT", 660 },
	{ "NZST", 720 }, { "NZDT", 780 }, { "EST", -300 }, { "EDT", -240 },
	{ "CST", -360 }, { "CDT", -300 }, { "MST", -420 }, { "MDT", -360 },
	{ "PST", -480 }, { "PDT", -420 }, { "AKST", -540 }, { "AKDT", -480 },
	{ "AST", -240 }, { "ADT", -180 }, { "HST", -600 }, { "BRT", -180 },
	{ "ET", US_ZONE + 5 }, { "CT", US_ZONE + 6 }, { "MT", US_ZONE + 7 },
	{ "PT", US_ZONE + 8 },
};

/* "+02:00", "-0500", "+3" */
static int offset(struct cursor *c, int *minutes)
{
	struct cursor at = *c;
	int sign = 0, hours, rest = 0, digits;

	if (cursor_skip(&at, "+"))
		sign = 1;
	else if (cursor_skip(&at, "-") || cursor_skip(&at, "\xe2\x88\x92"))
		sign = -1;
	digits = sign ? cursor_number(&at, 4, &hours) : 0;
	if (!digits || digits == 3)
		return 0;
	if (digits == 4) {
		rest = hours % 100;
		hours /= 100;
	} else if (cursor_skip(&at, ":") &&
		   cursor_number(&at, 2, &rest) != 2) {
		return 0;
	}
	if (hours > 14 || rest > 59)
		return 0;
	*minutes = sign * (hours * 60 + rest);
	*c = at;
	return 1;
}

static int named(struct cursor *c, int *minutes)
{
	uint32_t n;

	for (size_t i = 0; i < sizeof(zones) / sizeof(zones[0]); i++) {
		struct cursor at = *c;

		if (!cursor_skip(&at, zones[i].name) ||
		    cursor_letter(&at, at.at, &n))
			continue;
		*minutes = zones[i].minutes;
		*c = at;
		return 1;
	}
	return 0;
}

int clock_zone(struct cursor *c, struct clock *out)
{
	struct cursor at = *c;
	int more;

	cursor_space(&at);
	cursor_skip(&at, "(");
	if (named(&at, &out->zone)) {
		struct cursor behind = at;

		if (out->zone == 0 && offset(&behind, &more)) {
			out->zone = more;
			at = behind;
		}
	} else if (!offset(&at, &out->zone)) {
		return 0;
	}
	cursor_skip(&at, ")");
	*c = at;
	return 1;
}

/* 0: Sunday (Sakamoto's method). */
static int weekday(int year, int month, int day)
{
	static const int shift[] = { 0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4 };

	year -= month < 3;
	return (year + year / 4 - year / 100 + year / 400 +
		shift[month - 1] + day) % 7;
}

/* The United States since 2007: from the second Sunday of March to the first
 * of November. */
static int is_us_summer(int year, int month, int day)
{
	if (month == 3)
		return day >= 14 - (weekday(year, 3, 1) + 6) % 7;
	if (month == 11)
		return day < 7 - (weekday(year, 11, 1) + 6) % 7;
	return month > 3 && month < 11;
}

void clock_settle(struct clock *t, int year, int month, int day)
{
	if (t->zone <= US_ZONE || t->zone == NO_ZONE)
		return;
	if (year < 2007)
		t->zone = NO_ZONE;
	else
		t->zone = (is_us_summer(year, month, day) -
			   (t->zone - US_ZONE)) * 60;
}

/* ------------------------------------------------------------------ time */

/* "am", "p.m.": 1, 2; 0: neither. */
static int half(struct cursor *c)
{
	static const struct {
		const char *text;
		int which;
	} halves[] = {
		{ "a.m.", 1 }, { "p.m.", 2 }, { "A.M.", 1 }, { "P.M.", 2 },
		{ "a.m", 1 }, { "p.m", 2 }, { "am", 1 }, { "pm", 2 },
		{ "AM", 1 }, { "PM", 2 }, { "a. m.", 1 }, { "p. m.", 2 },
		{ "a. m.", 1 }, { "p. m.", 2 }, { "Am", 1 }, { "Pm", 2 },
		{ "오전", 1 }, { "오후", 2 }, { "上午", 1 }, { "下午", 2 },
		{ "午前", 1 }, { "午後", 2 }, { "ص", 1 }, { "م", 2 },
	};
	struct cursor at = *c;
	uint32_t n;

	cursor_space(&at);
	for (size_t i = 0; i < sizeof(halves) / sizeof(halves[0]); i++)
		if (cursor_skip(&at, halves[i].text)) {
			if (strchr("aApP", halves[i].text[0]) &&
			    cursor_letter(&at, at.at, &n))
				return 0;
			*c = at;
			return halves[i].which;
		}
	return 0;
}

/* The minutes behind the hour, by what parts them. 0: none stand here. */
static int minutes(struct cursor *c, struct clock *t, int *needs_more)
{
	static const char *const parts[] = { ":", "\xef\xbc\x9a", "h", "H",
					     " h ", "时", "時", "시 ", "시",
					     "." };
	struct cursor at = *c;

	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		at = *c;
		if (!cursor_skip(&at, parts[i]) ||
		    cursor_number(&at, 2, &t->minute) != 2)
			continue;
		if (!cursor_skip(&at, "分"))
			cursor_skip(&at, "분");
		*needs_more = parts[i][0] == '.';
		*c = at;
		return 1;
	}
	t->minute = 0;
	*needs_more = 2;
	at = *c;
	cursor_space(&at);
	/* "18h" */
	if (cursor_skip(&at, "h") && cursor_number(&at, 2, &t->minute) == 0) {
		*c = at;
		*needs_more = 0;
	}
	return 1;
}

/* "Uhr" and the like: what stands before it is a time of day. */
static int says_clock(struct cursor *c)
{
	static const char *const words[] = { "Uhr", "uhr", "heures", "uur",
					     "hrs", "Hrs", "hod", "hs", "h" };
	struct cursor at = *c;
	uint32_t n;

	cursor_space(&at);
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (cursor_skip(&at, words[i]) &&
		    !cursor_letter(&at, at.at, &n)) {
			*c = at;
			return 1;
		}
	return 0;
}

static void seconds(struct cursor *c, struct clock *t)
{
	struct cursor at = *c;
	int value;

	t->second = -1;
	if (!cursor_skip(&at, ":") || cursor_number(&at, 2, &value) != 2 ||
	    value > 60)
		return;
	t->second = value;
	*c = at;
	if (cursor_skip(&at, ".") && cursor_number(&at, 9, &value))
		*c = at; /* fractions are dropped */
}

int clock_read(struct cursor *c, int sure, struct clock *out)
{
	struct cursor at = *c;
	struct clock t = { .second = -1, .zone = NO_ZONE };
	int which = half(&at), more = 0, ends;

	cursor_space(&at);
	if (!cursor_number(&at, 2, &t.hour) || !minutes(&at, &t, &more))
		return 0;
	if (!more)
		seconds(&at, &t);
	ends = which ? 1 : says_clock(&at);
	if (!which)
		which = half(&at);
	if ((more && !which && !ends && !(more == 1 && sure)) ||
	    t.hour > (which ? 12 : 24) || t.minute > 59)
		return 0;
	if (which)
		t.hour = t.hour % 12 + (which == 2 ? 12 : 0);
	if (t.hour == 24)
		t.hour = 0;
	clock_zone(&at, &t);
	*out = t;
	*c = at;
	return 1;
}
