/*
 * One value of an option: text checked against type, range and choices.
 *
 *	type      text is kept as        number    items
 *	flag      yes, no                1, 0      -
 *	integer   -7                     -7        -      or a word of choices
 *	number    0.5                    0.5       -      or a word of choices
 *	list      a,b                    NaN       a b NULL
 *	others    as typed               NaN       -
 *
 * So two texts of one value are the same bytes, in any locale.
 */
#ifndef CORE_VALUE_H
#define CORE_VALUE_H

#include "settings.h"

/* Set a setting's text, number and items from what was typed, by its option.
 * The error says what is allowed; the setting holds nothing then. NCL_USAGE,
 * NCL_NOMEM. */
enum ncl_status value_take(struct setting *s, const char *typed,
			   struct ncl_error *err);
void value_release(struct setting *s);

#endif
