#include "text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define KEPT ((size_t)1 << 20)

int text_room(struct text *t, size_t n)
{
	size_t want = t->len + n + 1, size = t->size ? t->size : 256;
	char *more;

	if (t->failed || want <= t->size)
		return !t->failed;
	while (size < want)
		size += size / 2;
	more = realloc(t->data, size);
	if (!more) {
		t->failed = 1;
		return 0;
	}
	t->data = more;
	t->size = size;
	return 1;
}

void text_bytes(struct text *t, const char *bytes, size_t len)
{
	if (!len || !text_room(t, len))
		return;
	memcpy(t->data + t->len, bytes, len);
	t->len += len;
	t->data[t->len] = 0;
}

void text_add(struct text *t, const char *bytes)
{
	text_bytes(t, bytes, strlen(bytes));
}

void text_number(struct text *t, uint64_t n)
{
	char digits[24];
	size_t at = sizeof(digits);

	do {
		digits[--at] = (char)('0' + n % 10);
		n /= 10;
	} while (n);
	text_bytes(t, digits + at, sizeof(digits) - at);
}

void text_score(struct text *t, float score)
{
	unsigned n = (unsigned)(score * 10000 + 0.5f);
	char digits[16];

	snprintf(digits, sizeof(digits), "%u.%04u", n / 10000 % 10, n % 10000);
	text_add(t, digits);
}

static void escape(struct text *t, unsigned char c)
{
	char code[8];

	if (c == '"' || c == '\\')
		snprintf(code, sizeof(code), "\\%c", c);
	else if (c == '\n')
		snprintf(code, sizeof(code), "\\n");
	else
		snprintf(code, sizeof(code), "\\u%04x", c);
	text_add(t, code);
}

void text_json(struct text *t, const char *bytes, size_t len)
{
	size_t from = 0;

	text_bytes(t, "\"", 1);
	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)bytes[i];

		if (c >= ' ' && c != '"' && c != '\\')
			continue;
		text_bytes(t, bytes + from, i - from);
		escape(t, c);
		from = i + 1;
	}
	text_bytes(t, bytes + from, len - from);
	text_bytes(t, "\"", 1);
}

void text_clear(struct text *t)
{
	if (t->size > KEPT || t->failed)
		text_release(t);
	t->len = 0;
}

void text_release(struct text *t)
{
	free(t->data);
	*t = (struct text){ 0 };
}
