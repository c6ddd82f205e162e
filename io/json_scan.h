/*
 * JSON by the letter of RFC 8259, before cJSON sees it: cJSON is fast, but
 * takes much that is no JSON, cuts strings at U+0000 and rewrites numbers.
 * What passes json_check is parsed by cJSON without loss, but for numbers;
 * their bytes are found again by json_member.
 */
#ifndef IO_JSON_SCAN_H
#define IO_JSON_SCAN_H

#include <nclass/nclass.h>

#define JSON_LONG 200 /* bytes: a string above is a long one */
#define JSON_LONGS 4  /* of them are noted */

/* Members of an object that are long strings, in their order: the bytes between
 * the quotes. */
struct json_longs {
	size_t count;
	struct json_long {
		size_t member, begin, end;
	} at[JSON_LONGS];
};

/*
 * Whether the line is one JSON object and nothing else. NCL_FORMAT says what
 * is wrong and where (err->at too): invalid UTF-8, U+0000, half of a
 * surrogate pair, arrays and objects in each other more than 64 deep, ...
 * `longs`, zeroed before, gets its long strings; NULL: nobody asks.
 */
enum ncl_status json_check(const char *line, size_t len,
			   struct json_longs *longs, struct ncl_error *err);

/* How many bytes from the start stand for themselves in a JSON string: they are
 * no control characters, quotes or backslashes. */
size_t json_plain(const char *text, size_t len);

/* The value of a member of an object that passed json_check, as it stands
 * there: of the first for `at` 0, else of the one behind `at`, which is what
 * was returned for the one before it. 0: there are no more. */
size_t json_next(const char *line, size_t len, size_t at, const char **value,
		 size_t *value_len);
/* The value of member i of an object that passed json_check, as it stands
 * there; 0 past the last. */
int json_member(const char *line, size_t len, size_t i, const char **value,
		size_t *value_len);

#endif
