#include "languages.h"

#include <string.h>

/* Letters of a first subtag. BCP 47 has up to 8; of over three there is none so
 * far: who writes "english" means en. Documents may say what they like. */
enum { CODE_LEAST = 2, CODE_MOST = 8, CODE_WRITTEN_MOST = 3 };

static int is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* The length of the code at s; 0 where there is none. */
static size_t code_at(const char *s)
{
	size_t n = 0;

	while (is_letter(s[n]))
		n++;
	if (n < CODE_LEAST || n > CODE_MOST)
		return 0;
	while (s[n] == '-' || s[n] == '_' || is_letter(s[n]) ||
	       (s[n] >= '0' && s[n] <= '9'))
		n++;
	return n;
}

/* The same of a list that a person writes. */
static size_t written_code_at(const char *s)
{
	size_t n = code_at(s), first = 0;

	while (is_letter(s[first]))
		first++;
	if (first > CODE_WRITTEN_MOST || (n == 3 && !strncmp(s, "any", n)))
		return 0;
	return n;
}

enum ncl_status languages_check(const char *list, struct ncl_error *err)
{
	const char *s = list;
	size_t n;

	if (!list || !strcmp(list, "any"))
		return NCL_OK;
	while ((n = written_code_at(s))) {
		s += n;
		if (!*s)
			return NCL_OK;
		if (*s++ != ',')
			break;
		s += strspn(s, " ");
	}
	return ncl_error_set(err, NCL_USAGE,
			     "languages \"%.80s\": write codes with commas "
			     "between, as in en,de, or any", list);
}

static struct language *find(struct languages *l, const char *code)
{
	for (uint32_t i = 0; i < l->count; i++)
		if (!strcmp(l->of[i].code, code))
			return &l->of[i];
	if (l->count == LANGUAGES_MOST)
		return NULL;
	strcpy(l->of[l->count].code, code);
	return &l->of[l->count++];
}

/* The first subtag of a code, in small letters; 0: it is none. */
static int first_subtag(char *out, size_t size, const char *text, size_t len)
{
	size_t n = 0;

	while (n < len && text[n] != '-' && text[n] != '_') {
		char c = text[n];

		c = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
		if (c < 'a' || c > 'z' || n + 1 == size)
			return 0;
		out[n++] = c;
	}
	out[n] = 0;
	return n > 0;
}

/* That of a document. */
static int subtag_of(char *out, size_t size, const ncl_doc *doc)
{
	size_t len;
	const char *text = ncl_doc_value(doc, "lang", 0, &len);

	return text && first_subtag(out, size, text, len);
}

int languages_serve(const char *list, const ncl_doc *doc)
{
	char code[12], other[12];
	size_t n;

	if (!list || !*list || !strcmp(list, "any") ||
	    !subtag_of(code, sizeof(code), doc))
		return 1;
	while ((n = code_at(list))) {
		if (first_subtag(other, sizeof(other), list, n) &&
		    !strcmp(code, other))
			return 1;
		list += n;
		list += strspn(list, ", ");
	}
	return 0;
}

void languages_count(struct languages *l, const ncl_doc *doc)
{
	struct language *one;
	char code[sizeof(one->code)];

	l->documents++;
	one = subtag_of(code, sizeof(code), doc) ? find(l, code) : NULL;
	if (one)
		one->count++;
}

/* The most common one that is rarer than `last`, or equal and behind it. */
static const struct language *next(const struct languages *l,
				   const struct language *last)
{
	const struct language *best = NULL;

	for (uint32_t i = 0; i < l->count; i++) {
		const struct language *one = &l->of[i];
		int later = !last || one->count < last->count ||
			    (one->count == last->count && one > last);

		if (later && (!best || one->count > best->count))
			best = one;
	}
	return best;
}

enum ncl_status languages_fact(const struct languages *l, const char *given,
			       ncl_model *m)
{
	char text[LANGUAGES_SHARE * sizeof(l->of[0].code)] = "";
	uint32_t known = 0;

	if (given)
		return model_add_fact(m, "languages", given);
	for (uint32_t i = 0; i < l->count; i++)
		known += l->of[i].count;
	if (2 * (uint64_t)known <= l->documents)
		return NCL_OK;
	for (const struct language *one = next(l, NULL);
	     one && (uint64_t)one->count * LANGUAGES_SHARE >= l->documents;
	     one = next(l, one)) {
		if (*text)
			strcat(text, ",");
		strcat(text, one->code);
	}
	return *text ? model_add_fact(m, "languages", text) : NCL_OK;
}
