#include "io/detect.h"

#include <string.h>
#include <uchardet/uchardet.h>

#include "io/convert.h"
#include "io/letters.h"
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
	size_t asian; /* of what Chinese, Japanese, Korean are written in, */
	size_t kana;  /* and among them U+3000 to U+30FF */
};

static int is_asian(unsigned high)
{
	return (high >= 0x4e && high < 0xa0) || high == 0x30 ||
	       (high >= 0xac && high < 0xd8) || high == 0xff || high == 0;
}

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
		u.asian += is_asian(c >> 8);
		u.kana += c >> 8 == 0x30;
		u.lone += low != (before >= 0xd800 && before < 0xdc00);
		before = c;
	}
	return u;
}

/* What comes out is text; hardly anything but characters of East Asia, kana
 * among them, and the bytes alone would not be text. */
static int is_asian_utf16(const struct units *this, const struct units *other,
			  size_t controls)
{
	return this->controls == 0 && this->lone == 0 && this->all >= 8 &&
	       this->asian * 100 >= this->all * 97 &&
	       this->kana * 50 >= this->all &&
	       other->asian * 100 < this->all * 80 &&
	       controls * 50 > this->all;
}

/* What comes out is text; the zeros stand in high halves only. */
static int is_utf16(const struct units *this, const struct units *other)
{
	return this->controls == 0 && this->lone == 0 &&
	       this->zero_high * 50 > this->all &&
	       this->zero_high > 8 * other->zero_high;
}

static int detect_utf16(struct charset *out, const uchar *s, size_t len)
{
	struct units little = count_units(s, len, 0);
	struct units big = count_units(s, len, 1);
	size_t controls = 0;

	for (size_t i = 0; i < len; i++)
		controls += s[i] < 0x20 && !(s[i] >= 8 && s[i] <= 13);
	if (is_asian_utf16(&little, &big, controls))
		return take(out, "utf-16le");
	if (is_asian_utf16(&big, &little, controls))
		return take(out, "utf-16be");
	if (is_utf16(&little, &big))
		return take(out, "utf-16le");
	return is_utf16(&big, &little) ? take(out, "utf-16be") : 0;
}

/* Bytes that would be read as text if their NULs were not there. */
static int reads_as_bytes(const uchar *s, size_t len)
{
	size_t nuls = 0, controls = 0;

	if (!memchr(s, 0, len) &&
	    utf8_valid_prefix((const char *)s, len) == len)
		return 1;
	for (size_t i = 0; i < len; i++) {
		nuls += s[i] == 0;
		controls += s[i] && s[i] < 0x20 && !(s[i] >= 8 && s[i] <= 13);
	}
	return nuls * 4 < len && controls * 50 < len &&
	       utf8_valid_prefix((const char *)s, len) + 4 > len;
}

static int reads_as_utf32(const uchar *s, size_t len, int big)
{
	size_t n = len / 4, nuls = 0;

	for (size_t i = 0; i < n; i++, s += 4) {
		if (big ? s[0] || s[1] > 0x10 : s[3] || s[2] > 0x10)
			return 0;
		nuls += !s[0] && !s[1] && !s[2] && !s[3];
	}
	return n > 1 && nuls * 8 < n;
}

int detect_wide(struct charset *out, const void *bytes, size_t len)
{
	if (len > WIDE_BYTES)
		len = WIDE_BYTES;
	if (len < 2)
		return 0;
	if (len >= 8 && reads_as_utf32(bytes, len, 0))
		return take(out, "utf-32le");
	if (len >= 8 && reads_as_utf32(bytes, len, 1))
		return take(out, "utf-32be");
	return reads_as_bytes(bytes, len) ? 0 : detect_utf16(out, bytes, len);
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
	if (len > GUESS_BYTES)
		len = GUESS_BYTES;
	return memchr(bytes, 0x1b, len) && ask_uchardet(out, bytes, len) &&
	       !strncmp(out->name, "iso-2022", 8);
}

/* Whether an answer of several bytes a character stands to reason: most bytes
 * are over 127, and hardly any cannot be decoded. */
static int is_multibyte(const struct charset *charset, const struct raw *raw)
{
	struct converted c = { 0 };
	int good;

	if (charset->kind != CHARSET_OTHER ||
	    letters_share(raw->bytes, raw->len) < 30)
		return 0;
	good = convert(&c, charset, raw, NULL) == NCL_OK &&
	       c.errors * 100 <= c.len / 3;
	converted_release(&c);
	return good;
}

enum ncl_status detect_bytes(struct charset *out, const void *bytes,
			     size_t len, struct ncl_error *err)
{
	struct raw raw = { .bytes = bytes, .len = len };
	char hint[CHARSET_NAME];
	int known;

	while (raw.len && *raw.bytes < 0x80) {
		raw.bytes++;
		raw.len--;
	}
	if (raw.len > GUESS_BYTES)
		raw.len = GUESS_BYTES;
	if (is_damaged_utf8(raw.bytes, raw.len))
		return charset_named(out, "utf-8", err);
	known = ask_uchardet(out, raw.bytes, raw.len);
	if (known && is_multibyte(out, &raw))
		return NCL_OK;
	memcpy(hint, out->name, sizeof(hint));
	return letters_guess(out, raw.bytes, raw.len, known ? hint : NULL,
			     err);
}
