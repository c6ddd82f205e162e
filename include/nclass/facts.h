/*
 * nclass/facts.h: dates and names in a line of text. Part of nclass.h; plugins
 * reach the same functions by the extension NCL_READING (plugin.h).
 *
 * Both want valid UTF-8, allocate nothing, keep nothing, and take time in
 * proportion to the text.
 */
#ifndef NCLASS_FACTS_H
#define NCLASS_FACTS_H

#include "plugin.h"

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define NCL_FACTS_API __attribute__((visibility("default")))
#else
#define NCL_FACTS_API
#endif

/*
 * Find the first date at or behind byte `from`; 1 when there is one.
 *
 * Day, month and year have to be there, in one of the usual orders: with the
 * month's name in some 27 languages, or as numbers (2021-03-04, 2021年3月4日,
 * 04.03.2021, 3/4/2021; digits of Latin, Arabic or full width). A year has
 * four digits, or two behind day and month with "." or "/". "Yesterday" and
 * "3 hours ago" are no dates. The time of day beside it belongs to it, and
 * the zone: an offset, or one of the usual abbreviations; "ET" and its kin
 * follow the daylight saving rule of the United States since 2007; one that
 * is not known is left out.
 *
 * Which of two numbers is the day (3/4/2021): where one is above 12, that;
 * else by `rules` (of enum ncl_date_rule) where they say; else "." parts day
 * first; else by `language` (BCP 47, NULL: not known): the month first for
 * zh, ja, ko, for en without a region or with one that writes so, and where
 * it is not known; the day first for en-GB, en-AU, en-IN and their like, and
 * for all others. NCL_DATE_AMBIGUOUS tells of it.
 */
NCL_FACTS_API int ncl_find_date(const char *text, size_t len, size_t from,
				const char *language, unsigned rules,
				struct ncl_date *out);

/*
 * Find the names of authors in a byline; how many, at most `room`.
 *
 * Names are parted by commas, semicolons, bars, line ends, dates and words
 * such as "and", "und", "et". Left out are "By" and its like in other
 * languages, dates and times, "2 min read", job titles, degrees, places
 * behind "in", addresses, handles, credits of photos and editors. A person's
 * name has two to five words with capitals (or particles: "van", "de la"), or
 * one behind "By"; of scripts without capitals what stands behind a cue, and
 * two to four Chinese characters. Agencies and desks are told by a flag, and
 * only where no person is there.
 */
NCL_FACTS_API uint32_t ncl_find_names(const char *text, size_t len,
				      unsigned rules, struct ncl_name *out,
				      uint32_t room);

#ifdef __cplusplus
}
#endif

#endif
