#include "io/fields.h"

#include <string.h>
#include <strings.h>

size_t fields_end(const char *bytes, size_t len)
{
	const char *end = bytes + len, *lf = bytes;

	while ((lf = memchr(lf, '\n', (size_t)(end - lf)))) {
		lf++;
		if (lf < end && *lf == '\n')
			return (size_t)(lf - bytes) + 1;
		if (end - lf > 1 && lf[0] == '\r' && lf[1] == '\n')
			return (size_t)(lf - bytes) + 2;
	}
	return 0;
}

static int is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static struct field trimmed(const char *begin, const char *end)
{
	while (begin < end && is_blank(*begin))
		begin++;
	while (end > begin && is_blank(end[-1]))
		end--;
	return (struct field){ begin, (size_t)(end - begin) };
}

/* The end of the line at s, with those that go on from it. */
static const char *line_end(const char *s, const char *end)
{
	const char *lf;

	do {
		lf = memchr(s, '\n', (size_t)(end - s));
		if (!lf)
			return end;
		s = lf + 1;
	} while (s < end && (*s == ' ' || *s == '\t'));
	return lf;
}

struct field fields_get(const char *head, size_t len, const char *name)
{
	const char *end = head + len, *at = line_end(head, end);
	size_t n = strlen(name);

	while (at < end) {
		const char *s = at + 1;

		at = line_end(s, end);
		if ((size_t)(at - s) > n && s[n] == ':' &&
		    !strncasecmp(s, name, n))
			return trimmed(s + n + 1, at);
	}
	return (struct field){ NULL, 0 };
}

int field_is(const struct field *f, const char *word)
{
	const char *semicolon;
	struct field bare;

	if (!f->value)
		return 0;
	semicolon = memchr(f->value, ';', f->len);
	bare = semicolon ? trimmed(f->value, semicolon) : *f;
	return bare.len == strlen(word) &&
	       !strncasecmp(bare.value, word, bare.len);
}

int field_number(const struct field *f, uint64_t *out)
{
	*out = 0;
	for (size_t i = 0; i < f->len; i++) {
		char c = f->value[i];

		if (c < '0' || c > '9' || *out >> 58)
			return 0;
		*out = *out * 10 + (uint64_t)(c - '0');
	}
	return f->len > 0;
}
