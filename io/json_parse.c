#include "io/json_parse.h"

#include <stdlib.h>
#include <string.h>

#include "io/sixteen.h"
#include "io/utf8.h"

/* ------------------------------------------------------------- characters */

/* Four hex digits, which are there. */
static uint32_t hex4(const char *p)
{
	uint32_t value = 0;

	for (int i = 0; i < 4; i++) {
		char c = p[i];

		value = value << 4 | (uint32_t)(c <= '9' ? c - '0' :
						(c | 0x20) - 'a' + 10);
	}
	return value;
}

/* The character of \uXXXX, or of two of them, at p; moves it behind. */
static uint32_t unicode(const char **p)
{
	uint32_t c = hex4(*p + 2);

	*p += 6;
	if (c >= 0xd800 && c <= 0xdbff) {
		c = 0x10000 + ((c & 0x3ff) << 10 | (hex4(*p + 2) & 0x3ff));
		*p += 6;
	}
	return c;
}

/* What a letter behind a backslash stands for. */
static const char escaped[256] = {
	['"'] = '"', ['\\'] = '\\', ['/'] = '/', ['b'] = '\b',
	['f'] = '\f', ['n'] = '\n', ['r'] = '\r', ['t'] = '\t',
};

/* At a backslash: write what it stands for, move p behind it. */
static char *take_escape(char *to, const char **p)
{
	if ((*p)[1] == 'u')
		return to + utf8_encode(to, unicode(p));
	*to++ = escaped[(unsigned char)(*p)[1]];
	*p += 2;
	return to;
}

/* What the bytes [p, end) of a string mean, written to `to`, which has as many
 * of them. Gives the end. */
static char *unescape(char *to, const char *p, const char *end)
{
	while (p < end) {
		uint32_t n = 0;

		if (end - p >= 16) {
			n = sixteen_before(sixteen_equal(sixteen_load(p),
							 '\\'));
			memcpy(to, p, 16); /* some of them for nothing */
		} else {
			while (p + n < end && p[n] != '\\') {
				to[n] = p[n];
				n++;
			}
		}
		to += n;
		p += n;
		if (n < 16 && p < end)
			to = take_escape(to, &p);
	}
	return to;
}

/* ----------------------------------------------------------------- strings */

/* The line without its long strings, which are empty there; *len is made less
 * by their bytes. */
static char *shorten(const char *line, size_t *len,
		     const struct json_longs *longs)
{
	char *copy = malloc(*len + 1), *to = copy;
	size_t at = 0;

	for (size_t i = 0; copy && i < longs->count; i++) {
		memcpy(to, line + at, longs->at[i].begin - at);
		to += longs->at[i].begin - at;
		at = longs->at[i].end;
	}
	if (!copy)
		return NULL;
	memcpy(to, line + at, *len - at);
	*len = (size_t)(to - copy) + *len - at;
	return copy;
}

/* Give an empty string its bytes. 0 when memory is short. */
static int fill(cJSON *item, const char *line, const struct json_long *l)
{
	char *text = cJSON_malloc(l->end - l->begin + 1);

	if (!text)
		return 0;
	*unescape(text, line + l->begin, line + l->end) = '\0';
	cJSON_free(item->valuestring);
	item->valuestring = text;
	return 1;
}

cJSON *json_parse(const char *line, size_t len, const struct json_longs *longs)
{
	cJSON *object, *item;
	char *rest;
	size_t member = 0, i = 0;

	if (!longs->count)
		return cJSON_ParseWithLength(line, len);
	rest = shorten(line, &len, longs);
	object = rest ? cJSON_ParseWithLength(rest, len) : NULL;
	free(rest);
	cJSON_ArrayForEach(item, object) {
		if (i < longs->count && longs->at[i].member == member++ &&
		    !fill(item, line, &longs->at[i++])) {
			cJSON_Delete(object);
			return NULL;
		}
	}
	return object;
}
