/* Which format a file of labelled documents has. */
#include <string.h>
#include <strings.h>

#include "io/labelled_names.h"
#include "io/labelled_reader.h"
#include "io/sniff.h"

static int ends_with(const char *path, size_t len, const char *ending)
{
	size_t n = strlen(ending);

	return len > n && !strncasecmp(path + len - n, ending, n);
}

enum data_format labelled_sniff_name(const char *path)
{
	static const struct {
		const char *ending;
		enum data_format format;
	} endings[] = {
		{ ".jsonl", DATA_JSONL }, { ".ndjson", DATA_JSONL },
		{ ".csv", DATA_CSV },     { ".tsv", DATA_TSV },
		{ ".tab", DATA_TSV },     { ".ft", DATA_FASTTEXT },
	};
	size_t len = sniff_unpacked(path);

	for (size_t i = 0; i < sizeof(endings) / sizeof(*endings); i++)
		if (ends_with(path, len, endings[i].ending))
			return endings[i].format;
	return DATA_AUTO;
}

static int is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Whether a field of the first line has the name of one of the columns that
 * have to be there. */
static int has_column(const char *s, size_t len, char separator,
		      const struct labelled_format *how)
{
	const char *name;
	size_t end;

	for (size_t i = 0; i <= len; i = end + 1) {
		const char *stop = memchr(s + i, separator, len - i);
		size_t begin = i, last;

		end = stop ? (size_t)(stop - s) : len;
		last = end;
		while (begin < last && (s[begin] == '"' || s[begin] == ' '))
			begin++;
		while (last > begin &&
		       (s[last - 1] == '"' || is_space(s[last - 1])))
			last--;
		for (uint32_t k = 0;
		     (name = labelled_name(how, LABELLED_TEXT, k)); k++)
			if (strlen(name) == last - begin &&
			    !strncasecmp(name, s + begin, last - begin))
				return 1;
	}
	return 0;
}

/* Whether a word of the line is a label of fastText. */
static int has_label(const char *s, size_t len, const char *prefix)
{
	size_t n = strlen(prefix);

	for (size_t i = 0; i + n <= len; i++)
		if ((!i || is_space(s[i - 1])) && !memcmp(s + i, prefix, n))
			return 1;
	return 0;
}

enum data_format labelled_sniff(const char *bytes, size_t len,
				const struct labelled_format *how)
{
	size_t i = len >= 3 && !memcmp(bytes, "\xef\xbb\xbf", 3) ? 3 : 0;
	size_t end;

	while (i < len && is_space(bytes[i]))
		i++;
	for (end = i; end < len && bytes[end] != '\n' && bytes[end] != '\r';)
		end++;
	if (i < len && bytes[i] == '{')
		return DATA_JSONL;
	if (has_label(bytes + i, end - i, how->prefix))
		return DATA_FASTTEXT;
	if (has_column(bytes + i, end - i, '\t', how))
		return memchr(bytes + i, '\t', end - i) ? DATA_TSV : DATA_CSV;
	if (has_column(bytes + i, end - i, ',', how) ||
	    has_column(bytes + i, end - i, ';', how))
		return DATA_CSV;
	return DATA_AUTO;
}
