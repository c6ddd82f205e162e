#include "language.h"

#include <stdio.h>
#include <string.h>

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

/* The first subtag's length: "zh-Hant", "pt_BR". */
static size_t subtag(const char *s, size_t len)
{
	size_t n = 0;

	while (n < len && s[n] != '-' && s[n] != '_' && s[n] != ' ')
		n++;
	return n;
}

static int same(const char *a, size_t n, const char *b, size_t m)
{
	if (n != m)
		return 0;
	for (size_t i = 0; i < n; i++)
		if (lower(a[i]) != lower(b[i]))
			return 0;
	return 1;
}

int language_in(const char *list, const char *language, size_t len)
{
	size_t wanted = subtag(language, len);

	if (strcmp(list, "any") == 0)
		return 1;
	while (*list) {
		size_t n = strcspn(list, ",");

		if (same(list, subtag(list, n), language, wanted))
			return 1;
		list += n;
		list += strspn(list, ", ");
	}
	return 0;
}

int language_fits(const struct ncl_host *host, const ncl_doc *doc,
		  const char *list, char *why, size_t size)
{
	size_t len;
	const char *language = host->value(doc, "lang", 0, &len);
	int n;

	if (!list || !*list || !language || !len ||
	    language_in(list, language, len))
		return 1;
	/* a code is short: what is longer is no code */
	n = len < 36 ? (int)len : 0;
	snprintf(why, size, "the text is in the language %.*s, the model is "
			    "for %.80s", n, language, list);
	return 0;
}
