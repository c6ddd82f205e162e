#include "io/detect.h"

#include <string.h>
#include <uchardet/uchardet.h>

#include "io/utf8.h"

typedef unsigned char uchar;

enum {
	WIDE_BYTES = 4096,  /* looked at for UTF-16 */
	GUESS_BYTES = 65536 /* looked at by uchardet, from the first byte
			     * that is not ASCII on */
};

static int take(struct charset *out, const char *name)
{
	return charset_named(out, name, NULL) == NCL_OK;
}

size_t detect_mark(struct charset *out, const void *bytes, size_t len)
{
	static const struct {
		const char *mark;
		size_t len;
		const char *name;
	} marks[] = {
		{ "\xef\xbb\xbf", 3, "utf-8" },
		{ "\xff\xfe\0\0", 4, "utf-32le" },
		{ "\0\0\xfe\xff", 4, "utf-32be" },
		{ "\xff\xfe", 2, "utf-16le" },
		{ "\xfe\xff", 2, "utf-16be" },
	};

	for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
		if (len >= marks[i].len &&
		    !memcmp(bytes, marks[i].mark, marks[i].len))
			return take(out, marks[i].name) ? marks[i].len : 0;
	return 0;
}

/* ---------------------------------------------------------------- UTF-16 */

/* What the units of 16 bits look like, read one way. */
struct units {
	size_t all, zero_high, controls, lone;
};

static struct units count_units(const uchar *s, size_t len, int big)
{
	struct units u = { 0 };
	unsigned before = 0;

	for (size_t i = 0; i + 1 < len; i += 2) {
		unsigned c = big ? s[i] << 8 | s[i + 1]
				 : s[i + 1] << 8 | s[i];
		int low = c >= 0xdc00 && c < 0xe000;

		u.all++;
		u.zero_high += c < 0x100 && c > 0;
		u.controls += c < 0x20 && !(c >= 8 && c <= 13) && c != 0x1b;
		u.lone += low != (before >= 0xd800 && before < 0xdc00);
		before = c;
	}
	return u;
}

/* The zeros stand in high halves only, and what comes out is text. */
static int reads_as_utf16(const uchar *s, size_t len, int big)
{
	struct units this = count_units(s, len, big);
	struct units other = count_units(s, len, !big);

	return this.zero_high * 50 > this.all && this.controls == 0 &&
	       this.lone == 0 && this.zero_high > 8 * other.zero_high;
}

/* Bytes that would be read as text if their NULs were not there. */
static int reads_as_bytes(const uchar *s, size_t len)
{
	size_t nuls = 0, controls = 0;

	for (size_t i = 0; i < len; i++) {
		nuls += s[i] == 0;
		controls += s[i] && s[i] < 0x20 && !(s[i] >= 8 && s[i] <= 13);
	}
	return nuls * 8 < len && controls * 50 < len &&
	       utf8_valid_prefix((const char *)s, len) + 4 > len;
}

static int reads_as_utf32(const uchar *s, size_t len, int big)
{
	size_t n = len / 4;

	for (size_t i = 0; i < n; i++, s += 4)
		if (big ? s[0] || s[1] > 0x10 : s[3] || s[2] > 0x10)
			return 0;
	return n > 1;
}

int detect_wide(struct charset *out, const void *bytes, size_t len)
{
	if (len > WIDE_BYTES)
		len = WIDE_BYTES;
	if (!memchr(bytes, 0, len))
		return 0;
	if (len >= 8 && reads_as_utf32(bytes, len, 0))
		return take(out, "utf-32le");
	if (len >= 8 && reads_as_utf32(bytes, len, 1))
		return take(out, "utf-32be");
	if (reads_as_bytes(bytes, len))
		return 0;
	if (reads_as_utf16(bytes, len, 0))
		return take(out, "utf-16le");
	if (reads_as_utf16(bytes, len, 1))
		return take(out, "utf-16be");
	return 0;
}

/* ------------------------------------------------------------------ bytes */

/* Fill out->name with what uchardet says. 0: nothing. */
static int ask_uchardet(struct charset *out, const uchar *bytes, size_t len)
{
	uchardet_t u = uchardet_new();
	int known = 0;

	if (!u)
		return 0;
	if (uchardet_handle_data(u, (const char *)bytes, len) == 0) {
		uchardet_data_end(u);
		known = take(out, uchardet_get_charset(u));
	}
	uchardet_delete(u);
	return known;
}

/* UTF-8 with some bytes that are not: far more characters are whole. */
static int is_damaged_utf8(const uchar *s, size_t len)
{
	size_t whole = 0, broken = 0, i = 0;

	while (i < len) {
		size_t n = utf8_valid_prefix((const char *)s + i, len - i);

		for (size_t k = i; k < i + n; k++)
			whole += s[k] >= 0xc0;
		i += n + 1;
		broken += i <= len;
		while (i < len && (s[i] & 0xc0) == 0x80)
			i++;
	}
	return whole > 10 * broken;
}

int detect_escapes(struct charset *out, const void *bytes, size_t len)
{
	if (!memchr(bytes, 0x1b, len) && !memmem(bytes, len, "~{", 2))
		return 0;
	if (len > GUESS_BYTES)
		len = GUESS_BYTES;
	return ask_uchardet(out, bytes, len) &&
	       (!strncmp(out->name, "iso-2022", 8) ||
		!strncmp(out->name, "hz-", 3));
}

enum ncl_status detect_bytes(struct charset *out, const void *bytes,
			     size_t len, struct ncl_error *err)
{
	const uchar *s = bytes;

	if (is_damaged_utf8(s, len))
		return charset_named(out, "utf-8", err);
	while (len && *s < 0x80) {
		s++;
		len--;
	}
	if (len > GUESS_BYTES)
		len = GUESS_BYTES;
	if (ask_uchardet(out, s, len))
		return NCL_OK;
	return charset_named(out, "windows-1252", err);
}
