/*
 * The named character references of the WHATWG, sorted by name, written by
 * scripts/html-tables.py.
 *
 *	a row   #AElig;$MP;$acute;$breve$circ;...      HTML_REF_STEP names
 *
 * Each begins with a character that says how many bytes it shares with the
 * name before it ('#' none, '$' one, ...), then comes the rest of the name,
 * then ';' where the name also counts without its semicolon. The first of a
 * row shares nothing.
 */
#ifndef IO_HTML_REFS_TABLE_H
#define IO_HTML_REFS_TABLE_H

#include <stdint.h>

enum { HTML_REF_STEP = 16, HTML_REF_LONGEST = 31, HTML_REF_BARE = 6 };

extern const char *const html_ref_names[];
extern const uint32_t html_ref_rows; /* how many */
/* The first code point in the low 24 bits; above them which of the seconds
 * follows it (the one of number 0 is none). */
extern const uint32_t html_ref_values[];
extern const uint16_t html_ref_seconds[];

#endif
