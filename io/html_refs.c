#include "io/html_refs.h"

#include <string.h>

#include "io/html_refs_table.h"
#include "io/utf8.h"

static int is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static int is_alnum(char c)
{
	return is_digit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static void put(struct html_ref *out, uint32_t c)
{
	out->len += (uint8_t)utf8_encode(out->bytes + out->len, c);
}

/* --------------------------------------------------------------- numbers */

static uint32_t as_character(uint32_t c)
{
	static const uint16_t c1[32] = {
		0x20ac, 0x81,   0x201a, 0x192,  0x201e, 0x2026, 0x2020,
		0x2021, 0x2c6,  0x2030, 0x160,  0x2039, 0x152,  0x8d,
		0x17d,  0x8f,   0x90,   0x2018, 0x2019, 0x201c, 0x201d,
		0x2022, 0x2013, 0x2014, 0x2dc,  0x2122, 0x161,  0x203a,
		0x153,  0x9d,   0x17e,  0x178,
	};

	if (c == 0 || c > 0x10ffff || (c >= 0xd800 && c < 0xe000))
		return 0xfffd;
	return c >= 0x80 && c < 0xa0 ? c1[c - 0x80] : c;
}

/* The value of a digit, or 16 and more where it is none. */
static uint32_t digit(char c)
{
	if (is_digit(c))
		return (uint32_t)(c - '0');
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? (uint32_t)(c - 'a' + 10) : 99;
}

static int read_number(struct html_ref *out, const char *s, size_t left)
{
	size_t i = 2, first;
	uint32_t base = 10, c = 0;

	if (i < left && (s[i] | 0x20) == 'x') {
		base = 16;
		i++;
	}
	first = i;
	for (; i < left && digit(s[i]) < base; i++)
		if (c < 0x110000)
			c = c * base + digit(s[i]);
	if (i == first)
		return 0;
	out->size = i + (i < left && s[i] == ';');
	put(out, as_character(c));
	return 1;
}

/* ----------------------------------------------------------------- names */

/* As strcmp, of `name` up to a mark or an end, and s[0, len). */
static int compare(const char *name, const char *s, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (!is_alnum(name[i]))
			return -1;
		if (name[i] != s[i])
			return (unsigned char)name[i] < (unsigned char)s[i]
				       ? -1
				       : 1;
	}
	return is_alnum(name[len]) ? 1 : 0;
}

/* The row that the name would stand in. */
static uint32_t find_row(const char *s, size_t len)
{
	uint32_t low = 0, high = html_ref_rows;

	while (high - low > 1) {
		uint32_t middle = low + (high - low) / 2;

		if (compare(html_ref_names[middle] + 1, s, len) <= 0)
			low = middle;
		else
			high = middle;
	}
	return low;
}

/* The number of a name, or -1; *bare: it needs no semicolon. */
static int32_t find_name(const char *s, size_t len, int *bare)
{
	uint32_t row = find_row(s, len);
	const char *p = html_ref_names[row];
	int32_t at = (int32_t)(row * HTML_REF_STEP);
	size_t same = 0; /* bytes of s that the last name begins with */

	for (; *p; at++) {
		size_t i = (size_t)(*p++ - '#');

		if (i < same)
			same = i;
		if (i > same)
			while (is_alnum(*p))
				p++;
		else
			for (; is_alnum(*p); p++, i++)
				if (same == i && i < len && *p == s[i])
					same++;
		*bare = *p == ';';
		p += *bare;
		if (same == len && i == len)
			return at;
	}
	return -1;
}

static int put_name(struct html_ref *out, int32_t at, size_t size)
{
	uint32_t value = html_ref_values[at];

	put(out, value & 0xffffff);
	if (value >> 24)
		put(out, html_ref_seconds[value >> 24]);
	out->size = size;
	return 1;
}

static int read_name(struct html_ref *out, const char *s, size_t left,
		     int in_attribute)
{
	size_t n = 1, max = left < HTML_REF_LONGEST + 2 ? left
							 : HTML_REF_LONGEST + 2;
	int32_t at;
	int bare;

	while (n < max && is_alnum(s[n]))
		n++;
	if (n < max && s[n] == ';') {
		at = find_name(s + 1, n - 1, &bare);
		if (at >= 0)
			return put_name(out, at, n + 1);
	}
	if (n > HTML_REF_BARE + 1)
		n = HTML_REF_BARE + 1;
	for (; n > 2; n--) {
		at = find_name(s + 1, n - 1, &bare);
		if (at < 0 || !bare)
			continue;
		if (in_attribute && n < left &&
		    (s[n] == '=' || is_alnum(s[n])))
			return 0;
		return put_name(out, at, n);
	}
	return 0;
}

/* ------------------------------------------------------------------- all */

/* Those that pages are full of. */
static int read_common(struct html_ref *out, const char *s, size_t left)
{
	static const struct {
		const char *name;
		uint8_t size;
		uint16_t character;
	} common[] = {
		{ "&amp;", 5, '&' },	  { "&nbsp;", 6, 0xa0 },
		{ "&quot;", 6, '"' },	  { "&lt;", 4, '<' },
		{ "&gt;", 4, '>' },	  { "&rsquo;", 7, 0x2019 },
		{ "&ldquo;", 7, 0x201c }, { "&rdquo;", 7, 0x201d },
	};

	for (size_t i = 0; i < sizeof(common) / sizeof(common[0]); i++)
		if (left >= common[i].size &&
		    !memcmp(s, common[i].name, common[i].size)) {
			put(out, common[i].character);
			out->size = common[i].size;
			return 1;
		}
	return 0;
}

int html_ref_read(struct html_ref *out, const char *s, size_t left,
		  int in_attribute)
{
	out->len = 0;
	if (left < 3)
		return 0;
	if (s[1] == '#')
		return read_number(out, s, left);
	if (!is_alnum(s[1]))
		return 0;
	return read_common(out, s, left) ||
	       read_name(out, s, left, in_attribute);
}
