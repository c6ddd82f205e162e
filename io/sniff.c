#include "io/sniff.h"

#include <string.h>
#include <strings.h>

static const struct {
	const char *ending;
	enum input_format format;
} endings[] = {
	{ ".txt", INPUT_TEXT },	      { ".text", INPUT_TEXT },
	{ ".md", INPUT_TEXT },	      { ".jsonl", INPUT_JSONL },
	{ ".ndjson", INPUT_JSONL },   { ".html", INPUT_HTML },
	{ ".htm", INPUT_HTML },	      { ".xhtml", INPUT_HTML },
	{ ".warc", INPUT_WARC },      { ".wet", INPUT_WARC },
};

size_t sniff_unpacked(const char *path)
{
	static const char *const packed[] = { ".gz", ".zst", ".xz", ".bz2" };
	size_t len = strlen(path);

	for (size_t i = 0; i < sizeof(packed) / sizeof(*packed); i++) {
		size_t n = strlen(packed[i]);

		if (len > n && !strcasecmp(path + len - n, packed[i]))
			return len - n;
	}
	return len;
}

enum input_format sniff_name(const char *path)
{
	size_t len = sniff_unpacked(path);

	for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++) {
		size_t n = strlen(endings[i].ending);

		if (len > n &&
		    !strncasecmp(path + len - n, endings[i].ending, n))
			return endings[i].format;
	}
	return INPUT_AUTO;
}

static int is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Skip the string at s[i], a quote; returns what is behind it. */
static size_t skip_string(const char *s, size_t i, size_t len)
{
	for (i++; i < len && s[i] != '"'; i++)
		if (s[i] == '\\')
			i++;
	return i < len ? i + 1 : len;
}

/* Whether s[begin, end), with its quotes, is the name. */
static int is_name(const char *s, size_t begin, size_t end, const char *name)
{
	size_t n = strlen(name);

	return end - begin == n + 2 && !memcmp(s + begin + 1, name, n);
}

/* Whether the string at s[begin, end) is a key of a name, at the colon. */
static int is_key(const char *s, size_t begin, size_t end, size_t len,
		  const struct ncl_fields *fields)
{
	size_t colon = end;

	while (colon < len && is_blank(s[colon]))
		colon++;
	return colon < len && s[colon] == ':' &&
	       (is_name(s, begin, end, fields->text ? fields->text : "text") ||
		is_name(s, begin, end, fields->html ? fields->html : "html"));
}

/* Whether the object at s has text or HTML among its own keys. Damaged lines
 * count too: the reader will say what is wrong with them. */
static int is_record(const char *s, size_t len,
		     const struct ncl_fields *fields)
{
	int depth = 0;

	for (size_t i = 0; i < len && s[i] != '\n';) {
		size_t begin = i;

		if (s[i] == '"') {
			i = skip_string(s, i, len);
			if (depth == 1 && is_key(s, begin, i, len, fields))
				return 1;
			continue;
		}
		depth += s[i] == '{' || s[i] == '[';
		depth -= s[i] == '}' || s[i] == ']';
		i++;
	}
	return 0;
}

static int starts_like(const char *s, size_t len, const char *word)
{
	size_t n = strlen(word);

	return len >= n && !strncasecmp(s, word, n);
}

enum input_format sniff_content(const char *bytes, size_t len,
				const struct ncl_fields *fields)
{
	size_t i = len >= 3 && !memcmp(bytes, "\xef\xbb\xbf", 3) ? 3 : 0;

	while (i < len && is_blank(bytes[i]))
		i++;
	bytes += i;
	len -= i;
	if (len && *bytes == '{')
		return is_record(bytes, len, fields) ? INPUT_JSONL : INPUT_TEXT;
	if (starts_like(bytes, len, "WARC/1.") ||
	    starts_like(bytes, len, "WARC/0."))
		return INPUT_WARC;
	if (starts_like(bytes, len, "<!doctype html") ||
	    starts_like(bytes, len, "<html"))
		return INPUT_HTML;
	return INPUT_TEXT;
}
