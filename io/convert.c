#include "io/convert.h"

#include <stdlib.h>
#include <string.h>

#include "io/charset_bytes.h"
#include "io/utf8.h"

#define REPLACEMENT 0xfffdu

typedef unsigned char uchar;

/* --------------------------------------------------------------- writing */

void converted_release(struct converted *c)
{
	free(c->text);
	free(c->runs);
	*c = (struct converted){ 0 };
}

int converted_grow(struct converted *c, size_t n)
{
	size_t size = c->size + c->size / 2;
	char *text;

	if (size <= c->len + n)
		size = c->len + n + 1;
	text = realloc(c->text, size);
	if (!text)
		return 0;
	c->text = text;
	c->size = size;
	return 1;
}

int converted_new_run(struct converted *c, size_t source, size_t text_step,
		      size_t source_step)
{
	struct ncl_run *run;

	if (c->run_count == c->run_size) {
		size_t size = c->run_size ? c->run_size * 2 : 256;

		run = realloc(c->runs, size * sizeof(*run));
		if (!run)
			return 0;
		c->runs = run;
		c->run_size = size;
	}
	c->jump = 0;
	c->runs[c->run_count++] = (struct ncl_run){
		.text = (uint32_t)c->len,
		.source = (uint32_t)source,
		.text_step = (uint8_t)text_step,
		.source_step = (uint8_t)source_step,
	};
	return 1;
}

int converted_put(struct converted *c, size_t source, size_t source_step,
		  uint32_t character)
{
	char bytes[4];
	size_t n = utf8_encode(bytes, character);

	if (!converted_reserve(c, n) ||
	    !converted_run(c, source, n, source_step))
		return 0;
	memcpy(c->text + c->len, bytes, n);
	c->len += n;
	c->errors += character == REPLACEMENT;
	return 1;
}

/* Put in ASCII as it is, a byte for a byte. */
static int put_ascii(struct converted *c, const uchar *bytes, size_t source,
		     size_t n)
{
	if (!converted_reserve(c, n) || !converted_run(c, source, 1, 1))
		return 0;
	memcpy(c->text + c->len, bytes + source, n);
	c->len += n;
	return 1;
}

/* ---------------------------------------------------------- single bytes */

/* A byte's character, ready to be put in. */
struct encoded {
	char bytes[4];
	uint8_t len, error;
};

static int encode_table(struct encoded out[256], const char *name)
{
	uint32_t table[256];

	if (!charset_bytes(table, name))
		return 0;
	for (int i = 0; i < 256; i++) {
		out[i].len = (uint8_t)utf8_encode(out[i].bytes, table[i]);
		out[i].error = table[i] == REPLACEMENT;
	}
	return 1;
}

static int convert_bytes(struct converted *out, const char *name,
			 const struct raw *raw)
{
	struct encoded table[256];

	if (!encode_table(table, name))
		return 0;
	for (size_t i = raw->skip; i < raw->len; i++) {
		const struct encoded *e = &table[raw->bytes[i]];

		if (!converted_reserve(out, sizeof(e->bytes)) ||
		    !converted_run(out, i, e->len, 1))
			return 0;
		memcpy(out->text + out->len, e->bytes, sizeof(e->bytes));
		out->len += e->len;
		out->errors += e->error;
	}
	return 1;
}

/* --------------------------------------------------------------- Unicode */

/* A unit of 2 or 4 bytes. */
static uint32_t unit(const uchar *s, enum charset_kind kind)
{
	switch (kind) {
	case CHARSET_UTF16LE:
		return s[0] | (uint32_t)s[1] << 8;
	case CHARSET_UTF16BE:
		return s[1] | (uint32_t)s[0] << 8;
	case CHARSET_UTF32LE:
		return s[0] | (uint32_t)s[1] << 8 | (uint32_t)s[2] << 16 |
		       (uint32_t)s[3] << 24;
	default:
		return s[3] | (uint32_t)s[2] << 8 | (uint32_t)s[1] << 16 |
		       (uint32_t)s[0] << 24;
	}
}

/* The character at s; *size is how many bytes it takes. */
static uint32_t wide_char(const uchar *s, size_t left, enum charset_kind kind,
			  size_t *size)
{
	size_t step = kind == CHARSET_UTF16LE || kind == CHARSET_UTF16BE ? 2
									 : 4;
	uint32_t c, low;

	*size = left < step ? left : step;
	if (left < step)
		return REPLACEMENT;
	c = unit(s, kind);
	if (c < 0xd800 || (c > 0xdfff && c < 0x110000))
		return c;
	if (step == 4 || c > 0xdbff || left < 4)
		return REPLACEMENT;
	low = unit(s + 2, kind);
	if (low < 0xdc00 || low > 0xdfff)
		return REPLACEMENT;
	*size = 4;
	return 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
}

static int convert_wide(struct converted *out, enum charset_kind kind,
			const struct raw *raw)
{
	size_t size;

	for (size_t i = raw->skip; i < raw->len; i += size) {
		uint32_t c = wide_char(raw->bytes + i, raw->len - i, kind,
				       &size);

		if (!converted_put(out, i, size, c))
			return 0;
	}
	return 1;
}

/* How many bytes at s are the beginning of a character that never comes. */
static size_t broken_size(const uchar *s, size_t left)
{
	char with_rest[4] = { 0 };
	size_t n = 1;

	/* Lengthen while some next byte could have made it valid. */
	while (n < 3 && n < left && (s[n] & 0xc0) == 0x80) {
		memcpy(with_rest, s, n + 1);
		memset(with_rest + n + 1, 0x80, 3 - n);
		if (!utf8_valid_prefix(with_rest, 4))
			break;
		n++;
	}
	return n;
}

static int convert_utf8(struct converted *out, const struct raw *raw)
{
	const char *s = (const char *)raw->bytes;
	size_t i = raw->skip, n;

	while (i < raw->len) {
		n = utf8_valid_prefix(s + i, raw->len - i);
		if (n && !put_ascii(out, raw->bytes, i, n))
			return 0;
		i += n;
		if (i == raw->len)
			break;
		n = broken_size(raw->bytes + i, raw->len - i);
		if (!converted_put(out, i, n, REPLACEMENT))
			return 0;
		i += n;
	}
	return 1;
}

/* ------------------------------------------------------------------- all */

enum ncl_status convert(struct converted *out, const struct charset *charset,
			const struct raw *raw, struct ncl_error *err)
{
	enum ncl_status ret;
	int done;

	if (charset->kind == CHARSET_OTHER) {
		ret = convert_iconv(out, charset, raw, err);
		done = ret == NCL_OK;
		if (ret != NCL_OK)
			return ret;
	} else if (charset->kind == CHARSET_UTF8) {
		done = convert_utf8(out, raw);
	} else if (charset->kind == CHARSET_BYTES) {
		done = convert_bytes(out, charset->name, raw);
	} else {
		done = convert_wide(out, charset->kind, raw);
	}
	if (!done || !converted_reserve(out, 0))
		return ncl_error_set(err, NCL_NOMEM,
				     "no memory to convert it from %s",
				     charset->name);
	out->text[out->len] = 0;
	if (out->len >= UINT32_MAX)
		return ncl_error_set(err, NCL_LIMIT, "converted it is larger "
				     "than 4 GiB");
	return NCL_OK;
}
